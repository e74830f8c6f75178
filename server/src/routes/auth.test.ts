import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { AuditLog } from '../models/AuditLog';
import { RefreshToken } from '../models/RefreshToken';
import { User } from '../models/User';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { TEST_PASSWORD, createFirm } from '../testing/people';
import type { Firm } from '../testing/people';

useDatabase();
const api = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});

/** A browser: keeps the refresh cookie between calls. */
const browser = () => request.agent(api.app);
const signIn = (agent: ReturnType<typeof browser>, email = 'ann@firm.test', password = TEST_PASSWORD) =>
  agent.post('/api/auth/login').send({ email, password });
const cookieOf = (answer: request.Response): string =>
  (answer.headers['set-cookie'] as unknown as string[])[0] ?? '';

describe('sign-in', () => {
  it('answers with an access token and the user, and hides the refresh token in a cookie', async () => {
    const answer = await signIn(browser(), 'ANN@firm.test');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      message: 'OK',
      error: null,
      data: { user: { id: firm.agent.id, role: 'agent', flags: { calendar: true } } },
    });
    expect(cookieOf(answer)).toMatch(/besahubs_refresh=.*HttpOnly; SameSite=Strict/);
    expect(JSON.stringify(answer.body)).not.toContain('passwordHash');
  });

  it('lets several devices in at once, and is no change to the user that somebody edits meanwhile', async () => {
    const before = (await User.findByPk(firm.agent.id))?.version;
    const answers = await Promise.all([1, 2, 3].map(() => signIn(browser())));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const after = await User.findByPk(firm.agent.id);
    expect(after?.version).toBe(before);
    expect(Date.now() - (after?.lastLoginAt?.getTime() ?? 0)).toBeLessThan(60_000);
  });

  it.each([
    ['a wrong password', 'ann@firm.test', 'wrong password'],
    ['an unknown address', 'nobody@firm.test', TEST_PASSWORD],
  ])('refuses %s in the same words', async (_what, email, password) => {
    const answer = await signIn(browser(), email, password);
    expect(answer.status).toBe(401);
    expect((answer.body as { message: string }).message).toBe('E-mail or password is wrong.');
  });

  it('refuses a disabled user, at once and on open tokens', async () => {
    await firm.colleague.user.update({ status: 'disabled' });
    expect((await signIn(browser(), 'cole@firm.test')).status).toBe(401);
    expect((await api.get('/auth/me', firm.colleague)).status).toBe(401);
    await firm.colleague.user.update({ status: 'active' });
  });

  it('records sign-ins and failures', async () => {
    await signIn(browser());
    await signIn(browser(), 'ann@firm.test', 'nope nope nope');
    const actions = (await AuditLog.findAll({ where: { resourceId: firm.agent.id } })).map(
      (entry) => entry.action,
    );
    expect(actions).toEqual(expect.arrayContaining(['auth.login', 'auth.login_failed']));
  });
});

describe('refresh', () => {
  it('rotates: each token works once', async () => {
    const agent = browser();
    await signIn(agent);
    const first = await agent.post('/api/auth/refresh');
    expect(first.status).toBe(200);
    expect((await agent.post('/api/auth/refresh')).status).toBe(200);
  });

  it('ends the whole family when a spent token comes back', async () => {
    const agent = browser();
    const stolen = cookieOf(await signIn(agent)).split(';')[0] ?? '';
    expect((await agent.post('/api/auth/refresh')).status).toBe(200);
    expect((await request(api.app).post('/api/auth/refresh').set('Cookie', stolen)).status).toBe(401);
    expect((await agent.post('/api/auth/refresh')).status).toBe(401);
    expect(await AuditLog.count({ where: { action: 'auth.refresh_reuse' } })).toBe(1);
  });

  it('issues one successor when two tabs race, and treats the other as reuse', async () => {
    const agent = browser();
    const cookie = cookieOf(await signIn(agent)).split(';')[0] ?? '';
    const race = await Promise.all(
      [1, 2].map(() => request(api.app).post('/api/auth/refresh').set('Cookie', cookie)),
    );
    expect(race.map((answer) => answer.status).sort()).toEqual([200, 401]);
  });

  it('refuses no token, a foreign one and an expired one', async () => {
    expect((await browser().post('/api/auth/refresh')).status).toBe(401);
    expect(
      (await request(api.app).post('/api/auth/refresh').set('Cookie', 'besahubs_refresh=abc.def.ghi')).status,
    ).toBe(401);
    const agent = browser();
    await signIn(agent);
    await RefreshToken.update(
      { expiresAt: new Date(Date.now() - 1000) },
      { where: { userId: firm.agent.id } },
    );
    expect((await agent.post('/api/auth/refresh')).status).toBe(401);
  });

  it('ends with sign-out', async () => {
    const agent = browser();
    await signIn(agent);
    expect((await agent.post('/api/auth/logout')).status).toBe(200);
    expect((await agent.post('/api/auth/refresh')).status).toBe(401);
    expect((await browser().post('/api/auth/logout')).status).toBe(200);
  });
});

describe('my profile', () => {
  it('changes name and zone, and refuses a zone that does not exist', async () => {
    const changed = await api.patch('/auth/me', firm.agent, { firstName: 'Anna', timezone: 'Europe/Berlin' });
    expect(changed.data).toMatchObject({ firstName: 'Anna', timezone: 'Europe/Berlin' });
    expect(
      (await api.patch('/auth/me', firm.agent, { timezone: 'Mars/Olympus' })).error?.fields,
    ).toHaveProperty('timezone');
    expect((await api.patch('/auth/me', firm.agent, { role: 'admin' })).error?.fields).toHaveProperty('role');
  });

  it('changes the password and signs out everywhere else', async () => {
    const elsewhere = browser();
    await signIn(elsewhere, 'sid@firm.test');
    const wrong = await api.post('/auth/password', firm.stranger, {
      currentPassword: 'x',
      newPassword: 'a new long password',
    });
    expect(wrong.error?.fields).toHaveProperty('currentPassword');
    const done = await api.post('/auth/password', firm.stranger, {
      currentPassword: TEST_PASSWORD,
      newPassword: 'a new long password',
    });
    expect(done.status).toBe(200);
    expect((await elsewhere.post('/api/auth/refresh')).status).toBe(401);
    expect((await signIn(browser(), 'sid@firm.test', 'a new long password')).status).toBe(200);
  });
});
