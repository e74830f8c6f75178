import { createHash, randomBytes } from 'node:crypto';
import { Op } from 'sequelize';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CalendarAccount as AccountView } from '@besahubs/contracts/calendar';
import { env } from '../../config/env';
import { open, parseKeyRing } from '../../lib/crypto';
import { uuidv7 } from '../../lib/ids';
import { database } from '../../models';
import { AuditLog } from '../../models/AuditLog';
import { CalendarAccount } from '../../models/CalendarAccount';
import { CalendarEvent } from '../../models/CalendarEvent';
import { CalendarSync } from '../../models/CalendarSync';
import { OAuthState } from '../../models/OAuthState';
import { HOUR, heardDuring, inHours, useCalendars } from '../../testing/calendars';

const calendars = useCalendars();
const { begin, agree, land, connect, calls, forgetCalls, fault, freshAccount, row, sync } = calendars;
const firm = () => calendars.firm();
const api = () => calendars.api();
const accountsOf = (userId: string) => CalendarAccount.findAll({ where: { userId } });
const audits = (resourceId: string, action: string) => AuditLog.findAll({ where: { resourceId, action } });
const queued = async (): Promise<string[]> =>
  (await database().query('SELECT key FROM graphile_worker.jobs WHERE key IS NOT NULL'))[0].map(
    (job) => (job as { key: string }).key,
  );

describe.each(calendars.both)('connecting $name', (bench) => {
  beforeEach(async () => {
    await calendars.reset(bench);
    await CalendarAccount.destroy({ where: {} });
    await OAuthState.destroy({ where: {} });
    await database().query('DELETE FROM graphile_worker._private_jobs');
  });

  it('binds the consent to the person, this browser and a secret, for ten minutes', async () => {
    await OAuthState.create({
      stateHash: 'old',
      userId: firm().agent.id,
      provider: bench.name,
      codeVerifier: 'x',
      expiresAt: new Date(Date.now() - 25 * HOUR),
    });
    await OAuthState.create({
      stateHash: 'recent',
      userId: firm().agent.id,
      provider: bench.name,
      codeVerifier: 'x',
      expiresAt: new Date(Date.now() - 23 * HOUR),
    });
    vi.useFakeTimers({ toFake: ['Date'] });
    const now = Date.now();
    const { url, cookie, setCookie } = await begin(bench, firm().agent);
    vi.useRealTimers();
    expect(await OAuthState.count({ where: { stateHash: 'old' } })).toBe(0);
    expect(await OAuthState.count({ where: { stateHash: 'recent' } })).toBe(1);
    const state = await OAuthState.findOne({ where: { stateHash: { [Op.ne]: 'recent' } } });
    expect(state).toMatchObject({ userId: firm().agent.id, provider: bench.name, usedAt: null });
    expect(state?.expiresAt.getTime()).toBe(now + 10 * 60_000);
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/api/integrations', 'Max-Age=600'])
      expect(setCookie).toContain(part);
    const asked = new URL(url).searchParams;
    const key = cookie.split('=')[1] ?? '';
    expect(state?.stateHash).toBe(
      createHash('sha256')
        .update(`${asked.get('state') ?? ''}.${key}`)
        .digest('hex'),
    );
    const verifier = open(
      env().TOKEN_ENCRYPTION_KEY,
      state?.codeVerifier ?? '',
      `verifier|${firm().agent.id}`,
    );
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('code_challenge')).toBe(createHash('sha256').update(verifier).digest('base64url'));
    await land(await agree(bench, url), cookie);
    const [spent] = await calls(bench, bench.paths.token);
    expect(spent?.body).toMatchObject({ grant_type: 'authorization_code', code_verifier: verifier });
  });

  it('stores one account, its tokens sealed for it alone, and asks for its first sync', async () => {
    const heard = await heardDuring(() => connect(bench, firm().agent));
    const [account] = await accountsOf(firm().agent.id);
    const id = account?.id ?? '';
    expect(account).toMatchObject({
      provider: bench.name,
      email: bench.email,
      status: 'ok',
      lastError: null,
    });
    expect(account?.scopes.join(' ')).toContain(bench.scope);
    const [exchange] = await calls(bench, bench.paths.token);
    expect(exchange?.status).toBe(200);
    for (const field of ['accessToken', 'refreshToken'] as const) {
      const sealed = account?.[field] ?? '';
      expect(sealed).toMatch(/^t1\./);
      const plain = open(env().TOKEN_ENCRYPTION_KEY, sealed, `${id}|${field}`);
      const known = await calendars.emulators.control<object>(bench.name, 'GET', '/state');
      expect(JSON.stringify(known)).toContain(plain);
      expect(JSON.stringify(account)).not.toContain(plain);
      expect(() => open(env().TOKEN_ENCRYPTION_KEY, sealed, `${uuidv7()}|${field}`)).toThrow();
    }
    expect(account?.accessToken).not.toBe(account?.refreshToken);
    expect(Number(account?.expiresAt)).toBeGreaterThan(Date.now() + 30 * 60_000);
    expect(Number(account?.expiresAt)).toBeLessThan(Date.now() + 2 * HOUR);
    const [audit] = await audits(id, 'calendar.connect');
    expect(audit).toMatchObject({
      actorId: firm().agent.id,
      resource: 'calendar-accounts',
      changes: { provider: [null, bench.name], email: [null, bench.email] },
    });
    expect(await queued()).toEqual([`calendar:sync:${id}`]);
    expect(heard).toEqual([{ resource: 'calendar-accounts', id, rooms: [`user:${firm().agent.id}`] }]);
  });

  it('takes a consent once, from the browser that began, for its provider, in time', async () => {
    const other = calendars.both.find((each) => each !== bench) ?? bench;
    const mine = await begin(bench, firm().agent);
    const theirs = await begin(bench, firm().colleague);
    const back = await agree(bench, mine.url);
    await forgetCalls(bench);
    for (const [where, cookie] of [
      [back, theirs.cookie],
      [back, ''],
      [back, 'besahubs_oauth=made-up'],
      [back.replace(`/${bench.name}/`, `/${other.name}/`), mine.cookie],
      [back.replace(/state=[^&]*/, 'state=made-up'), mine.cookie],
      [back.replace(/[?&]state=[^&]*/, '?'), mine.cookie],
    ] as const)
      expect(await land(where, cookie)).toContain('/settings/integrations?error=expired');
    expect(await CalendarAccount.count()).toBe(0);
    await OAuthState.update({ expiresAt: new Date() }, { where: { userId: firm().agent.id } });
    expect(await land(back, mine.cookie)).toContain('error=expired');
    expect(await calls(bench, bench.paths.token)).toEqual([]);
    await OAuthState.update({ expiresAt: inHours(1) }, { where: { userId: firm().agent.id } });
    expect(await land(back, mine.cookie)).toContain(`/calendar?connected=${bench.name}`);
    expect(await land(back, mine.cookie)).toContain('error=expired');
    expect(await calls(bench, bench.paths.token)).toHaveLength(1);
    expect((await accountsOf(firm().agent.id)).map(({ email }) => email)).toEqual([bench.email]);
    expect(await CalendarAccount.count()).toBe(1);
  });

  it('of two callbacks at once takes one', async () => {
    const { url, cookie } = await begin(bench, firm().agent);
    const back = await agree(bench, url);
    const answers = await Promise.all([land(back, cookie), land(back, cookie), land(back, cookie)]);
    expect(answers.filter((answer) => answer.includes('connected='))).toHaveLength(1);
    expect(answers.filter((answer) => answer.includes('error=expired'))).toHaveLength(2);
  });

  it('goes back to where it began, and forgets the browser’s key', async () => {
    const { url, cookie } = await begin(bench, firm().agent, '/calendar?view=week');
    const back = await agree(bench, url);
    const landed = await request(api().app).get(back).set('Cookie', cookie);
    expect(String(landed.headers['set-cookie'])).toMatch(
      /^besahubs_oauth=; Path=\/api\/integrations; Expires=Thu, 01 Jan 1970/,
    );
    expect(landed.headers['location']).toBe(
      `${env().APP_BASE_URL}/calendar?view=week&connected=${bench.name}`,
    );
  });

  it('refuses who was disabled meanwhile', async () => {
    const { url, cookie } = await begin(bench, firm().colleague);
    const back = await agree(bench, url);
    await firm().colleague.user.update({ status: 'disabled' });
    expect(await land(back, cookie)).toContain('error=expired');
    await firm().colleague.user.update({ status: 'active' });
    expect(await CalendarAccount.count()).toBe(0);
  });

  it('says so when the person declines, and when the provider refuses otherwise', async () => {
    expect(await connect(bench, firm().agent, { decision: bench.deny })).toContain('/calendar?error=denied');
    const { url, cookie } = await begin(bench, firm().agent);
    const state = new URL(url).searchParams.get('state') ?? '';
    const back = `/api/integrations/${bench.name}/callback?error=server_error&code=x&state=${state}`;
    expect(await land(back, cookie)).toContain('/calendar?error=refused');
    expect(await calls(bench, bench.paths.token)).toEqual([]);
    expect(await CalendarAccount.count()).toBe(0);
  });

  it('needs the permission to change events, and gives back what was granted without it', async () => {
    expect(await connect(bench, firm().agent, { without: bench.scope })).toContain('error=permission');
    expect(await CalendarAccount.count()).toBe(0);
    if (bench.name === 'google') {
      const [revoked] = await calls(bench, bench.paths.revoke);
      expect(revoked?.status).toBe(200);
    }
    await fault(bench, { path: bench.paths.revoke }, { status: 503, body: {} });
    expect(await connect(bench, firm().agent, { without: bench.scope })).toContain('error=permission');
  });

  it('does not end a connection that stands when a second consent is too narrow', async () => {
    const account = await freshAccount(bench, firm().agent);
    expect(await connect(bench, firm().agent, { without: bench.scope })).toContain('error=permission');
    await CalendarAccount.update({ expiresAt: new Date() }, { where: { id: account.id } });
    expect(await sync(account.id, firm().agent)).toMatchObject({ kind: 'full' });
  });

  it.each(['token', 'identity'])('is undone when the provider fails at the %s', async (step) => {
    const { url, cookie } = await begin(bench, firm().agent);
    const back = await agree(bench, url);
    const path = step === 'token' ? bench.paths.token : bench.name === 'google' ? '/userinfo' : '/v1.0/me';
    await fault(bench, { path }, { status: 500, body: 'Sorry' });
    expect(await land(back, cookie)).toContain('/calendar?error=provider');
    expect(await CalendarAccount.count()).toBe(0);
  });

  it('renews an account that is connected again: same row, events, one more audit row', async () => {
    await connect(bench, firm().agent);
    const [before] = await accountsOf(firm().agent.id);
    const id = before?.id ?? '';
    await bench.addThere('Stays', inHours(5));
    await sync(id, firm().agent);
    await CalendarAccount.update({ status: 'needs_reauth', lastError: 'gone' }, { where: { id } });
    await connect(bench, firm().agent);
    const after = await accountsOf(firm().agent.id);
    expect(after).toHaveLength(1);
    expect(after[0]).toMatchObject({ id, status: 'ok', lastError: null });
    expect(after[0]?.accessToken).not.toBe(before?.accessToken);
    expect(await CalendarEvent.count({ where: { calendarAccountId: id } })).toBe(1);
    expect(await audits(id, 'calendar.connect')).toHaveLength(2);
  });

  it('keeps the old refresh token when a new consent brings none', async () => {
    await connect(bench, firm().agent);
    const [before] = await accountsOf(firm().agent.id);
    const { url, cookie } = await begin(bench, firm().agent);
    const back = await agree(bench, url);
    const grant = await calendars.emulators.control<{ access_token: string; scope: string }>(
      bench.name,
      'POST',
      '/grant',
      { email: bench.email, clientId: 'test', scopes: ['openid', 'email', 'User.Read', bench.scope] },
    );
    const { access_token, scope } = grant;
    await fault(
      bench,
      { path: bench.paths.token },
      { status: 200, body: { access_token, scope, expires_in: 3599 } },
    );
    expect(await land(back, cookie)).toContain('connected=');
    const [after] = await accountsOf(firm().agent.id);
    expect(after?.refreshToken).toBe(before?.refreshToken);
    expect(after?.accessToken).not.toBe(before?.accessToken);
  });

  it('gives two users of one calendar a connection each; one who leaves does not end the other’s', async () => {
    await connect(bench, firm().agent);
    await connect(bench, firm().colleague);
    const [mine] = await accountsOf(firm().agent.id);
    const [theirs] = await accountsOf(firm().colleague.id);
    expect(theirs?.providerUserId).toBe(mine?.providerUserId);
    await bench.addThere('Seen by both', inHours(5));
    await sync(mine?.id ?? '', firm().agent);
    await sync(theirs?.id ?? '', firm().colleague);
    expect((await api().delete(`/calendar/accounts/${mine?.id ?? ''}`, firm().agent)).status).toBe(200);
    expect(await CalendarEvent.count({ where: { calendarAccountId: theirs?.id ?? '' } })).toBe(1);
    await CalendarAccount.update({ expiresAt: new Date() }, { where: { id: theirs?.id ?? '' } });
    expect(await sync(theirs?.id ?? '', firm().colleague)).toMatchObject({ kind: 'incremental' });
    await forgetCalls(bench);
    await api().delete(`/calendar/accounts/${theirs?.id ?? ''}`, firm().colleague);
    expect(await calls(bench, bench.paths.revoke)).toHaveLength(bench.name === 'google' ? 1 : 0);
  });

  describe('and disconnecting', () => {
    let account: AccountView;
    beforeEach(async () => {
      account = await freshAccount(bench, firm().agent);
      await bench.addThere('Goes too', inHours(5));
      await sync(account.id, firm().agent);
    });
    afterEach(() => calendars.emulators.control(bench.name, 'DELETE', '/faults'));

    it('forgets everything, gives the grant back, writes it down and tells the owner', async () => {
      const stored = await row(account.id);
      const token = open(env().TOKEN_ENCRYPTION_KEY, stored.refreshToken ?? '', `${account.id}|refreshToken`);
      await forgetCalls(bench);
      const heard = await heardDuring(async () => {
        expect((await api().delete(`/calendar/accounts/${account.id}`, firm().agent)).status).toBe(200);
      });
      expect(await CalendarAccount.count({ where: { id: account.id } })).toBe(0);
      expect(await CalendarEvent.count({ where: { calendarAccountId: account.id } })).toBe(0);
      expect(await CalendarSync.count({ where: { calendarAccountId: account.id } })).toBe(0);
      const revoked = await calls(bench, bench.paths.revoke);
      expect(revoked.map(({ body, status }) => [body, status])).toEqual(
        bench.name === 'google' ? [[{ token }, 200]] : [],
      );
      const rooms = [`user:${firm().agent.id}`];
      expect(heard).toEqual([
        { resource: 'calendar-accounts', id: account.id, rooms },
        { resource: 'calendar-events', id: null, rooms },
      ]);
      expect((await audits(account.id, 'calendar.disconnect'))[0]).toMatchObject({
        actorId: firm().agent.id,
        changes: { email: [bench.email, null] },
      });
    });

    it.each([
      { status: 500, body: 'Sorry' },
      { status: 400, body: { error: 'invalid_token' } },
      { drop: 'before' as const },
    ])('holds although the provider fails with %j', async (effect) => {
      await fault(bench, { path: bench.paths.revoke }, effect);
      expect((await api().delete(`/calendar/accounts/${account.id}`, firm().agent)).status).toBe(200);
      expect(await CalendarAccount.count({ where: { id: account.id } })).toBe(0);
    });

    it('is the owner’s and an admin’s: nobody else finds the account', async () => {
      for (const person of [firm().colleague, firm().manager, firm().stranger])
        expect((await api().delete(`/calendar/accounts/${account.id}`, person)).status).toBe(404);
      const heard = await heardDuring(() => api().delete(`/calendar/accounts/${account.id}`, firm().admin));
      expect(heard.map(({ rooms }) => rooms)).toEqual([
        [`user:${firm().agent.id}`],
        [`user:${firm().agent.id}`],
      ]);
      expect((await audits(account.id, 'calendar.disconnect'))[0]?.actorId).toBe(firm().admin.id);
    });

    it('is possible when the provider is not set up any more', async () => {
      const secrets = { GOOGLE_CLIENT_SECRET: undefined, MS_CLIENT_SECRET: undefined };
      const { GOOGLE_CLIENT_SECRET, MS_CLIENT_SECRET } = env();
      Object.assign(env(), secrets);
      try {
        expect((await api().get(`/integrations/${bench.name}/connect`, firm().agent)).status).toBe(503);
        expect((await calendars.trySync(account.id, firm().agent)).error?.code).toBe('unavailable');
        expect((await api().delete(`/calendar/accounts/${account.id}`, firm().agent)).status).toBe(200);
      } finally {
        Object.assign(env(), { GOOGLE_CLIENT_SECRET, MS_CLIENT_SECRET });
      }
    });

    it('is possible with tokens whose key is gone', async () => {
      const ring = env().TOKEN_ENCRYPTION_KEY;
      Object.assign(env(), {
        TOKEN_ENCRYPTION_KEY: parseKeyRing(`t9:${randomBytes(32).toString('base64')}`),
      });
      try {
        expect((await api().delete(`/calendar/accounts/${account.id}`, firm().agent)).status).toBe(200);
      } finally {
        Object.assign(env(), { TOKEN_ENCRYPTION_KEY: ring });
      }
    });
  });

  it('lists one’s own accounts, oldest first; an admin who asks sees everybody’s', async () => {
    await connect(bench, firm().agent);
    await connect(bench, firm().agent, { account: 'second@besahubs.example' });
    await connect(bench, firm().admin);
    const emails = async (path: string, as = firm().agent) =>
      (await api().get<AccountView[]>(path, as)).data.map(({ email, user }) => [email, user?.name]);
    const mine = [
      ['second@besahubs.example', 'Ann Tester'],
      [bench.email, 'Ann Tester'],
    ];
    await database().query(
      `UPDATE "CalendarAccount" SET "createdAt" = now() + interval '1 day' WHERE email = :email`,
      { replacements: { email: bench.email } },
    );
    expect(await emails('/calendar/accounts')).toEqual(mine);
    expect(await emails('/calendar/accounts?all=true')).toEqual(mine);
    expect(await emails('/calendar/accounts', firm().colleague)).toEqual([]);
    expect(await emails('/calendar/accounts?all=true', firm().manager)).toEqual([]);
    expect(await emails('/calendar/accounts', firm().admin)).toEqual([[bench.email, 'Ada Tester']]);
    expect((await emails('/calendar/accounts?all=true', firm().admin)).sort()).toEqual(
      [...mine, [bench.email, 'Ada Tester']].sort(),
    );
  });
});
