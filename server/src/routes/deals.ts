import { z } from 'zod';
import {
  boardQuery,
  commissionSplit,
  deal,
  dealBoard,
  dealInput,
  dealMember,
  dealPatch,
  dealQuery,
  membersInput,
  splitsInput,
  stageEvent,
} from '@besahubs/contracts/deals';
import {
  presentBoard,
  presentDeal,
  presentMember,
  presentSplit,
  presentStageEvent,
} from '../presenters/deals';
import { readBoard } from '../services/crm/dealBoard';
import { listMembers, replaceMembers } from '../services/crm/dealMembers';
import { dealResource, listDeals } from '../services/crm/dealResource';
import { createDeal, listStageEvents, updateDeal } from '../services/crm/deals';
import { listSplits, replaceSplits } from '../services/crm/dealSplits';
import { resourceRoutes } from './resource';
import { route } from './route';

export const dealRoutes = [
  // Before `/deals/:id`, which would take the word for an id.
  route(
    'get',
    '/deals/board',
    {
      summary: 'The pipeline by stage: sums over all deals, and the first cards',
      permission: 'deals.read',
      query: boardQuery,
      response: dealBoard,
    },
    async ({ ctx, query }) => presentBoard(ctx.actor, await readBoard(ctx, query)),
  ),
  ...resourceRoutes({
    path: '/deals',
    noun: 'deal',
    permissions: { read: 'deals.read', write: 'deals.write', delete: 'deals.delete' },
    contract: { query: dealQuery, input: dealInput, patch: dealPatch, record: deal },
    resource: dealResource,
    list: listDeals,
    create: createDeal,
    update: updateDeal,
    present: presentDeal,
  }),
  route(
    'get',
    '/deals/:id/stage-events',
    { summary: 'Every move of a deal', permission: 'deals.read', response: z.array(stageEvent) },
    async ({ ctx, params }) => (await listStageEvents(ctx, params.id)).map(presentStageEvent),
  ),
  route(
    'get',
    '/deals/:id/splits',
    {
      summary: "The commission split (agents: one's own lines)",
      permission: 'deals.read',
      response: z.array(commissionSplit),
    },
    async ({ ctx, params }) => (await listSplits(ctx, params.id)).map(presentSplit),
  ),
  route(
    'put',
    '/deals/:id/splits',
    {
      summary: 'Replace the commission split: 100%, or none',
      permission: 'splits.write',
      body: splitsInput,
      response: z.array(commissionSplit),
    },
    async ({ ctx, params, body }) => (await replaceSplits(ctx, params.id, body)).map(presentSplit),
  ),
  route(
    'get',
    '/deals/:id/members',
    {
      summary: 'Who works a deal besides its owner',
      permission: 'deals.read',
      response: z.array(dealMember),
    },
    async ({ ctx, params }) => (await listMembers(ctx, params.id)).map(presentMember),
  ),
  route(
    'put',
    '/deals/:id/members',
    {
      summary: 'Set who works a deal besides its owner',
      permission: 'deals.write',
      body: membersInput,
      response: z.array(dealMember),
    },
    async ({ ctx, params, body }) => (await replaceMembers(ctx, params.id, body)).map(presentMember),
  ),
];
