import { BatchRequestContent, BatchResponseContent } from '@microsoft/microsoft-graph-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  AGENT,
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

let ms: Harness;
let call: Caller;

beforeAll(async () => {
  ms = await startMicrosoft();
});
beforeEach(async () => {
  await ms.control('POST', '/reset');
  call = await ms.graph(MANAGER);
});
afterAll(() => ms.close());

const tour = event('Tour', '2027-03-05T14:00:00', '2027-03-05T15:00:00');

describe('$batch', () => {
  interface Part {
    id: string;
    status: number;
    body?: Json;
  }
  const batch = async (requests: Json[]) => {
    const { status, body } = await call<{ responses: Part[] }>('POST', '/$batch', { body: { requests } });
    return { status, parts: new Map(body.responses.map((part) => [part.id, part])) };
  };

  it('answers each part by itself, whatever their order', async () => {
    const headers = { 'Content-Type': 'application/json', Prefer: IMMUTABLE };
    const { status, parts } = await batch([
      { id: '1', method: 'GET', url: '/me' },
      { id: '2', method: 'POST', url: '/me/events', body: tour, headers },
      { id: '3', method: 'GET', url: '/me/events?$select=subject&$top=5', dependsOn: ['2'] },
      { id: '4', method: 'GET', url: '/me/events/nope' },
      { id: '5', method: 'DELETE', url: '/me/events/nope', dependsOn: ['4'] },
    ]);
    expect(status).toBe(200);
    expect(['1', '2', '3', '4', '5'].map((id) => parts.get(id)?.status)).toEqual([200, 201, 200, 404, 424]);
    expect(parts.get('2')?.body?.id).toMatch(/^AAkALg/);
    expect((parts.get('3')?.body as unknown as Page).value.map(({ subject }) => subject)).toEqual(['Tour']);
  });

  it('takes twenty parts with ids of their own', async () => {
    const parts = (count: number, id = (n: number) => String(n)) =>
      Array.from({ length: count }, (_, n) => ({ id: id(n), method: 'GET', url: '/me' }));
    expect((await batch(parts(20))).parts.size).toBe(20);
    const refused = await Promise.all(
      [parts(21), parts(2, () => 'same'), []].map((requests) =>
        call<ErrorBody>('POST', '/$batch', { body: { requests } }),
      ),
    );
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400]);
  });

  it('works with the content classes of the official client', async () => {
    const api = await ms.client(MANAGER);
    const content = new BatchRequestContent([
      { id: '1', request: new Request('https://graph.microsoft.com/me/calendars') },
      { id: '2', request: new Request('https://graph.microsoft.com/me/events') },
    ]);
    const answer = (await api.api('/$batch').post(await content.getContent())) as ConstructorParameters<
      typeof BatchResponseContent
    >[0];
    const responses = new BatchResponseContent(answer);
    expect([responses.getResponseById('1').status, responses.getResponseById('2').status]).toEqual([
      200, 200,
    ]);
  });
});

describe('throttling', () => {
  it('answers the fifth call at once on a mailbox with 429 and Retry-After; others are not affected', async () => {
    await ms.control('POST', '/hold');
    const agent = await ms.graph(AGENT);
    const calls = Array.from({ length: 5 }, () => call<ErrorBody>('GET', '/me/events'));
    const other = agent('GET', '/me/events');
    const refused = await Promise.race(calls);
    expect([refused.status, refused.body.error.code]).toEqual([429, 'ApplicationThrottled']);
    expect(refused.headers.get('retry-after')).toBe('1');
    await ms.control('POST', '/open');
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 200, 200, 200, 429]);
    expect((await other).status).toBe(200);
    expect((await call('GET', '/me/events')).status).toBe(200);
  });

  it('is retried by the official client', async () => {
    const api = await ms.client(MANAGER);
    await ms.control('POST', '/faults', {
      match: { path: '/v1.0/me' },
      times: 1,
      effect: { status: 429, headers: { 'retry-after': '0' }, body: { error: { code: 'TooManyRequests' } } },
    });
    expect(await api.api('/me').get()).toMatchObject({ mail: MANAGER });
  });
});

describe('faults of the core', () => {
  it('can lose the answer after the event was made: the retry with its transactionId finds it', async () => {
    await ms.control('POST', '/faults', {
      match: { method: 'POST', path: '/me/events' },
      times: 1,
      effect: { drop: 'after' },
    });
    const body = { ...tour, transactionId: 'retry-1' };
    await expect(call('POST', '/me/events', { body })).rejects.toThrow();
    const again = await call<Item>('POST', '/me/events', { body });
    expect(again.status).toBe(201);
    expect((await call<Page>('GET', '/me/events')).body.value).toHaveLength(1);
  });
});

describe('the pretend Outlook', () => {
  const post = (path: string, form: Record<string, string>) =>
    fetch(`${ms.base}${path}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) });
  const views = async () =>
    (
      await call<Page>('GET', '/me/calendarView?startDateTime=2027-03-01&endDateTime=2027-03-20', {
        prefer: IMMUTABLE,
      })
    ).body.value;

  beforeEach(() =>
    ms.control('POST', '/clock', { set: '2027-03-01T12:00:00Z' }).then(async () => {
      call = await ms.graph(MANAGER);
    }),
  );

  it('creates, changes, and deletes as the user', async () => {
    const form = {
      account: MANAGER,
      subject: '<b>Walk</b>',
      start: '2027-03-02T09:00',
      end: '2027-03-02T10:00',
      location: 'Dock 4',
    };
    expect((await post('/web/save', { ...form, repeats: 'weekly' })).status).toBe(303);
    const made = await views();
    expect(made.map(({ start }) => start?.dateTime)).toEqual([
      '2027-03-02T14:00:00.0000000',
      '2027-03-09T14:00:00.0000000',
      '2027-03-16T13:00:00.0000000',
    ]);
    const page = await (await fetch(`${ms.base}/?account=${MANAGER}&event=${made[1]?.id}`)).text();
    expect([
      page.includes('&lt;b&gt;Walk&lt;/b&gt;'),
      page.includes('<b>Walk'),
      page.includes('Edit this occurrence'),
    ]).toEqual([true, false, true]);
    await post('/web/save', {
      ...form,
      id: made[1]?.id ?? '',
      subject: 'Moved',
      start: '2027-03-10T09:00',
      end: '2027-03-10T10:00',
    });
    await post('/web/delete', { account: MANAGER, id: made[0]?.id ?? '' });
    expect((await views()).map(({ subject, type }) => [subject, type])).toEqual([
      ['Moved', 'exception'],
      ['<b>Walk</b>', 'occurrence'],
    ]);
  });

  it('says what is wrong, and keeps series whose times are left alone', async () => {
    const form = { account: MANAGER, subject: 'x', start: '2027-03-02T09:00', end: '2027-03-02T08:00' };
    const bad = await post('/web/save', form);
    expect([bad.status, (await bad.text()).includes('failed validation')]).toEqual([400, true]);
    await post('/web/save', { ...form, end: '2027-03-02T10:00', repeats: 'daily' });
    const [first, second] = await views();
    await post('/web/delete', { account: MANAGER, id: second?.id ?? '' });
    await post('/web/save', {
      ...form,
      end: '2027-03-02T10:00',
      id: first?.seriesMasterId ?? '',
      subject: 'Renamed',
    });
    const after = await views();
    expect(after.every(({ subject }) => subject === 'Renamed')).toBe(true);
    expect(after.map(({ id }) => id)).not.toContain(second?.id);
  });
});
