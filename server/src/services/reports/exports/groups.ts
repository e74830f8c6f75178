import { exportLimits } from '@besahubs/contracts/drill';
import type { GroupExport } from '@besahubs/contracts/exports';
import { reportLimits } from '@besahubs/contracts/reportFilters';
import type { Cell, ReportQuery } from '@besahubs/contracts/reports';
import { audit } from '../../changes';
import type { Ctx } from '../../context';
import type { Buckets } from '../buckets';
import { compile, compileExtent } from '../compile';
import type { SqlContext } from '../dataset';
import { addPrevious, groupOf, keyOf, labelOf, metricCells, withEmptyPeriods } from '../groups';
import type { Group } from '../groups';
import { periodsOf, previousPeriods } from '../periods';
import type { RawRow, Run } from '../pool';
import { under } from '../problems';
import { datasets } from '../registry';
import { resolveQuery } from '../resolve';
import type { Resolved } from '../resolve';
import { BYTE_ORDER_MARK, csvLine } from './csv';
import { batchesOf, cutNote, inExport } from './stream';
import type { ExportOptions, Sink } from './stream';

const BATCH = 5000;

/** What one answer holds at the most is no wish of whoever asked, a smaller limit is. */
const limitOf = ({ limit }: ReportQuery): number =>
  limit < reportLimits.groups ? limit : exportLimits.groups;

/**
 * A report as CSV, within the caller's row scope: a line per group, empty periods and compared figures as on the screen,
 * and the totals if they were asked for. Errors: `invalid` (with paths), `rate_limited`, `timeout`, `unavailable`.
 */
export async function exportGroups(
  ctx: Ctx,
  { query, title }: GroupExport,
  sink: Sink,
  { signal, now = new Date() }: ExportOptions,
): Promise<void> {
  const asked = under('query', () => resolveQuery(query, datasets[query.dataset], ctx.actor, now));
  const resolved = { ...asked, limit: limitOf(query) };
  const context: SqlContext = { actor: ctx.actor, now, zone: resolved.clock.zone };
  await inExport(signal, async (run) => {
    const file = await openFile(resolved, context, run);
    await audit(ctx, {
      action: 'report.export',
      resource: 'reports',
      changes: {
        title: [null, title ?? null],
        query: [null, query],
        rows: [null, Math.min(file.total, resolved.limit)],
        complete: [null, file.total <= resolved.limit],
      },
    });
    sink.start(file.total <= resolved.limit);
    await sink.write(BYTE_ORDER_MARK + csvLine(headerOf(resolved, file.buckets)));
    await writeGroups(file.first, resolved, file, sink);
    for await (const rows of file.rest) await writeGroups(rows, resolved, file, sink);
    if (file.totals) await sink.write(csvLine(totalsLine(resolved, file)));
    if (file.total > resolved.limit)
      await sink.write(csvLine([cutNote(resolved.limit, file.total, 'groups')]));
  });
}

interface File {
  buckets: (Buckets | null)[];
  first: RawRow[];
  rest: AsyncIterable<RawRow[]>;
  /** Groups there are, before `limit`. */
  total: number;
  totals: RawRow | null;
  previous: { rows: RawRow[]; totals: RawRow | null } | null;
}

async function openFile(resolved: Resolved, context: SqlContext, run: Run): Promise<File> {
  const extentQuery = compileExtent(resolved, context);
  const [extent = {}] = extentQuery ? await run(extentQuery) : [];
  const buckets = under('query', () => periodsOf(resolved, extent));
  const current = compile(resolved, context, { span: resolved.range?.span ?? null, buckets });
  const totals = current.totals ? ((await run(current.totals))[0] ?? null) : null;
  const previous = resolved.previous ? await previousOf(resolved, context, buckets, run) : null;
  const rest = batchesOf(run, current.main, BATCH);
  const first = await rest.next();
  const rows = first.done ? [] : first.value;
  return { buckets, first: rows, rest, total: Number(rows[0]?.['groups'] ?? 0), totals, previous };
}

async function previousOf(
  resolved: Resolved,
  context: SqlContext,
  buckets: (Buckets | null)[],
  run: Run,
): Promise<File['previous']> {
  const span = resolved.previous;
  if (!span) return null;
  // All of them: the groups that are shown may have been small before.
  const all = { ...resolved, limit: exportLimits.groups };
  const { main, totals } = compile(all, context, { span, buckets: previousPeriods(resolved, span, buckets) });
  const rows = await run(main);
  return { rows, totals: totals ? ((await run(totals))[0] ?? null) : null };
}

async function writeGroups(rows: RawRow[], resolved: Resolved, file: File, sink: Sink): Promise<void> {
  const read = rows.map((row) => groupOf(row, resolved));
  const whole = file.total <= Math.min(resolved.limit, reportLimits.groups);
  const groups = whole ? withEmptyPeriods(read, resolved, file.buckets) : read;
  if (file.previous) addPrevious(groups, file.previous.rows, resolved);
  await sink.write(groups.map((group) => csvLine(lineOf(group, resolved, file.buckets))).join(''));
}

function headerOf({ dimensions, metrics, previous }: Resolved, buckets: (Buckets | null)[]): string[] {
  return [
    ...dimensions.map(({ field }, index) => {
      const grain = buckets[index]?.grain;
      return grain ? `${field.label} (${grain.replace('_', ' ')})` : field.label;
    }),
    ...metrics.flatMap(({ label, hidden }) =>
      hidden ? [] : previous ? [label, `${label}, before`] : [label],
    ),
  ];
}

/** Periods by their first day, links and choices by their names, nothing for no value. */
function lineOf(group: Group, resolved: Resolved, buckets: (Buckets | null)[]): Cell[] {
  const keys = resolved.dimensions.map((dimension, index): Cell => {
    if (buckets[index]) return keyOf(group, index, buckets);
    const empty = (group.keys[index] ?? null) === null && !group.other;
    return empty ? null : labelOf(group, dimension, index, resolved, buckets);
  });
  return [...keys, ...figures(resolved, group.metrics, group.previous)];
}

const figures = ({ metrics }: Resolved, now: Cell[], before: Cell[] | null): Cell[] =>
  metrics.flatMap(({ hidden }, index) => {
    if (hidden) return [];
    const own = now[index] ?? null;
    return before ? [own, before[index] ?? null] : [own];
  });

function totalsLine(resolved: Resolved, { totals, previous }: File): Cell[] {
  const before = previous?.totals ? metricCells(resolved, previous.totals) : null;
  const names = resolved.dimensions.map((_dimension, index) => (index ? null : 'Total'));
  return [...names, ...figures(resolved, metricCells(resolved, totals ?? {}), before)];
}
