import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { QueryTypes } from 'sequelize';
import { EmailEvent } from '../../models/EmailEvent';
import { EmailLog } from '../../models/EmailLog';
import { database } from '../../models';
import { rooms } from '../../policies/policy';
import { closeGate } from '../../testing/gate';
import { changes } from '../changes';
import { systemCtx } from '../context';
import { useMail } from '../../testing/mail';
import { createFirm } from '../../testing/people';
import type { Firm } from '../../testing/people';
import { deliverEmail } from './deliver';
import { compose } from './builtin';
import { missingVariables } from './handlebars';
import { isRealSendgrid, refusal } from './provider';
import { sendTransactional } from './send';
import { sweep } from './sweep';

const mail = useMail();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
  // Events come when a test lets them: what is of unknown fate would else be proven at any moment.
  await mail.control('POST', '/settings', { batchMs: 600_000 });
});
beforeEach(() => mail.control('DELETE', '/faults'));

let sent = 0;
const queue = () => {
  sent += 1;
  const to = `person${sent}@out.example`;
  return sendTransactional(firm.agent.ctx, { to, template: 'test', dynamicData: { recipientName: 'Ann' } });
};
const fault = (effect: object) =>
  mail.control('POST', '/faults', { match: { path: '/v3/mail/send' }, times: 1, effect });
const deliver = (log: EmailLog) => deliverEmail(systemCtx('test'), log.id);

describe('one mail', () => {
  it('is recorded with its cause, and not when the cause is rolled back', async () => {
    const before = await EmailLog.count();
    await expect(
      database().transaction(async (transaction) => {
        await sendTransactional(
          { ...firm.agent.ctx, transaction },
          { to: 'x@y.example', template: 'test', dynamicData: {} },
        );
        throw new Error('the cause failed');
      }),
    ).rejects.toThrow('the cause failed');
    expect(await EmailLog.count()).toBe(before);
  });

  it('is the first one when its key is used again', async () => {
    const once = { to: 'k@y.example', template: 'test' as const, dynamicData: {}, idempotencyKey: 'k-1' };
    const first = await sendTransactional(firm.agent.ctx, once);
    expect((await sendTransactional(firm.agent.ctx, once)).id).toBe(first.id);
  });

  it('is sent once by two workers', async () => {
    const log = await queue();
    await Promise.all([deliver(log), deliver(log)]);
    await deliver(log);
    expect(await mail.inbox(log.toEmail)).toHaveLength(1);
  });

  it.each([
    [{ drop: 'after' }, 'unknown'],
    [{ status: 500 }, 'unknown'],
    [{ status: 400, body: { errors: [{ message: 'bad', field: null }] } }, 'failed'],
    [{ status: 401 }, 'failed'],
  ])('after %j is %s, and not sent again', async (effect, status) => {
    const log = await queue();
    await fault(effect);
    await deliver(log);
    expect(await log.reload()).toMatchObject({
      status,
      error: expect.stringContaining('SendGrid') as string,
    });
    await deliver(log);
    expect((await log.reload()).status).toBe(status);
  });

  it('that turns out to have been accepted is proven by its events', async () => {
    const log = await queue();
    await fault({ drop: 'after' });
    await deliver(log);
    await mail.flush();
    expect(await log.reload()).toMatchObject({ status: 'delivered', error: null });
  });

  it('waits after 429, and then goes out', async () => {
    const log = await queue();
    await fault({ status: 429 });
    await expect(deliver(log)).rejects.toThrow('429');
    expect((await log.reload()).status).toBe('queued');
    await deliver(log);
    expect((await log.reload()).status).toBe('accepted');
  });

  it('left behind by a dead worker becomes unknown; a queued one gets a new job', async () => {
    const dead = await queue();
    const waiting = await queue();
    await database().query(
      `UPDATE "EmailLog" SET "updatedAt" = now() - interval '1 hour', status = CASE WHEN id = $1 THEN 'submitting' ELSE status END
        WHERE id IN ($1, $2)`,
      { bind: [dead.id, waiting.id] },
    );
    await database().query(`DELETE FROM graphile_worker._private_jobs`);
    await sweep(systemCtx('test'));
    expect((await dead.reload()).status).toBe('unknown');
    await mail.deliver();
    expect((await waiting.reload()).status).toBe('accepted');
    expect(await mail.inbox(dead.toEmail)).toHaveLength(0);
  });
});

describe('one mail, half-way', () => {
  const jobsOf = (log: EmailLog) =>
    database().query(`SELECT 1 FROM graphile_worker.jobs WHERE key = $1`, {
      bind: [`email:${log.id}`],
      type: QueryTypes.SELECT,
    });
  const age = async (log: EmailLog, status: EmailLog['status'], interval: string) => {
    await database().query(
      `UPDATE "EmailLog" SET status = $2, "updatedAt" = now() - $3::interval WHERE id = $1`,
      { bind: [log.id, status, interval] },
    );
    await database().query(`DELETE FROM graphile_worker._private_jobs`);
  };

  it('has one job, and none when its cause is rolled back', async () => {
    const log = await queue();
    expect(await jobsOf(log)).toHaveLength(1);
    const undone = await database()
      .transaction(async (transaction) => {
        const mailOf = { to: 'z@y.example', template: 'test' as const, dynamicData: {} };
        const made = await sendTransactional({ ...firm.agent.ctx, transaction }, mailOf);
        return Promise.reject(Object.assign(new Error('undone'), { made }));
      })
      .catch((error: unknown) => (error as { made: EmailLog }).made);
    expect(await jobsOf(undone)).toHaveLength(0);
  });

  it.each([
    [10, 'queued'],
    [11, 'failed'],
  ])('after %i tries and one more “later” is %s', async (attempts, status) => {
    const secretData = { appUrl: 'https://crm.example/once' };
    const log = await sendTransactional(firm.agent.ctx, {
      to: `tried${attempts}@out.example`,
      template: 'test',
      dynamicData: {},
      secretData,
    });
    await log.update({ attempts });
    const { sealedData } = log;
    await fault({ status: 429 });
    await deliver(log).catch(() => null);
    expect(await log.reload()).toMatchObject({
      status,
      attempts: attempts + 1,
      sealedData: status === 'queued' ? sealedData : null,
      error: expect.stringContaining('429') as string,
    });
  });

  it('is left alone for three minutes while it is handed over, and six while it waits', async () => {
    const [handed, waiting] = [await queue(), await queue()];
    await age(handed, 'submitting', '2 minutes 50 seconds');
    await age(waiting, 'queued', '5 minutes 50 seconds');
    await sweep(systemCtx('test'));
    expect((await handed.reload()).status).toBe('submitting');
    expect(await jobsOf(waiting)).toHaveLength(0);
    await age(handed, 'submitting', '3 minutes 10 seconds');
    await age(waiting, 'queued', '6 minutes 10 seconds');
    await handed.update({ sealedData: 'sealed' }, { silent: true });
    const heard: string[][] = [];
    const listen = (event: { rooms: string[] }) => void heard.push(event.rooms);
    changes.on('email:event', listen);
    await Promise.all([sweep(systemCtx('test')), sweep(systemCtx('test'))]);
    changes.off('email:event', listen);
    expect(await handed.reload()).toMatchObject({ status: 'unknown', sealedData: null, acceptedAt: null });
    expect(heard).toEqual([[rooms.admins], [rooms.user(firm.agent.id)]]);
    expect(await jobsOf(handed)).toHaveLength(0);
    expect(await jobsOf(waiting)).toHaveLength(1);
  });

  it('is known to have been accepted by an event that came before its worker died', async () => {
    const log = await queue();
    await EmailEvent.create({
      emailLogId: log.id,
      rawEventType: 'processed',
      eventTimestamp: new Date(),
      fingerprint: log.id,
    });
    await age(log, 'submitting', '1 hour');
    await sweep(systemCtx('test'));
    expect(await log.reload()).toMatchObject({
      status: 'accepted',
      error: null,
      acceptedAt: expect.any(Date) as Date,
    });
  });

  it('keeps how far its events have brought it, when the answer comes after them', async () => {
    const log = await queue();
    const gate = await closeGate(mail.url(), 'EmailLog', null, 'UPDATE OF "messageId"');
    const worker = deliver(log);
    await gate.arrived();
    await mail.flush();
    expect((await log.reload()).status).toBe('delivered');
    await gate.open();
    await worker;
    expect(await log.reload()).toMatchObject({
      status: 'delivered',
      messageId: expect.any(String) as string,
    });
  });

  it('tells screens when it was accepted, and when it was not', async () => {
    const heard: string[][] = [];
    const listen = (event: { rooms: string[] }) => void heard.push(event.rooms);
    const [good, bad] = [await queue(), await queue()];
    changes.on('email:event', listen);
    await deliver(good);
    await fault({ status: 400, body: { errors: [{ message: 'bad', field: null }] } });
    await deliver(bad);
    changes.off('email:event', listen);
    const once = [[rooms.admins], [rooms.user(firm.agent.id)]];
    expect(heard).toEqual([...once, ...once]);
  });
});

describe('the guard', () => {
  const real = 'https://api.sendgrid.com';
  it.each([
    ['production', 'SG.real', real, true],
    ['development', 'SG.real', real, true],
    ['development', 'SG.local-demo000', real, false],
    ['development', undefined, real, false],
    ['test', 'SG.real', real, false],
    ['test', 'SG.x', 'http://127.0.0.1:1', true],
    ['development', 'SG.local-demo000', 'http://localhost:3001/sendgrid', true],
  ] as const)('in %s with %s at %s lets through: %s', (NODE_ENV, key, baseUrl, open) => {
    const config = { NODE_ENV, SENDGRID_API_KEY: key, SENDGRID_BASE_URL: baseUrl };
    expect(refusal(config) === null).toBe(open);
  });
  it('knows the real one by its host', () => {
    expect(isRealSendgrid('https://api.eu.sendgrid.com')).toBe(true);
    expect(isRealSendgrid('http://sendgrid.com.evil.example')).toBe(false);
  });
});

describe('our own words', () => {
  it('escape what people typed, and keep line breaks out of subjects', () => {
    const { subject, html, text } = compose('contact_invite', {
      organizationName: 'A & B',
      inviterName: '<b>Ann</b>\nBcc: x@y.example',
      recipientName: 'Dana',
      inviteUrl: 'https://crm.example/welcome/1?a=1&b=2',
      expiresIn: '30 days',
    });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain('<b>Ann');
    expect(html).toContain('href="https://crm.example/welcome/1?a&#x3D;1&amp;b&#x3D;2"');
    expect(text).toContain('https://crm.example/welcome/1?a=1&b=2');
  });

  it.each([
    ['Hello {{firstName}}', {}, ['firstName']],
    ['Hello {{firstName}}', { firstName: 'A' }, []],
    ['{{#if firstName}}{{firstName}}{{/if}}', {}, []],
    ['{{#if a}}{{b}}{{/if}}', { a: 1 }, ['b']],
    ['{{#if a}}x{{else}}{{c}}{{/if}}', {}, ['c']],
    ['{{insert a "default=x"}}', {}, []],
    ['{{insert a.b}}', { a: {} }, ['a.b']],
    ['{{#each items}}{{name}}{{/each}}', { items: [{}] }, []],
  ])('%s with %j lacks %j', (template, data, missing) => {
    expect(missingVariables(template, data)).toEqual(missing);
  });
});
