import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { Response } from 'express';
import { groupExport, rowExport } from '@besahubs/contracts/exports';
import { dateIn } from '../lib/time';
import type { Ctx } from '../services/context';
import { exportGroups } from '../services/reports/exports/groups';
import { exportRows } from '../services/reports/exports/rows';
import type { ExportOptions, Sink } from '../services/reports/exports/stream';
import { hangUp } from './reports';
import { handled, route } from './route';

/** `Pipeline by stage 2026-11-26.csv`: what file systems refuse in names is left out. */
const fileName = (title: string, date: string): string =>
  `${title.replace(/[\\/:*?"<>|\p{Cc}\s]+/gu, ' ').trim() || 'Report'} ${date}.csv`;

/** A reader as slow as this, or one that reads no more, may not hold a connection to the database for ever. */
const DEADLINE_MS = 5 * 60_000;

/** Streams a file to the caller, as fast as they read. Fails as any route while nothing was sent; after that it breaks off. */
async function download(
  { ctx, res, title = 'Report' }: { ctx: Ctx; res: Response; title?: string | undefined },
  write: (sink: Sink, options: ExportOptions) => Promise<void>,
): Promise<typeof handled> {
  const gone = hangUp(res);
  const signal = AbortSignal.any([gone, AbortSignal.timeout(DEADLINE_MS)]);
  const out = new PassThrough();
  const sink: Sink = {
    start(complete) {
      res.attachment(fileName(title, dateIn(ctx.actor.timezone, new Date())));
      res.type('text/csv; charset=utf-8').set('Cache-Control', 'no-store');
      if (!complete) res.set('X-Truncated', 'true');
      out.pipe(res);
    },
    async write(text) {
      if (!out.write(text)) await once(out, 'drain', { signal });
    },
  };
  try {
    await write(sink, { signal, now: new Date() });
  } catch (error) {
    if (!signal.aborted) throw error;
    // Not ended: nobody may take it for the whole file.
    res.destroy();
  }
  out.end();
  return handled;
}

export const exportRoutes = [
  route(
    'post',
    '/widgets/export',
    {
      summary: 'A report as a CSV file, within the caller’s row scope',
      permission: 'dashboards.own',
      flag: 'dashboards',
      body: groupExport,
    },
    ({ ctx, body, res }) =>
      download({ ctx, res, title: body.title }, (sink, options) => exportGroups(ctx, body, sink, options)),
  ),
  route(
    'post',
    '/widgets/drill/export',
    {
      summary: 'The rows behind one figure as a CSV file',
      permission: 'reports.exportRows',
      flag: 'dashboards',
      body: rowExport,
    },
    ({ ctx, body, res }) =>
      download({ ctx, res, title: body.title }, (sink, options) => exportRows(ctx, body, sink, options)),
  ),
];
