import type pg from 'pg';
import type { Role } from '../../contracts/src/common';
import type { Actor } from '../../server/src/policies/actor';
import { get, READ_LIMIT } from '../case';
import type { BenchCase } from '../case';

const ROLES: Role[] = ['admin', 'manager', 'agent'];
const DIFFERENT = 100;

/** Ids that this person sees for being theirs, spread over the whole table. */
async function idsFor(pool: pg.Pool, table: string, actor: Actor): Promise<string[]> {
  const where = { admin: 'true', manager: '"teamId" = $2', agent: '"ownerId" = $2' }[actor.role];
  const values = { admin: [], manager: [actor.teamId], agent: [actor.id] }[actor.role];
  const confidential = table === 'Contact' ? 'AND NOT confidential' : '';
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM "${table}" WHERE ${where} ${confidential} ORDER BY id LIMIT $1`,
    [DIFFERENT, ...values],
  );
  return rows.map(({ id }) => id);
}

/** One record by id, a different one each time. */
export async function recordCases(pool: pg.Pool, actors: Record<Role, Actor>): Promise<BenchCase[]> {
  const cases: BenchCase[] = [];
  for (const [resource, table] of [
    ['contacts', 'Contact'],
    ['deals', 'Deal'],
  ] as const) {
    for (const as of ROLES) {
      const ids = await idsFor(pool, table, actors[as]);
      cases.push({
        name: `${resource}: by id`,
        as,
        requests: ids.map((id) => get(`/${resource}/${id}`)),
        limit: READ_LIMIT,
      });
    }
  }
  return cases;
}
