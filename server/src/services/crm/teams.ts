import { Op } from 'sequelize';
import type { TeamInput } from '@besahubs/contracts/agents';
import { AppError, invalidField } from '../../lib/errors';
import { Team } from '../../models/Team';
import { User } from '../../models/User';
import { rooms } from '../../policies/policy';
import { announce, audit } from '../changes';
import { inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { diffOf } from './diff';
import { personLabel } from './resource';

export interface TeamRow {
  team: Team;
  members: number;
}

/** All teams with how many members they have, the disabled left out. */
export async function listTeams(ctx: Ctx): Promise<TeamRow[]> {
  const transaction = ctx.transaction ?? null;
  const teams = await Team.findAll({ include: [personLabel('manager')], order: ['name'], transaction });
  const counts = await User.count({
    where: { status: { [Op.ne]: 'disabled' } },
    group: ['teamId'],
    transaction,
  });
  const byTeam = new Map(counts.map((row) => [row['teamId'], row.count]));
  return teams.map((team) => ({ team, members: byTeam.get(team.id) ?? 0 }));
}

async function teamRow(tx: TxCtx, id: string): Promise<TeamRow> {
  const row = (await listTeams(tx)).find(({ team }) => team.id === id);
  if (!row) throw new AppError('not_found');
  return row;
}

async function checkManager(tx: TxCtx, managerId: string | null | undefined): Promise<void> {
  if (!managerId) return;
  const user = await User.findByPk(managerId, { transaction: tx.transaction });
  if (!user || user.role === 'agent' || user.status === 'disabled')
    throw invalidField('managerId', 'Choose a manager or an admin.');
}

export function createTeam(ctx: Ctx, input: TeamInput): Promise<TeamRow> {
  return inTransaction(ctx, async (tx) => {
    await checkManager(tx, input.managerId);
    const team = await Team.create(input, { transaction: tx.transaction });
    await note(tx, 'create', team, { name: [null, team.name] });
    return teamRow(tx, team.id);
  });
}

export function updateTeam(ctx: Ctx, id: string, patch: Partial<TeamInput>): Promise<TeamRow> {
  return inTransaction(ctx, async (tx) => {
    const team = await Team.findByPk(id, { transaction: tx.transaction, lock: true });
    if (!team) throw new AppError('not_found');
    await checkManager(tx, patch.managerId);
    team.set(patch);
    const diff = diffOf(team);
    await team.save({ transaction: tx.transaction });
    if (Object.keys(diff).length) await note(tx, 'update', team, diff);
    return teamRow(tx, id);
  });
}

/** Only an empty team goes: its members' records would otherwise fall out of every manager's sight. */
export function deleteTeam(ctx: Ctx, id: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const { team } = await teamRow(tx, id);
    // The disabled count: they would come back to no team.
    const members = await User.count({ where: { teamId: id }, transaction: tx.transaction });
    if (members)
      throw new AppError('in_use', {
        message: `Move the members to another team first, also the deactivated: ${members} still belong to it.`,
      });
    await team.destroy({ transaction: tx.transaction });
    await note(tx, 'delete', team, null);
  });
}

async function note(
  tx: TxCtx,
  verb: string,
  team: Team,
  changes: Record<string, [unknown, unknown]> | null,
): Promise<void> {
  await audit(tx, { action: `team.${verb}`, resource: 'teams', resourceId: team.id, changes });
  announce(tx, { resource: 'teams', id: team.id, rooms: [rooms.everyone] });
}
