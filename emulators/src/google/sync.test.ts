import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { calendar_v3 } from '@googleapis/calendar';
import { AGENT, listAll, MANAGER, refusal, startGoogle, type GoogleHarness } from './testing/harness';

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

const hour = (day: number, at = 15) => ({
  start: { dateTime: `2027-01-${String(day).padStart(2, '0')}T${at}:00:00Z` },
  end: { dateTime: `2027-01-${String(day).padStart(2, '0')}T${at + 1}:00:00Z` },
});

async function insert(requestBody: calendar_v3.Schema$Event): Promise<calendar_v3.Schema$Event> {
  return (await api.events.insert({ calendarId: 'primary', requestBody })).data;
}
const seed = (events: object[]) =>
  google.control<{ ids: string[] }>('POST', '/seed', { email: AGENT, events });
const changes = (syncToken: string | null | undefined, more: object = {}) =>
  listAll(api, { syncToken: syncToken ?? '', ...more });
const summaries = (items: calendar_v3.Schema$Event[]) => items.map(({ summary }) => summary).sort();

describe('the full list', () => {
  it('pages, and gives the sync token on the last page only', async () => {
    await seed(Array.from({ length: 7 }, (_, index) => ({ summary: `Tour ${index}`, ...hour(5 + index) })));
    const { items, pages, syncToken } = await listAll(api, { maxResults: 3 });
    expect([items.length, pages, new Set(items.map(({ id }) => id)).size]).toEqual([7, 3, 7]);
    expect(syncToken).toBeTruthy();
  });

  it('has 250 events a page unless told, and never more than 2500', async () => {
    await seed(
      Array.from({ length: 2501 }, (_, index) => ({ summary: `E${index}`, ...hour(5 + (index % 20)) })),
    );
    const first = await api.events.list({ calendarId: 'primary' });
    expect(first.data.items).toHaveLength(250);
    const largest = await api.events.list({ calendarId: 'primary', maxResults: 9999 });
    expect(largest.data.items).toHaveLength(2500);
    expect(largest.data.nextPageToken).toBeTruthy();
  });

  it('filters by end after timeMin and start before timeMax, both exclusive', async () => {
    await seed([
      { summary: 'ends at timeMin', ...hour(5) },
      { summary: 'begun before', ...hour(6, 11) },
      { summary: 'inside', ...hour(6, 14) },
      { summary: 'starts at timeMax', ...hour(7) },
    ]);
    const window = { timeMin: '2027-01-05T16:00:00Z', timeMax: '2027-01-07T15:00:00Z' };
    expect(summaries((await listAll(api, window)).items)).toEqual(['begun before', 'inside']);
  });

  it('counts an all-day event by the calendar’s zone', async () => {
    await seed([{ summary: 'Holiday', start: { date: '2027-01-18' }, end: { date: '2027-01-19' } }]);
    const until = async (timeMax: string) => (await listAll(api, { timeMax })).items.length;
    expect(await until('2027-01-18T06:00:00Z')).toBe(0); // midnight in Chicago
    expect(await until('2027-01-18T06:00:01Z')).toBe(1);
  });

  it('orders by start or update, searches, and finds by properties and iCalUID', async () => {
    await seed([
      { summary: 'Later', ...hour(9), extendedProperties: { private: { crmId: 'd1' } } },
      {
        summary: 'Sooner',
        ...hour(6),
        location: 'Wacker Drive',
        extendedProperties: { shared: { deal: '7' } },
      },
    ]);
    await google.control('POST', '/clock', { advance: 60_000 });
    const [later, sooner] = (await listAll(api, {})).items.sort((a, b) =>
      (a.summary ?? '').localeCompare(b.summary ?? ''),
    );
    await api.events.patch({
      calendarId: 'primary',
      eventId: sooner?.id ?? '',
      requestBody: { colorId: '5' },
    });
    const names = async (params: calendar_v3.Params$Resource$Events$List) =>
      (await listAll(api, params)).items.map(({ summary }) => summary);
    expect(await names({ orderBy: 'startTime', singleEvents: true })).toEqual(['Sooner', 'Later']);
    expect(await names({ orderBy: 'updated' })).toEqual(['Later', 'Sooner']);
    expect(await names({ updatedMin: '2027-01-04T12:00:30Z' })).toEqual(['Sooner']);
    expect(await names({ q: 'wacker' })).toEqual(['Sooner']);
    expect(await names({ privateExtendedProperty: ['crmId=d1'] })).toEqual(['Later']);
    expect(await names({ sharedExtendedProperty: ['deal=7'] })).toEqual(['Sooner']);
    expect(await names({ iCalUID: later?.iCalUID ?? '' })).toEqual(['Later']);
    const ordered = await api.events.list({ calendarId: 'primary', q: 'wacker' });
    expect(ordered.data.nextSyncToken).toBeUndefined();
  });

  it('says times in the calendar’s zone, or in the one asked for', async () => {
    await seed([
      {
        summary: 'Tour',
        start: { dateTime: '2027-01-06T15:00:00Z' },
        end: { dateTime: '2027-01-06T16:00:00Z' },
      },
    ]);
    const startIn = async (timeZone?: string) =>
      (await listAll(api, timeZone ? { timeZone } : {})).items[0]?.start;
    expect(await startIn()).toEqual({ dateTime: '2027-01-06T09:00:00-06:00', timeZone: 'America/Chicago' });
    expect((await startIn('Asia/Kathmandu'))?.dateTime).toBe('2027-01-06T20:45:00+05:45');
    expect((await startIn('UTC'))?.dateTime).toBe('2027-01-06T15:00:00Z');
  });

  it('hides deleted events unless asked', async () => {
    const { id } = await insert({ summary: 'Gone', ...hour(6) });
    await api.events.delete({ calendarId: 'primary', eventId: id ?? '' });
    expect((await listAll(api, {})).items).toEqual([]);
    expect((await listAll(api, { showDeleted: true })).items).toMatchObject([{ id, status: 'cancelled' }]);
  });

  it.each([
    [{ timeMin: '2027-01-05' }, 'badRequest'],
    [{ timeMin: '2027-01-05T00:00:00' }, 'badRequest'],
    [{ timeMin: '2027-01-06T00:00:00Z', timeMax: '2027-01-06T00:00:00Z' }, 'timeRangeEmpty'],
    [{ orderBy: 'startTime' }, 'badRequest'],
    [{ orderBy: 'name' }, 'invalidParameter'],
    [{ timeZone: 'Mars/Olympus' }, 'invalidParameter'],
    [{ pageToken: 'made-up' }, 'invalidParameter'],
    [{ maxResults: 0 }, 'invalidParameter'],
  ])('refuses %j with 400', async (params, reason) => {
    expect(await refusal(api.events.list({ calendarId: 'primary', ...params }))).toMatchObject({
      status: 400,
      reason,
    });
  });

  it('can be made to come in small and in empty pages', async () => {
    await seed([5, 6, 7, 8].map((day) => ({ summary: `E${day}`, ...hour(day) })));
    await google.control('PUT', '/quirks', { pageSize: 3, emptyPages: 2 });
    const { items, pages } = await listAll(api, {});
    expect([items.length, pages]).toEqual([4, 4]);
  });
});

describe('incremental sync', () => {
  it('brings what was made, changed and deleted, each once, in its present form', async () => {
    await seed([5, 6, 7].map((day) => ({ summary: `E${day}`, ...hour(day) })));
    const full = await listAll(api, {
      singleEvents: true,
      timeMin: '2027-01-01T00:00:00Z',
      timeMax: '2027-02-01T00:00:00Z',
    });
    const [first, second] = full.items;
    expect((await changes(full.syncToken, { singleEvents: true })).items).toEqual([]);

    await insert({ summary: 'New', ...hour(9) });
    await api.events.patch({
      calendarId: 'primary',
      eventId: first?.id ?? '',
      requestBody: { summary: 'Renamed' },
    });
    await api.events.patch({
      calendarId: 'primary',
      eventId: first?.id ?? '',
      requestBody: { summary: 'Renamed twice' },
    });
    await api.events.delete({ calendarId: 'primary', eventId: second?.id ?? '' });

    const delta = await changes(full.syncToken, { singleEvents: true });
    expect(summaries(delta.items)).toEqual(['New', 'Renamed twice', undefined]);
    const tombstone = delta.items.find(({ status }) => status === 'cancelled');
    expect(Object.keys(tombstone ?? {}).sort()).toEqual(['etag', 'id', 'kind', 'status']);
    expect(tombstone?.id).toBe(second?.id);
    expect((await changes(delta.syncToken, { singleEvents: true })).items).toEqual([]);
  });

  it('tells of an event that moved out of the first window, too', async () => {
    const { id } = await insert({ summary: 'Tour', ...hour(6) });
    const window = { timeMin: '2027-01-01T00:00:00Z', timeMax: '2027-02-01T00:00:00Z' };
    const { syncToken } = await listAll(api, window);
    const start = { dateTime: '2028-06-01T15:00:00Z' };
    await api.events.patch({ calendarId: 'primary', eventId: id ?? '', requestBody: { start, end: start } });
    expect((await changes(syncToken)).items).toMatchObject([{ id, status: 'confirmed' }]);
  });

  it('pages a delta, and what changes meanwhile comes with the next', async () => {
    const { syncToken } = await listAll(api, {});
    await seed([5, 6, 7].map((day) => ({ summary: `E${day}`, ...hour(day) })));
    const first = await api.events.list({ calendarId: 'primary', syncToken: syncToken ?? '', maxResults: 2 });
    expect(first.data.nextSyncToken).toBeUndefined();
    await insert({ id: '00000', summary: 'Meanwhile', ...hour(10) });
    const rest = await listAll(api, {
      syncToken: syncToken ?? '',
      maxResults: 2,
      pageToken: first.data.nextPageToken ?? '',
    });
    const next = await changes(rest.syncToken);
    const seen = [...(first.data.items ?? []), ...rest.items, ...next.items];
    expect(new Set(seen.map(({ summary }) => summary))).toEqual(new Set(['E5', 'E6', 'E7', 'Meanwhile']));
  });

  it.each([
    { timeMin: '2027-01-01T00:00:00Z' },
    { timeMax: '2027-01-01T00:00:00Z' },
    { orderBy: 'updated' },
    { q: 'tour' },
    { updatedMin: '2027-01-01T00:00:00Z' },
    { iCalUID: 'x@google.com' },
    { privateExtendedProperty: ['a=b'] },
    { sharedExtendedProperty: ['a=b'] },
    { showDeleted: false },
    { singleEvents: true },
  ])('refuses a sync token with %j', async (params) => {
    const { syncToken } = await listAll(api, {});
    const call = api.events.list({ calendarId: 'primary', syncToken: syncToken ?? '', ...params });
    expect(await refusal(call)).toMatchObject({ status: 400, reason: 'badRequest' });
  });

  it('answers 410 to tokens that expired, were forged or belong to another calendar', async () => {
    const gone = { status: 410, reason: 'fullSyncRequired' };
    const { syncToken } = await listAll(api, {});
    const token = syncToken ?? '';
    const list = (client: calendar_v3.Calendar, used: string) =>
      refusal(client.events.list({ calendarId: 'primary', syncToken: used }));
    expect(await list(api, `${token.slice(0, -2)}AA`)).toMatchObject(gone);
    expect(await list(api, 'nonsense')).toMatchObject(gone);
    expect(await list(await google.client(MANAGER), token)).toMatchObject(gone);
    await google.control('POST', '/expire-sync-tokens', { email: AGENT });
    expect(await list(api, token)).toEqual({
      ...gone,
      message: 'Sync token is no longer valid, a full sync is required.',
    });
    expect((await changes((await listAll(api, {})).syncToken)).items).toEqual([]);
  });
});
