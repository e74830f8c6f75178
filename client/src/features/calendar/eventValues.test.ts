import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventInput, eventPatch } from '@besahubs/contracts/calendar';
import type { CalendarEvent } from '@besahubs/contracts/calendar';
import { eventForm, movedEnd, newValues, toInput, toPatch, valuesOf } from './eventValues';
import type { EventValues } from './eventValues';

const CHICAGO = 'America/Chicago';
const AUCKLAND = 'Pacific/Auckland';
const ID = '01a21a1d-f9f8-7716-95bd-eab71c169040';
const CONTACT = '01a21a1d-f9f8-7716-95bd-eab71c169041';
const event: CalendarEvent = {
  id: ID,
  accountId: ID,
  provider: 'google',
  externalId: 'x',
  title: 'Tour',
  description: null,
  isAllDay: false,
  start: '2026-06-01T14:00:00Z',
  end: '2026-06-01T15:30:00Z',
  startDate: null,
  endDate: null,
  timezone: CHICAGO,
  location: null,
  attendees: [],
  status: 'confirmed',
  busy: true,
  isOrganizer: true,
  organizerEmail: null,
  recurring: false,
  etag: 'e1',
  htmlLink: null,
  conferenceUrl: null,
  contact: null,
  abilities: { update: true, delete: true },
};
const allDay: CalendarEvent = {
  ...event,
  isAllDay: true,
  start: '2026-12-24T00:00:00Z',
  end: '2026-12-27T00:00:00Z',
  startDate: '2026-12-24',
  endDate: '2026-12-27',
  timezone: null,
};
const fieldsOf = (values: EventValues): string[] =>
  eventForm.safeParse(values).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('an event in its form', () => {
  it('stands in its own zone, or in that of the person', () => {
    expect(valuesOf(event, AUCKLAND)).toMatchObject({
      start: '2026-06-01T09:00',
      end: '2026-06-01T10:30',
      startDate: '2026-06-01',
      endDate: '2026-06-01',
      timezone: CHICAGO,
    });
    expect(valuesOf({ ...event, timezone: null }, AUCKLAND)).toMatchObject({
      start: '2026-06-02T02:00',
      startDate: '2026-06-02',
      timezone: AUCKLAND,
    });
  });
  it('of whole days ends on its last day, and has office hours in case it gets a time', () => {
    for (const zone of [CHICAGO, AUCKLAND])
      expect(valuesOf(allDay, zone)).toMatchObject({
        isAllDay: true,
        startDate: '2026-12-24',
        endDate: '2026-12-26',
        start: '2026-12-24T09:00',
        end: '2026-12-24T10:00',
      });
  });
  it('shows its guests but not who invites, by addresses in small letters', () => {
    const guests: CalendarEvent['attendees'] = [
      { email: 'Me@Firm.test', name: null, response: 'accepted', organizer: true },
      { email: 'Ana@X.test', name: 'Ana', response: 'declined', organizer: false },
    ];
    expect(valuesOf({ ...event, attendees: guests }, CHICAGO).attendees).toEqual([
      { email: 'ana@x.test', name: 'Ana' },
    ]);
  });
  it('knows what it is about, and whether one meets by video', () => {
    const linked = { ...event, contact: { id: CONTACT, name: 'Ana' }, conferenceUrl: 'https://meet.test/x' };
    expect(valuesOf(linked, CHICAGO)).toMatchObject({ contactId: CONTACT, conference: true });
    expect(valuesOf(event, CHICAGO)).toMatchObject({ contactId: null, conference: false });
  });
});

describe('a change', () => {
  const values = valuesOf({ ...event, title: 'New' }, CHICAGO);
  it('sends what was changed, with the etag it was made from', () => {
    expect(toPatch(values, ['title'], 'e1')).toEqual({ title: 'New', etag: 'e1' });
    expect(toPatch(values, ['title'], null)).toEqual({ title: 'New' });
    expect(toPatch(values, [], 'e1')).toEqual({ etag: 'e1' });
    expect(toPatch({ ...values, location: null }, ['location', 'contactId'], null)).toEqual({
      location: null,
      contactId: null,
    });
  });
  it('leaves guests alone that were not touched', () => {
    expect(toPatch(values, ['title', 'start'], 'e1')).not.toHaveProperty('attendees');
    expect(toPatch(values, ['attendees'], 'e1')).toEqual({ attendees: [], etag: 'e1' });
  });
  it.each(['start', 'end', 'isAllDay', 'timezone', 'startDate', 'endDate'])(
    'of %s sends all of the time, since one without the others says nothing',
    (field) => {
      const patch = toPatch(values, [field], 'e1');
      expect(patch).toEqual({
        isAllDay: false,
        start: '2026-06-01T14:00:00Z',
        end: '2026-06-01T15:30:00Z',
        timezone: CHICAGO,
        etag: 'e1',
      });
      expect(eventPatch.safeParse(patch).success).toBe(true);
    },
  );
  it('to another zone keeps the clock, not the instant', () => {
    expect(toPatch({ ...values, timezone: AUCKLAND }, ['timezone'], null)).toMatchObject({
      start: '2026-05-31T21:00:00Z',
      timezone: AUCKLAND,
    });
  });
  it('to whole days has an end that is not in it any more, and no instants', () => {
    const patch = toPatch({ ...values, isAllDay: true, endDate: '2026-06-30' }, ['isAllDay'], null);
    expect(patch).toEqual({
      isAllDay: true,
      startDate: '2026-06-01',
      endDate: '2026-07-01',
      timezone: CHICAGO,
    });
  });
  it('never sends the calendar it is in, nor a video meeting: those are chosen once', () => {
    const patch = toPatch(values, ['accountId', 'conference', 'title'], null);
    expect(patch).toEqual({ title: 'New' });
  });
});

describe('an event that is opened and saved', () => {
  const minutes = fc.integer({ min: Date.UTC(1990, 0, 1) / 60_000, max: Date.UTC(2100, 0, 1) / 60_000 });
  it('has the days it had, in every zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(CHICAGO, AUCKLAND, 'Asia/Kathmandu', 'Pacific/Apia'),
        (first, length, zone) => {
          const day = (at: number) => new Date(at * 86_400_000).toISOString().slice(0, 10);
          const stored = { ...allDay, startDate: day(first), endDate: day(first + length) };
          const { startDate, endDate } = toInput(valuesOf(stored, zone));
          expect([startDate, endDate]).toEqual([stored.startDate, stored.endDate]);
        },
      ),
    );
  });
  it('has the times it had, but for the hour that comes twice', () => {
    fc.assert(
      fc.property(
        minutes,
        fc.integer({ min: 1, max: 3000 }),
        fc.constantFrom(CHICAGO, AUCKLAND, 'Australia/Lord_Howe'),
        (at, length, timezone) => {
          const start = new Date(at * 60_000).toISOString();
          const end = new Date((at + length) * 60_000).toISOString();
          const sent = toInput(valuesOf({ ...event, start, end, timezone }, 'UTC'));
          for (const [before, after] of [
            [start, sent.start],
            [end, sent.end],
          ]) {
            const lost = Date.parse(before ?? '') - Date.parse(after ?? '');
            expect([0, 30 * 60_000, 3_600_000]).toContain(lost);
          }
        },
      ),
    );
  });
});

describe('a new event', () => {
  const now = Date.parse('2026-06-01T14:10:00Z');
  it.each([
    ['2026-06-01T14:10:00Z', '2026-06-01T09:30', '2026-06-01T10:30'],
    ['2026-06-01T14:30:00Z', '2026-06-01T09:30', '2026-06-01T10:30'],
    ['2026-06-01T14:30:01Z', '2026-06-01T10:00', '2026-06-01T11:00'],
    // The half hour after midnight is the next day's.
    ['2026-06-02T04:45:00Z', '2026-06-02T00:00', '2026-06-02T01:00'],
  ])('at %s begins with the next half hour, for an hour', (at, start, end) => {
    const values = newValues({ accountId: ID, zone: CHICAGO, now: Date.parse(at) });
    expect(values).toMatchObject({ start, end, isAllDay: false, timezone: CHICAGO, attendees: [] });
    expect([values.startDate, values.endDate]).toEqual([start.slice(0, 10), start.slice(0, 10)]);
  });
  it('begins with what was drawn in the calendar, and whom it is for', () => {
    const drawn = newValues({
      accountId: ID,
      zone: AUCKLAND,
      now,
      isAllDay: true,
      startDate: '2026-12-24',
      endDate: '2026-12-27',
      contactId: CONTACT,
    });
    expect(drawn).toMatchObject({ isAllDay: true, startDate: '2026-12-24', endDate: '2026-12-26' });
    expect(drawn.contactId).toBe(CONTACT);
    const timed = newValues({ accountId: ID, zone: CHICAGO, now, start: '2026-06-03T15:00:00Z' });
    expect(timed).toMatchObject({ start: '2026-06-03T10:00', end: '2026-06-03T11:00' });
  });
  it('is sent as the contract wants it', () => {
    const values = { ...newValues({ accountId: ID, zone: CHICAGO, now }), title: 'Tour', conference: true };
    const input = toInput(values);
    expect(eventInput.safeParse(input).error).toBeUndefined();
    expect(input).toMatchObject({
      accountId: ID,
      title: 'Tour',
      conference: true,
      start: '2026-06-01T14:30:00Z',
      end: '2026-06-01T15:30:00Z',
    });
    expect(input).not.toHaveProperty('startDate');
    const days = toInput({ ...values, isAllDay: true });
    expect(eventInput.safeParse(days).error).toBeUndefined();
    expect(days).not.toHaveProperty('start');
  });
});

describe('the form', () => {
  const good: EventValues = {
    ...newValues({ accountId: ID, zone: CHICAGO, now: Date.parse('2026-06-01T14:10:00Z') }),
    title: 'Tour',
  };
  it('lets pass what is right', () => {
    expect(fieldsOf(good)).toEqual([]);
    // On one day, from morning to evening, and over a year's end.
    expect(fieldsOf({ ...good, isAllDay: true })).toEqual([]);
    expect(fieldsOf({ ...good, start: '2026-12-31T23:00', end: '2027-01-01T00:00' })).toEqual([]);
  });
  it.each<[string, Partial<EventValues>, string[]]>([
    ['an end before the start', { end: '2026-06-01T09:00' }, ['end: Must be after the start']],
    ['an end at the start', { end: good.start }, ['end: Must be after the start']],
    [
      'a last day before the first',
      { isAllDay: true, startDate: '2026-06-02', endDate: '2026-06-01' },
      ['endDate: Must be after the start'],
    ],
    ['no start', { start: null }, ['start: Required']],
    ['no end', { end: null }, ['end: Required']],
    [
      'no days',
      { isAllDay: true, startDate: null, endDate: null },
      ['startDate: Required', 'endDate: Required'],
    ],
  ])('refuses %s, at its field', (_what, change, problems) =>
    expect(fieldsOf({ ...good, ...change })).toEqual(problems),
  );
  it('does not look at the days of a timed event, nor at the times of one of whole days', () => {
    expect(fieldsOf({ ...good, startDate: null, endDate: '1999-01-01' })).toEqual([]);
    expect(fieldsOf({ ...good, isAllDay: true, start: null, end: null })).toEqual([]);
  });
  it.each<[string, Partial<EventValues>]>([
    ['title', { title: null }],
    ['accountId', { accountId: null }],
    ['attendees.0.email', { attendees: [{ email: 'nobody', name: null }] }],
    ['timezone', { timezone: 'Middle/Earth' }],
  ])('names %s when it is not right', (field, change) =>
    expect(fieldsOf({ ...good, ...change }).map((each) => each.split(':')[0])).toEqual([field]),
  );
});

describe('the end', () => {
  it.each([
    ['2026-06-01T09:00', '2026-06-01T11:00', '2026-06-01T10:30', '2026-06-01T12:30'],
    ['2026-06-01T09:00', '2026-06-02T09:00', '2026-06-01T10:30', '2026-06-02T10:30'],
    // Over the end of a month, and over an hour the clock skips: wall clocks know no zone.
    ['2026-01-31T23:00', '2026-02-28T23:30', '2026-02-01T00:15', '2026-03-01T00:45'],
    ['2026-03-07T01:30', '2026-03-08T01:30', '2026-03-07T03:30', '2026-03-08T03:30'],
    ['2026-12-24', '2026-12-31', '2026-12-26', '2027-01-02'],
    ['2028-02-28', '2028-02-29', '2028-02-28', '2028-02-29'],
    // It also ends before it begins as long as it did.
    ['2026-06-01T09:00', '2026-06-01T10:00', '2026-06-01T08:00', '2026-06-01T09:00'],
  ])('of an event moved from %s to %s goes from %s to %s', (before, after, end, moved) =>
    expect(movedEnd(before, after, end)).toBe(moved),
  );
  it('stays where the start is not known, or not typed to its end', () => {
    expect(movedEnd(null, '2026-06-01T10:00', '2026-06-01T11:00')).toBe('2026-06-01T11:00');
    expect(movedEnd('2026-06-01T10:00', null, '2026-06-01T11:00')).toBe('2026-06-01T11:00');
    expect(movedEnd('2026-06-01T10:00', '2026-06-01T11:00', null)).toBeNull();
    expect(movedEnd('2026-06-01T10:00', '20266-06-01T10:00', '2026-06-01T11:00')).toBe('2026-06-01T11:00');
    expect(movedEnd('20266-06-01', '2026-06-01', '2026-06-02')).toBe('2026-06-02');
  });
});
