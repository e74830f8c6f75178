import { exportLimits } from '@besahubs/contracts/drill';
import type { GroupExport } from '@besahubs/contracts/exports';
import { reportLimits } from '@besahubs/contracts/reportFilters';
import type { Cell, ReportResult } from '@besahubs/contracts/reports';
import { audit } from '../../changes';
import type { Ctx } from '../../context';
import { besides, groupsWith } from '../besides';
import type { Buckets } from '../buckets';
import { compile, compileExtent } from '../compile';
import type { SqlContext } from '../dataset';
import { groupOf, keyOf, labelOf } from '../groups';
import type { Group } from '../groups';
import type { ResolvedMetric } from '../metrics';
import { periodsOf, previousPeriods } from '../periods';
import type { RawRow, Run } from '../pool';
import { under } from '../problems';
import { runReport } from '../queryEngine';
import type { Span } from '../ranges';
import { datasets } from '../registry';
import { resolveQuery } from '../resolve';
import type { Resolved } from '../resolve';
import { headerOf, lineOf, totalsOf } from './answer';
import { BYTE_ORDER_MARK, csvLine, quotientCell } from './csv';
import { batchesOf, cutNote, inExport } from './stream';
import type { ExportOptions, Sink } from './stream';

const BATCH = 5000;

/**
 * A report as CSV, within the caller's row scope: a line per group as on the screen (empty periods, compared figures), all
 * groups where the screen cuts them, and the totals if they were asked for. A limit that was asked for holds, and is said.
 * Errors: `invalid` (with paths), `rate_limited`, `timeout`, `unavailable`.
 */
export async function exportGroups(
  ctx: Ctx,
  { query, title }: GroupExport,
  sink: Sink,
  options: ExportOptions,
): Promise<void> {
  const resolved = under('query', () => resolveQuery(query, datasets[query.dataset], ctx.actor, options.now));
  const answer = await runReport(ctx, query, options);
  const cut = answer.meta.truncated && query.limit === reportLimits.groups;
  const lineText = lineTextOf(answer, resolved);
  const begin = async (rows: number, total: number): Promise<void> => {
    await audit(ctx, {
      action: 'report.export',
      resource: 'reports',
      changes: {
        title: [null, title ?? null],
        query: [null, query],
        rows: [null, rows],
        complete: [null, rows >= total],
      },
    });
    sink.start(rows >= total);
    await sink.write(BYTE_ORDER_MARK + csvLine(headerOf(answer)));
  };
  const file: File = {
    begin,
    write: (lines) => sink.write(lines.map(lineText).join('')),
    end: async (rows, total) => {
      const totals = totalsOf(answer);
      if (totals) await sink.write(lineText(totals));
      if (rows < total) await sink.write(csvLine([cutNote(rows, total, 'groups')]));
    },
  };
  if (!cut) await writeAnswer(answer, file);
  else {
    const all = { ...resolved, limit: exportLimits.groups };
    const context = { actor: ctx.actor, now: options.now, zone: resolved.clock.zone };
    await inExport(options.signal, (run) => writeAll(all, context, run, file));
  }
}

interface File {
  /** Once: how many lines there will be, and how many groups there are. */
  begin(rows: number, total: number): Promise<void>;
  write(lines: Cell[][]): Promise<void>;
  /** Totals, and what is missing. */
  end(rows: number, total: number): Promise<void>;
}

/** A line as text, its cells in the order of the fields. */
function lineTextOf({ fields }: ReportResult, { metrics }: Resolved): (cells: Cell[]) => string {
  const quotients = new Set(metrics.filter(isQuotient).flatMap(({ id }) => [id, `${id}.previous`]));
  const divided = fields.map(({ key, role, format }) =>
    role !== 'dimension' && quotients.has(key) ? format : null,
  );
  return (cells) =>
    csvLine(
      cells.map((cell, index) => {
        const format = divided[index];
        return format ? quotientCell(cell, format) : cell;
      }),
    );
}

const isQuotient = (metric: ResolvedMetric): boolean =>
  metric.kind === 'ratio' || ['avg', 'median', 'p90'].includes(metric.agg);

async function writeAnswer({ rows, fields, meta }: ReportResult, file: File): Promise<void> {
  const total = meta.truncated ? meta.groupCount : rows.length;
  await file.begin(rows.length, total);
  await file.write(rows.map((row) => lineOf(row, fields)));
  await file.end(rows.length, total);
}

/** More groups than an answer holds, in a snapshot of their own. */
async function writeAll(resolved: Resolved, context: SqlContext, run: Run, file: File): Promise<void> {
  const extentQuery = compileExtent(resolved, context);
  const [extent = {}] = extentQuery ? await run(extentQuery) : [];
  const buckets = periodsOf(resolved, extent);
  const { main } = compile(resolved, context, { span: resolved.range?.span ?? null, buckets });
  if (resolved.previous) {
    const rows = await run(main);
    const before = await rowsBefore(resolved, context, { span: resolved.previous, buckets, rows }, run);
    await writeCompared(resolved, { rows, before, buckets }, file);
    return;
  }
  let [written, total] = [0, 0];
  for await (const rows of batchesOf(run, main, BATCH)) {
    total = Number(rows[0]?.['groups'] ?? 0);
    if (!written) await file.begin(Math.min(total, resolved.limit), total);
    written += rows.length;
    await file.write(rows.map((row) => groupLine(groupOf(row, resolved), resolved, buckets)));
  }
  if (!written) await file.begin(0, 0);
  await file.end(written, total);
}

/** What there was in the period before: of all groups, or where not all are written, of those. */
async function rowsBefore(
  resolved: Resolved,
  context: SqlContext,
  { span, buckets, rows }: { span: Span; buckets: (Buckets | null)[]; rows: RawRow[] },
  run: Run,
): Promise<RawRow[]> {
  const period = { span, buckets: previousPeriods(resolved, span, buckets) };
  return run(compile(besides(resolved, rows), context, period).main);
}

/** Both periods are in memory, since each is searched for the groups of the other: groups that vanished are written too. */
async function writeCompared(
  resolved: Resolved,
  { rows, before, buckets }: { rows: RawRow[]; before: RawRow[]; buckets: (Buckets | null)[] },
  file: File,
): Promise<void> {
  const { groups, count } = groupsWith(resolved, rows, before, buckets);
  const unread = Number(before[0]?.['groups'] ?? 0) - before.length;
  const total = Math.max(count, groups.length) + unread;
  await file.begin(groups.length, total);
  for (let from = 0; from < groups.length; from += BATCH)
    await file.write(groups.slice(from, from + BATCH).map((group) => groupLine(group, resolved, buckets)));
  await file.end(groups.length, total);
}

function groupLine(group: Group, resolved: Resolved, buckets: (Buckets | null)[]): Cell[] {
  const keys = resolved.dimensions.map((dimension, index): Cell => {
    if (buckets[index]) return keyOf(group, index, buckets);
    const empty = (group.keys[index] ?? null) === null && !group.other;
    return empty ? null : labelOf(group, dimension, index, resolved, buckets);
  });
  const figures = resolved.metrics.flatMap(({ hidden }, index): Cell[] => {
    if (hidden) return [];
    const own = group.metrics[index] ?? null;
    return group.previous ? [own, group.previous[index] ?? null] : [own];
  });
  return [...keys, ...figures];
}
