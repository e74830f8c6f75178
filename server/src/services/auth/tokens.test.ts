import { createHmac, generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { beforeAll, describe, expect, it } from 'vitest';
import { env } from '../../config/env';
import { uuidv7 } from '../../lib/ids';
import { User } from '../../models/User';
import { Team } from '../../models/Team';
import { useDatabase } from '../../testing/db';
import { httpClient } from '../../testing/http';
import { createFirm } from '../../testing/people';
import type { Firm } from '../../testing/people';
import { loadActor } from './actors';
import { checkRefreshToken, signAccessToken, signRefreshToken, verifyAccessToken } from './tokens';

useDatabase();
const api = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const inAMinute = (): number => Math.floor(Date.now() / 1000) + 60;
const claims = (more: object = {}) => ({ sub: firm.admin.id, aud: 'access', exp: inAMinute(), ...more });
/** Signed as we sign, whatever it says. */
function signed(header: unknown, payload: string): string {
  const input = `${encoded(header)}.${payload}`;
  return `${input}.${createHmac('sha256', env().JWT_ACCESS_SECRET).update(input).digest('base64url')}`;
}
const HEADER = { alg: 'HS256', typ: 'JWT' };
const ours = (): string[] => signAccessToken(firm.admin.id).split('.');

/** The last character but one, changed: of the last, two bits are no part of the signature. */
const flip = (text: string): string => `${text.slice(0, -2)}${text.at(-2) === 'A' ? 'B' : 'A'}${text.at(-1)}`;

const bad: Record<string, () => string> = {
  'another signature': () => {
    const [header, payload, signature = ''] = ours();
    return `${header}.${payload}.${flip(signature)}`;
  },
  'another user under the same signature': () => {
    const [header, , signature] = ours();
    return `${header}.${encoded(claims({ sub: firm.agent.id }))}.${signature}`;
  },
  'no signature': () => `${ours().slice(0, 2).join('.')}.`,
  'the algorithm none': () => `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(claims())}.`,
  'the algorithm none, signed all the same': () => signed({ alg: 'none' }, encoded(claims())),
  'another algorithm with our key': () => jwt.sign(claims(), env().JWT_ACCESS_SECRET, { algorithm: 'HS512' }),
  'a key pair of its own': () =>
    jwt.sign(claims(), generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, {
      algorithm: 'RS256',
    }),
  'another key': () => jwt.sign(claims(), 'f'.repeat(64), { algorithm: 'HS256' }),
  'the key of refresh tokens': () => jwt.sign(claims(), env().JWT_REFRESH_SECRET, { algorithm: 'HS256' }),
  'a refresh token': () => signRefreshToken(firm.admin.id, uuidv7(), uuidv7()),
  'the audience of refresh tokens': () => signed(HEADER, encoded(claims({ aud: 'refresh' }))),
  'no audience': () => signed(HEADER, encoded(claims({ aud: undefined }))),
  'an end that has come': () => signed(HEADER, encoded(claims({ exp: inAMinute() - 60 }))),
  'no end': () => signed(HEADER, encoded(claims({ exp: undefined }))),
  'an end in words': () => signed(HEADER, encoded(claims({ exp: 'never' }))),
  'a beginning that has not come': () => signed(HEADER, encoded(claims({ nbf: inAMinute() }))),
  'no user': () => signed(HEADER, encoded(claims({ sub: undefined }))),
  'a user who does not exist': () => signAccessToken(uuidv7()),
  'a user who is no uuid': () => signAccessToken(`' OR true --`),
  'a payload that is no JSON': () => signed(HEADER, Buffer.from('{').toString('base64url')),
  'a payload that is no object': () => signed(HEADER, encoded(null)),
  'a header that is no JSON': () => `e30x.${encoded(claims())}.AAAA`,
  'two parts': () => ours().slice(0, 2).join('.'),
  'four parts': () => `${signAccessToken(firm.admin.id)}.AAAA`,
  nonsense: () => 'nonsense',
};

describe('an access token', () => {
  it('is of the user it was made for', async () => {
    expect(verifyAccessToken(signAccessToken(firm.admin.id))).toBe(firm.admin.id);
    expect((await api.get('/auth/me', firm.admin)).data).toMatchObject({ id: firm.admin.id });
  });

  it.each(Object.keys(bad))('is refused with %s', async (what) => {
    const { status, error } = await api.get('/auth/me', { ...firm.admin, token: bad[what]!() });
    expect({ status, code: error?.code }).toEqual({ status: 401, code: 'unauthenticated' });
  });
});

describe('a refresh token', () => {
  it('is refused when it is an access token, or changed', () => {
    const token = signRefreshToken(firm.admin.id, uuidv7(), uuidv7());
    expect(() => checkRefreshToken(token)).not.toThrow();
    expect(() => checkRefreshToken(flip(token))).toThrow('Sign in');
    expect(() => checkRefreshToken(signAccessToken(firm.admin.id))).toThrow('Sign in');
  });
});

describe('what an administrator changes holds from the next request on', () => {
  it('a role', async () => {
    const statusOf = async () => (await api.post('/teams', firm.stranger, {})).status;
    expect(await statusOf()).toBe(403);
    await User.update({ role: 'admin' }, { where: { id: firm.stranger.id } });
    // Past the gate of roles: what was sent is looked at.
    expect(await statusOf()).toBe(400);
    await User.update({ role: 'agent' }, { where: { id: firm.stranger.id } });
    expect(await statusOf()).toBe(403);
  });

  it('a team, and the teams that one manages', async () => {
    await User.update({ teamId: firm.north.id }, { where: { id: firm.stranger.id } });
    expect(await loadActor(firm.stranger.id)).toMatchObject({
      teamId: firm.north.id,
      teamIds: [firm.north.id],
    });
    await Team.update({ managerId: firm.manager.id }, { where: { id: firm.south.id } });
    expect((await loadActor(firm.manager.id))?.teamIds.toSorted()).toEqual(
      [firm.north.id, firm.south.id].toSorted(),
    );
  });

  it('that a user is disabled, or gone', async () => {
    await User.update({ status: 'disabled' }, { where: { id: firm.colleague.id } });
    expect((await api.get('/auth/me', firm.colleague)).status).toBe(401);
    await User.update({ status: 'active' }, { where: { id: firm.colleague.id } });
    expect((await api.get('/auth/me', firm.colleague)).status).toBe(200);
    await User.destroy({ where: { id: firm.colleague.id } });
    expect((await api.get('/auth/me', firm.colleague)).status).toBe(401);
  });
});
