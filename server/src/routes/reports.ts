import { setMaxListeners } from 'node:events';
import { z } from 'zod';
import type { Response } from 'express';
import { drillQuery, drillResult, segment, segmentInput } from '@besahubs/contracts/drill';
import { datasetInfo, reportQuery, reportResult } from '@besahubs/contracts/reports';
import { drill } from '../services/reports/drill';
import { listDatasets, runReport } from '../services/reports/queryEngine';
import { createSegment, findSegment } from '../services/reports/segments';
import { tagged } from './answering';
import { route } from './route';

/** Aborts when the caller hangs up before the answer. */
export function hangUp(res: Response): AbortSignal {
  const controller = new AbortController();
  // Every widget of a dashboard listens.
  setMaxListeners(0, controller.signal);
  res.on('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  return controller.signal;
}

export const reportRoutes = [
  route(
    'get',
    '/reports/datasets',
    {
      summary: 'Datasets, their fields, and what can be asked of them',
      permission: 'dashboards.own',
      flag: 'dashboards',
      response: z.array(datasetInfo),
    },
    ({ ctx }) => listDatasets(ctx),
  ),
  route(
    'post',
    '/widgets/query',
    {
      summary: 'Answer a report query within the caller’s row scope',
      permission: 'dashboards.own',
      flag: 'dashboards',
      body: reportQuery,
      response: reportResult,
    },
    async ({ ctx, body, res }) => tagged(res, await runReport(ctx, body, { signal: hangUp(res) })),
  ),
  route(
    'post',
    '/widgets/drill',
    {
      summary: 'The rows behind one figure of a report, within the caller’s row scope',
      permission: 'dashboards.own',
      flag: 'dashboards',
      body: drillQuery,
      response: drillResult,
    },
    ({ ctx, body, res }) => drill(ctx, body, { signal: hangUp(res) }),
  ),
  route(
    'post',
    '/reports/segments',
    {
      summary: 'Keep the rows behind a figure, to open a list on them',
      permission: 'dashboards.own',
      flag: 'dashboards',
      body: segmentInput,
      response: segment,
      status: 201,
    },
    ({ ctx, body }) => createSegment(ctx, body),
  ),
  route(
    'get',
    '/reports/segments/:id',
    {
      summary: 'What a kept segment is called, and of which list it is',
      permission: 'dashboards.own',
      flag: 'dashboards',
      response: segment,
    },
    ({ ctx, params }) => findSegment(ctx, params.id),
  ),
];
