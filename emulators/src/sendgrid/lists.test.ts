import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startProvider, type TestEmulator } from '../testing/emulator';
import { sendgridClients, type SendgridClients } from '../testing/sendgridClients';

interface Seen {
  id: string;
  to: { email: string };
  status: string;
  events: { event: string; reason?: string }[];
}

const NOON = '2026-03-02T12:00:00Z';
const MINUTE = 60_000;
let emulator: TestEmulator;
let clients: SendgridClients;

beforeAll(async () => {
  emulator = await startProvider('sendgrid');
  clients = sendgridClients(emulator.url);
});
afterAll(() => emulator.close());
beforeEach(() => emulator.control('POST', '/reset'));

const mail = (to: string, more: object = {}) =>
  clients.mail.send({ to, from: 'crm@example.com', subject: 'Hello', text: 'Hi', ...more });

const newest = async (): Promise<Seen | undefined> =>
  (await emulator.control<{ messages: Seen[] }>('GET', '/messages?limit=1')).messages[0];
const count = async () => (await emulator.control<{ total: number }>('GET', '/messages?limit=0')).total;
const act = (id: string | undefined, action: string, fields: object = {}) =>
  emulator.control('POST', `/messages/${id}/${action}`, fields);
const advance = (ms: number) => emulator.control('POST', '/clock', { advance: ms });

async function newGroup(name = 'Promotions'): Promise<number> {
  const { body } = await clients.call('post', '/v3/asm/groups', { name, description: 'Property news' });
  return (body as { id: number }).id;
}

describe('suppressions', () => {
  it.each([
    ['bounce', 'bounces', 'Bounced Address'],
    ['spamreport', 'spam_reports', 'Spam Reporting Address'],
    ['unsubscribe', 'unsubscribes', 'Unsubscribed Address'],
  ])('after a %s the next mail is dropped: %s', async (action, list, reason) => {
    await mail('Dana@example.com');
    await act((await newest())?.id, action);
    await mail('dana@example.com');
    expect(await newest()).toMatchObject({ status: 'dropped', events: [{ event: 'dropped', reason }] });

    const { body } = await clients.call('get', `/v3/suppression/${list}`);
    expect(body).toMatchObject([{ email: 'dana@example.com' }]);
    expect((await clients.call('delete', `/v3/suppression/${list}/dana@example.com`)).status).toBe(204);
    expect((await clients.call('delete', `/v3/suppression/${list}/dana@example.com`)).status).toBe(404);
    await mail('dana@example.com');
    expect(await newest()).toMatchObject({ status: 'delivered' });
  });

  it('lists blocks but goes on sending', async () => {
    await mail('block@example.com');
    await mail('block@example.com');
    expect((await newest())?.events[0]?.event).toBe('processed');
    expect((await clients.call('get', '/v3/suppression/blocks')).body).toHaveLength(1);
  });

  it('pages and filters lists by time, and empties them', async () => {
    for (const [index, email] of ['bounce-1@example.com', 'bounce-2@example.com'].entries()) {
      await emulator.control('POST', '/clock', { set: `2026-03-0${index + 1}T00:00:00Z` });
      await mail(email);
    }
    const list = async (qs: Record<string, unknown>) =>
      (await clients.call('get', '/v3/suppression/bounces', undefined, qs)).body;
    expect(await list({ limit: 1, offset: 1 })).toMatchObject([{ email: 'bounce-1@example.com' }]);
    expect(await list({ start_time: Date.parse('2026-03-02') / 1000 })).toMatchObject([
      { email: 'bounce-2@example.com' },
    ]);
    await clients.call('delete', '/v3/suppression/bounces', { delete_all: true });
    expect(await list({})).toEqual([]);
  });

  it('bypasses lists only as the request asks', async () => {
    await clients.call('post', '/v3/asm/suppressions/global', { recipient_emails: ['dana@example.com'] });
    const bypass = {
      personalizations: [{ to: [{ email: 'dana@example.com' }] }],
      from: { email: 'a@example.com' },
    };
    const content = { subject: 'x', content: [{ type: 'text/plain', value: 'x' }] };
    const send = (settings: object) =>
      clients.call('post', '/v3/mail/send', { ...bypass, ...content, mail_settings: settings });
    await send({ bypass_unsubscribe_management: { enable: true } });
    expect((await newest())?.status).toBe('delivered');
    await send({ bypass_bounce_management: { enable: true } });
    expect((await newest())?.status).toBe('dropped');
    await send({ bypass_list_management: { enable: true } });
    expect((await newest())?.status).toBe('delivered');
  });
});

describe('unsubscribe groups', () => {
  it('drops only mail of the group that was left', async () => {
    const id = await newGroup();
    await mail('dana@example.com', { asm: { groupId: id } });
    await act((await newest())?.id, 'group_unsubscribe');
    await mail('dana@example.com', { asm: { groupId: id } });
    expect(await newest()).toMatchObject({ events: [{ event: 'dropped', reason: 'Unsubscribed Address' }] });
    await mail('dana@example.com');
    expect((await newest())?.status).toBe('delivered');

    expect((await clients.call('get', `/v3/asm/groups/${id}/suppressions`)).body).toEqual([
      'dana@example.com',
    ]);
    expect((await clients.call('get', `/v3/asm/groups/${id}`)).body).toMatchObject({ unsubscribes: 1 });
    expect((await clients.call('get', '/v3/asm/suppressions/dana@example.com')).body).toMatchObject({
      suppressions: [{ id, suppressed: true }],
    });
    await clients.call('delete', `/v3/asm/groups/${id}/suppressions/dana@example.com`);
    expect((await clients.call('get', '/v3/asm/suppressions')).body).toEqual([]);
  });

  it('unsubscribes from everything when the group no longer exists', async () => {
    const id = await newGroup();
    await clients.call('delete', `/v3/asm/groups/${id}`);
    await clients.call('post', `/v3/asm/groups/${id}/suppressions`, {
      recipient_emails: ['dana@example.com'],
    });
    expect((await clients.call('get', '/v3/asm/suppressions/global/dana@example.com')).body).toEqual({
      recipient_email: 'dana@example.com',
    });
  });

  it('validates groups', async () => {
    expect(
      (await clients.call('post', '/v3/asm/groups', { name: 'x'.repeat(31), description: 'd' })).status,
    ).toBe(400);
    expect((await clients.call('get', '/v3/asm/groups/1')).status).toBe(404);
  });
});

describe('scheduling', () => {
  const sendAt = (minutes: number) => Date.parse(NOON) / 1000 + minutes * 60;
  const newBatch = async () =>
    ((await clients.call('post', '/v3/mail/batch')).body as { batch_id: string }).batch_id;
  const order = (batchId: string, status: string) =>
    clients.call('post', '/v3/user/scheduled_sends', { batch_id: batchId, status });

  beforeEach(() => emulator.control('POST', '/clock', { set: NOON }));

  it('holds mail until its send_at', async () => {
    await mail('dana@example.com', { sendAt: sendAt(30) });
    await advance(29 * MINUTE);
    expect(await count()).toBe(0);
    await advance(MINUTE);
    expect(await newest()).toMatchObject({ status: 'delivered' });
  });

  it('sends at once what is scheduled for the past', async () => {
    await mail('dana@example.com', { sendAt: sendAt(-5) });
    expect(await count()).toBe(1);
  });

  it('pauses a batch and resumes it', async () => {
    const batchId = await newBatch();
    await mail('dana@example.com', { sendAt: sendAt(60), batchId });
    expect((await order(batchId, 'pause')).status).toBe(201);
    expect((await order(batchId, 'pause')).status).toBe(400);
    expect((await clients.call('get', `/v3/user/scheduled_sends/${batchId}`)).body).toEqual([
      { batch_id: batchId, status: 'pause' },
    ]);
    await advance(90 * MINUTE);
    expect(await count()).toBe(0);
    expect((await clients.call('delete', `/v3/user/scheduled_sends/${batchId}`)).status).toBe(204);
    expect(await count()).toBe(1);
  });

  it('cancels a batch for good, if ten minutes are left', async () => {
    const [inTime, tooLate] = [await newBatch(), await newBatch()];
    await mail('in-time@example.com', { sendAt: sendAt(60), batchId: inTime });
    await mail('too-late@example.com', { sendAt: sendAt(5), batchId: tooLate });
    await order(inTime, 'pause');
    expect(
      (await clients.call('patch', `/v3/user/scheduled_sends/${inTime}`, { status: 'cancel' })).status,
    ).toBe(204);
    await order(tooLate, 'cancel');
    await advance(90 * MINUTE);
    await clients.call('delete', `/v3/user/scheduled_sends/${inTime}`);
    expect(await count()).toBe(1);
    expect((await newest())?.to.email).toBe('too-late@example.com');
  });

  it('knows the batches it made, for ten days', async () => {
    const batchId = await newBatch();
    expect((await clients.call('get', `/v3/mail/batch/${batchId}`)).body).toEqual({ batch_id: batchId });
    expect((await clients.call('get', '/v3/mail/batch/nope')).status).toBe(404);
    expect((await order('nope', 'cancel')).status).toBe(400);
    await advance(11 * 24 * 60 * MINUTE);
    await expect(mail('dana@example.com', { batchId })).rejects.toMatchObject({ code: 400 });
  });

  it('delivers deferred mail on the second attempt', async () => {
    await mail('defer@example.com');
    expect(await newest()).toMatchObject({ status: 'deferred' });
    await advance(31_000);
    expect((await newest())?.events.map(({ event }) => event)).toEqual([
      'processed',
      'deferred',
      'delivered',
    ]);
  });
});

describe('account', () => {
  it('answers what a status check asks', async () => {
    expect((await clients.call('get', '/v3/user/profile')).status).toBe(200);
    expect((await clients.call('get', '/v3/user/account')).body).toMatchObject({ type: 'paid' });
    expect((await clients.call('get', '/v3/user/credits')).body).toMatchObject({ total: 100_000, used: 0 });
    const { scopes } = (await clients.call('get', '/v3/scopes')).body as { scopes: string[] };
    expect(scopes).toEqual(
      expect.arrayContaining(['mail.send', 'templates.read', 'user.webhooks.event.settings.read']),
    );
    expect((await clients.call('get', '/v3/nothing')).body).toMatchObject({
      errors: [{ message: 'not found' }],
    });
  });
});
