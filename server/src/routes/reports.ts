import { z } from 'zod';
import type { Response } from 'express';
import { datasetInfo, reportQuery, reportResult } from '@besahubs/contracts/reports';
import { listDatasets, runReport } from '../services/reports/queryEngine';
import { route } from './route';

/** Aborts when the caller hangs up before the answer. */
export function hangUp(res: Response): AbortSignal {
  const controller = new AbortController();
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
    ({ ctx, body, res }) => runReport(ctx, body, { signal: hangUp(res) }),
  ),
];
