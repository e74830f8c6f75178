import type { Cell, ReportField, ReportResult, ResolvedRange } from '@besahubs/contracts/reports';
import type { Buckets } from './buckets';
import { groupsWith } from './besides';
import { chartOf } from './chart';
import { isTime } from './dataset';
import { OTHER, UNSEEN, isOther, keyOf, labelOf, metricCells } from './groups';
import type { Group } from './groups';
import { isExtreme, isTimeMetric } from './metrics';
import type { RawRow } from './pool';
import { boundsOf } from './ranges';
import type { Span } from './ranges';
import type { Resolved } from './resolve';

/** What was asked of the database: the groups, their periods, and the same for the time before. */
export interface Answer {
  rows: RawRow[];
  totals: RawRow | null;
  buckets: (Buckets | null)[];
  previous: { rows: RawRow[]; totals: RawRow | null } | null;
  asOf: string;
}

type Row = Record<string, Cell>;
/** Raw groups as the contract's answer: names, empty periods, previous values, series for charts. Pure. */
export function shape(
  resolved: Resolved,
  answer: Answer,
): Omit<ReportResult, 'meta'> & { meta: Omit<ReportResult['meta'], 'cache' | 'ms' | 'version'> } {
  const { dimensions } = resolved;
  const { groups, count } = groupsWith(resolved, answer.rows, answer.previous?.rows ?? null, answer.buckets);
  const labelled = groups.map((group) => ({
    group,
    labels: dimensions.map((dimension, index) => labelOf(group, dimension, index, resolved, answer.buckets)),
  }));
  const rows = groups.map((group) => rowOf(group, resolved, answer.buckets));
  const totalsOf = (raw: RawRow | null) => (raw ? metricCells(resolved, raw) : null);
  return {
    rows,
    fields: fieldsOf(resolved, answer.buckets),
    chartData: chartOf(resolved, labelled, rows),
    meta: {
      asOf: answer.asOf,
      timezone: resolved.clock.zone,
      range: rangeOf(resolved, resolved.range?.span ?? null),
      compareRange: rangeOf(resolved, resolved.previous),
      truncated: count > groups.length,
      rowCount: rows.length,
      groupCount: count,
      totals: totalCells(resolved, totalsOf(answer.totals), totalsOf(answer.previous?.totals ?? null)),
      nullGroups: groups.filter((group) => standsForNone(group, resolved)).length,
    },
  };
}

const standsForNone = (group: Group, resolved: Resolved): boolean =>
  group.keys.some((key, index) => key === null && !isOther(group, index, resolved));

function rowOf(group: Group, resolved: Resolved, buckets: (Buckets | null)[]): Row {
  const cells: [string, Cell][] = [];
  resolved.dimensions.forEach(({ key, field }, index) => {
    const value = keyOf(group, index, buckets);
    if (field.labels) {
      cells.push([key, value === null ? null : (group.labels[index] ?? UNSEEN)], [`${key}.id`, value]);
    } else cells.push([key, value]);
    if (isOther(group, index, resolved)) cells.push([key, OTHER]);
  });
  if (resolved.topN?.other) cells.push(['_other', group.other]);
  return Object.fromEntries([...cells, ...metricEntries(resolved, group.metrics, group.previous)]);
}

const metricEntries = ({ metrics }: Resolved, now: Cell[], before: Cell[] | null): [string, Cell][] =>
  metrics.flatMap(({ id, hidden }, index): [string, Cell][] => {
    if (hidden) return [];
    const own: [string, Cell] = [id, now[index] ?? null];
    return before ? [own, [`${id}.previous`, before[index] ?? null]] : [own];
  });

const totalCells = (resolved: Resolved, now: Cell[] | null, before: Cell[] | null): Row | null =>
  now && Object.fromEntries(metricEntries(resolved, now, before));

function fieldsOf(resolved: Resolved, buckets: (Buckets | null)[]): ReportField[] {
  const dimensions = resolved.dimensions.map(({ key, field, granularity }, index): ReportField => {
    const periods = buckets[index];
    const values = periods
      ? periods.keys.map((value, at) => ({ value, label: periods.labels[at] ?? value }))
      : field.values && [...field.values];
    return {
      key,
      label: field.label,
      role: 'dimension',
      type: field.type,
      format: field.format,
      ...(periods && { granularity: periods.grain }),
      ...(granularity && !periods && { granularity }),
      ...(values && { values }),
    };
  });
  const metrics = resolved.metrics.flatMap((metric): ReportField[] => {
    if (metric.hidden) return [];
    const type =
      isTimeMetric(metric) && metric.kind === 'aggregate' && metric.field ? metric.field.type : 'number';
    const own: ReportField = {
      key: metric.id,
      label: metric.label,
      role: 'metric',
      type,
      format: metric.format,
      ...(isExtreme(metric) && { extreme: true }),
    };
    if (!resolved.previous) return [own];
    return [
      own,
      { ...own, key: `${metric.id}.previous`, label: `${metric.label}, before`, role: 'previous' },
    ];
  });
  return [...dimensions, ...metrics];
}

function rangeOf({ range, clock }: Resolved, span: Span | null): ResolvedRange | null {
  if (!range || !span || !isTime(range.field)) return null;
  return { field: range.key, ...boundsOf(span, range.field.type, clock.zone) };
}
