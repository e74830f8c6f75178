import { activity, activityInput, activityPatch, activityQuery } from '@besahubs/contracts/activities';
import { page } from '@besahubs/contracts/common';
import { presentActivity } from '../presenters/activities';
import { presentPage } from '../presenters/refs';
import {
  activityResource,
  createActivity,
  deleteActivity,
  listActivities,
  restoreActivity,
  updateActivity,
} from '../services/crm/activities';
import { findVisible } from '../services/crm/resource';
import { route } from './route';

export const activityRoutes = [
  route(
    'get',
    '/activities',
    {
      summary: 'The timeline of a record',
      permission: 'activities.read',
      query: activityQuery,
      response: page(activity),
    },
    async ({ ctx, query }) =>
      presentPage(await listActivities(ctx, query), query, (row) => presentActivity(ctx.actor, row)),
  ),
  route(
    'post',
    '/activities',
    {
      summary: 'Log a call, note, meeting, tour or e-mail',
      permission: 'activities.write',
      body: activityInput,
      response: activity,
      status: 201,
    },
    async ({ ctx, body }) => presentActivity(ctx.actor, await createActivity(ctx, body)),
  ),
  route(
    'get',
    '/activities/:id',
    { summary: 'One activity', permission: 'activities.read', response: activity },
    async ({ ctx, params }) =>
      presentActivity(ctx.actor, await findVisible(ctx, activityResource, params.id)),
  ),
  route(
    'patch',
    '/activities/:id',
    {
      summary: 'Change an activity',
      permission: 'activities.write',
      body: activityPatch,
      response: activity,
    },
    async ({ ctx, params, body }) => presentActivity(ctx.actor, await updateActivity(ctx, params.id, body)),
  ),
  route(
    'delete',
    '/activities/:id',
    { summary: 'Delete an activity (restorable)', permission: 'activities.write' },
    async ({ ctx, params }) => {
      await deleteActivity(ctx, params.id);
      return null;
    },
  ),
  route(
    'post',
    '/activities/:id/restore',
    {
      summary: 'Undo the deletion of an activity',
      permission: 'activities.write',
      response: activity,
    },
    async ({ ctx, params }) => presentActivity(ctx.actor, await restoreActivity(ctx, params.id)),
  ),
];
