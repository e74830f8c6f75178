import { database } from '../../../models';
import { loadActor } from '../../auth/actors';
import type { Ctx } from '../../context';
import { Random } from './random';

/** Inserts rows as they are; what a row leaves out takes the column's default. */
export async function insert(table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
    .map((name) => `"${name}"`)
    .join(', ');
  await database().query(
    `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb)`,
    { bind: [JSON.stringify(rows)] },
  );
}

const TEAMS = ['north', 'south', 'west'] as const;
type TeamName = (typeof TEAMS)[number];
/** Two managers, one of two teams and one on none of their own; agents on every team and on none; two of one name. */
const PEOPLE = {
  ada: { name: 'Ada Admin', role: 'admin', team: null },
  max: { name: 'Max Manager', role: 'manager', team: 'north' },
  olga: { name: 'Olga Manager', role: 'manager', team: null },
  ann: { name: 'Ann Agent', role: 'agent', team: 'north' },
  same: { name: 'Ann Agent', role: 'agent', team: 'north' },
  sid: { name: 'Sid Agent', role: 'agent', team: 'south' },
  wes: { name: 'Wes Agent', role: 'agent', team: 'west' },
  nil: { name: 'Nil Agent', role: 'agent', team: null },
  off: { name: 'Off Agent', role: 'agent', team: 'north', status: 'disabled' },
  new: { name: 'New Agent', role: 'agent', team: 'south', status: 'invited' },
  gone: { name: 'Gone Agent', role: 'agent', team: 'north', deleted: true },
} as const satisfies Record<
  string,
  { name: string; role: string; team: TeamName | null; status?: string; deleted?: boolean }
>;
type PersonName = keyof typeof PEOPLE;
const MANAGES: Partial<Record<PersonName, TeamName[]>> = { max: ['north', 'west'], olga: ['south'] };

export interface Reader {
  name: PersonName;
  id: string;
  ctx: Ctx;
}
export interface People {
  teamIds: Record<TeamName, string>;
  ids: Record<PersonName, string>;
  /** Those who may sign in, by role. */
  readers: Record<'admin' | 'manager' | 'agent', Reader[]>;
}

export async function seedPeople(): Promise<People> {
  const random = new Random(11);
  const teamIds = Object.fromEntries(TEAMS.map((name) => [name, random.uuid()])) as Record<TeamName, string>;
  await insert(
    'Team',
    TEAMS.map((name) => ({ id: teamIds[name], name, ...stamps })),
  );
  const names = Object.keys(PEOPLE) as PersonName[];
  const ids = Object.fromEntries(names.map((name) => [name, random.uuid()])) as Record<PersonName, string>;
  await insert(
    'User',
    names.map((name, index) => userRow(name, ids[name], teamIds, index)),
  );
  for (const [name, teams] of Object.entries(MANAGES))
    for (const team of teams)
      await database().query(`UPDATE "Team" SET "managerId" = $1 WHERE id = $2`, {
        bind: [ids[name as PersonName], teamIds[team]],
      });
  const reader = async (name: PersonName): Promise<Reader> => {
    const actor = await loadActor(ids[name]);
    if (!actor) throw new Error(`${name} cannot sign in`);
    return { name, id: ids[name], ctx: { actor, requestId: 'test' } };
  };
  const read = (...who: PersonName[]) => Promise.all(who.map(reader));
  return {
    teamIds,
    ids,
    readers: {
      admin: await read('ada'),
      manager: await read('max', 'olga'),
      agent: await read('ann', 'sid', 'nil'),
    },
  };
}

const stamps = { createdAt: '2025-01-01T05:30:00Z', updatedAt: '2025-06-01T00:00:00Z' };

function userRow(name: PersonName, id: string, teamIds: Record<TeamName, string>, index: number) {
  const person: { name: string; role: string; team: TeamName | null; status?: string; deleted?: boolean } =
    PEOPLE[name];
  const [firstName, lastName] = person.name.split(' ');
  return {
    id,
    email: `${name}@firm.test`,
    firstName,
    lastName,
    role: person.role,
    status: person.status ?? 'active',
    teamId: person.team && teamIds[person.team],
    timezone: 'America/Chicago',
    specialties: [],
    markets: [],
    splitPct: index % 3 ? '50' : null,
    annualGoal: index % 4 ? `${index * 100_000}.50` : null,
    licenseState: ['IL', 'TX', null][index % 3],
    licenseExpiry: index % 2 ? '2026-12-31' : null,
    lastLoginAt: index % 3 ? '2026-11-15T05:59:59.999Z' : null,
    version: 0,
    ...stamps,
    createdAt: `2025-0${1 + (index % 9)}-01T0${index % 7}:00:00Z`,
    deletedAt: person.deleted ? '2026-01-01T00:00:00Z' : null,
  };
}
