import { z } from 'zod';
import {
  agent,
  agentInput,
  agentPatch,
  agentQuery,
  team,
  teamInput,
  teamPatch,
} from '@besahubs/contracts/agents';
import { page } from '@besahubs/contracts/common';
import { presentAgent, presentTeam } from '../presenters/agents';
import type { User } from '../models/User';
import type { Ctx } from '../services/context';
import {
  agentResource,
  createAgent,
  deleteAgent,
  inviteAgain,
  listAgents,
  productionOf,
  updateAgent,
} from '../services/crm/agents';
import { findVisible, restoreRecord } from '../services/crm/resource';
import { createTeam, deleteTeam, listTeams, updateTeam } from '../services/crm/teams';
import { route } from './route';

const withFigures = async (ctx: Ctx, user: User) => {
  const production = await productionOf(ctx, [user.id]);
  return presentAgent(ctx.actor, user, production.get(user.id));
};

export const agentRoutes = [
  route(
    'get',
    '/agents',
    { summary: 'The directory', permission: 'agents.read', query: agentQuery, response: page(agent) },
    async ({ ctx, query }) => {
      const { rows, total } = await listAgents(ctx, query);
      const production = await productionOf(
        ctx,
        rows.map(({ id }) => id),
      );
      const items = rows.map((user) => presentAgent(ctx.actor, user, production.get(user.id)));
      return { items, total, page: query.page, pageSize: query.pageSize };
    },
  ),
  route(
    'post',
    '/agents',
    {
      summary: 'Invite a new agent',
      permission: 'agents.write',
      body: agentInput,
      response: agent,
      status: 201,
    },
    async ({ ctx, body }) => presentAgent(ctx.actor, await createAgent(ctx, body)),
  ),
  route(
    'get',
    '/agents/:id',
    { summary: 'One agent', permission: 'agents.read', response: agent },
    async ({ ctx, params }) => withFigures(ctx, await findVisible(ctx, agentResource, params.id)),
  ),
  route(
    'patch',
    '/agents/:id',
    {
      summary: 'Change an agent (anyone: their own profile)',
      permission: 'agents.read',
      body: agentPatch,
      response: agent,
    },
    async ({ ctx, params, body }) => withFigures(ctx, await updateAgent(ctx, params.id, body)),
  ),
  route(
    'delete',
    '/agents/:id',
    { summary: 'Remove an agent (restorable)', permission: 'agents.delete' },
    async ({ ctx, params }) => {
      await deleteAgent(ctx, params.id);
      return null;
    },
  ),
  route(
    'post',
    '/agents/:id/restore',
    { summary: 'Undo the removal of an agent', permission: 'agents.delete', response: agent },
    async ({ ctx, params }) => withFigures(ctx, await restoreRecord(ctx, agentResource, params.id)),
  ),
  route(
    'post',
    '/agents/:id/invite',
    { summary: 'Send the invitation again', permission: 'agents.write', response: agent },
    async ({ ctx, params }) => presentAgent(ctx.actor, await inviteAgain(ctx, params.id)),
  ),
  route(
    'get',
    '/teams',
    { summary: 'All teams', permission: 'agents.read', response: z.array(team) },
    async ({ ctx }) => (await listTeams(ctx)).map(presentTeam),
  ),
  route(
    'post',
    '/teams',
    { summary: 'Create a team', permission: 'teams.write', body: teamInput, response: team, status: 201 },
    async ({ ctx, body }) => presentTeam(await createTeam(ctx, body)),
  ),
  route(
    'patch',
    '/teams/:id',
    { summary: 'Change a team', permission: 'teams.write', body: teamPatch, response: team },
    async ({ ctx, params, body }) => presentTeam(await updateTeam(ctx, params.id, body)),
  ),
  route(
    'delete',
    '/teams/:id',
    { summary: 'Delete an empty team', permission: 'teams.write' },
    async ({ ctx, params }) => {
      await deleteTeam(ctx, params.id);
      return null;
    },
  ),
];
