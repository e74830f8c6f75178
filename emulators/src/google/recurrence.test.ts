import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { calendar_v3 } from '@googleapis/calendar';
import { AGENT, listAll, refusal, startGoogle, type GoogleHarness } from './testing/harness';

let google: GoogleHarness;
let api: calendar_v3.Calendar;

beforeAll(async () => {
  google = await startGoogle();
});
beforeEach(async () => {
  await google.control('POST', '/reset');
  await google.control('POST', '/clock', { set: '2027-01-04T12:00:00Z' });
  api = await google.client(AGENT);
});
afterAll(() => google.close());

interface SeriesInput {
  start: string;
  end?: string;
  zone?: string;
  recurrence: string[];
}

function series({
  start,
  end = start,
  zone = 'America/New_York',
  recurrence,
}: SeriesInput): calendar_v3.Schema$Event {
  const time = (text: string) => (text.includes('T') ? { dateTime: text, timeZone: zone } : { date: text });
  return { id: 'standup', summary: 'Pipeline call', start: time(start), end: time(end), recurrence };
}
async function insert(input: SeriesInput): Promise<calendar_v3.Schema$Event> {
  return (await api.events.insert({ calendarId: 'primary', requestBody: series(input) })).data;
}
const expanded = async (more: calendar_v3.Params$Resource$Events$List = {}) =>
  (await listAll(api, { singleEvents: true, orderBy: 'startTime', timeZone: 'UTC', ...more })).items;
const starts = (items: calendar_v3.Schema$Event[]) =>
  items.map(({ start }) => start?.dateTime ?? start?.date);
const patch = (eventId: string, requestBody: calendar_v3.Schema$Event) =>
  api.events.patch({ calendarId: 'primary', eventId, requestBody });
const remove = (eventId: string) => api.events.delete({ calendarId: 'primary', eventId });

describe('expansion keeps the clock on the wall', () => {
  it.each([
    {
      name: '09:00 New York over 14 March 2027',
      input: {
        start: '2027-03-12T09:00:00',
        zone: 'America/New_York',
        recurrence: ['RRULE:FREQ=DAILY;COUNT=4'],
      },
      expected: [
        '2027-03-12T14:00:00Z',
        '2027-03-13T14:00:00Z',
        '2027-03-14T13:00:00Z',
        '2027-03-15T13:00:00Z',
      ],
    },
    {
      name: 'weekly 09:00 Berlin over both changes of the US and the EU',
      input: {
        start: '2027-03-08T09:00:00',
        zone: 'Europe/Berlin',
        recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'],
      },
      expected: [
        '2027-03-08T08:00:00Z',
        '2027-03-15T08:00:00Z',
        '2027-03-22T08:00:00Z',
        '2027-03-29T07:00:00Z',
      ],
    },
    {
      name: '02:30 Berlin in the gap of 28 March 2027 moves forward',
      input: {
        start: '2027-03-27T02:30:00',
        zone: 'Europe/Berlin',
        recurrence: ['RRULE:FREQ=DAILY;COUNT=3'],
      },
      expected: ['2027-03-27T01:30:00Z', '2027-03-28T01:30:00Z', '2027-03-29T00:30:00Z'],
    },
    {
      name: '02:30 Berlin doubled on 31 October 2027 is the earlier',
      input: {
        start: '2027-10-30T02:30:00',
        zone: 'Europe/Berlin',
        recurrence: ['RRULE:FREQ=DAILY;COUNT=3'],
      },
      expected: ['2027-10-30T00:30:00Z', '2027-10-31T00:30:00Z', '2027-11-01T01:30:00Z'],
    },
    {
      name: 'UNTIL is an instant and included',
      input: { start: '2027-03-12T09:00:00', recurrence: ['RRULE:FREQ=DAILY;UNTIL=20270314T130000Z'] },
      expected: ['2027-03-12T14:00:00Z', '2027-03-13T14:00:00Z', '2027-03-14T13:00:00Z'],
    },
    {
      name: 'EXDATE in the zone and RDATE in UTC',
      input: {
        start: '2027-03-12T09:00:00',
        recurrence: [
          'EXDATE;TZID=America/New_York:20270313T090000',
          'RDATE:20270320T160000Z',
          'RRULE:FREQ=DAILY;COUNT=3',
        ],
      },
      expected: ['2027-03-12T14:00:00Z', '2027-03-14T13:00:00Z', '2027-03-20T16:00:00Z'],
    },
    {
      name: 'the second Tuesday of each month',
      input: { start: '2027-01-12T10:00:00', recurrence: ['RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=3'] },
      expected: ['2027-01-12T15:00:00Z', '2027-02-09T15:00:00Z', '2027-03-09T15:00:00Z'],
    },
    {
      name: 'whole days know no clock',
      input: { start: '2027-03-13', end: '2027-03-14', recurrence: ['RRULE:FREQ=DAILY;UNTIL=20270315'] },
      expected: ['2027-03-13', '2027-03-14', '2027-03-15'],
    },
  ])('$name', async ({ input, expected }) => {
    await insert(input);
    expect(starts(await expanded())).toEqual(expected);
  });

  it('names instances by their original start and links them to the series', async () => {
    await insert({
      start: '2027-03-13T09:00:00',
      end: '2027-03-13T10:00:00',
      recurrence: ['RRULE:FREQ=DAILY;COUNT=2'],
    });
    const [, second] = await expanded({ timeZone: 'America/New_York' });
    expect(second).toMatchObject({
      id: 'standup_20270314T130000Z',
      recurringEventId: 'standup',
      originalStartTime: { dateTime: '2027-03-14T09:00:00-04:00', timeZone: 'America/New_York' },
      end: { dateTime: '2027-03-14T10:00:00-04:00' },
      iCalUID: 'standup@google.com',
    });
    expect(second?.recurrence).toBeUndefined();
    await remove('standup');
    const days = series({
      start: '2027-03-13',
      end: '2027-03-15',
      recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2'],
    });
    await api.events.insert({ calendarId: 'primary', requestBody: { ...days, id: 'offsite' } });
    expect((await expanded()).map(({ id, end }) => [id, end?.date])).toEqual([
      ['offsite_20270313', '2027-03-15'],
      ['offsite_20270320', '2027-03-22'],
    ]);
  });

  it('a window finds the instances in it, far from the start of the series', async () => {
    await insert({
      start: '2020-01-06T23:30:00',
      end: '2020-01-07T00:30:00',
      recurrence: ['RRULE:FREQ=WEEKLY'],
    });
    const window = { timeMin: '2027-03-16T04:15:00Z', timeMax: '2027-03-23T03:31:00Z' };
    expect(starts(await expanded(window))).toEqual(['2027-03-16T03:30:00Z', '2027-03-23T03:30:00Z']);
    const unexpanded = await listAll(api, window);
    expect(unexpanded.items).toMatchObject([{ id: 'standup', recurrence: ['RRULE:FREQ=WEEKLY'] }]);
  });

  it.each([
    [['RRULE:FREQ=SOMETIMES'], 'invalid'],
    [['RRULE:FREQ=MINUTELY'], 'invalid'],
    [['DTSTART:20270101T000000Z'], 'invalid'],
    [['RRULE:FREQ=DAILY;UNTIL=soon'], 'invalid'],
  ])('refuses %j', async (recurrence, reason) => {
    const call = api.events.insert({
      calendarId: 'primary',
      requestBody: series({ start: '2027-03-12T09:00:00', recurrence }),
    });
    expect(await refusal(call)).toMatchObject({ status: 400, reason });
  });

  it('wants the zone in which the rule is counted', async () => {
    const time = { dateTime: '2027-03-12T09:00:00-05:00' };
    const requestBody = { start: time, end: time, recurrence: ['RRULE:FREQ=DAILY'] };
    expect(await refusal(api.events.insert({ calendarId: 'primary', requestBody }))).toMatchObject({
      status: 400,
      message: 'Missing time zone definition for start time.',
    });
  });
});

describe('exceptions', () => {
  const daily = {
    start: '2027-03-12T09:00:00',
    end: '2027-03-12T10:00:00',
    recurrence: ['RRULE:FREQ=DAILY;COUNT=4'],
  };
  const second = 'standup_20270313T140000Z';

  it('a moved instance keeps its id and original start; the rest stays', async () => {
    await insert(daily);
    const moved = await patch(second, {
      summary: 'Pipeline call (late)',
      start: { dateTime: '2027-03-13T12:00:00-05:00' },
      end: { dateTime: '2027-03-13T13:00:00-05:00' },
    });
    expect(moved.data).toMatchObject({ id: second, recurringEventId: 'standup' });
    const items = await expanded();
    expect(starts(items)).toEqual([
      '2027-03-12T14:00:00Z',
      '2027-03-13T17:00:00Z',
      '2027-03-14T13:00:00Z',
      '2027-03-15T13:00:00Z',
    ]);
    expect(items[1]).toMatchObject({ id: second, originalStartTime: { dateTime: '2027-03-13T14:00:00Z' } });
  });

  it('follows the series in what it does not override', async () => {
    await insert(daily);
    await patch(second, { location: 'Room 2' });
    await patch('standup', { summary: 'Deal review' });
    const { data } = await api.events.get({ calendarId: 'primary', eventId: second });
    expect(data).toMatchObject({ summary: 'Deal review', location: 'Room 2' });
  });

  it('a deleted instance is a cancelled exception, and stays when the series is listed unexpanded', async () => {
    await insert(daily);
    await remove(second);
    expect(starts(await expanded())).toHaveLength(3);
    const { items } = await listAll(api, {});
    expect(items).toContainEqual(
      expect.objectContaining({ id: second, status: 'cancelled', recurringEventId: 'standup' }),
    );
    expect(await refusal(remove(second))).toMatchObject({ status: 410, reason: 'deleted' });
    expect(await refusal(remove('standup_20270313T150000Z'))).toMatchObject({
      status: 404,
      reason: 'notFound',
    });
  });

  it('disappears when a new rule no longer has such an instance', async () => {
    await insert(daily);
    await patch(second, { location: 'Room 2' });
    const { syncToken } = await listAll(api, { singleEvents: true });
    await patch('standup', { recurrence: ['RRULE:FREQ=DAILY;INTERVAL=2;COUNT=2'] });
    expect(starts(await expanded())).toEqual(['2027-03-12T14:00:00Z', '2027-03-14T13:00:00Z']);
    const { items } = await listAll(api, { singleEvents: true, syncToken: syncToken ?? '' });
    const gone = items.filter(({ status }) => status === 'cancelled').map(({ id }) => id);
    expect(gone.sort()).toEqual([second, 'standup_20270315T130000Z']);
  });

  it('instances lists one series, cancelled ones when asked', async () => {
    await insert(daily);
    await remove(second);
    const instances = async (params: object) =>
      (await api.events.instances({ calendarId: 'primary', eventId: 'standup', ...params })).data.items ?? [];
    expect(await instances({})).toHaveLength(3);
    expect(await instances({ showDeleted: true })).toHaveLength(4);
    expect(await instances({ originalStart: '2027-03-14T13:00:00Z' })).toMatchObject([
      { id: 'standup_20270314T130000Z' },
    ]);
    expect(await instances({ maxResults: 2, timeMin: '2027-03-15T00:00:00Z' })).toHaveLength(1);
    expect(await refusal(api.events.instances({ calendarId: 'primary', eventId: 'nothere' }))).toMatchObject({
      status: 404,
    });
  });
});

describe('a delta of a series', () => {
  it('brings only the changed instance', async () => {
    await insert({ start: '2027-03-12T09:00:00', recurrence: ['RRULE:FREQ=DAILY;COUNT=9'] });
    const { syncToken } = await listAll(api, { singleEvents: true });
    await patch('standup_20270313T140000Z', { location: 'Room 2' });
    const { items } = await listAll(api, { singleEvents: true, syncToken: syncToken ?? '' });
    expect(items.map(({ id }) => id)).toEqual(['standup_20270313T140000Z']);
  });

  it('brings an endless series whole, years ahead, when its master is touched', async () => {
    await insert({ start: '2027-01-06T09:00:00', recurrence: ['RRULE:FREQ=WEEKLY'] });
    const window = { timeMin: '2026-10-06T00:00:00Z', timeMax: '2027-03-05T00:00:00Z' };
    const full = await listAll(api, { singleEvents: true, ...window });
    expect(full.items).toHaveLength(9);
    await patch('standup', { summary: 'Renamed' });
    const { items, pages } = await listAll(api, { singleEvents: true, syncToken: full.syncToken ?? '' });
    expect(items.length).toBeGreaterThan(700);
    expect(pages).toBeGreaterThan(2);
    expect(items.every(({ summary }) => summary === 'Renamed')).toBe(true);
  });

  it('buries every instance of a deleted series, or only the next months’ as Google was seen to', async () => {
    await insert({ start: '2027-01-06T09:00:00', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=100'] });
    const { syncToken } = await listAll(api, { singleEvents: true });
    await remove('standup');
    const buried = async () => (await listAll(api, { singleEvents: true, syncToken: syncToken ?? '' })).items;
    expect(await buried()).toHaveLength(100);
    expect((await buried())[0]).toMatchObject({ status: 'cancelled', recurringEventId: 'standup' });
    await google.control('PUT', '/quirks', { tombstoneMonths: 6 });
    expect((await buried()).length).toBeLessThan(30);
  });
});
