import type { Client } from '@microsoft/microsoft-graph-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  at,
  deltaRound,
  event,
  IMMUTABLE,
  MANAGER,
  startMicrosoft,
  type Caller,
  type ErrorBody,
  type Harness,
  type Item,
  type Json,
  type Page,
} from './testing/harness';

const WINDOW = 'startDateTime=2027-03-01T00:00:00Z&endDateTime=2027-04-01T00:00:00Z';
const FIRST = `/me/calendarView/delta?${WINDOW}`;

let ms: Harness;
let api: Client;
let call: Caller;

beforeAll(async () => {
  ms = await startMicrosoft();
});
beforeEach(async () => {
  await ms.control('POST', '/reset');
  await ms.control('POST', '/clock', { set: '2027-02-20T12:00:00Z' });
  api = await ms.client(MANAGER);
  call = await ms.graph(MANAGER);
});
afterAll(() => ms.close());

const on = (day: string, subject = `Event of ${day}`, more: Json = {}) =>
  event(subject, `${day}T14:00:00`, `${day}T15:00:00`, more);

const seed = async (...events: Json[]): Promise<string[]> => {
  const answer = await ms.control<{ events: { id: string }[] }>('POST', '/seed', { email: MANAGER, events });
  return answer.events.map(({ id }) => id);
};
const asUser = (method: string, id: string | undefined, body?: Json) =>
  ms.control(method, `/accounts/${MANAGER}/events/${id}`, body);
const subjects = (items: Item[]) => items.map(({ subject }) => subject);
const gone = (id: string | undefined) => ({
  '@odata.type': '#microsoft.graph.event',
  id,
  '@removed': { reason: 'deleted' },
});

describe('an initial round', () => {
  it('pages as asked and ends with a delta link behind an empty page', async () => {
    await seed(...['03', '04', '05', '08', '09'].map((day) => on(`2027-03-${day}`)), on('2027-05-01'));
    const { value, pages, deltaLink } = await deltaRound(call, FIRST, `${IMMUTABLE}, odata.maxpagesize=2`);
    expect([value.length, pages]).toEqual([5, [2, 2, 1, 0]]);
    expect(deltaLink).toMatch(/\/v1\.0\/me\/calendarView\/delta\?\$deltatoken=[\w-]+$/);
  });

  it('can begin with an empty page, or have none at all', async () => {
    await seed(on('2027-03-03'));
    await ms.control('PATCH', '/settings', { emptyPages: 'always' });
    const { pages, deltaLink } = await deltaRound(call, FIRST);
    expect(pages).toEqual([0, 1, 0]);
    expect((await deltaRound(call, deltaLink)).pages).toEqual([0, 0, 0]);
    await ms.control('PATCH', '/settings', { emptyPages: 'never' });
    expect((await deltaRound(call, FIRST)).pages).toEqual([1]);
  });

  it('runs through the official client', async () => {
    await seed(on('2027-03-03'), on('2027-03-04'));
    let page = (await api
      .api('/me/calendarView/delta')
      .query(WINDOW)
      .header('Prefer', 'odata.maxpagesize=1')
      .get()) as Page;
    const seen = subjects(page.value);
    while (page['@odata.nextLink']) {
      page = (await api
        .api(ms.relative(page['@odata.nextLink']))
        .header('Prefer', 'odata.maxpagesize=1')
        .get()) as Page;
      seen.push(...subjects(page.value));
    }
    expect(seen).toEqual(['Event of 2027-03-03', 'Event of 2027-03-04']);
    expect(page['@odata.deltaLink']).toContain('$deltatoken=');
  });

  it('says that it tracks changes, and honours the other preferences', async () => {
    await seed(on('2027-03-03'));
    const prefer = `outlook.timezone="Eastern Standard Time", ${IMMUTABLE}`;
    const { headers, body } = await call<Page>('GET', FIRST, { prefer });
    expect(headers.get('preference-applied')).toBe(
      'odata.track-changes, outlook.timezone="Eastern Standard Time", IdType="ImmutableId"',
    );
    expect(body.value[0]?.start).toEqual(at('2027-03-03T09:00:00.0000000', 'Eastern Standard Time'));
  });

  it('does not lose what changes while it is paged', async () => {
    const ids = await seed(...['03', '04', '05'].map((day) => on(`2027-03-${day}`)));
    const { body } = await call<Page>('GET', FIRST, { prefer: `${IMMUTABLE}, odata.maxpagesize=1` });
    await asUser('DELETE', ids[0]);
    await asUser('PATCH', ids[1], { subject: 'Renamed' });
    await seed(on('2027-03-06', 'Late'));
    const rest = await deltaRound(call, body['@odata.nextLink'] ?? '');
    expect(subjects(rest.value)).toEqual(['Renamed', 'Event of 2027-03-05', 'Late']);
    const next = await deltaRound(call, rest.deltaLink);
    expect(next.value).toMatchObject([gone(ids[0]), { subject: 'Renamed' }, { subject: 'Late' }]);
  });
});

describe('the next rounds', () => {
  it('tell additions, changes and deletions once', async () => {
    const ids = await seed(on('2027-03-03'), on('2027-03-04'), on('2027-03-05'));
    const { deltaLink } = await deltaRound(call, FIRST);
    expect((await deltaRound(call, deltaLink)).value).toEqual([]);
    await asUser('DELETE', ids[0]);
    await asUser('PATCH', ids[1], { subject: 'Once' });
    await asUser('PATCH', ids[1], { subject: 'Twice' });
    await seed(on('2027-03-20', 'New'));
    const round = await deltaRound(call, deltaLink);
    expect(round.value).toMatchObject([gone(ids[0]), { id: ids[1], subject: 'Twice' }, { subject: 'New' }]);
    expect((await deltaRound(call, round.deltaLink)).value).toEqual([]);
    expect((await deltaRound(call, deltaLink)).value).toHaveLength(3);
  });

  it('name events outside the window as removed too: moved out, or never inside', async () => {
    const [inside] = await seed(on('2027-03-03'), on('2027-05-05'));
    const { deltaLink } = await deltaRound(call, FIRST);
    await asUser('PATCH', inside, { start: at('2027-06-01T14:00:00'), end: at('2027-06-01T15:00:00') });
    const [outside] = await seed(on('2027-07-01'));
    const { value } = await deltaRound(call, deltaLink);
    expect(value).toEqual([gone(inside), gone(outside)]);
    expect((await call('GET', `/me/events/${inside}`)).status).toBe(200);
  });

  it('bring back what moves into the window', async () => {
    const [id] = await seed(on('2027-05-05', 'Approaching'));
    const { deltaLink } = await deltaRound(call, FIRST);
    await asUser('PATCH', id, { start: at('2027-03-05T14:00:00'), end: at('2027-03-05T15:00:00') });
    expect(subjects((await deltaRound(call, deltaLink)).value)).toEqual(['Approaching']);
  });

  it('follow a move between calendars, whose links are their own', async () => {
    const { id: other } = await ms.control<{ id: string }>('POST', `/accounts/${MANAGER}/calendars`, {
      name: 'Team',
    });
    const [id] = await seed(on('2027-03-03'));
    const mine = await deltaRound(call, FIRST);
    const theirs = await deltaRound(call, `/me/calendars/${other}/calendarView/delta?${WINDOW}`);
    expect(theirs.deltaLink).toContain(`/me/calendars/${other}/calendarView/delta?$deltatoken=`);
    await asUser('PATCH', id, { calendarId: other });
    expect((await deltaRound(call, mine.deltaLink)).value).toEqual([gone(id)]);
    expect((await deltaRound(call, theirs.deltaLink)).value).toMatchObject([
      { id, subject: 'Event of 2027-03-03' },
    ]);
    const token = mine.deltaLink.split('$deltatoken=')[1];
    const crossed = await call('GET', `/me/calendars/${other}/calendarView/delta?$deltatoken=${token}`);
    expect(crossed.status).toBe(400);
  });

  it('name a removed event by the kind of id that is asked for', async () => {
    const [id] = await seed(on('2027-03-03'));
    const before = await deltaRound(call, FIRST, '');
    expect(before.value[0]?.id).not.toBe(id);
    await asUser('DELETE', id);
    expect((await deltaRound(call, before.deltaLink, '')).value[0]?.id).toBe(before.value[0]?.id);
    expect((await deltaRound(call, before.deltaLink)).value[0]?.id).toBe(id);
  });
});

describe('series', () => {
  const weekly = (day: string) =>
    on(day, 'Pipeline review', {
      attendees: [{ emailAddress: { address: 'ann@acme.example' } }],
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['wednesday'] },
        range: { type: 'noEnd', startDate: day },
      },
    });

  it('come as a whole master, thin occurrences and whole exceptions, never split over pages', async () => {
    const [master = ''] = await seed(weekly('2027-01-06'), on('2027-03-04'));
    const { value: instances } = (
      await call<Page>('GET', `/me/events/${master}/instances?${WINDOW}`, { prefer: IMMUTABLE })
    ).body;
    await asUser('PATCH', instances[1]?.id, { subject: 'Review with the owner' });
    const { value, pages } = await deltaRound(call, FIRST, `${IMMUTABLE}, odata.maxpagesize=2`);
    expect(pages).toEqual([6, 1, 0]);
    expect(value[0]).toMatchObject({
      id: master,
      type: 'seriesMaster',
      start: at('2027-01-06T14:00:00.0000000'),
    });
    expect(Object.keys(value[1] ?? {}).sort()).toEqual(
      ['@odata.etag', '@odata.type', 'end', 'id', 'seriesMasterId', 'start', 'type'].sort(),
    );
    expect(value[2]).toMatchObject({
      type: 'exception',
      subject: 'Review with the owner',
      seriesMasterId: master,
    });
    expect(value[2]?.attendees).toHaveLength(1);
  });

  it('are sent again with what is left when one occurrence is deleted, without naming it', async () => {
    const [master = ''] = await seed(weekly('2027-03-03'));
    const first = await deltaRound(call, FIRST);
    const occurrences = first.value.slice(1);
    expect(occurrences.map(({ start }) => start?.dateTime?.slice(0, 10))).toEqual(
      ['03', '10', '17', '24', '31'].map((day) => `2027-03-${day}`),
    );
    await asUser('DELETE', occurrences[1]?.id);
    const { value } = await deltaRound(call, first.deltaLink);
    expect(value.map(({ id }) => id)).toEqual([
      master,
      ...occurrences.map(({ id }) => id).filter((id) => id !== occurrences[1]?.id),
    ]);
    expect((await call('GET', `/me/events/${occurrences[1]?.id}`)).status).toBe(404);
  });

  it('are removed by their master alone', async () => {
    const [master] = await seed(weekly('2027-03-03'));
    const { deltaLink } = await deltaRound(call, FIRST);
    await asUser('DELETE', master);
    expect((await deltaRound(call, deltaLink)).value).toEqual([gone(master)]);
  });
});

describe('refusals', () => {
  const refusal = async (path: string) => {
    const { status, body } = await call<ErrorBody>('GET', path);
    return { status, ...body.error };
  };

  it.each([
    '$select=subject',
    '$filter=isAllDay eq true',
    '$expand=instances',
    '$orderby=subject',
    '$search="x"',
  ])('of %s', async (option) => {
    const { status, code, message } = await refusal(`${FIRST}&${option}`);
    expect([status, code]).toEqual([400, 'ErrorInvalidUrlQuery']);
    expect(message).toContain('not supported with change tracking');
  });

  it('of $top, of a missing or endless window, and of a token that is none', async () => {
    expect((await refusal(`${FIRST}&$top=5`)).message).toContain('odata.maxpagesize');
    expect(await refusal('/me/calendarView/delta')).toMatchObject({
      status: 400,
      code: 'ErrorInvalidParameter',
    });
    expect(
      (await refusal('/me/calendarView/delta?startDateTime=2020-01-01&endDateTime=2027-01-01')).message,
    ).toContain('1825');
    expect(await refusal('/me/calendarView/delta?$deltatoken=abc')).toMatchObject({
      status: 400,
      message: 'Badly formed token.',
    });
  });

  it.each(['syncStateNotFound', 'resyncRequired'])(
    'of an expired token: 410 %s, healed by a new round',
    async (code) => {
      await seed(on('2027-03-03'));
      const { deltaLink } = await deltaRound(call, FIRST);
      await ms.control('POST', '/expire-delta-tokens', { email: MANAGER, code });
      expect(await refusal(deltaLink)).toMatchObject({ status: 410, code });
      const again = await deltaRound(call, FIRST);
      expect(again.value).toHaveLength(1);
      expect((await deltaRound(call, again.deltaLink)).value).toEqual([]);
    },
  );
});
