import type { Subscription } from '@microsoft/microsoft-graph-types';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  at,
  event,
  IMMUTABLE,
  MANAGER,
  startMicrosoft,
  startWebhook,
  type Caller,
  type ErrorBody,
  type Harness,
  type Item,
  type Json,
  type Webhook,
} from './testing/harness';

const NOW = '2027-03-01T12:00:00.000Z';
const inMinutes = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

interface Notification {
  subscriptionId: string;
  clientState: string;
  changeType: string;
  resource: string;
  resourceData: { id: string; '@odata.type': string };
  lifecycleEvent?: string;
}

let ms: Harness;
let call: Caller;
let hook: Webhook;

beforeAll(async () => {
  ms = await startMicrosoft();
});
beforeEach(async () => {
  await ms.control('POST', '/reset');
  await ms.control('POST', '/clock', { set: NOW });
  hook = await startWebhook();
  call = await ms.graph(MANAGER);
});
afterEach(() => hook.close());
afterAll(() => ms.close());

const request = (more: Json = {}): Json => ({
  changeType: 'created,updated,deleted',
  notificationUrl: `${hook.url}/notify?tenant=7`,
  lifecycleNotificationUrl: `${hook.url}/lifecycle`,
  resource: 'me/events',
  expirationDateTime: inMinutes(10_080),
  clientState: 'shh',
  ...more,
});
const subscribe = async (more: Json = {}) => {
  const { status, body } = await call<Subscription>('POST', '/subscriptions', {
    body: request(more),
    prefer: IMMUTABLE,
  });
  expect(status).toBe(201);
  hook.received.length = 0;
  return body;
};
const refusal = async (more: Json) => {
  const { status, body } = await call<ErrorBody>('POST', '/subscriptions', { body: request(more) });
  return [status, body.error.code, body.error.message];
};
const settle = () => ms.control<{ status: string; kind: string }[]>('POST', '/notifications/flush');
const arrived = (path = '/notify') =>
  hook.received
    .filter((one) => one.path === path)
    .flatMap((one) => (JSON.parse(one.body) as { value: Notification[] }).value);
const create = async (subject = 'Tour') =>
  (
    await call<Item>('POST', '/me/events', {
      body: event(subject, '2027-03-05T14:00:00', '2027-03-05T15:00:00'),
      prefer: IMMUTABLE,
    })
  ).body;

describe('making one', () => {
  it('asks both endpoints to echo a token first', async () => {
    const { body } = await call<Subscription>('POST', '/subscriptions', { body: request() });
    expect(body).toMatchObject({
      resource: 'me/events',
      clientState: 'shh',
      expirationDateTime: inMinutes(10_080),
    });
    expect(hook.received.map(({ path }) => path)).toEqual(['/notify', '/lifecycle']);
    expect(hook.received[0]?.query.get('tenant')).toBe('7');
    expect(hook.received[0]?.query.get('validationToken')).toMatch(
      /^Validation: Testing client application reachability/,
    );
  });

  it.each([
    ['another status', { status: 204 }, /200 OK/],
    ['another text', { status: 200, type: 'text/plain', body: 'hello' }, /exactly match/],
    ['HTML', { status: 200, type: 'text/html', body: 'x' }, /text\/plain/],
    ['silence', 'never' as const, /timed out/],
  ])('refuses an endpoint that answers with %s', async (_name, answer, message) => {
    await ms.control('PATCH', '/settings', { validationTimeoutMs: 150 });
    hook.answerWith(() => answer);
    const [status, code, text] = await refusal({});
    expect([status, code]).toEqual([400, 'ValidationError']);
    expect(text).toMatch(message);
    expect((await call<{ value: object[] }>('GET', '/subscriptions')).body.value).toEqual([]);
  });

  it('lasts seven days at most, from now on, on events only', async () => {
    expect(await refusal({ expirationDateTime: inMinutes(10_081) })).toEqual([
      400,
      'InvalidRequest',
      'Subscription expiration can only be 10080 minutes in the future.',
    ]);
    expect((await refusal({ expirationDateTime: inMinutes(-1) }))[0]).toBe(400);
    expect((await refusal({ resource: 'me/messages' }))[0]).toBe(400);
    expect((await refusal({ resource: 'users/someone-else/events' }))[0]).toBe(403);
    expect((await refusal({ resource: 'me/calendars/nope/events' }))[0]).toBe(404);
    expect((await refusal({ changeType: 'moved' }))[0]).toBe(400);
    expect((await refusal({ notificationUrl: 'ftp://x' }))[0]).toBe(400);
    expect((await refusal({ clientState: 'x'.repeat(129) }))[0]).toBe(400);
  });
});

describe('its life', () => {
  it('is listed, read, renewed, reauthorized and deleted, by its app only', async () => {
    const { id } = await subscribe({ expirationDateTime: inMinutes(60) });
    const path = `/subscriptions/${id}`;
    const renewed = await call<Subscription>('PATCH', path, {
      body: { expirationDateTime: inMinutes(5000) },
    });
    expect([renewed.status, renewed.body.expirationDateTime]).toEqual([200, inMinutes(5000)]);
    expect((await call('POST', `${path}/reauthorize`)).status).toBe(204);
    expect((await call('PATCH', path, { body: { expirationDateTime: inMinutes(20_000) } })).status).toBe(400);
    const { access_token: other } = await ms.control<{ access_token: string }>('POST', '/grant', {
      email: MANAGER,
      clientId: 'another-app',
    });
    expect((await ms.graphWith(other)('GET', path)).status).toBe(404);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
  });

  it('ends by the clock, and then nothing is sent', async () => {
    const { id } = await subscribe({ expirationDateTime: inMinutes(60) });
    await ms.control('POST', '/clock', { advance: 3_600_000 });
    await ms.control('POST', '/seed', {
      email: MANAGER,
      events: [event('x', '2027-03-05T14:00:00', '2027-03-05T15:00:00')],
    });
    await settle();
    expect(arrived()).toEqual([]);
    await ms.control('POST', '/clock', { set: inMinutes(61) });
    expect((await ms.graphWith(await ms.token(MANAGER))('GET', `/subscriptions/${id}`)).status).toBe(404);
  });
});

describe('change notifications', () => {
  it('name the change, the event by the chosen id, and the shared secret', async () => {
    const { id: subscriptionId } = await subscribe();
    const { id } = await create();
    await ms.control('PATCH', `/accounts/${MANAGER}/events/${id}`, { subject: 'Moved' });
    await call('DELETE', `/me/events/${id}`);
    await settle();
    expect(arrived().map(({ changeType }) => changeType)).toEqual(['created', 'updated', 'deleted']);
    expect(arrived()[0]).toMatchObject({
      subscriptionId,
      clientState: 'shh',
      resourceData: { id, '@odata.type': '#Microsoft.Graph.Event' },
    });
    expect(arrived()[0]?.resource).toMatch(new RegExp(`^Users/[0-9a-f-]+/Events/${id}$`));
  });

  it('of changes made together travel together', async () => {
    await subscribe();
    const events = [1, 2, 3].map((n) => event(`E${n}`, '2027-03-05T14:00:00', '2027-03-05T15:00:00'));
    await ms.control('POST', '/seed', { email: MANAGER, events });
    await settle();
    expect([hook.received.length, arrived().length]).toEqual([1, 3]);
  });

  it('keep to the change types and the calendar that were asked for', async () => {
    const { id: team } = await ms.control<{ id: string }>('POST', `/accounts/${MANAGER}/calendars`, {
      name: 'Team',
    });
    await subscribe({ resource: `/me/calendars/${team}/events`, changeType: 'created' });
    const { id } = await create('Elsewhere');
    await ms.control('PATCH', `/accounts/${MANAGER}/events/${id}`, { calendarId: team });
    await call('PATCH', `/me/events/${id}`, { body: { subject: 'Not asked for' } });
    await settle();
    expect(arrived().map(({ changeType }) => changeType)).toEqual(['created']);
  });

  it('can be missed, doubled and out of order', async () => {
    await subscribe();
    const fault = (notificationFault: string) => ms.control('PATCH', '/settings', { notificationFault });
    await fault('missed');
    await create('A');
    expect((await settle()).at(-1)).toMatchObject({ kind: 'change', status: 'dropped' });
    expect(arrived()).toEqual([]);
    await fault('duplicate');
    await create('B');
    await settle();
    expect(arrived()).toHaveLength(2);
    hook.received.length = 0;
    await fault('outOfOrder');
    const [first, second] = [await create('C'), await create('D')];
    await settle();
    expect(arrived().map(({ resourceData }) => resourceData.id)).toEqual([second.id, first.id]);
  });

  it('that fail are recorded, and do not hold up the API', async () => {
    await subscribe();
    hook.answerWith(() => ({ status: 500 }));
    expect((await create()).id).toBeTruthy();
    expect((await settle()).at(-1)).toMatchObject({
      kind: 'change',
      status: 'failed',
      httpStatus: 500,
      attempts: 1,
    });
  });
});

describe('lifecycle notifications', () => {
  it.each(['reauthorizationRequired', 'missed', 'subscriptionRemoved'])('%s', async (lifecycleEvent) => {
    const { id } = await subscribe();
    await ms.control('POST', '/lifecycle', { subscriptionId: id, event: lifecycleEvent });
    await settle();
    expect(arrived('/lifecycle')).toMatchObject([{ subscriptionId: id, clientState: 'shh', lifecycleEvent }]);
    const left = (await call('GET', `/subscriptions/${id}`)).status;
    expect(left).toBe(lifecycleEvent === 'subscriptionRemoved' ? 404 : 200);
  });

  it('need their own URL', async () => {
    const { id } = await subscribe({ lifecycleNotificationUrl: null });
    const answer = await ms.control('POST', '/lifecycle', { subscriptionId: id, event: 'missed' });
    expect(answer).toEqual({ sent: false });
  });
});

it('times of a notification are those of the emulator', async () => {
  await subscribe();
  await ms.control('POST', '/seed', {
    email: MANAGER,
    events: [{ subject: 'x', start: at('2027-03-05T14:00:00'), end: at('2027-03-05T15:00:00') }],
  });
  const log = await ms.control<{ at: string; payload: Json }[]>('POST', '/notifications/flush');
  expect(log.at(-1)).toMatchObject({
    at: NOW,
    payload: { subscriptionExpirationDateTime: inMinutes(10_080) },
  });
});
