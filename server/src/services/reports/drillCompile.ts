import { scopeSql } from '../../policies/policy';
import { source, topCte } from './compile';
import { aggregation } from './figures';
import type { Condition } from './conditions';
import { aggsOf, idField, isGroupable } from './dataset';
import type { Field, Opens, SqlContext } from './dataset';
import type { DrillCell } from './drillCell';
import { metricFields } from './metrics';
import type { Aggregated, ResolvedMetric } from './metrics';
import type { Resolved } from './resolve';
import { casts, embedded, statement } from './sql';
import type { Bind, Statement } from './sql';

export interface Column {
  key: string;
  field: Field;
}

/** A drill that holds: the query, its cell, and the cell's periods as conditions. */
export interface Drilled {
  resolved: Resolved;
  cell: DrillCell;
  periods: Condition[];
  /** Only rows whose link points at one of these. */
  through?: { link: Field; rows: Drilled };
}

/** Where a page ends: what its last row is sorted by (as PostgreSQL writes it, to the last digit), and its id. */
export interface Cursor {
  at: string | null;
  id: string;
}

/** The query's rows in the cell: its WHERE, its scope, and the key. */
const within = ({ resolved, cell, periods }: Drilled, own: Condition[]): Resolved => ({
  ...resolved,
  filter: { all: [...(resolved.filter ? [resolved.filter] : []), ...cell.keys, ...periods, ...own] },
});

/**
 * What no condition on a field says. “Other” are the rows outside the top groups, which are found by the query as it stands,
 * without the cell.
 */
function besidesFields(
  { resolved, cell, through }: Drilled,
  context: SqlContext,
  bind: Bind,
): { cte: string; where: string[]; fields: Field[] } {
  const top = cell.other ? topCte(resolved, context, cell, bind) : null;
  return {
    cte: top ? `WITH top AS MATERIALIZED (${top.sql}) ` : '',
    where: [
      ...(top ? [`NOT ${top.test}`] : []),
      ...(through ? [`${through.link.sql(context)} IN (${idsOf(through.rows, context, bind)})`] : []),
    ],
    fields: through ? [through.link] : [],
  };
}

/** `SELECT id …` of exactly the rows of the drill. */
function idsOf(drilled: Drilled, context: SqlContext, bind: Bind): string {
  const { cte, where, fields } = besidesFields(drilled, context, bind);
  const rows = source(within(drilled, drilled.cell.own), context, drilled.cell.span, bind, {
    where,
    fields: [idField(''), ...fields],
  });
  return `${cte}SELECT d.id FROM ${rows}`;
}

/** The same with its values written into the text: a sub-select for a statement of somebody else. */
export function idsSql(drilled: Drilled, context: SqlContext): string {
  const { bind, done } = embedded();
  return done(idsOf(drilled, context, bind));
}

/** One row: `m0`… of which the last but one is the clicked metric, and the last how many rows there are. */
export function compileSums(
  drilled: Drilled,
  context: SqlContext,
): { sums: Statement; value: string; total: string } {
  const { bind, done } = statement();
  const { cte, where, fields } = besidesFields(drilled, context, bind);
  const metrics = [...valueMetrics(drilled), rowsOf(drilled)];
  const rows = { ...within(drilled, []), metrics };
  const sql = aggregation(
    rows,
    context,
    [],
    (take) => source(rows, context, drilled.cell.span, take, { where, fields }),
    bind,
  );
  const total = `m${metrics.length - 1}`;
  return { sums: done(cte + sql), value: drilled.cell.metric ? `m${metrics.length - 2}` : total, total };
}

/** The clicked metric, after the parts that it needs. */
function valueMetrics({ resolved: { metrics }, cell: { metric } }: Drilled): ResolvedMetric[] {
  if (!metric) return [];
  if (metric.kind === 'aggregate') return [metric];
  return [
    metrics[metric.num] as Aggregated,
    metrics[metric.den] as Aggregated,
    { ...metric, num: 0, den: 1 },
  ];
}

const rowsOf = ({ cell: { own } }: Drilled): Aggregated => ({
  kind: 'aggregate',
  agg: 'count',
  field: null,
  filter: own.length ? { all: own } : null,
  id: 'total',
  label: '',
  format: 'number',
  hidden: true,
});

/**
 * One page of rows: `id`, `name`, `resource`, `recordId`, f0… (with l0… the names of links), and `at`, what they are
 * sorted by: the largest of what was measured first, else the latest.
 */
export function compileRows(
  drilled: Drilled,
  context: SqlContext,
  columns: readonly Column[],
  page: { limit: number; after: Cursor | null },
): Statement {
  const { bind, done } = statement();
  const { dataset } = drilled.resolved;
  const { cte, where, fields: linked } = besidesFields(drilled, context, bind);
  const order = orderField(drilled);
  const by = order.sql(context);
  const opens = dataset.row.opens;
  const fields = [
    dataset.row.name,
    order,
    idField(''),
    ...linked,
    ...opens.map(({ id }) => id),
    ...columns.map(({ field }) => field),
  ];
  const from = source(within(drilled, drilled.cell.own), context, drilled.cell.span, bind, {
    fields,
    where: [...where, ...(page.after ? [afterSql(page.after, order, by, bind)] : [])],
  });
  const selected = [
    'd.id',
    `${dataset.row.name.sql(context)} AS name`,
    `${firstOf(opens, ({ resource }) => `'${resource}'`, context)}::text AS resource`,
    `${firstOf(opens, ({ id }) => id.sql(context), context)}::uuid AS "recordId"`,
    ...columns.map(({ field }, index) => `${field.sql(context)} AS f${index}`),
    `${by} AS o`,
    `(${by})::text AS at`,
  ];
  const labels = columns.flatMap(({ field }, index) =>
    field.labels ? [{ index, sql: field.labels.sql(context) }] : [],
  );
  return done(
    [
      `${cte}SELECT p.*${labels.map(({ index }) => `, l${index}.label AS l${index}`).join('')}`,
      `FROM (SELECT ${selected.join(', ')} FROM ${from} ORDER BY o DESC NULLS LAST, id LIMIT ${bind(page.limit, 'int')}) p`,
      ...labels.map(({ index, sql }) => `LEFT JOIN (${sql}) l${index} ON l${index}.id = p.f${index}`),
      'ORDER BY p.o DESC NULLS LAST, p.id',
    ].join(' '),
  );
}

/** The number or date that was measured; else the date of the dataset. */
export function orderField({ resolved, cell }: Drilled): Field {
  const { dataset, metrics } = resolved;
  const measured = cell.metric ? metricFields(cell.metric, metrics) : [];
  const sortable = measured.find((field) => aggsOf(field).includes('max'));
  return sortable ?? (dataset.fields.get(dataset.dateField) as Field);
}

function afterSql({ at, id }: Cursor, { type }: Field, by: string, bind: Bind): string {
  const later = `d.id > ${bind(id, 'uuid')}`;
  if (at === null) return `(${by} IS NULL AND ${later})`;
  const mark = bind(at, casts[type]);
  return `(${by} < ${mark} OR (${by} = ${mark} AND ${later}) OR ${by} IS NULL)`;
}

function firstOf(opens: readonly Opens[], what: (open: Opens) => string, context: SqlContext): string {
  const cases = opens.map((open) => `WHEN ${mayOpen(open, context)} THEN ${what(open)}`);
  return cases.length ? `CASE ${cases.join(' ')} END` : 'NULL';
}

function mayOpen({ id, within: among }: Opens, context: SqlContext): string {
  const sql = id.sql(context);
  return among ? `${sql} IN (${scopeSql(among.model, among.scope(context.actor))})` : `${sql} IS NOT NULL`;
}

/** Columns of a list of the drill's rows: what was asked about first, then the dataset's usual ones. */
export function columnsOf({ resolved, cell }: Drilled, usable: (key: string) => Field | undefined): Column[] {
  const { dataset, dimensions, range, metrics } = resolved;
  const measured = cell.metric ? metricFields(cell.metric, metrics) : [];
  const keys = [
    ...dimensions.map(({ key }) => key),
    ...[...dataset.fields].flatMap(([key, field]) => (measured.includes(field) ? [key] : [])),
    ...(range ? [range.key] : []),
    ...dataset.shown,
  ];
  return [...new Set(keys)].flatMap((key) => {
    const field = usable(key);
    return field && isGroupable(field) ? [{ key, field }] : [];
  });
}
