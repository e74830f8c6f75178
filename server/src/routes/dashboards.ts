import { z } from 'zod';
import {
  dashboard,
  dashboardInput,
  dashboardLine,
  dashboardPatch,
  dashboardQuery,
  dashboardRun,
  dashboardTemplate,
  duplicateInput,
  widget,
  widgetInput,
  widgetPatch,
} from '@besahubs/contracts/dashboards';
import { page, timeZone } from '@besahubs/contracts/common';
import { reportResult } from '@besahubs/contracts/reports';
import { presentDashboard, presentDashboardLine, presentWidget } from '../presenters/dashboards';
import { presentPage } from '../presenters/refs';
import { deleteRecord, restoreRecord } from '../services/crm/resource';
import { createDashboard } from '../services/dashboards/create';
import {
  dashboardResource,
  duplicateDashboard,
  findDashboard,
  listDashboards,
  updateDashboard,
} from '../services/dashboards/dashboards';
import { listTemplates } from '../services/dashboards/templates';
import { collectDashboard, runDashboard, runWidget } from '../services/dashboards/run';
import {
  createWidget,
  deleteWidget,
  listWidgets,
  restoreWidget,
  updateWidget,
} from '../services/dashboards/widgets';
import { NDJSON, hasAnswer, streamLines, tagAnswer, tagged } from './answering';
import { hangUp } from './reports';
import { handled, route } from './route';

const own = { permission: 'dashboards.own', flag: 'dashboards' } as const;

const dashboards = [
  route(
    'get',
    '/dashboards',
    {
      ...own,
      summary: 'Dashboards of mine and shared with me',
      query: dashboardQuery,
      response: page(dashboardLine),
    },
    async ({ ctx, query }) =>
      presentPage(await listDashboards(ctx, query), query, (row) => presentDashboardLine(ctx.actor, row)),
  ),
  route(
    'post',
    '/dashboards',
    {
      ...own,
      summary: 'Create a dashboard, empty or from a template',
      body: dashboardInput,
      response: dashboard,
      status: 201,
    },
    async ({ ctx, body }) => presentDashboard(ctx.actor, await createDashboard(ctx, body)),
  ),
  // Before /dashboards/:id, which would take it for an id.
  route(
    'get',
    '/dashboards/templates',
    { ...own, summary: 'What a new dashboard can start from', response: z.array(dashboardTemplate) },
    () => listTemplates(),
  ),
  route(
    'get',
    '/dashboards/:id',
    { ...own, summary: 'One dashboard with its widgets', response: dashboard },
    async ({ ctx, params }) => presentDashboard(ctx.actor, await findDashboard(ctx, params.id)),
  ),
  ...(['put', 'patch'] as const).map((method) =>
    route(
      method,
      '/dashboards/:id',
      {
        ...own,
        summary: 'Rename, share or lay out a dashboard; what is left out stays',
        body: dashboardPatch,
        response: dashboard,
      },
      async ({ ctx, params, body }) =>
        presentDashboard(ctx.actor, await updateDashboard(ctx, params.id, body)),
    ),
  ),
  route(
    'delete',
    '/dashboards/:id',
    { ...own, summary: 'Delete a dashboard (restorable)' },
    async ({ ctx, params }) => {
      await deleteRecord(ctx, dashboardResource, params.id);
      return null;
    },
  ),
  route(
    'post',
    '/dashboards/:id/restore',
    { ...own, summary: 'Undo the deletion of a dashboard', response: dashboard },
    async ({ ctx, params }) => {
      await restoreRecord(ctx, dashboardResource, params.id);
      return presentDashboard(ctx.actor, await findDashboard(ctx, params.id));
    },
  ),
  route(
    'post',
    '/dashboards/:id/duplicate',
    {
      ...own,
      summary: 'Copy a dashboard into one of my own',
      body: duplicateInput,
      response: dashboard,
      status: 201,
    },
    async ({ ctx, params, body }) =>
      presentDashboard(ctx.actor, await duplicateDashboard(ctx, params.id, body.name)),
  ),
  route(
    'post',
    '/dashboards/:id/query',
    {
      ...own,
      summary: 'Answer all widgets of a dashboard from one state of the data, each by itself',
      body: dashboardRun,
      response: z.record(z.string(), z.unknown()),
    },
    async ({ ctx, params, body, req, res }) => {
      const gone = hangUp(res);
      if (req.accepts(['json', NDJSON]) !== NDJSON) return collectDashboard(ctx, params.id, body, gone);
      return streamLines(res, async (write) => {
        const asOf = await runDashboard(ctx, params.id, body, gone, (widgetId, answer) =>
          write({ widgetId, ...answer }),
        );
        write({ done: true, asOf });
      });
    },
  ),
];

const widgets = [
  route(
    'get',
    '/dashboards/:id/widgets',
    { ...own, summary: 'The widgets of a dashboard', response: z.array(widget) },
    async ({ ctx, params }) => (await listWidgets(ctx, params.id)).map(presentWidget),
  ),
  route(
    'post',
    '/dashboards/:id/widgets',
    { ...own, summary: 'Add a widget', body: widgetInput, response: widget, status: 201 },
    async ({ ctx, params, body }) => presentWidget(await createWidget(ctx, params.id, body)),
  ),
  ...(['put', 'patch'] as const).map((method) =>
    route(
      method,
      '/widgets/:id',
      { ...own, summary: 'Change a widget; what is left out stays', body: widgetPatch, response: widget },
      async ({ ctx, params, body }) => presentWidget(await updateWidget(ctx, params.id, body)),
    ),
  ),
  route(
    'get',
    '/widgets/:id/data',
    {
      ...own,
      summary: 'Answer a saved widget; 304 when the caller’s answer still holds',
      query: z.strictObject({ timezone: timeZone.optional() }),
      response: reportResult,
    },
    async ({ ctx, params, query, req, res }) => {
      const isKnown = (version: string): boolean => {
        tagAnswer(res, version);
        return hasAnswer(req, version);
      };
      const options = { timezone: query.timezone, isKnown, signal: hangUp(res) };
      const result = await runWidget(ctx, params.id, options);
      if (result) return tagged(res, result);
      res.status(304).end();
      return handled;
    },
  ),
  route(
    'delete',
    '/widgets/:id',
    { ...own, summary: 'Delete a widget (restorable)' },
    async ({ ctx, params }) => {
      await deleteWidget(ctx, params.id);
      return null;
    },
  ),
  route(
    'post',
    '/widgets/:id/restore',
    { ...own, summary: 'Undo the deletion of a widget', response: widget },
    async ({ ctx, params }) => presentWidget(await restoreWidget(ctx, params.id)),
  ),
];

export const dashboardRoutes = [...dashboards, ...widgets];
