import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EmailLog } from '../../models/EmailLog';
import { database } from '../../models';
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
