import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deltaPage, firstToken, type DeltaToken } from './calendar/delta';
import { calendarView, type Window } from './calendar/instances';
import {
  createEvent,
  deleteEvent,
  moveEvent,
  patchEvent,
  patchOccurrence,
  type MailboxPort,
} from './calendar/mailbox';
import { renderEvent, type Rendering } from './calendar/render';
import type { Account, StoredEvent } from './calendar/types';
import { addDays } from './calendar/zones';
import { addCalendar } from './graph/me';
import { createAccount, EMPTY_PAGES } from './state';

const port: MailboxPort = { now: () => new Date(0), joinUrl: (id) => id, changed: () => undefined };
const WINDOW: Window = { start: Date.UTC(2027, 2, 1), end: Date.UTC(2027, 3, 1) };

type Shown = Record<string, unknown>;

/** What a well-behaved app keeps: removals drop an item and its occurrences, a master replaces its occurrences. */
class LocalStore {
  readonly items = new Map<string, Shown>();

  private dropSeries(id: string): void {
    for (const [key, item] of this.items) if (item.seriesMasterId === id) this.items.delete(key);
  }

  apply(entry: Shown): void {
    const id = String(entry.id);
    if (entry['@removed']) {
      this.items.delete(id);
      this.dropSeries(id);
    } else if (entry.type === 'seriesMaster') this.dropSeries(id);
    else this.items.set(id, entry);
  }

  snapshot(): string[] {
    return [...this.items.values()].map(({ id, start, end, changeKey, ...rest }) =>
      JSON.stringify([id, start, end, changeKey ?? rest['@odata.etag']]),
    );
  }
}

function truth(account: Account, calendarId: string, rendering: Rendering): string[] {
  const events = account.events.filter((event) => event.calendarId === calendarId);
  return calendarView(events, WINDOW).map((view) => {
    const { id, start, end, changeKey } = renderEvent(account, view, rendering);
    // Thin occurrences have no changeKey, only the etag.
    return JSON.stringify([id, start, end, view.type === 'occurrence' ? `W/"${view.changeKey}"` : changeKey]);
  });
}

interface Step {
  action: (typeof ACTIONS)[number];
  pick: number;
  day: number;
  hours: number;
}

const ACTIONS = ['create', 'series', 'rename', 'shift', 'shift', 'delete', 'move', 'page', 'round'] as const;

const step = fc.record({
  action: fc.constantFrom(...ACTIONS),
  pick: fc.nat(50),
  day: fc.integer({ min: -12, max: 45 }),
  hours: fc.integer({ min: 0, max: 40 }),
});

function body({ day, hours, pick }: Step) {
  const date = addDays('2027-03-01', day);
  const end = new Date(Date.parse(`${date}T22:00:00Z`) + hours * 3_600_000).toISOString().slice(0, 19);
  const timeZone = ['America/New_York', 'Europe/Berlin', 'Pacific/Auckland'][pick % 3];
  return {
    subject: `E${pick}`,
    start: { dateTime: `${date}T22:00:00`, timeZone },
    end: { dateTime: end, timeZone },
  };
}

const rule = ({ day, pick }: Step) => ({
  pattern: { type: 'daily', interval: (pick % 5) + 1 },
  range: { type: 'numbered', startDate: addDays('2027-03-01', day), numberOfOccurrences: (pick % 9) + 1 },
});

/** Any item, or any occurrence in the window, that is there now. */
function choose(account: Account, { pick }: Step): { event: StoredEvent; date: string | null } | undefined {
  const items = account.events.map((event) => ({ event, date: null }));
  const all = [...items, ...calendarView(account.events, WINDOW)];
  return all.length === 0 ? undefined : all[pick % all.length];
}

/** One thing a user does. Exchange refuses some (an occurrence crossing its neighbour): then nothing happened. */
function act(account: Account, calendars: string[], one: Step): void {
  const home = calendars[one.pick % 2] ?? '';
  if (one.action === 'create') createEvent(account, home, body(one), port);
  if (one.action === 'series')
    createEvent(account, home, { ...body({ ...one, hours: 1 }), recurrence: rule(one) }, port);
  const found = choose(account, one);
  if (!found) return;
  const { event, date } = found;
  if (one.action === 'delete') deleteEvent(account, event, date, port);
  if (one.action === 'move') moveEvent(account, event, home, port);
  if (one.action !== 'rename' && one.action !== 'shift') return;
  const change = one.action === 'rename' ? { subject: `R${one.day}` } : body(one);
  try {
    if (date === null) patchEvent(account, event, change, port);
    else patchOccurrence(account, event, date, change, port);
  } catch (error) {
    expect(error).toMatchObject({ code: 'ErrorOccurrenceCrossingBoundary' });
  }
}

describe('applying deltas', () => {
  it.each([true, false])('reproduces calendarView, immutable ids %s', { timeout: 30_000 }, (immutableIds) => {
    const rendering: Rendering = { immutableIds, timeZone: 'UTC', body: 'html', baseUrl: '' };
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 20, maxLength: 70 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(...EMPTY_PAGES),
        (steps, size, emptyPages) => {
          const account = createAccount({ email: 'p@x.example', id: '00000000-0000-4000-8000-000000000001' });
          const calendars = [account.calendars[0]?.id ?? '', addCalendar(account, 'Other').id];
          const calendarId = calendars[0] ?? '';
          const store = new LocalStore();
          let token: DeltaToken = firstToken(account, calendarId, WINDOW);
          const readPage = (): boolean => {
            const { value, next, done } = deltaPage(account, token, { size, emptyPages, rendering });
            value.forEach((entry) => store.apply(entry));
            token = next;
            return done;
          };
          for (const one of steps) {
            if (one.action === 'page') readPage();
            else if (one.action === 'round') while (!readPage());
            else act(account, calendars, one);
          }
          // The round under way, and one more for what changed during it.
          while (!readPage());
          while (!readPage());
          expect(store.snapshot().sort()).toEqual(truth(account, calendarId, rendering).sort());
        },
      ),
      { numRuns: 50, seed: 20270301 },
    );
  });
});
