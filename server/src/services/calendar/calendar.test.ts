import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import type {
  CalendarAccount as AccountView,
  CalendarEvent as EventView,
} from '@besahubs/contracts/calendar';
import { AuditLog } from '../../models/AuditLog';
import { CalendarAccount } from '../../models/CalendarAccount';
import { CalendarEvent } from '../../models/CalendarEvent';
import { inDays, inHours, useCalendars } from '../../testing/calendars';
import type { Firm } from '../../testing/people';

const calendars = useCalendars();
const { accounts, connect, emulators, events, google, microsoft, sync } = calendars;
const path = (email: string) => `/accounts/${encodeURIComponent(email)}`;
let firm: Firm;
let api: ReturnType<typeof calendars.api>;
beforeAll(() => {
  firm = calendars.firm();
  api = calendars.api();
});

describe.each([google, microsoft])('calendar through $name', (bench) => {
  let account: AccountView;

  it('connects through the consent screen, and keeps the tokens sealed', async () => {
    expect(await connect(bench, firm.agent)).toContain(`/calendar?connected=${bench.name}`);
    const found = (await accounts(firm.agent)).find((each) => each.provider === bench.name);
    expect(found).toMatchObject({ email: bench.email, status: 'ok' });
    account = found as AccountView;
    const row = await CalendarAccount.findByPk(account.id);
    expect(row?.accessToken).toMatch(/^t1\./);
    expect(JSON.stringify(account)).not.toContain('oken"');
    expect(await AuditLog.count({ where: { action: 'calendar.connect', resourceId: account.id } })).toBe(1);
  });

  it('takes in what is at the provider, once', async () => {
    await bench.addThere('Tour at Harbor', inHours(30));
    await bench.addThere('Long gone', inHours(-24 * 200));
    await bench.addThere('Far off', inHours(24 * 200));
    const first = await sync(account.id, firm.agent);
    expect(first).toMatchObject({ kind: 'full', deleted: 0 });
    const titles = (await events(firm.agent, account.id)).map((event) => event.title);
    expect(titles).toContain('Tour at Harbor');
    expect(titles).not.toContain('Far off');
    expect(await sync(account.id, firm.agent)).toMatchObject({
      kind: 'incremental',
      created: 0,
      updated: 0,
      deleted: 0,
    });
  });

  it('follows changes and deletions made at the provider', async () => {
    const id = await bench.addThere('Draft name', inHours(40));
    await sync(account.id, firm.agent);
    await bench.editThere(id, 'Final name');
    expect(await sync(account.id, firm.agent)).toMatchObject({ kind: 'incremental', updated: 1 });
    expect((await events(firm.agent, account.id)).map((event) => event.title)).toContain('Final name');
    await bench.deleteThere(id);
    expect(await sync(account.id, firm.agent)).toMatchObject({ deleted: 1 });
    expect((await events(firm.agent, account.id)).map((event) => event.title)).not.toContain('Final name');
  });

  it('creates at the provider and here, and the echo changes nothing', async () => {
    const made = await api.post<EventView>('/calendar/events', firm.agent, {
      accountId: account.id,
      title: 'Pitch from BesaHubs',
      start: inHours(50).toISOString(),
      end: inHours(51).toISOString(),
      timezone: 'America/Chicago',
      location: 'Lobby',
      attendees: [{ email: 'guest@client.example', name: 'Guest' }],
    });
    expect(made.status).toBe(201);
    expect(made.data).toMatchObject({
      title: 'Pitch from BesaHubs',
      location: 'Lobby',
      start: inHours(50).toISOString(),
      abilities: { update: true },
    });
    expect(await bench.titlesThere()).toContain('Pitch from BesaHubs');
    expect(await sync(account.id, firm.agent)).toMatchObject({ created: 0, updated: 0, deleted: 0 });
    expect(
      await CalendarEvent.count({ where: { calendarAccountId: account.id, title: 'Pitch from BesaHubs' } }),
    ).toBe(1);
  });

  it('keeps all-day events on their dates', async () => {
    const made = await api.post<EventView>('/calendar/events', firm.agent, {
      accountId: account.id,
      title: 'Conference',
      isAllDay: true,
      startDate: inDays(20),
      endDate: inDays(23),
    });
    expect(made.data).toMatchObject({ isAllDay: true, startDate: inDays(20), endDate: inDays(23) });
    await CalendarEvent.update({ etag: 'stale' }, { where: { id: made.data.id } });
    await bench.editThere(made.data.externalId, 'Conference day');
    await sync(account.id, firm.agent);
    expect((await api.get<EventView>(`/calendar/events/${made.data.id}`, firm.agent)).data).toMatchObject({
      title: 'Conference day',
      startDate: inDays(20),
      endDate: inDays(23),
    });
  });

  it('changes both sides; disjoint changes merge, the same field conflicts', async () => {
    const { data: event } = await api.post<EventView>('/calendar/events', firm.agent, {
      accountId: account.id,
      title: 'Three-way',
      start: inHours(60).toISOString(),
      end: inHours(61).toISOString(),
    });
    const moved = await api.put<EventView>(`/calendar/events/${event.id}`, firm.agent, {
      start: inHours(62).toISOString(),
      end: inHours(63).toISOString(),
      etag: event.etag,
    });
    expect(moved.data.start).toBe(inHours(62).toISOString());
    await bench.editThere(event.externalId, 'Renamed there');
    const merged = await api.put<EventView>(`/calendar/events/${event.id}`, firm.agent, {
      location: 'Suite 400',
    });
    expect(merged.data).toMatchObject({ title: 'Renamed there', location: 'Suite 400' });
    await bench.editThere(event.externalId, 'Renamed again');
    const conflict = await api.put(`/calendar/events/${event.id}`, firm.agent, { title: 'My name' });
    expect(conflict.status).toBe(409);
    expect(conflict.error?.fields).toHaveProperty('title');
    expect((await api.get<EventView>(`/calendar/events/${event.id}`, firm.agent)).data.title).toBe(
      'Renamed again',
    );
    expect((await api.delete(`/calendar/events/${event.id}`, firm.agent)).status).toBe(200);
    expect(await bench.titlesThere()).not.toContain('Renamed again');
  });

  it('makes one event although the answer was lost', async () => {
    await emulators.control(bench.name, 'POST', '/faults', {
      match: { method: 'POST', path: '/events' },
      times: 1,
      effect: { drop: 'after' },
    });
    const made = await api.post<EventView>('/calendar/events', firm.agent, {
      accountId: account.id,
      title: 'Sent twice',
      start: inHours(70).toISOString(),
      end: inHours(71).toISOString(),
    });
    expect(made.status).toBe(201);
    expect((await bench.titlesThere()).filter((title) => title === 'Sent twice')).toHaveLength(1);
  });

  it('starts over when the cursor is too old, and renews an expired token by itself', async () => {
    await emulators.control(
      bench.name,
      'POST',
      bench.name === 'google' ? '/expire-sync-tokens' : '/expire-delta-tokens',
      { email: bench.email },
    );
    expect(await sync(account.id, firm.agent)).toMatchObject({ kind: 'full', created: 0, deleted: 0 });
    await emulators.control(bench.name, 'POST', '/expire-tokens', { email: bench.email });
    expect(await sync(account.id, firm.agent)).toMatchObject({ kind: 'incremental' });
  });

  it('is private: a colleague and a manager get 404, an admin may look', async () => {
    const [event] = await events(firm.agent, account.id);
    for (const person of [firm.colleague, firm.manager]) {
      expect((await api.get(`/calendar/accounts/${account.id}`, person)).status).toBe(404);
      expect((await api.get(`/calendar/events/${event?.id ?? ''}`, person)).status).toBe(404);
      expect((await api.delete(`/calendar/events/${event?.id ?? ''}`, person)).status).toBe(404);
      expect((await api.post('/calendar/sync', person, { accountId: account.id })).status).toBe(404);
    }
    expect((await api.get(`/calendar/events/${event?.id ?? ''}`, firm.admin)).status).toBe(200);
  });

  it('asks for a new connection when the consent has ended, then disconnects', async () => {
    await emulators.control(bench.name, 'POST', '/revoke', { email: bench.email });
    await emulators.control(bench.name, 'POST', '/expire-tokens', { email: bench.email });
    const refused = await api.post('/calendar/sync', firm.agent, { accountId: account.id });
    expect(refused.error?.code).toBe('reconnect');
    expect((await api.get<AccountView>(`/calendar/accounts/${account.id}`, firm.agent)).data.status).toBe(
      'needs_reauth',
    );
    expect(await connect(bench, firm.agent)).toContain('connected=');
    expect((await api.get<AccountView>(`/calendar/accounts/${account.id}`, firm.agent)).data.status).toBe(
      'ok',
    );
    expect((await api.delete(`/calendar/accounts/${account.id}`, firm.agent)).status).toBe(200);
    expect(await CalendarEvent.count({ where: { calendarAccountId: account.id } })).toBe(0);
  });

  it('comes back unconnected when the person declines, and from another browser', async () => {
    expect(await connect(bench, firm.agent, { decision: bench.deny })).toContain('error=denied');
    const stray = await request(api.app).get(`/api/integrations/${bench.name}/callback?code=x&state=y`);
    expect(stray.headers['location']).toContain('error=expired');
  });
});

describe('a series', () => {
  it.each([
    [
      'google',
      google,
      { recurrence: ['RRULE:FREQ=DAILY;COUNT=4'] },
      { recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] },
    ],
    [
      'microsoft',
      microsoft,
      {
        recurrence: {
          pattern: { type: 'daily', interval: 1 },
          range: {
            type: 'numbered',
            startDate: inHours(100).toISOString().slice(0, 10),
            numberOfOccurrences: 4,
          },
        },
      },
      {
        recurrence: {
          pattern: { type: 'daily', interval: 1 },
          range: {
            type: 'numbered',
            startDate: inHours(100).toISOString().slice(0, 10),
            numberOfOccurrences: 2,
          },
        },
      },
    ],
  ] as const)('of %s comes as its occurrences, shrinks and goes', async (name, bench, rule, shorter) => {
    await connect(bench, firm.manager);
    const account = (await accounts(firm.manager)).find((each) => each.provider === name);
    const count = async () => {
      await sync(account?.id ?? '', firm.manager);
      return (await events(firm.manager, account?.id ?? '')).filter((event) => event.recurring).length;
    };
    const before = await count();
    const title = name === 'google' ? { summary: 'Stand-up' } : { subject: 'Stand-up' };
    const time = (hours: number) => ({
      dateTime: inHours(hours).toISOString().slice(0, 19) + (name === 'google' ? 'Z' : ''),
      timeZone: 'UTC',
    });
    const there =
      name === 'google' ? `${path(bench.email)}/calendars/primary/events` : `${path(bench.email)}/events`;
    const { id } = await emulators.control<{ id: string }>(name, 'POST', there, {
      ...title,
      start: time(100),
      end: time(101),
      ...rule,
    });
    expect(await count()).toBe(before + 4);
    await emulators.control(name, 'PATCH', `${there}/${encodeURIComponent(id)}`, shorter);
    expect(await count()).toBe(before + 2);
    await bench.deleteThere(id);
    expect(await count()).toBe(before);
  });
});

describe('bad requests', () => {
  it('name the field', async () => {
    const from = inHours(0).toISOString();
    expect(
      (await api.get(`/calendar/events?from=${from}&to=${from}`, firm.agent)).error?.fields,
    ).toHaveProperty('to');
    expect((await api.get('/calendar/events', firm.agent)).error?.fields).toHaveProperty('from');
    const input = { accountId: firm.agent.id, title: 'x', start: from };
    expect((await api.post('/calendar/events', firm.agent, input)).error?.fields).toHaveProperty('end');
    expect(
      (await api.post('/calendar/events', firm.agent, { ...input, end: inHours(-1).toISOString() })).error
        ?.fields,
    ).toHaveProperty('end');
    const leaving = await api.get('/integrations/google/connect?returnTo=//evil.example', firm.agent);
    expect(leaving.error?.fields).toHaveProperty('returnTo');
  });
});
