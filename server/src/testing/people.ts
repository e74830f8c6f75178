import { Team } from '../models/Team';
import { User } from '../models/User';
import type { Ctx } from '../services/context';
import { loadActor } from '../services/auth/actors';
import { hashPassword } from '../services/auth/passwords';
import { signAccessToken } from '../services/auth/tokens';

export interface Person {
  user: User;
  id: string;
  token: string;
  ctx: Ctx;
}
/** A small firm: two teams, so that every test can ask what the other side sees. */
export interface Firm {
  admin: Person;
  /** Manages the north team. */
  manager: Person;
  /** On the north team, as is `colleague`. */
  agent: Person;
  colleague: Person;
  /** On the south team. */
  stranger: Person;
  otherManager: Person;
  north: Team;
  south: Team;
}

export const TEST_PASSWORD = 'correct horse battery';

/** Hashing is slow on purpose: once a process is enough. */
let known: Promise<string> | undefined;

async function person(
  firstName: string,
  role: User['role'],
  teamId: string | null,
  passwordHash: string,
): Promise<Person> {
  const user = await User.create({
    email: `${firstName.toLowerCase()}@firm.test`,
    firstName,
    lastName: 'Tester',
    role,
    teamId,
    passwordHash,
    timezone: 'America/Chicago',
  });
  return {
    user,
    id: user.id,
    token: signAccessToken(user.id),
    ctx: { actor: null as never, requestId: 'test' },
  };
}

/** One more active person in the firm, with the password of everybody else's. */
export async function addPerson(
  firstName: string,
  role: User['role'],
  teamId: string | null,
): Promise<Person> {
  const added = await person(firstName, role, teamId, await (known ??= hashPassword(TEST_PASSWORD)));
  const actor = await loadActor(added.id);
  if (actor) added.ctx.actor = actor;
  return added;
}

/** Creates the firm in the test file's database. */
export async function createFirm(): Promise<Firm> {
  const north = await Team.create({ name: 'North' });
  const south = await Team.create({ name: 'South' });
  const hash = await (known ??= hashPassword(TEST_PASSWORD));
  const firm = {
    admin: await person('Ada', 'admin', null, hash),
    manager: await person('Max', 'manager', north.id, hash),
    agent: await person('Ann', 'agent', north.id, hash),
    colleague: await person('Cole', 'agent', north.id, hash),
    stranger: await person('Sid', 'agent', south.id, hash),
    otherManager: await person('Olga', 'manager', south.id, hash),
    north,
    south,
  };
  await north.update({ managerId: firm.manager.id });
  await south.update({ managerId: firm.otherManager.id });
  for (const each of [
    firm.admin,
    firm.manager,
    firm.agent,
    firm.colleague,
    firm.stranger,
    firm.otherManager,
  ]) {
    const actor = await loadActor(each.id);
    if (actor) each.ctx.actor = actor;
  }
  return firm;
}
