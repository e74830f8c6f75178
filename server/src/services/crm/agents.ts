import { QueryTypes } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import type { z } from 'zod';
import type { AgentPatch, AgentQuery, agentInput } from '@besahubs/contracts/agents';
import { AppError, invalidField } from '../../lib/errors';
import { dateIn } from '../../lib/time';
import { database } from '../../models';
import { Team } from '../../models/Team';
import { User } from '../../models/User';
import { agentPolicy } from '../../policies/agents';
import type { Actor } from '../../policies/actor';
import { inviteUser } from '../auth/invitations';
import { endAllSessions } from '../auth/sessions';
import { authorize, inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { diffOf } from './diff';
import { moveRecords } from './ownership';
import { among, findVisible, listRecords, recordChange } from './resource';
import type { Resource } from './resource';

export const agentResource: Resource<User, AgentQuery> = {
  model: User,
  policy: agentPolicy,
  noun: 'agent',
  include: [{ model: Team, as: 'team', attributes: ['id', 'name'] }],
  filters: (query): (WhereOptions | undefined)[] => [
    among('role', query.role),
    among('teamId', query.teamId),
    among('status', query.status),
  ],
  sortBy: { name: ['lastName', 'firstName'] },
};

export const listAgents = (ctx: Ctx, query: AgentQuery) => listRecords(ctx, agentResource, query);

/** What an agent has closed and has open, in dollars of gross commission. */
export interface Production {
  closedCommissionYtd: number;
  openDeals: number;
  weightedCommission: number;
}

/** Production of several agents at once; the year is the calendar year in the caller's zone. */
export async function productionOf(ctx: Ctx, agentIds: string[]): Promise<Map<string, Production>> {
  if (!agentIds.length) return new Map();
  const rows = await database().query<Production & { ownerId: string }>(
    `SELECT "ownerId",
            coalesce(sum("grossCommission") FILTER (WHERE status = 'won' AND "actualCloseDate" >= $2), 0) AS "closedCommissionYtd",
            count(*) FILTER (WHERE status IN ('active','on_hold')) AS "openDeals",
            coalesce(sum("weightedCommission") FILTER (WHERE status = 'active'), 0) AS "weightedCommission"
       FROM "Deal" WHERE "deletedAt" IS NULL AND "ownerId" = ANY($1) GROUP BY "ownerId"`,
    {
      bind: [agentIds, `${dateIn(ctx.actor.timezone, new Date()).slice(0, 4)}-01-01`],
      type: QueryTypes.SELECT,
    },
  );
  return new Map(rows.map(({ ownerId, ...production }) => [ownerId, production]));
}

/** A manager brings agents into their own teams; who is made what else is for admins. */
function checkPlacement(
  actor: Actor,
  placement: { role?: string | undefined; teamId?: string | null | undefined },
): void {
  if (actor.role === 'admin') return;
  if (placement.role !== undefined && placement.role !== 'agent')
    throw invalidField('role', 'Only an admin gives this role.');
  if (
    placement.teamId !== undefined &&
    (placement.teamId === null || !actor.teamIds.includes(placement.teamId))
  ) {
    throw invalidField('teamId', 'Choose one of your own teams.');
  }
}

async function checkTeam(tx: TxCtx, teamId: string | null | undefined): Promise<void> {
  if (teamId && !(await Team.findByPk(teamId, { transaction: tx.transaction })))
    throw invalidField('teamId', 'There is no such team.');
}

/** A new user without a password yet: `invited` until they accept the mail that goes out with the same commit. */
export function createAgent(ctx: Ctx, input: z.output<typeof agentInput>): Promise<User> {
  return inTransaction(ctx, async (tx) => {
    if (!agentPolicy.create(tx.actor)) throw new AppError('forbidden');
    const teamId = input.teamId === undefined ? tx.actor.teamId : input.teamId;
    checkPlacement(tx.actor, { role: input.role, teamId });
    await checkTeam(tx, teamId);
    const taken = await User.count({
      where: { email: input.email },
      paranoid: false,
      transaction: tx.transaction,
    });
    if (taken)
      throw new AppError('duplicate', {
        message: 'Somebody has this address already.',
        fields: { email: 'Somebody has this address already.' },
      });
    const values = { ...input, teamId, specialties: input.specialties ?? [], markets: input.markets ?? [] };
    const user = await User.create(
      { ...values, status: 'invited', invitedById: tx.actor.id },
      { transaction: tx.transaction },
    );
    await recordChange(tx, agentResource, 'create', user, {
      email: [null, user.email],
      role: [null, user.role],
      teamId: [null, teamId],
    });
    await inviteUser(tx, user);
    return findVisible(tx, agentResource, user.id);
  });
}

/** One's own profile fields; what concerns role, team, production and access is for manager and admin. */
const OWN_FIELDS = new Set([
  'firstName',
  'lastName',
  'timezone',
  'title',
  'phone',
  'bio',
  'specialties',
  'markets',
  'version',
]);

export function updateAgent(ctx: Ctx, id: string, patch: AgentPatch): Promise<User> {
  return inTransaction(ctx, async (tx) => {
    const user = await findVisible(tx, agentResource, id, { lock: true });
    authorize(tx.actor, agentPolicy.update.bind(agentPolicy), user);
    const { version, active, ...columns } = patch;
    if (version !== undefined && version !== user.version) throw new AppError('conflict');
    if (!agentPolicy.manage(tx.actor, user)) refuseBeyondOwn(patch);
    if (patch.role !== undefined && patch.role !== user.role && !agentPolicy.changeRole(tx.actor, user))
      throw new AppError('forbidden');
    checkPlacement(tx.actor, patch.role === user.role ? { teamId: patch.teamId } : patch);
    await checkTeam(tx, patch.teamId);
    if (active === false && user.id === tx.actor.id)
      throw invalidField('active', 'You cannot disable yourself.');
    user.set({ ...columns, ...(active !== undefined && { status: statusFor(user, active) }) });
    await saveAgent(tx, user);
    return findVisible(tx, agentResource, id);
  });
}

function refuseBeyondOwn(patch: AgentPatch): void {
  const beyond = Object.keys(patch).filter((field) => !OWN_FIELDS.has(field));
  if (!beyond.length) return;
  throw new AppError('forbidden', {
    fields: Object.fromEntries(beyond.map((field) => [field, 'Ask your manager to change this.'])),
  });
}

const statusFor = (user: User, active: boolean): User['status'] => {
  if (!active) return 'disabled';
  return user.passwordHash ? 'active' : 'invited';
};

/** A change of access (role, team, disabled) ends the sessions that were opened under the old one. */
async function saveAgent(tx: TxCtx, user: User): Promise<void> {
  const diff = diffOf(user);
  if (!Object.keys(diff).length) return;
  await user.save({ transaction: tx.transaction });
  const access = 'role' in diff || user.status === 'disabled';
  if (access) await endAllSessions(tx, user.id);
  if ('teamId' in diff) await moveRecords(tx, user.id, user.teamId);
  await recordChange(tx, agentResource, 'role' in diff ? 'role_change' : 'update', user, diff);
}

/** Removes a user from the firm. What they own stays theirs by name until it is reassigned. */
export function deleteAgent(ctx: Ctx, id: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const user = await findVisible(tx, agentResource, id, { lock: true });
    authorize(tx.actor, agentPolicy.delete.bind(agentPolicy), user);
    await endAllSessions(tx, user.id);
    await user.destroy({ transaction: tx.transaction });
    await recordChange(tx, agentResource, 'delete', user);
  });
}

/** Sends the invitation again, with a new link; for somebody who has not accepted yet. */
export function inviteAgain(ctx: Ctx, id: string): Promise<User> {
  return inTransaction(ctx, async (tx) => {
    const user = await findVisible(tx, agentResource, id, { lock: true });
    if (!mayInvite(tx.actor, user)) throw new AppError('forbidden');
    await inviteUser(tx, user);
    return findVisible(tx, agentResource, id);
  });
}

/** Those who could have created the user may ask again, as long as there is no password. */
const mayInvite = (actor: Actor, user: User): boolean =>
  user.status === 'invited' && user.id !== actor.id && agentPolicy.update(actor, user);
