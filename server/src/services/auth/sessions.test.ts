import request from 'supertest';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Agent } from '@besahubs/contracts/agents';
import { Contact } from '../../models/Contact';
import { AuditLog } from '../../models/AuditLog';
import { EmailLog } from '../../models/EmailLog';
import { OneTimeToken } from '../../models/OneTimeToken';
import { RefreshToken } from '../../models/RefreshToken';
import { meetAt } from '../../testing/atOnce';
import { useDatabase } from '../../testing/db';
import { httpClient } from '../../testing/http';
import { TEST_PASSWORD, addPerson, createFirm } from '../../testing/people';
import type { Firm, Person } from '../../testing/people';
import { systemCtx } from '../context';
import { fullData } from '../email/sealed';
import { pruneSessions } from './sessions';
import { signAccessToken } from './tokens';

const db = useDatabase();
// Limits count by the app, and each test stands for another day.
let api: ReturnType<typeof httpClient>;
let firm: Firm;
let count = 0;
beforeAll(async () => {
  firm = await createFirm();
});
beforeEach(() => {
  api = httpClient();
  vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 1000) * 1000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const someone = (role: Agent['role'] = 'agent') =>
  addPerson(`Una${String((count += 1))}`, role, firm.north.id);

/** A device with its refresh cookie. */
const device = () => request.agent(api.app);
type Device = ReturnType<typeof device>;
async function signIn(person: Person, password = TEST_PASSWORD): Promise<Device> {
  const opened = device();
  const answer = await opened.post('/api/auth/login').send({ email: person.user.email, password });
  expect(answer.status).toBe(200);
  return opened;
}
const renewed = async (opened: Device) => (await opened.post('/api/auth/refresh')).status;
const cookieOf = (answer: request.Response): string =>
  ((answer.headers['set-cookie'] as unknown as string[] | undefined) ?? [''])[0] ?? '';
const withCookie = (cookie: string) =>
  request(api.app)
    .post('/api/auth/refresh')
    .set('Cookie', cookie.split(';')[0] ?? '');

/** What stands behind `part` in the newest mail to somebody. */
async function linkTo(email: string, part: string): Promise<string> {
  const log = await EmailLog.findOne({
    where: { toEmail: email },
    order: [['id', 'DESC']],
    rejectOnEmpty: true,
  });
  return JSON.stringify(fullData(log)).split(part)[1]?.split('"')[0] ?? '';
}
async function invite(): Promise<{ id: string; email: string; token: string }> {
  const email = `new${String((count += 1))}@firm.test`;
  const made = await api.post<Agent>('/agents', firm.admin, { email, firstName: 'N', lastName: 'N' });
  return { id: made.data.id, email, token: await linkTo(email, '/invitation/') };
}
async function askReset(person: Person): Promise<string> {
  // Newer than the mail before: the clock stands still otherwise.
  vi.advanceTimersByTime(1);
  await api.post('/auth/password/forgot', null, { email: person.user.email });
  return linkTo(person.user.email, 'token=');
}
const accept = (token: string, password = TEST_PASSWORD) =>
  api.post(`/auth/invitations/${token}/accept`, null, { password });
const reset = (token: string, password = 'another long password') =>
  api.post('/auth/password/reset', null, { token, password });

describe('how long something lives, to the second', () => {
  it('an access token: ten minutes', async () => {
    const person = { ...firm.agent, token: signAccessToken(firm.agent.id) };
    vi.advanceTimersByTime(10 * MINUTE - SECOND);
    expect((await api.get('/auth/me', person)).status).toBe(200);
    vi.advanceTimersByTime(SECOND);
    expect((await api.get('/auth/me', person)).status).toBe(401);
  });

  it('a refresh token, in itself, in the database and as a cookie: thirty days', async () => {
    const login = () =>
      request(api.app)
        .post('/api/auth/login')
        .send({ email: firm.agent.user.email, password: TEST_PASSWORD });
    const [early, late] = [cookieOf(await login()), cookieOf(await login())];
    expect(early).toContain(`Max-Age=${String((30 * DAY) / SECOND)};`);
    const rows = await RefreshToken.findAll({ where: { userId: firm.agent.id } });
    expect(rows.map(({ expiresAt }) => expiresAt.getTime() - Date.now())).toEqual([30 * DAY, 30 * DAY]);
    await RefreshToken.update({ expiresAt: new Date(Date.now() + 60 * DAY) }, { where: {} });
    vi.advanceTimersByTime(30 * DAY - SECOND);
    expect((await withCookie(early)).status).toBe(200);
    vi.advanceTimersByTime(SECOND);
    expect((await withCookie(late)).status).toBe(401);
  });

  it('an invitation: seven days', async () => {
    const [early, late] = [await invite(), await invite()];
    vi.advanceTimersByTime(7 * DAY - SECOND);
    expect((await api.get(`/auth/invitations/${late.token}`)).status).toBe(200);
    expect((await accept(early.token)).status).toBe(200);
    vi.advanceTimersByTime(2 * SECOND);
    expect((await api.get(`/auth/invitations/${late.token}`)).status).toBe(404);
    expect((await accept(late.token)).status).toBe(404);
  });

  it('a link to a new password: an hour', async () => {
    const [early, late] = [await askReset(await someone()), await askReset(await someone())];
    vi.advanceTimersByTime(60 * MINUTE - SECOND);
    expect((await reset(early)).status).toBe(200);
    vi.advanceTimersByTime(2 * SECOND);
    expect((await reset(late)).status).toBe(404);
  });

  it('a contact’s welcome: thirty days', async () => {
    const email = 'guest@client.test';
    const contact = await Contact.create({ firstName: 'G', lastName: 'G', email, ownerId: firm.agent.id });
    await api.post(
      `/contacts/${contact.id}/invite`,
      { ...firm.agent, token: signAccessToken(firm.agent.id) },
      {},
    );
    const token = await linkTo(email, '/welcome/');
    vi.advanceTimersByTime(30 * DAY - SECOND);
    expect((await api.get(`/public/welcome/${token}`)).status).toBe(200);
    vi.advanceTimersByTime(2 * SECOND);
    expect((await api.get(`/public/welcome/${token}`)).status).toBe(404);
  });

  it('what is left of a session: a week after its end', async () => {
    await signIn(await someone());
    await RefreshToken.destroy({ where: {} });
    const { id: userId } = await someone();
    const row = (ago: number) => ({
      userId,
      familyId: userId,
      tokenHash: String(ago),
      expiresAt: new Date(Date.now() - ago),
    });
    await RefreshToken.bulkCreate([7 * DAY + SECOND, 7 * DAY - SECOND, 0, -DAY].map(row));
    await pruneSessions(systemCtx('night'));
    const left = (await RefreshToken.findAll()).map(({ tokenHash }) => Number(tokenHash));
    expect(left.toSorted((a, b) => a - b)).toEqual([-DAY, 0, 7 * DAY - SECOND]);
  });
});

describe('one-time links', () => {
  it('work once, also for two who come at the same moment', async () => {
    const invited = await invite();
    const held = `SELECT 1 FROM "OneTimeToken" WHERE "userId" = '${invited.id}' FOR UPDATE`;
    const both = await meetAt(db.url(), held, [() => accept(invited.token), () => accept(invited.token)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 404]);
    const person = await someone();
    const token = await askReset(person);
    const row = `SELECT 1 FROM "OneTimeToken" WHERE "userId" = '${person.id}' FOR UPDATE`;
    const resets = await meetAt(db.url(), row, [() => reset(token), () => reset(token)]);
    expect(resets.map(({ status }) => status).toSorted()).toEqual([200, 404]);
  });

  it('are of one kind: an invitation resets nothing, a reset invites nobody', async () => {
    const invited = await invite();
    const asked = await askReset(await someone());
    expect([(await reset(invited.token)).status, (await accept(asked)).status]).toEqual([404, 404]);
    expect([(await accept(invited.token)).status, (await reset(asked)).status]).toEqual([200, 200]);
  });

  it('are replaced by newer ones, and lie nowhere but as hashes', async () => {
    const person = await someone();
    const [first, second] = [await askReset(person), await askReset(person)];
    expect(first).not.toBe(second);
    expect((await reset(first)).status).toBe(404);
    const rows = JSON.stringify(await OneTimeToken.findAll()) + JSON.stringify(await EmailLog.findAll());
    expect(rows).not.toContain(second);
    expect((await reset(second)).status).toBe(200);
  });

  it('open nothing for who was disabled or removed meanwhile', async () => {
    const [disabled, gone] = [await someone(), await someone()];
    const [one, two] = [await askReset(disabled), await askReset(gone)];
    const [three, four] = [await invite(), await invite()];
    await disabled.user.update({ status: 'disabled' });
    await gone.user.destroy();
    await api.patch(`/agents/${three.id}`, firm.admin, { active: false });
    await api.delete(`/agents/${four.id}`, firm.admin);
    expect([(await reset(one)).status, (await reset(two)).status]).toEqual([404, 404]);
    for (const { token } of [three, four]) {
      expect((await api.get(`/auth/invitations/${token}`)).status).toBe(404);
      expect((await accept(token)).status).toBe(404);
    }
  });
});

describe('a new password', () => {
  it.each([
    [9, 400],
    [10, 200],
    [200, 200],
    [201, 400],
  ] as const)('of %i characters is judged alike wherever it is chosen', async (length, status) => {
    const password = 'x'.repeat(length);
    const [changing, resetting] = [await someone(), await someone()];
    const statuses = [
      (await accept((await invite()).token, password)).status,
      (await reset(await askReset(resetting), password)).status,
      (await api.post('/auth/password', changing, { currentPassword: TEST_PASSWORD, newPassword: password }))
        .status,
    ];
    expect(statuses).toEqual([status, status, status]);
  });

  it('takes the place of the old one', async () => {
    const person = await someone();
    await reset(await askReset(person));
    const login = async (password: string) =>
      (await api.post('/auth/login', null, { email: person.user.email, password })).status;
    expect([await login(TEST_PASSWORD), await login('another long password')]).toEqual([401, 200]);
  });
});

describe('sessions', () => {
  type End = (person: Person) => PromiseLike<unknown>;
  const byAdmin =
    (body: object): End =>
    ({ id }) =>
      api.patch(`/agents/${id}`, firm.admin, body);
  const ends: [string, End][] = [
    [
      'a changed password',
      (person) =>
        api.post('/auth/password', person, {
          currentPassword: TEST_PASSWORD,
          newPassword: 'a new long password',
        }),
    ],
    ['a reset password', async (person) => reset(await askReset(person))],
    ['being disabled', byAdmin({ active: false })],
    ['another role', byAdmin({ role: 'manager' })],
    ['being removed', ({ id }) => api.delete(`/agents/${id}`, firm.admin)],
  ];
  it.each(ends)('all end with %s, for good', async (_what, end) => {
    const person = await someone();
    const [phone, laptop] = [await signIn(person), await signIn(person)];
    expect([await renewed(phone), await renewed(laptop)]).toEqual([200, 200]);
    await end(person);
    await api.patch(`/agents/${person.id}`, firm.admin, { active: true });
    await api.post(`/agents/${person.id}/restore`, firm.admin);
    expect([await renewed(phone), await renewed(laptop)]).toEqual([401, 401]);
  });

  it('go on when something else about a person changes', async () => {
    const person = await someone();
    const phone = await signIn(person);
    await byAdmin({ title: 'Associate', splitPct: 40 })(person);
    expect(await renewed(phone)).toBe(200);
  });

  it('end one by one with sign-out, and all of one device when a spent token comes back', async () => {
    const person = await someone();
    const [phone, laptop] = [await signIn(person), await signIn(person)];
    await phone.post('/api/auth/logout');
    expect([await renewed(phone), await renewed(laptop)]).toEqual([401, 200]);
    const login = await request(api.app)
      .post('/api/auth/login')
      .send({ email: person.user.email, password: TEST_PASSWORD });
    const stolen = cookieOf(login);
    const next = cookieOf(await withCookie(stolen));
    expect((await withCookie(stolen)).status).toBe(401);
    expect((await withCookie(next)).status).toBe(401);
    expect(await renewed(laptop)).toBe(200);
    const actions = await AuditLog.findAll({ where: { resourceId: person.id }, order: ['id'] });
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['auth.login', 'auth.logout', 'auth.refresh_reuse']),
    );
  });

  it('are renewed by one of two who bring the same token at the same moment', async () => {
    const person = await someone();
    const login = await request(api.app)
      .post('/api/auth/login')
      .send({ email: person.user.email, password: TEST_PASSWORD });
    const cookie = cookieOf(login);
    const held = `SELECT 1 FROM "RefreshToken" WHERE "userId" = '${person.id}' FOR UPDATE`;
    const both = await meetAt(db.url(), held, [() => withCookie(cookie), () => withCookie(cookie)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  });

  it('keep a hash of the token, and where it came from', async () => {
    const person = await someone();
    const login = await request(api.app)
      .post('/api/auth/login')
      .set('user-agent', 'u'.repeat(500))
      .send({ email: person.user.email, password: TEST_PASSWORD });
    const [row] = await RefreshToken.findAll({ where: { userId: person.id } });
    expect(row).toMatchObject({
      userAgent: 'u'.repeat(400),
      ip: expect.stringContaining('127.0.0.1') as string,
    });
    expect(cookieOf(login)).not.toContain(row?.tokenHash);
    expect(cookieOf(login)).toMatch(/; Path=\/api\/auth;.*HttpOnly; SameSite=Strict/);
  });
});

describe('nobody learns who has an account', () => {
  const bare = (answer: Awaited<ReturnType<typeof api.post>>) => ({
    status: answer.status,
    data: answer.data,
    error: answer.error && { ...answer.error, requestId: '' },
  });

  it('from signing in: unknown, disabled, invited, removed and a wrong password are one answer', async () => {
    const [known, disabled, gone] = [await someone(), await someone(), await someone()];
    await disabled.user.update({ status: 'disabled' });
    await gone.user.destroy();
    const { email: invited } = await invite();
    const login = (email: string, password = TEST_PASSWORD) =>
      api.post('/auth/login', null, { email, password });
    const expected = bare(await login(known.user.email, 'not the password'));
    expect(expected).toMatchObject({ status: 401, error: { message: 'E-mail or password is wrong.' } });
    for (const email of ['nobody@firm.test', disabled.user.email, gone.user.email, invited])
      expect(bare(await login(email))).toEqual(expected);
  });

  it('from asking for a new password: one answer, and a mail to the active alone', async () => {
    const [known, disabled, gone] = [await someone(), await someone(), await someone()];
    await disabled.user.update({ status: 'disabled' });
    await gone.user.destroy();
    const { email: invited } = await invite();
    const ask = (email: string) => {
      vi.advanceTimersByTime(1);
      return api.post('/auth/password/forgot', null, { email });
    };
    const expected = bare(await ask(known.user.email));
    expect(expected.status).toBe(200);
    for (const email of ['nobody@firm.test', disabled.user.email, gone.user.email, invited])
      expect(bare(await ask(email))).toEqual(expected);
    const mails = await EmailLog.findAll({
      where: { template: 'password_reset' },
      order: [['id', 'DESC']],
      limit: 1,
    });
    expect(mails[0]?.toEmail).toBe(known.user.email);
    expect(
      await EmailLog.count({
        where: {
          template: 'password_reset',
          toEmail: [disabled.user.email, gone.user.email, invited, 'nobody@firm.test'],
        },
      }),
    ).toBe(0);
  });
});
