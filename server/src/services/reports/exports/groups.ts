import { exportLimits } from '@besahubs/contracts/drill';
import type { GroupExport } from '@besahubs/contracts/exports';
import { reportLimits } from '@besahubs/contracts/reportFilters';
import type { Cell, ReportQuery, ReportResult } from '@besahubs/contracts/reports';
import { audit } from '../../changes';
import type { Ctx } from '../../context';
import type { Buckets } from '../buckets';
import { compile, compileExtent } from '../compile';
import { groupOf, keyOf, labelOf, metricCells } from '../groups';
import type { Group } from '../groups';
import { periodsOf, previousPeriods } from '../periods';
import type { RawRow, Run } from '../pool';
import { under } from '../problems';
import { runReport } from '../queryEngine';
import { datasets } from '../registry';
import { resolveQuery } from '../resolve';
import type { Resolved } from '../resolve';
import { headerOf, lineOf, totalsOf } from './answer';
import { BYTE_ORDER_MARK, csvLine } from './csv';
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
  under('query', () => resolveQuery(query, datasets[query.dataset], ctx.actor, options.now));
  const answer = await runReport(ctx, query, options);
  const cut = answer.meta.truncated && query.limit === reportLimits.groups;
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
  if (cut) await writeAll(ctx, query, answer, sink, options, begin);
  else await writeAnswer(answer, sink, begin);
}

type Begin = (rows: number, total: number) => Promise<void>;

async function writeAnswer(answer: ReportResult, sink: Sink, begin: Begin): Promise<void> {
  const { rows, fields, meta } = answer;
  const total = meta.truncated ? meta.groupCount : rows.length;
  await begin(rows.length, total);
  await sink.write(rows.map((row) => csvLine(lineOf(row, fields))).join(''));
  await writeEnd(answer, rows.length, total, sink);
}

async function writeEnd(answer: ReportResult, rows: number, total: number, sink: Sink): Promise<void> {
  const totals = totalsOf(answer);
  if (totals) await sink.write(csvLine(totals));
  if (rows < total) await sink.write(csvLine([cutNote(rows, total, 'groups')]));
}

/** More groups than an answer holds: read with a cursor, in a snapshot of their own. */
async function writeAll(
  ctx: Ctx,
  query: ReportQuery,
  answer: ReportResult,
  sink: Sink,
  { signal, now }: ExportOptions,
  begin: Begin,
): Promise<void> {
  const asked = resolveQuery(query, datasets[query.dataset], ctx.actor, now);
  const resolved = { ...asked, limit: exportLimits.groups };
  const context = { actor: ctx.actor, now, zone: resolved.clock.zone };
  await inExport(signal, async (run) => {
    const extentQuery = compileExtent(resolved, context);
    const [extent = {}] = extentQuery ? await run(extentQuery) : [];
    const buckets = periodsOf(resolved, extent);
    const before = await previousFigures(resolved, context, buckets, run);
    const { main } = compile(resolved, context, { span: resolved.range?.span ?? null, buckets });
    let [written, total] = [0, 0];
    for await (const rows of batchesOf(run, main, BATCH)) {
      total = Number(rows[0]?.['groups'] ?? 0);
      if (!written) await begin(Math.min(total, resolved.limit), total);
      written += rows.length;
      await sink.write(rows.map((row) => csvLine(rawLine(row, resolved, buckets, before))).join(''));
    }
    if (!written) await begin(0, 0);
    await writeEnd(answer, written, total, sink);
  });
}

type Figures = Map<string, Cell[]>;
const keyText = ({ keys }: Group): string => JSON.stringify(keys);

/** What the groups came to in the period before; null when nothing is compared. */
async function previousFigures(
  resolved: Resolved,
  context: Parameters<typeof compile>[1],
  buckets: (Buckets | null)[],
  run: Run,
): Promise<Figures | null> {
  const span = resolved.previous;
  if (!span) return null;
  // Conditions on metrics are about now: a group is compared with whatever it came to then.
  const all = { ...resolved, having: [] };
  const { main } = compile(all, context, { span, buckets: previousPeriods(resolved, span, buckets) });
  const rows = await run(main);
  return new Map(rows.map((row) => [keyText(groupOf(row, resolved)), metricCells(resolved, row)]));
}

function rawLine(
  row: RawRow,
  resolved: Resolved,
  buckets: (Buckets | null)[],
  before: Figures | null,
): Cell[] {
  const group = groupOf(row, resolved);
  const keys = resolved.dimensions.map((dimension, index): Cell => {
    if (buckets[index]) return keyOf(group, index, buckets);
    const empty = (group.keys[index] ?? null) === null && !group.other;
    return empty ? null : labelOf(group, dimension, index, resolved, buckets);
  });
  const was = before?.get(keyText(group));
  const figures = resolved.metrics.flatMap(({ hidden }, index): Cell[] => {
    if (hidden) return [];
    const own = group.metrics[index] ?? null;
    return before ? [own, was?.[index] ?? null] : [own];
  });
  return [...keys, ...figures];
}
