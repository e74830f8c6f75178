import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomBytes } from 'node:crypto';
import type { CalendarAccount as AccountView } from '@besahubs/contracts/calendar';
import { env } from '../../config/env';
import { open, parseKeyRing } from '../../lib/crypto';
import { database } from '../../models';
import { CalendarAccount } from '../../models/CalendarAccount';
import { Notification } from '../../models/Notification';
import { heardDuring, inHours, useCalendars } from '../../testing/calendars';
import { runJobs } from '../../testing/jobs';

const calendars = useCalendars();
const { calls, fault, forgetCalls, row, sync, trySync } = calendars;
const agent = () => calendars.firm().agent;
const api = () => calendars.api();

/** Until so many connections wait for a lock. */
async function waitForLocks(count: number): Promise<void> {
  const waiting = async () =>
    (
      await database().query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      )
    )[0].length;
  while ((await waiting()) < count);
}

describe.each(calendars.both)('the permission of $name', (bench) => {
  let account: AccountView;
  beforeEach(async () => {
    await Notification.destroy({ where: {} });
    account = await calendars.freshAccount(bench, agent());
    await database().query('DELETE FROM graphile_worker._private_jobs');
    await sync(account.id, agent());
    await forgetCalls(bench);
  });
  afterEach(() => calendars.emulators.control(bench.name, 'DELETE', '/faults'));

  const set = (values: object) => CalendarAccount.update(values, { where: { id: account.id } });
  const expired = () => set({ expiresAt: new Date() });
  const renewals = () => calls(bench, bench.paths.token);
  const plain = async (field: 'accessToken' | 'refreshToken') =>
    open(env().TOKEN_ENCRYPTION_KEY, (await row(account.id))[field] ?? '', `${account.id}|${field}`);
  const jobs = async () =>
    (await database().query('SELECT key, attempts FROM graphile_worker.jobs'))[0] as {
      key: string;
      attempts: number;
    }[];
  const create = (title: string) =>
    api().post('/calendar/events', agent(), {
      accountId: account.id,
      title,
      start: inHours(5).toISOString(),
      end: inHours(6).toISOString(),
    });

  it('is renewed a minute before it ends, not earlier', async () => {
    await set({ expiresAt: new Date(Date.now() + 90_000) });
    await sync(account.id, agent());
    expect(await renewals()).toEqual([]);
    await set({ expiresAt: new Date(Date.now() + 59_000) });
    const before = await row(account.id);
    const refreshToken = await plain('refreshToken');
    await sync(account.id, agent());
    const [renewal] = await renewals();
    expect(renewal).toMatchObject({
      status: 200,
      body: { grant_type: 'refresh_token', refresh_token: refreshToken },
    });
    const after = await row(account.id);
    expect(after.accessToken).not.toBe(before.accessToken);
    expect(Number(after.expiresAt)).toBeGreaterThan(Number(inHours(0)));
    expect(after.scopes).toEqual(before.scopes);
  });

  it('keeps its refresh token at Google and stores the new one of Microsoft', async () => {
    if (bench.name === 'microsoft')
      await calendars.emulators.control('microsoft', 'PATCH', '/settings', { strictRotation: true });
    const seen: string[] = [await plain('refreshToken')];
    for (let round = 0; round < 2; round++) {
      await expired();
      expect((await trySync(account.id, agent())).status).toBe(200);
      seen.push(await plain('refreshToken'));
    }
    expect(new Set(seen).size).toBe(bench.name === 'microsoft' ? 3 : 1);
  });

  /** Three calls at once: one at the token endpoint, the others behind the row's lock (or, without one, at it too). */
  async function threeAtOnce(effect: object) {
    await expired();
    const rule = await fault(bench, { path: bench.paths.token }, { ...effect, hold: true }, 3);
    const answers = Promise.all([1, 2, 3].map((number) => create(`Event ${String(number)}`)));
    await calendars.held(bench, rule);
    await Promise.race([calendars.held(bench, rule, 2), waitForLocks(2)]);
    await calendars.release(bench, rule);
    return answers;
  }

  it('is renewed once by many calls at once', async () => {
    expect((await threeAtOnce({})).map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await renewals()).toHaveLength(1);
  });

  it('that ends for many calls at once is told once', async () => {
    // The rule goes with its release: the calls behind it find the grant gone.
    await calendars.revokeThere(bench);
    const answers = await threeAtOnce({ status: 400, body: { error: 'invalid_grant' } });
    expect(answers.map(({ error }) => error?.code)).toEqual(['reconnect', 'reconnect', 'reconnect']);
    expect(await Notification.count({ where: { kind: 'calendar.reconnect' } })).toBe(1);
  });

  it('is renewed once when the provider refuses a token that should be good', async () => {
    await calendars.expireTokens(bench);
    const answers = await Promise.all([1, 2, 3].map((number) => create(`Event ${String(number)}`)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await renewals()).toHaveLength(1);
  });

  it('renews tokens under the newest key, and reads older ones', async () => {
    const ring = env().TOKEN_ENCRYPTION_KEY;
    const newer = parseKeyRing(`t2:${randomBytes(32).toString('base64')}`);
    Object.assign(env(), { TOKEN_ENCRYPTION_KEY: new Map([...newer, ...ring]) });
    try {
      await expired();
      expect((await trySync(account.id, agent())).status).toBe(200);
      expect((await row(account.id)).accessToken).toMatch(/^t2\./);
    } finally {
      Object.assign(env(), { TOKEN_ENCRYPTION_KEY: ring });
    }
  });

  const ends: [string, () => Promise<unknown>][] = [
    ...['invalid_grant', 'interaction_required', 'consent_required'].map(
      (error): [string, () => Promise<unknown>] => [
        error,
        async () => {
          await expired();
          await fault(bench, { path: bench.paths.token }, { status: 400, body: { error } });
        },
      ],
    ),
    ['no refresh token', () => set({ expiresAt: new Date(), refreshToken: null })],
    ['refused with a new token too', () => fault(bench, { path: bench.paths.pull }, { status: 401 }, 2)],
  ];
  it.each(ends)(
    'that has ended (%s) is told to the owner once, and nothing is asked any more',
    async (_why, end) => {
      await end();
      const rooms = [`user:${agent().id}`];
      const heard = await heardDuring(async () => {
        const refused = await trySync(account.id, agent());
        expect([refused.status, refused.error?.code]).toEqual([409, 'reconnect']);
        expect(refused.error?.message).toContain(bench.email);
      });
      const told = await Notification.findAll({ where: { kind: 'calendar.reconnect' } });
      expect(told).toHaveLength(1);
      expect(told[0]).toMatchObject({
        userId: agent().id,
        actorId: null,
        body: bench.email,
        resource: 'calendar-accounts',
        resourceId: account.id,
      });
      expect(heard).toEqual([
        { resource: 'calendar-accounts', id: account.id, rooms },
        { resource: 'notifications', id: told[0]?.id, rooms },
      ]);
      const stored = await row(account.id);
      expect(stored.status).toBe('needs_reauth');
      expect(stored.lastError).toBeTruthy();
      await forgetCalls(bench);
      expect((await trySync(account.id, agent())).error?.code).toBe('reconnect');
      expect((await create('In vain')).error?.code).toBe('reconnect');
      expect(await calls(bench)).toEqual([]);
      expect(await Notification.count({ where: { kind: 'calendar.reconnect' } })).toBe(1);
    },
  );

  const later: [string, number, unknown, Record<string, string>][] = [
    ['429', 429, {}, { 'Retry-After': '17' }],
    ['503', 503, { error: { code: 'ServiceUnavailable', message: 'Busy' } }, { 'Retry-After': '17' }],
    ['500 without JSON', 500, '<html>Oops</html>', { 'Retry-After': '17' }],
    ['200 without JSON', 200, '<html>Sign in to the network</html>', {}],
    ...(bench.name === 'google'
      ? (['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded'] as const).map(
          (reason): [string, number, unknown, Record<string, string>] => [
            `403 ${reason}`,
            403,
            { error: { code: 403, message: 'Slow down', errors: [{ reason }] } },
            { 'Retry-After': '17' },
          ],
        )
      : []),
  ];
  it.each(later)('stays when the provider says later: %s', async (_name, status, body, headers) => {
    await fault(bench, { path: bench.paths.pull }, { status, body, headers }, 2);
    const refused = await trySync(account.id, agent());
    expect([refused.status, refused.error?.code]).toEqual([503, 'unavailable']);
    expect(refused.headers['retry-after']).toBe(headers['Retry-After'] ?? '5');
    expect(await row(account.id)).toMatchObject({ status: 'error' });
    expect((await row(account.id)).lastError).toBeTruthy();
    await database().query(
      `SELECT graphile_worker.add_job('calendar:sync', json_build_object('accountId', :id::text), job_key := 'k')`,
      { replacements: { id: account.id } },
    );
    await runJobs(calendars.database.url());
    expect(await jobs()).toMatchObject([{ key: 'k', attempts: 1 }]);
    expect((await trySync(account.id, agent())).status).toBe(200);
    expect(await row(account.id)).toMatchObject({ status: 'ok', lastError: null });
    expect(await Notification.count({ where: { kind: 'calendar.reconnect' } })).toBe(0);
  });

  it.each([
    [401, 'invalid_client'],
    [401, 'unauthorized_client'],
    [400, 'invalid_request'],
  ])('stays when it is the operator’s fault: %i %s', async (status, error) => {
    await expired();
    await fault(bench, { path: bench.paths.token }, { status, body: { error, error_description: 'No' } });
    const refused = await trySync(account.id, agent());
    expect([refused.status, refused.error?.code]).toEqual([502, 'provider_error']);
    expect(await row(account.id)).toMatchObject({ status: 'error' });
    expect((await row(account.id)).lastError).toContain(error);
    expect((await trySync(account.id, agent())).status).toBe(200);
    expect(await Notification.count({ where: { kind: 'calendar.reconnect' } })).toBe(0);
  });

  it('job does not repeat what will be refused again, nor an ended permission', async () => {
    const job = () =>
      database().query(
        `SELECT graphile_worker.add_job('calendar:sync', json_build_object('accountId', :id::text))`,
        { replacements: { id: account.id } },
      );
    await fault(
      bench,
      { path: bench.paths.pull },
      { status: 403, body: { error: { code: 'x', message: 'No' } } },
    );
    await job();
    await runJobs(calendars.database.url());
    expect(await jobs()).toEqual([]);
    expect(await row(account.id)).toMatchObject({ status: 'error', lastError: '403 x: No' });
    await set({ status: 'needs_reauth' });
    await job();
    await runJobs(calendars.database.url());
    expect(await jobs()).toEqual([]);
    expect(await row(account.id)).toMatchObject({ status: 'needs_reauth' });
  });
});
