import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { calendar_v3 } from '@googleapis/calendar';
import { AGENT, listAll, startGoogle, type GoogleHarness } from './testing/harness';

/**
 * Whatever happens at the provider, a client that applies deltas holds what a full list would give it. That is the
 * promise of incremental synchronisation, and what the app's sync relies on.
 */
let google: GoogleHarness;
let api: calendar_v3.Calendar;

beforeAll(async () => {
  google = await startGoogle();
});
afterAll(() => google.close());

type Command =
  | { do: 'insert'; day: number; repeat: boolean; allDay: boolean }
  | {
      do: 'rename' | 'delete' | 'move' | 'shorten' | 'renameInstance' | 'deleteInstance' | 'moveInstance';
      pick: number;
    }
  | { do: 'sync' };

const pick = fc.nat(50);
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('insert' as const),
      day: fc.integer({ min: 1, max: 28 }),
      repeat: fc.boolean(),
      allDay: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'rename',
        'delete',
        'move',
        'shorten',
        'renameInstance',
        'deleteInstance',
        'moveInstance',
      ),
      pick,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sync' as const) }) },
);

const TWO_HOURS = { start: { dateTime: '2027-03-20T15:00:00Z' }, end: { dateTime: '2027-03-20T17:00:00Z' } };

function newEvent({ day, repeat, allDay }: Extract<Command, { do: 'insert' }>): calendar_v3.Schema$Event {
  const date = `2027-03-${String(day).padStart(2, '0')}`;
  const at = (time: string) =>
    allDay ? undefined : { dateTime: `${date}T${time}`, timeZone: 'America/New_York' };
  const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
  return {
    summary: 'New',
    start: at('09:00:00') ?? { date },
    end: at('10:00:00') ?? { date: next },
    ...(repeat ? { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=5'] } : {}),
  };
}

const living = async (singleEvents: boolean) => {
  const { items } = await listAll(api, { singleEvents });
  return items.filter(({ status }) => status !== 'cancelled');
};

async function onEvent(what: Command['do'], eventId: string, event: calendar_v3.Schema$Event): Promise<void> {
  const target = { calendarId: 'primary', eventId };
  const patch = (requestBody: calendar_v3.Schema$Event) => api.events.patch({ ...target, requestBody });
  if (what.startsWith('rename')) await patch({ summary: `${event.summary}+` });
  else if (what.startsWith('delete')) await api.events.delete(target);
  else if (what === 'shorten' && event.recurrence)
    await patch({ recurrence: ['RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3'] });
  else if (what.startsWith('move') && event.start?.dateTime) await patch(TWO_HOURS);
}

async function run(step: Exclude<Command, { do: 'sync' }>): Promise<void> {
  if (step.do === 'insert') {
    await api.events.insert({ calendarId: 'primary', requestBody: newEvent(step) });
    return;
  }
  const events = await living(step.do.endsWith('Instance'));
  const event = events[step.pick % Math.max(1, events.length)];
  if (event?.id) await onEvent(step.do, event.id, event);
}

/** A client's copy: fed by one full list, then by deltas only. */
class Mirror {
  private readonly events = new Map<string, calendar_v3.Schema$Event>();
  private syncToken: string | undefined;
  private readonly singleEvents: boolean;

  constructor(singleEvents: boolean) {
    this.singleEvents = singleEvents;
  }

  async sync(): Promise<void> {
    const token = this.syncToken ? { syncToken: this.syncToken } : {};
    const { items, syncToken } = await listAll(api, {
      singleEvents: this.singleEvents,
      maxResults: 3,
      ...token,
    });
    for (const item of items) {
      if (item.status === 'cancelled') this.events.delete(item.id ?? '');
      else this.events.set(item.id ?? '', item);
    }
    this.syncToken = syncToken ?? '';
  }

  sorted(): calendar_v3.Schema$Event[] {
    return byId([...this.events.values()]);
  }
}

const byId = (events: calendar_v3.Schema$Event[]) =>
  events.sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1));

describe('incremental sync', () => {
  it.each([true, false])(
    'reproduces the full list (singleEvents=%s)',
    async (singleEvents) => {
      const property = fc.asyncProperty(fc.array(command, { minLength: 3, maxLength: 14 }), async (steps) => {
        await google.control('POST', '/reset');
        await google.control('POST', '/clock', { set: '2027-03-01T12:00:00Z' });
        api = await google.client(AGENT);
        const mirror = new Mirror(singleEvents);
        await mirror.sync();
        for (const step of steps) {
          if (step.do === 'sync') await mirror.sync();
          else await run(step);
        }
        await mirror.sync();
        expect(mirror.sorted()).toEqual(byId(await living(singleEvents)));
      });
      await fc.assert(property, { numRuns: 25 });
    },
    60_000,
  );
});
