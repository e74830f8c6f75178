import request from 'supertest';
import { beforeAll, expect } from 'vitest';
import type {
  CalendarAccount as AccountView,
  CalendarEvent as EventView,
  SyncResult,
} from '@besahubs/contracts/calendar';
import { CalendarAccount } from '../models/CalendarAccount';
import { CalendarSync } from '../models/CalendarSync';
import { changes } from '../services/changes';
import type { Change } from '../services/changes';
import { calendarProvidersOf } from './calendarProviders';
import type { CalendarBench, FaultEffect, LoggedCall } from './calendarProviders';
import { useDatabase } from './db';
import { useEmulators } from './emulators';
import { httpClient } from './http';
import { createFirm } from './people';
import type { Firm, Person } from './people';

export type { CalendarBench } from './calendarProviders';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** A whole hour, so many hours from now: the same all through a test file. */
const base = Math.ceil(Date.now() / HOUR) * HOUR;
export const inHours = (hours: number) => new Date(base + hours * HOUR);
/** The date so many days from now. */
export const inDays = (days: number) => new Date(base + days * DAY).toISOString().slice(0, 10);

interface Consent {
  account?: string;
  decision?: string;
  /** A permission the person unticks, or an administrator holds back. */
  without?: string;
}

/** Both calendar providers on this machine, a firm, and the ways a person goes: connect, sync, look. */
export function useCalendars() {
  const database = useDatabase();
  const emulators = useEmulators();
  const benches = calendarProvidersOf(emulators);
  let firm: Firm;
  let api: ReturnType<typeof httpClient>;
  beforeAll(async () => {
    firm = await createFirm();
    api = httpClient();
  });

  /** Asks where to go; the cookie is what makes this browser known again. */
  async function begin(bench: CalendarBench, as: Person, returnTo = '/calendar') {
    const begun = await request(api.app)
      .get(`/api/integrations/${bench.name}/connect?returnTo=${encodeURIComponent(returnTo)}`)
      .set('authorization', `Bearer ${as.token}`);
    const { url } = (begun.body as { data: { url: string } }).data;
    const setCookie = String((begun.headers['set-cookie'] as unknown as string[])[0]);
    return { url, cookie: setCookie.split(';')[0] ?? '', setCookie };
  }

  /** Fills in the consent screen; returns the address the provider sends the browser to. */
  async function agree(bench: CalendarBench, url: string, consent: Consent = {}): Promise<string> {
    const asked = new URL(url);
    if (consent.without && bench.name === 'microsoft') {
      const scopes = (asked.searchParams.get('scope') ?? '').split(' ');
      asked.searchParams.set('scope', scopes.filter((scope) => scope !== consent.without).join(' '));
    }
    const screen = await (await fetch(asked)).text();
    const form = new URLSearchParams();
    for (const [, name = '', value = ''] of screen.matchAll(
      /<input[^>]*type="(?:hidden|checkbox)"[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g,
    ))
      if (value !== consent.without) form.append(name, value.replaceAll('&amp;', '&'));
    form.set('account', consent.account ?? bench.email);
    form.set('decision', consent.decision ?? bench.allow);
    const answered = await fetch(asked, { method: 'POST', body: form, redirect: 'manual' });
    const back = new URL(answered.headers.get('location') ?? 'http://nowhere');
    return `${back.pathname}${back.search}`;
  }

  /** The browser comes back; returns where we send it. */
  async function land(back: string, cookie: string): Promise<string> {
    const landed = await request(api.app).get(back).set('Cookie', cookie);
    expect(landed.status).toBe(302);
    return String(landed.headers['location']);
  }

  /** The whole walk: connect, choose the account, allow, come back. */
  async function connect(bench: CalendarBench, as: Person, consent: Consent = {}): Promise<string> {
    const { url, cookie } = await begin(bench, as);
    return land(await agree(bench, url, consent), cookie);
  }

  /** The provider back at its start, and an app whose rate limits count anew. */
  async function reset(bench: CalendarBench): Promise<void> {
    await emulators.control(bench.name, 'POST', '/reset');
    api = httpClient();
  }

  const accounts = async (as: Person) => (await api.get<AccountView[]>('/calendar/accounts', as)).data;
  /** A fresh connection of this person's, the provider back at its start. */
  async function freshAccount(bench: CalendarBench, as: Person): Promise<AccountView> {
    await reset(bench);
    await CalendarAccount.destroy({ where: { userId: as.id, provider: bench.name } });
    expect(await connect(bench, as)).toContain('connected=');
    const account = (await accounts(as)).find((each) => each.provider === bench.name);
    if (!account) throw new Error('not connected');
    return account;
  }

  return {
    database,
    emulators,
    ...benches,
    both: [benches.google, benches.microsoft],
    firm: () => firm,
    api: () => api,
    begin,
    agree,
    land,
    connect,
    reset,
    accounts,
    freshAccount,
    sync: async (accountId: string, as: Person) =>
      (await api.post<SyncResult>('/calendar/sync', as, { accountId })).data,
    trySync: (accountId: string, as: Person) => api.post<SyncResult>('/calendar/sync', as, { accountId }),
    events: async (as: Person, accountId: string, from = inHours(-100 * 24), to = inHours(200 * 24)) =>
      (
        await api.get<EventView[]>(
          `/calendar/events?from=${from.toISOString()}&to=${to.toISOString()}&accountId=${accountId}`,
          as,
        )
      ).data,
    /** The next call that matches goes as told; returns the rule's id. */
    fault: async (
      bench: CalendarBench,
      match: { method?: string; path?: string },
      effect: FaultEffect,
      times = 1,
    ) =>
      (await emulators.control<{ id: string }>(bench.name, 'POST', '/faults', { match, effect, times })).id,
    /** Once so many calls wait at a rule with `hold`. */
    held: (bench: CalendarBench, id: string, count = 1) =>
      emulators.control(bench.name, 'GET', `/faults/${id}/held?count=${String(count)}`),
    release: (bench: CalendarBench, id: string) => emulators.control(bench.name, 'DELETE', `/faults/${id}`),
    /** What we asked of the provider since the last look. */
    calls: async (bench: CalendarBench, pathPart = ''): Promise<LoggedCall[]> => {
      const all = await emulators.control<LoggedCall[]>(bench.name, 'GET', '/requests');
      return all.filter((call) => call.path.includes(pathPart));
    },
    forgetCalls: (bench: CalendarBench) => emulators.control(bench.name, 'DELETE', '/requests'),
    expireTokens: (bench: CalendarBench) =>
      emulators.control(bench.name, 'POST', '/expire-tokens', { email: bench.email }),
    revokeThere: (bench: CalendarBench) =>
      emulators.control(bench.name, 'POST', '/revoke', { email: bench.email }),
    row: async (id: string) => {
      const row = await CalendarAccount.findByPk(id);
      if (!row) throw new Error('no such account');
      return row;
    },
    state: async (calendarAccountId: string) => {
      const row = await CalendarSync.findOne({ where: { calendarAccountId } });
      if (!row) throw new Error('no sync yet');
      return row;
    },
  };
}

/** What is announced while `work` runs, of calendars. */
export async function heardDuring(work: () => Promise<unknown>): Promise<Change[]> {
  const heard: Change[] = [];
  const listen = (change: Change) => {
    if (change.resource.startsWith('calendar') || change.resource === 'notifications') heard.push(change);
  };
  changes.on('changed', listen);
  try {
    await work();
  } finally {
    changes.off('changed', listen);
  }
  return heard;
}
