import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { calendar_v3 } from '@googleapis/calendar';
import type { NotificationLogEntry } from './types';
import {
  AGENT,
  MANAGER,
  refusal,
  startGoogle,
  startReceiver,
  type GoogleHarness,
  type Receiver,
} from './testing/harness';

let google: GoogleHarness;
let receiver: Receiver;
let api: calendar_v3.Calendar;

beforeAll(async () => {
  [google, receiver] = await Promise.all([startGoogle(), startReceiver()]);
});
beforeEach(async () => {
  await google.control('POST', '/reset');
  await google.control('POST', '/clock', { set: '2027-01-04T12:00:00Z' });
  api = await google.client(AGENT);
  receiver.received.length = 0;
});
afterAll(async () => {
  await google.close();
  await receiver.close();
});

const watch = async (requestBody: calendar_v3.Schema$Channel = {}) =>
  (
    await api.events.watch({
      calendarId: 'primary',
      requestBody: {
        id: 'channel-1',
        type: 'web_hook',
        address: receiver.url,
        token: 'secret-1',
        ...requestBody,
      },
    })
  ).data;
const flush = () => google.control<NotificationLogEntry[]>('POST', '/notifications/flush');
const at = { dateTime: '2027-01-06T15:00:00Z' };
const change = () => api.events.insert({ calendarId: 'primary', requestBody: { start: at, end: at } });
const states = () =>
  receiver.received.map((headers) => [headers['x-goog-resource-state'], headers['x-goog-message-number']]);

describe('a channel', () => {
  it('posts sync, then exists for each change, in headers only', async () => {
    const channel = await watch();
    expect(channel).toMatchObject({ kind: 'api#channel', id: 'channel-1', token: 'secret-1' });
    expect(Number(channel.expiration)).toBe(Date.parse('2027-01-11T12:00:00Z'));
    await change();
    await change();
    await flush();
    expect(states()).toEqual([
      ['sync', '1'],
      ['exists', '2'],
      ['exists', '3'],
    ]);
    expect(receiver.received[1]).toMatchObject({
      'x-goog-channel-id': 'channel-1',
      'x-goog-channel-token': 'secret-1',
      'x-goog-resource-id': channel.resourceId,
      'x-goog-channel-expiration': 'Mon, 11 Jan 2027 12:00:00 GMT',
      'content-length': '0',
    });
  });

  it('speaks of its own calendar only, and of what the user does at Google', async () => {
    await watch();
    await google.control('POST', `/accounts/${MANAGER}/calendars/primary/events`, { start: at, end: at });
    await flush();
    expect(states()).toHaveLength(1);
    const events = `/accounts/${AGENT}/calendars/primary/events`;
    const { id } = await google.control<{ id: string }>('POST', events, { start: at, end: at });
    await google.control('PATCH', `${events}/${id}`, { summary: 'By hand' });
    await google.control('DELETE', `${events}/${id}`);
    await flush();
    expect(states()).toHaveLength(4);
  });

  it('ends with stop, with its expiry, and with the grant', async () => {
    const { resourceId } = await watch({ expiration: String(Date.parse('2027-01-04T13:00:00Z')) });
    const stop = (client: calendar_v3.Calendar) =>
      client.channels.stop({ requestBody: { id: 'channel-1', resourceId: resourceId ?? '' } });
    expect(await refusal(stop(await google.client(MANAGER)))).toMatchObject({ status: 404 });
    expect((await stop(api)).status).toBe(204);
    expect((await refusal(stop(api))).status).toBe(404);

    await watch({ id: 'channel-2', params: { ttl: '60' } });
    await google.control('POST', '/clock', { advance: 60_000 });
    await watch({ id: 'channel-3' });
    await google.control('POST', '/revoke', { email: AGENT });
    api = await google.client(AGENT);
    await change();
    await flush();
    expect(states().filter(([state]) => state === 'exists')).toEqual([]);
  });

  it.each([
    [{ address: 'http://crm.example/hook' }, 'push.webhookUrlNotHttps'],
    [{ address: 'nowhere' }, 'push.webhookUrlNotHttps'],
    [{ id: 'bad id' }, 'channelIdInvalid'],
    [{ type: 'pigeon' }, 'channelUnknown'],
    [{ expiration: '1' }, 'invalidParameter'],
  ])('is refused with %j', async (body, reason) => {
    expect(await refusal(watch(body))).toMatchObject({ status: 400, reason });
  });

  it('is refused when its id is in use', async () => {
    await watch();
    expect(await refusal(watch())).toMatchObject({ status: 400, reason: 'channelIdNotUnique' });
  });
});

describe('deliveries', () => {
  it('are lost, doubled and swapped on demand', async () => {
    await watch();
    await flush();
    await google.control('POST', '/webhook-faults', { next: ['drop', 'duplicate', 'reorder'] });
    for (let count = 0; count < 4; count += 1) await change();
    await flush();
    const numbers = states().map(([, number]) => number);
    expect(numbers).toEqual(['1', '3', '3', '5', '4']);
  });

  it('are kept in a log, refusals too', async () => {
    await watch();
    await flush();
    receiver.answers.push(404);
    await change();
    const log = await flush();
    expect(log.map(({ outcome, status, attempts }) => [outcome, status, attempts])).toEqual([
      ['delivered', 200, 1],
      ['failed', 404, 1],
    ]);
  });
});
