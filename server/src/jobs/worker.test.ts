import pg from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { logger } from '../lib/logger';
import { database } from '../models';
import type { EmailLog } from '../models/EmailLog';
import { RefreshToken } from '../models/RefreshToken';
import { sendTransactional } from '../services/email/send';
import { forgetJobs, queuedJobs } from '../testing/jobs';
import { useMail } from '../testing/mail';
import { createFirm } from '../testing/people';
import type { Firm } from '../testing/people';
import { crontab } from './handlers';
import { enqueue } from './queue';
import { startWorker } from './worker';

const mail = useMail();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});
const started: Awaited<ReturnType<typeof startWorker>>[] = [];
const start = async () => {
  const worker = await startWorker(mail.databaseUrl());
  started.push(worker);
  return worker;
};
beforeEach(async () => {
  await forgetJobs();
  await mail.control('DELETE', '/faults');
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const worker of started.splice(0)) await worker.stop().catch(() => undefined);
});

let made = 0;
const queueMail = () =>
  sendTransactional(firm.agent.ctx, {
    to: `worker-${(made += 1)}@out.example`,
    template: 'test',
    dynamicData: {},
  });
const refuse = (times: number) =>
  mail.control('POST', '/faults', {
    match: { path: '/v3/mail/send' },
    times,
    effect: { status: 429 },
  });
/** The mail's row, held by another session: whoever delivers the mail waits until it is let go. */
async function hold(log: EmailLog): Promise<() => Promise<void>> {
  const other = new pg.Client({ connectionString: mail.databaseUrl() });
  await other.connect();
  await other.query('BEGIN');
  await other.query('SELECT FROM "EmailLog" WHERE id = $1 FOR UPDATE', [log.id]);
  return async () => {
    await other.query('COMMIT');
    await other.end();
  };
}

describe('the worker', () => {
  it('takes the crontab, and makes up for a night it was not there', async () => {
    const gone = await RefreshToken.create({
      userId: firm.agent.id,
      familyId: firm.agent.id,
      tokenHash: 'old',
      expiresAt: new Date(Date.now() - 8 * 86_400_000),
    });
    await database().query(
      `INSERT INTO graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
       VALUES ('sessions:prune', now() - interval '3 days', now() - interval '2 days')`,
    );
    await start();
    await expect.poll(() => RefreshToken.findByPk(gone.id), { timeout: 20_000 }).toBeNull();
    const [known] = await database().query(
      'SELECT identifier FROM graphile_worker._private_known_crontabs ORDER BY 1',
    );
    expect(known).toEqual(
      crontab
        .split('\n')
        .map((line) => ({ identifier: line.split(' ')[5] }))
        .toSorted((a, b) => ((a.identifier ?? '') < (b.identifier ?? '') ? -1 : 1)),
    );
  });

  it('finishes what it has begun before it stops, and leaves the rest in the queue', async () => {
    const log = await queueMail();
    const letGo = await hold(log);
    const worker = await start();
    await expect
      .poll(async () => (await queuedJobs('email:send'))[0]?.locked, { timeout: 20_000 })
      .toBe(true);
    const stopping = worker.stop();
    const later = await queueMail();
    await letGo();
    await stopping;
    expect((await log.reload()).status).toBe('accepted');
    expect((await later.reload()).status).toBe('queued');
    expect(await queuedJobs('email:send')).toMatchObject([{ locked: false, attempts: 0 }]);
  });

  it('does several jobs at once', async () => {
    const held = [await queueMail(), await queueMail(), await queueMail(), await queueMail()];
    const letGo = await Promise.all(held.map(hold));
    await start();
    const taken = async () => (await queuedJobs('email:send')).filter(({ locked }) => locked).length;
    await expect.poll(taken, { timeout: 20_000 }).toBe(4);
    for (const free of letGo) await free();
  });

  it('puts a job that failed back for later, says so, and says nothing of what the job was given', async () => {
    const log = await queueMail();
    await forgetJobs();
    const before = Date.now();
    await enqueue('email:send', { emailLogId: log.id, note: 'not for the log' } as never, null);
    await refuse(1);
    const lines = vi.spyOn(logger, 'error').mockReturnValue();
    await start();
    await expect.poll(() => lines.mock.calls.length, { timeout: 20_000 }).toBeGreaterThan(0);
    const [fields, message] = lines.mock.calls[0] ?? [];
    expect(message).toMatch(/email:send.*attempt 1 of 12/);
    expect(fields).toMatchObject({
      job: { name: 'email:send', attempts: 1 },
      err: expect.any(Error) as Error,
    });
    expect(JSON.stringify(lines.mock.calls)).not.toContain('not for the log');
    // The queue says so first, and gives the job back then.
    const job = async () => (await queuedJobs('email:send'))[0];
    await expect
      .poll(job, { timeout: 20_000 })
      .toMatchObject({ attempts: 1, maxAttempts: 12, locked: false });
    expect((await job())?.runAt.getTime()).toBeGreaterThan(before + 1000);
  });
});

describe('a mail that is to be tried later', () => {
  const again = () => database().query('UPDATE graphile_worker._private_jobs SET run_at = now()');

  it('goes out when its job comes again', async () => {
    const log = await queueMail();
    await refuse(1);
    await mail.deliver();
    expect((await log.reload()).status).toBe('queued');
    await again();
    await mail.deliver();
    expect((await log.reload()).status).toBe('accepted');
    expect(await queuedJobs()).toEqual([]);
  });

  it('has failed with the last try of its job, not before', async () => {
    const log = await queueMail();
    await refuse(20);
    for (let tries = 0; tries < 11; tries += 1) {
      await mail.deliver();
      await again();
    }
    expect((await log.reload()).status).toBe('queued');
    await mail.deliver();
    expect((await log.reload()).status).toBe('failed');
    expect(await queuedJobs()).toEqual([]);
  });
});
