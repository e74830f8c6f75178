import { QueryTypes } from 'sequelize';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Campaign } from '@besahubs/contracts/campaigns';
import { database } from '../../../models';
import { Campaign as CampaignRow } from '../../../models/Campaign';
import { CampaignRecipient } from '../../../models/CampaignRecipient';
import { Contact } from '../../../models/Contact';
import { EmailLog } from '../../../models/EmailLog';
import { ownedAudience } from '../../../policies/policy';
import { breakWrites, closeGate } from '../../../testing/gate';
import { useMail } from '../../../testing/mail';
import { createFirm } from '../../../testing/people';
import type { Firm } from '../../../testing/people';
import { changes } from '../../changes';
import type { Change } from '../../changes';
import { systemCtx } from '../../context';
import { sweep } from '../sweep';
import { sendBatch } from './run';

const mail = useMail();
const system = systemCtx('test');
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
  // No events: what is of unknown fate stays so.
  await mail.control('POST', '/webhook', { url: 'http://127.0.0.1:9/', enabled: false });
});
beforeEach(() => mail.control('DELETE', '/faults'));

const run = (sql: string, ...bind: unknown[]) => database().query(sql, { bind, type: QueryTypes.SELECT });
let group = 0;
/** A launched campaign of the manager's, its job taken away: batches are sent by the test. */
async function started(count: number) {
  group += 1;
  const tag = `sending-${group}`;
  await Contact.bulkCreate(
    Array.from({ length: count }, (_, index) => ({
      firstName: 'Pat',
      lastName: tag,
      email: `p${String(index).padStart(4, '0')}@${tag}.example`,
      tags: [tag],
      ownerId: firm.agent.id,
      teamId: firm.north.id,
    })),
  );
  const body = { name: tag, filters: { tags: [tag] } };
  const { id } = (await mail.api().post<Campaign>('/campaigns', firm.manager, body)).data;
  expect((await act(id, 'send')).data.status).toBe('sending');
  await run('DELETE FROM graphile_worker._private_jobs');
  return { id, tag };
}
const act = (id: string, verb: string) =>
  mail.api().post<Campaign>(`/campaigns/${id}/${verb}`, firm.manager, {});
const get = async (id: string) => (await mail.api().get<Campaign>(`/campaigns/${id}`, firm.manager)).data;
const recipients = (campaignId: string) =>
  CampaignRecipient.findAll({ where: { campaignId }, order: ['email'] });
async function counts(campaignId: string) {
  const counted: Record<string, number> = {};
  for (const { status } of await recipients(campaignId)) counted[status] = (counted[status] ?? 0) + 1;
  return counted;
}
/** Mails of a campaign that the provider has really taken, one entry a mail. */
async function arrived(tag: string, offset = 0): Promise<string[]> {
  const page = `/messages?q=${tag}.example&limit=1000&offset=${offset}&body=false`;
  const { messages } = await mail.control<{ messages: { to: { email: string } }[] }>('GET', page);
  const addresses = messages.map(({ to }) => to.email);
  return messages.length < 1000 ? addresses : [...addresses, ...(await arrived(tag, offset + 1000))];
}
const jobsOf = (campaignId: string) =>
  run(
    `SELECT task_identifier AS name, max_attempts AS "maxAttempts", run_at AS "runAt" FROM graphile_worker.jobs WHERE key = $1`,
    `campaign:${campaignId}`,
  ) as Promise<{ name: string; maxAttempts: number; runAt: Date }[]>;
const ageOf = (table: string, campaignId: string, age: string) =>
  run(`UPDATE "${table}" SET "updatedAt" = now() - $2::interval WHERE "campaignId" = $1`, campaignId, age);
async function hearing(act: () => Promise<unknown>): Promise<Change[]> {
  const heard: Change[] = [];
  const note = (change: Change) => void heard.push(change);
  changes.on('changed', note);
  await act();
  changes.off('changed', note);
  return heard;
}
const fault = (effect: object, times = 1) =>
  mail.control('POST', '/faults', { match: { method: 'POST', path: '/v3/mail/send' }, times, effect });

describe('while a batch is under way', () => {
  /** A batch that the provider has taken and that nobody has written down yet. */
  const held = async (count: number) => {
    const { id, tag } = await started(count);
    const gate = await closeGate(mail.url(), 'EmailLog', `NEW.status = 'accepted'`);
    const worker = sendBatch(system, id);
    await gate.arrived();
    const finish = async () => {
      await gate.open();
      await worker;
    };
    return { id, tag, finish };
  };

  it('the campaign is not sent, and is so after the last of it', async () => {
    const { id, tag, finish } = await held(2);
    await sendBatch(system, id);
    expect(await get(id)).toMatchObject({ status: 'sending', sentAt: null, counters: { pending: 2 } });
    await sweep(system);
    expect(await counts(id)).toEqual({ submitting: 2 });
    await finish();
    expect((await get(id)).status).toBe('sending');
    await mail.deliver();
    expect(await get(id)).toMatchObject({ status: 'sent', sentAt: expect.any(String) as string });
    expect(await arrived(tag)).toHaveLength(2);
  });

  it.each(['pause', 'cancel'] as const)('%s leaves it its fate, and the rest unsent', async (verb) => {
    const { id, tag, finish } = await held(2);
    const [contact] = await Contact.findAll({ where: { lastName: tag }, order: ['email'] });
    const email = `last@${tag}.example`;
    await CampaignRecipient.create({ campaignId: id, contactId: contact?.id ?? null, email });
    const stopped = verb === 'pause' ? 'paused' : 'cancelled';
    expect((await act(id, verb)).data).toMatchObject({ status: stopped });
    await finish();
    await mail.deliver();
    expect((await get(id)).status).toBe(stopped);
    expect(await counts(id)).toEqual({ accepted: 2, pending: 1 });
    expect(await arrived(tag)).toHaveLength(2);
    expect((await act(id, 'send')).status).toBe(verb === 'pause' ? 200 : 409);
    await mail.deliver();
    expect(await counts(id)).toEqual(verb === 'pause' ? { accepted: 3 } : { accepted: 2, pending: 1 });
    const addresses = await arrived(tag);
    expect(addresses.includes(email)).toBe(verb === 'pause');
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('another worker takes the others, and nobody twice', async () => {
    const { id, tag, finish } = await held(1001);
    const other = sendBatch(system, id);
    await expect.poll(() => counts(id), { timeout: 20_000 }).toEqual({ submitting: 1001 });
    await finish();
    await other;
    await mail.deliver();
    const addresses = await arrived(tag);
    expect(addresses).toHaveLength(1001);
    expect(new Set(addresses).size).toBe(1001);
    expect(await EmailLog.count({ where: { campaignId: id }, distinct: true, col: 'batch' })).toBe(2);
    expect((await get(id)).status).toBe('sent');
  });

  it('a pause is not undone by a batch that ends badly', async () => {
    const { id } = await started(1);
    const gate = await closeGate(mail.url(), 'EmailLog', `NEW.status = 'unknown'`);
    await fault({ drop: 'after' });
    const worker = sendBatch(system, id);
    await gate.arrived();
    expect((await act(id, 'cancel')).data.status).toBe('cancelled');
    await gate.open();
    await worker;
    expect(await get(id)).toMatchObject({ status: 'cancelled', counters: { unknown: 1 } });
  });

  it('its owner, managers and admins hear of every step', async () => {
    const { id } = await started(1);
    const mine = (heard: Change[]) => heard.filter((change) => change.id === id);
    const audience = ownedAudience(await CampaignRow.findByPk(id, { rejectOnEmpty: true }));
    const first = mine(await hearing(() => sendBatch(system, id)));
    expect(first).toEqual([{ resource: 'campaigns', id, rooms: audience }]);
    expect(mine(await hearing(() => sendBatch(system, id)))).toEqual(first);
    expect((await get(id)).status).toBe('sent');
  });
});

describe('a worker that dies after the provider took the batch', () => {
  const died = async () => {
    const { id, tag } = await started(2);
    const mend = await breakWrites(mail.url(), 'EmailLog', `NEW.status = 'accepted'`);
    await expect(sendBatch(system, id)).rejects.toThrow('broken on purpose');
    await mend();
    expect(await counts(id)).toEqual({ submitting: 2 });
    return { id, tag };
  };

  it('is not repeated by its job, nor by the sweep; its mails are unknown after three minutes', async () => {
    const { id, tag } = await died();
    await sendBatch(system, id);
    await ageOf('EmailLog', id, '2 minutes 50 seconds');
    await ageOf('CampaignRecipient', id, '2 minutes 50 seconds');
    await sweep(system);
    expect(await counts(id)).toEqual({ submitting: 2 });
    expect(await jobsOf(id)).toHaveLength(0);
    await ageOf('EmailLog', id, '3 minutes 10 seconds');
    await sweep(system);
    expect(await counts(id)).toEqual({ unknown: 2 });
    const [log] = await EmailLog.findAll({ where: { campaignId: id } });
    expect(log).toMatchObject({ status: 'unknown', acceptedAt: null, error: expect.any(String) as string });
    await ageOf('CampaignRecipient', id, '3 minutes 10 seconds');
    await sweep(system);
    await mail.deliver();
    expect((await get(id)).status).toBe('sent');
    expect(await arrived(tag)).toHaveLength(2);
  });

  it('is found out by one event of the batch, which came before anybody looked', async () => {
    const { id, tag } = await died();
    const [first, second] = await EmailLog.findAll({ where: { campaignId: id }, order: ['toEmail'] });
    await run(
      `INSERT INTO "EmailEvent" ("emailLogId", "campaignId", "rawEventType", "eventTimestamp", fingerprint) VALUES ($1, $2, 'processed', now(), $3)`,
      first?.id,
      id,
      `proof of ${id}`,
    );
    await ageOf('EmailLog', id, '1 hour');
    await sweep(system);
    expect(await counts(id)).toEqual({ accepted: 2 });
    for (const log of [first, second])
      expect(await log?.reload()).toMatchObject({
        status: 'accepted',
        error: null,
        acceptedAt: expect.any(Date) as Date,
      });
    expect(await arrived(tag)).toHaveLength(2);
  });

  it('goes on, when it only lost its job', async () => {
    const { id, tag } = await started(2);
    await ageOf('CampaignRecipient', id, '2 minutes 50 seconds');
    await sweep(system);
    expect(await jobsOf(id)).toEqual([]);
    await ageOf('CampaignRecipient', id, '3 minutes 10 seconds');
    await Promise.all([sweep(system), sweep(system)]);
    expect(await jobsOf(id)).toMatchObject([{ name: 'campaign:batch', maxAttempts: 25 }]);
    await mail.deliver();
    expect(await arrived(tag)).toHaveLength(2);
  });
});

describe('the provider', () => {
  const refusal = (...errors: { message: string; field?: string }[]) => ({ errors });
  const poison = (index: number) => ({
    message: 'Not an address.',
    field: `personalizations.${index}.to.0.email`,
  });
  it.each([
    ['asks to wait', { status: 429, headers: { 'X-RateLimit-Reset': '45' } }, 'sending', { pending: 3 }, 45],
    ['asks to wait and says not how long', { status: 429 }, 'sending', { pending: 3 }, 5],
    [
      'refuses the size',
      { status: 413, body: refusal({ message: 'content too large' }) },
      'failed',
      { pending: 3 },
      null,
    ],
    [
      'refuses the content',
      { status: 400, body: refusal({ message: 'bad', field: 'from.email' }) },
      'failed',
      { pending: 3 },
      null,
    ],
    [
      'refuses two of the addresses',
      { status: 400, body: refusal(poison(0), poison(2)) },
      'sending',
      { pending: 1, failed: 2 },
      0,
    ],
    [
      'refuses one that is not there',
      { status: 400, body: refusal(poison(7)) },
      'failed',
      { pending: 3 },
      null,
    ],
    [
      'does not know the key',
      { status: 401, body: refusal({ message: 'no grant' }) },
      'paused',
      { pending: 3 },
      null,
    ],
    [
      'forbids it',
      { status: 403, body: refusal({ message: 'access forbidden' }) },
      'paused',
      { pending: 3 },
      null,
    ],
    ['fails', { status: 500 }, 'paused', { unknown: 3 }, null],
    ['is not there behind its gateway', { status: 503 }, 'paused', { unknown: 3 }, null],
    ['hangs up before', { drop: 'before' }, 'paused', { unknown: 3 }, null],
    ['hangs up after', { drop: 'after' }, 'paused', { unknown: 3 }, null],
  ] as const)('%s', async (_what, effect, status, expected, wait) => {
    const { id, tag } = await started(3);
    await fault(effect);
    const asked = Date.now();
    await sendBatch(system, id);
    expect(await counts(id)).toEqual(expected);
    const after = await get(id);
    expect(after.status).toBe(status);
    expect(after.statusReason === null).toBe(status === 'sending');
    if ('body' in effect && status !== 'sending')
      expect(after.statusReason).toContain(effect.body.errors[0]?.message);
    const jobs = await jobsOf(id);
    expect(jobs).toHaveLength(wait === null ? 0 : 1);
    if (wait) {
      const due = Number(jobs[0]?.runAt) - wait * 1000;
      expect(due).toBeGreaterThanOrEqual(asked);
      expect(due).toBeLessThanOrEqual(Date.now() + 1000);
    }
    // Those of unknown fate keep their mail; of the others only those refused do.
    const logs = await EmailLog.findAll({ where: { campaignId: id } });
    expect(logs).toHaveLength(('unknown' in expected ? 3 : 0) + ('failed' in expected ? 2 : 0));
    for (const row of await recipients(id)) {
      const log = logs.find((each) => each.id === row.emailLogId);
      expect(log?.status).toBe(row.status === 'pending' ? undefined : row.status);
      expect(log?.error ?? null).toBe(row.reason);
    }
    const mails = await arrived(tag);
    expect(mails).toHaveLength('drop' in effect && effect.drop === 'after' ? 3 : 0);
  });

  it('(of templates) does not answer: nothing was sent, and it is tried again', async () => {
    for (const effect of [{ drop: 'before' }, { status: 500 }]) {
      const { id } = await started(1);
      await mail.control('POST', '/faults', { match: { path: '/v3/templates/' }, times: 1, effect });
      await sendBatch(system, id);
      expect(await counts(id)).toEqual({ pending: 1 });
      expect(await jobsOf(id)).toHaveLength(1);
    }
  });

  it('does not repeat what was of unknown fate, unless somebody says so', async () => {
    const { id, tag } = await started(1);
    await fault({ drop: 'after' });
    await sendBatch(system, id);
    expect((await act(id, 'send')).data.status).toBe('sending');
    await mail.deliver();
    expect(await arrived(tag)).toHaveLength(1);
    expect((await get(id)).status).toBe('sent');
    await act(id, 'resend-unknown');
    await mail.deliver();
    expect(await arrived(tag)).toHaveLength(2);
    expect((await act(id, 'resend-unknown')).status).toBe(409);
    expect((await get(id)).status).toBe('sent');
  });
});
