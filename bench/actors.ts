import type pg from 'pg';
import type { Role } from '../contracts/src/common';
import type { Actor } from '../server/src/policies/actor';
import { loadActor } from '../server/src/services/auth/actors';
import { PASSWORD } from './data/load';
import { call } from './sides';
import type { HttpTarget } from './sides';

/** Well below the ten minutes that an access token lives. */
const TOKEN_MS = 4 * 60_000;

export interface Caller {
  actor: Actor;
  /** A valid access token; signs in again when the last one gets old. */
  token(): Promise<string>;
}

async function signIn(target: HttpTarget, email: string): Promise<string> {
  const body = { email, password: PASSWORD };
  const answer = await call(target, { method: 'post', path: '/auth/login', body });
  const { data } = JSON.parse(answer.toString()) as { data: { accessToken: string } };
  return data.accessToken;
}

async function callerOf(pool: pg.Pool, target: HttpTarget, email: string): Promise<Caller> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM "User" WHERE email = $1', [email]);
  const actor = await loadActor(rows[0]?.id ?? '');
  if (!actor) throw new Error(`${email} was not loaded.`);
  let current = { token: '', at: -Infinity };
  return {
    actor,
    async token() {
      if (performance.now() - current.at > TOKEN_MS)
        current = { token: await signIn(target, email), at: performance.now() };
      return current.token;
    },
  };
}

/** One person of each role, signed in; the agent and the manager are of the same team. */
export async function callers(pool: pg.Pool, target: HttpTarget): Promise<Record<Role, Caller>> {
  return {
    admin: await callerOf(pool, target, 'admin@bench.test'),
    manager: await callerOf(pool, target, 'manager1@bench.test'),
    agent: await callerOf(pool, target, 'agent1-3@bench.test'),
  };
}
