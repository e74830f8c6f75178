import { createPublicKey, verify } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startProvider, type TestEmulator } from '../testing/emulator';
import { startReceiver, type ReceivedPost, type Receiver } from '../testing/receiver';
import { sendgridClients, type SendgridClients } from '../testing/sendgridClients';

/** For what comes by itself, on a busy machine too. */
const PATIENT = { timeout: 10_000 };
let emulator: TestEmulator;
let clients: SendgridClients;
let receiver: Receiver;

beforeAll(async () => {
  emulator = await startProvider('sendgrid');
  clients = sendgridClients(emulator.url);
  receiver = await startReceiver();
});
afterAll(async () => {
  await emulator.close();
  await receiver.close();
});
beforeEach(async () => {
  await emulator.control('POST', '/reset');
  // Nothing leaves by itself: the tests flush.
  await emulator.control('POST', '/settings', { batchMs: 600_000, retryBaseMs: 600_000 });
  await emulator.control('POST', '/webhook', { url: receiver.url, enabled: true });
  receiver.clear();
});

const mail = (to: string | string[], more: object = {}) =>
  clients.mail.send({
    to,
    from: 'crm@example.com',
    subject: 'Hello',
    html: '<a href="https://example.com/a?x=1&amp;y=2">one</a> <a href="https://example.com/b">two</a>',
    ...more,
  });

const flush = () => emulator.control<{ posts: number; accepted: number; pending: number }>('POST', '/flush');
const names = () => receiver.events().map(({ event }) => event);
const publicKey = async () =>
  ((await clients.call('get', '/v3/user/webhooks/event/settings/signed')).body as { public_key: string })
    .public_key;

function isSigned(post: ReceivedPost | undefined, key: string): boolean {
  if (!post) return false;
  const header = (name: string) => String(post.headers[`x-twilio-email-event-webhook-${name}`]);
  return verify(
    'sha256',
    Buffer.from(header('timestamp') + post.body),
    createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' }),
    Buffer.from(header('signature'), 'base64'),
  );
}

describe('event webhook', { timeout: 30_000 }, () => {
  it('posts signed bodies in SendGrid’s framing', async () => {
    await mail('dana@example.com');
    expect(await flush()).toEqual({ posts: 1, accepted: 2, pending: 0 });
    const [post] = receiver.posts;
    expect(post?.body).toMatch(/^\[\{.*\},\r\n\{.*\}\]\r\n$/);
    expect(post?.headers['content-type']).toBe('application/json');
    const key = await publicKey();
    expect(isSigned(post, key)).toBe(true);
    expect(isSigned(post && { ...post, body: post.body.trimEnd() }, key)).toBe(false);
  });

  it('flattens custom args under its own names, and identifies delivery events the same way every time', async () => {
    const [response] = await mail('dana@example.com', {
      customArgs: { crm_log_id: 'log-1', email: 'forged@example.com' },
      categories: ['invite'],
    });
    await flush();
    const [processed, delivered] = receiver.events();
    const messageId = String((response.headers as Record<string, string>)['x-message-id']);
    expect(delivered).toMatchObject({
      event: 'delivered',
      email: 'dana@example.com',
      crm_log_id: 'log-1',
      category: ['invite'],
      response: '250 2.0.0 OK',
      'smtp-id': `<${messageId}@geopod-ismtpd-1>`,
    });
    expect(processed?.event).toBe('processed');
    expect(delivered?.sg_message_id).toMatch(new RegExp(`^${messageId}\\.recvd-[\\w-]+\\.0$`));
    expect(Buffer.from(String(delivered?.sg_event_id), 'base64url').toString()).toMatch(
      new RegExp(`^delivered-0-\\d+-${messageId}-0$`),
    );
    expect(String(delivered?.sg_event_id).length).toBeLessThanOrEqual(100);
  });

  it('sends only the kinds of events that are switched on', async () => {
    await clients.call('patch', '/v3/user/webhooks/event/settings', { url: receiver.url, processed: false });
    await mail('dana@example.com');
    await flush();
    expect(names()).toEqual(['delivered']);
  });

  it('goes out by itself after the batch time, and cuts bodies at 768 KB', async () => {
    await emulator.control('POST', '/settings', { batchMs: 1 });
    await mail('dana@example.com');
    await expect.poll(names, PATIENT).toEqual(['processed', 'delivered']);

    await emulator.control('POST', '/settings', { batchMs: 600_000 });
    receiver.clear();
    const to = Array.from({ length: 1000 }, (_, index) => ({ to: `p${index}@example.com` }));
    await mail([], { to: undefined, personalizations: to, customArgs: { filler: 'x'.repeat(500) } });
    await flush();
    await expect.poll(() => receiver.events().length, PATIENT).toBe(2000);
    expect(receiver.posts.length).toBeGreaterThan(1);
    expect(Math.max(...receiver.posts.map(({ body }) => Buffer.byteLength(body)))).toBeLessThanOrEqual(
      768 * 1024,
    );
  });

  it('retries what is not answered with 2xx until it is', async () => {
    receiver.answerWith(500, 0);
    await mail('dana@example.com');
    expect(await flush()).toMatchObject({ accepted: 0, pending: 2 });
    expect(await flush()).toMatchObject({ accepted: 0, pending: 2 });
    expect(await flush()).toMatchObject({ accepted: 2, pending: 0 });
    expect(new Set(receiver.posts.map(({ body }) => body)).size).toBe(1);
    const attempts = await emulator.control<{ status: number; tries: number }[]>('GET', '/webhook/attempts');
    expect(attempts.map(({ status, tries }) => [tries, status])).toEqual([
      [1, 500],
      [2, 0],
      [3, 204],
    ]);
  });

  it('retries by itself, with growing pauses', async () => {
    await emulator.control('POST', '/settings', { batchMs: 1, retryBaseMs: 1 });
    receiver.answerWith(503, 503);
    await mail('dana@example.com');
    await expect.poll(() => receiver.posts.length, PATIENT).toBe(3);
  });

  it('keeps key and undelivered events over a restart', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'sendgrid-'));
    const first = await startProvider('sendgrid', { dataDir });
    await first.control('POST', '/webhook', { url: receiver.url });
    await first.control('POST', '/settings', { batchMs: 600_000 });
    const official = sendgridClients(first.url);
    await official.mail.send({ to: 'dana@example.com', from: 'a@example.com', subject: 'Kept', text: 'x' });
    const key = (await official.call('get', '/v3/user/webhooks/event/settings/signed')).body;
    await first.close();
    expect(receiver.posts).toEqual([]);

    const second = await startProvider('sendgrid', { dataDir });
    try {
      await second.control('POST', '/flush');
      expect(names()).toEqual(['processed', 'delivered']);
      expect(
        (await sendgridClients(second.url).call('get', '/v3/user/webhooks/event/settings/signed')).body,
      ).toEqual(key);
      expect(await second.control('GET', '/messages')).toMatchObject({
        total: 1,
        messages: [{ subject: 'Kept' }],
      });
    } finally {
      await second.close();
      await rm(dataDir, { recursive: true });
    }
  });
});

describe('settings API', () => {
  it('lists the webhook as the status check of an app wants it', async () => {
    const all = await clients.call('get', '/v3/user/webhooks/event/settings/all');
    expect(all.body).toMatchObject({
      max_allowed: 5,
      webhooks: [{ url: receiver.url, enabled: true, delivered: true, public_key: await publicKey() }],
    });
    expect(JSON.stringify(all.body)).not.toContain('privateKey');
  });

  it('stops signing when it is switched off', async () => {
    const { id } = (await clients.call('get', '/v3/user/webhooks/event/settings')).body as { id: string };
    const off = await clients.call('patch', `/v3/user/webhooks/event/settings/signed/${id}`, {
      enabled: false,
    });
    expect(off.body).toEqual({ id, public_key: '' });
    await mail('dana@example.com');
    await flush();
    expect(receiver.posts[0]?.headers).not.toHaveProperty('x-twilio-email-event-webhook-signature');
    await clients.call('patch', `/v3/user/webhooks/event/settings/signed/${id}`, { enabled: true });
  });

  it('rotates the key on demand, and survives a reset with the same one', async () => {
    const before = await publicKey();
    const rotated = await emulator.control<{ publicKey: string }>('POST', '/webhook/rotate-key');
    expect(rotated.publicKey).not.toBe(before);
    await emulator.control('POST', '/reset');
    expect(await publicKey()).toBe(rotated.publicKey);
  });

  it('creates further webhooks with their own keys, and tests an integration', async () => {
    const second = await startReceiver();
    try {
      const created = await clients.call('post', '/v3/user/webhooks/event/settings', {
        url: second.url,
        enabled: true,
      });
      expect(created.status).toBe(201);
      const { id, public_key: key } = created.body as { id: string; public_key: string };
      expect(key).not.toBe(await publicKey());
      expect(
        (await clients.call('post', '/v3/user/webhooks/event/test', { id, url: second.url })).status,
      ).toBe(204);
      expect(isSigned(second.posts[0], key)).toBe(true);
      expect(second.events()).toHaveLength(11);
      expect(
        (await clients.call('post', '/v3/user/webhooks/event/settings', { url: second.url })).status,
      ).toBe(400);
      expect((await clients.call('delete', `/v3/user/webhooks/event/settings/${id}`)).status).toBe(204);
    } finally {
      await second.close();
    }
    expect((await clients.call('get', '/v3/user/webhooks/event/settings/nope')).body).toEqual({
      errors: [{ message: 'Invalid id provided.' }],
    });
  });
});

describe('fault switches', () => {
  const chaos = (switches: object) => emulator.control('POST', '/chaos', switches);
  const ids = () => receiver.events().map((event) => event.sg_event_id);

  it('duplicates events with the same and with changed ids', async () => {
    await chaos({ duplicates: 'same' });
    await mail('dana@example.com');
    await flush();
    expect([ids().length, new Set(ids()).size]).toEqual([4, 2]);
    receiver.clear();
    await chaos({ duplicates: 'changed' });
    await mail('dana@example.com');
    await flush();
    expect([ids().length, new Set(ids()).size]).toEqual([4, 4]);
  });

  it('reorders', async () => {
    await chaos({ reorder: true });
    await mail('dana@example.com');
    await flush();
    expect(names()).toEqual(['delivered', 'processed']);
  });

  it('adds machine opens and the clicks of a scanner', async () => {
    await chaos({ machineOpens: true, scannerClicks: true });
    await mail('dana@example.com');
    await flush();
    expect(names()).toEqual(['processed', 'delivered', 'open', 'click', 'click']);
    const [, , open, first, second] = receiver.events();
    expect(open).toMatchObject({ sg_machine_open: true, useragent: 'Mozilla/5.0' });
    expect(first).toMatchObject({
      url: 'https://example.com/a?x=1&y=2',
      url_offset: { index: 0, type: 'html' },
    });
    expect(first?.ip).toBe(second?.ip);
  });

  it('accepts a mail and then breaks the connection: the client sees an error, the mail is on its way', async () => {
    await emulator.control('POST', '/faults', {
      match: { path: '/v3/mail/send' },
      times: 1,
      effect: { drop: 'after' },
    });
    await expect(mail('dana@example.com', { customArgs: { crm_batch: 'b1' } })).rejects.toThrow();
    await flush();
    expect(receiver.events()).toMatchObject([{ crm_batch: 'b1' }, { crm_batch: 'b1', event: 'delivered' }]);
  });

  it('shifts the signed timestamp', async () => {
    await chaos({ signatureSkewMs: -3 * 86_400_000 });
    await mail('dana@example.com');
    await flush();
    const timestamp = Number(receiver.posts[0]?.headers['x-twilio-email-event-webhook-timestamp']);
    expect(Date.now() / 1000 - timestamp).toBeGreaterThan(2.9 * 86_400);
    expect(isSigned(receiver.posts[0], await publicKey())).toBe(true);
  });
});

describe('magic addresses', () => {
  it.each([
    ['bounce@example.com', ['processed', 'bounce']],
    ['block+1@example.com', ['processed', 'bounce']],
    ['defer@example.com', ['processed', 'deferred']],
    ['spam-2@example.com', ['processed', 'delivered', 'spamreport']],
    ['unsubscribe@example.com', ['processed', 'delivered', 'unsubscribe']],
    ['invalid@example.com', ['processed', 'dropped']],
    ['open@example.com', ['processed', 'delivered', 'open']],
    ['click@example.com', ['processed', 'delivered', 'open', 'click']],
    ['bouncer@example.com', ['processed', 'delivered']],
  ])('%s: %j', async (to, expected) => {
    await mail(to);
    await flush();
    expect(names()).toEqual(expected);
  });

  it('tells a block from a bounce', async () => {
    await mail(['bounce@example.com', 'block@example.com']);
    await flush();
    const bounces = receiver.events().filter(({ event }) => event === 'bounce');
    expect(bounces).toMatchObject([
      { type: 'bounce', bounce_classification: 'Invalid Address', status: '5.1.1' },
      { type: 'blocked', status: '5.7.1' },
    ]);
  });
});
