import type { Buckets } from './buckets';
import type { Condition } from './conditions';
import type { Field, SqlContext } from './dataset';
import { isTime, rowsInScope } from './dataset';
import { aggregation, figures, isAdditive, wholeSql, withRatios } from './figures';
import type { Relation } from './figures';
import { boundsOf } from './ranges';
import type { Span } from './ranges';
import { orderBy } from './order';
import type { Dimension, Resolved } from './resolve';
import { conditionSql, fieldsIn, statement } from './sql';
import type { Bind, Statement } from './sql';

/** The stretch of time a statement is about, and the periods of each date grouping (null for what is no date). */
export interface Period {
  span: Span | null;
  buckets: (Buckets | null)[];
}

export interface Compiled {
  /** Columns k0…, l0… (labels of links), m0…, `other`, `groups`. */
  main: Statement;
  /** Columns m0…: the metrics over all rows. */
  totals: Statement | null;
}

/**
 * A resolved query as SQL. Pure: text and binds follow from the arguments alone. The reader's row scope is the innermost
 * select, where nothing of the query reaches; every value of the query is a bind; result columns have names of our own.
 * With `grouped` the rows are not read again: what follows from their groups is.
 */
export function compile(
  resolved: Resolved,
  context: SqlContext,
  period: Period,
  grouped?: Grouped | null,
): Compiled {
  return {
    main: mainStatement(resolved, context, period, grouped?.groups),
    totals: resolved.totals ? totalsStatement(resolved, context, period.span, grouped?.totals) : null,
  };
}

/** Keys and figures of the groups, and of all rows together, that were computed elsewhere: selects of k0… and m0…. */
export interface Grouped {
  groups: Relation;
  totals: Relation;
}

/** First and last date of each date grouping (lo0, hi0, …), for those whose range has an open end; null when all are bounded. */
export function compileExtent(resolved: Resolved, context: SqlContext): Statement | null {
  const open = resolved.dimensions.flatMap((dimension, index) =>
    isTime(dimension.field) && !isBounded(resolved, dimension) ? [{ dimension, index }] : [],
  );
  if (!open.length) return null;
  const { bind, done } = statement();
  const columns = open.flatMap(({ dimension, index }) => {
    const sql = dimension.field.sql(context);
    return [`min(${sql}) AS lo${index}`, `max(${sql}) AS hi${index}`];
  });
  return done(
    `SELECT ${columns.join(', ')} FROM ${source(resolved, context, resolved.range?.span ?? null, bind)}`,
  );
}

const isBounded = ({ range }: Resolved, { key }: Dimension): boolean =>
  range?.key === key && range.span.from !== null && range.span.to !== null;

/** Tables whose change makes an answer stale. */
export function tablesOf(resolved: Resolved): string[] {
  const { dataset, dimensions } = resolved;
  return [
    ...new Set([
      dataset.model.name,
      ...dataset.scopeTables,
      ...joinsOf(resolved).flatMap((join) => join.tables),
      ...dimensions.flatMap(({ field }) => field.labels?.tables ?? []),
      ...fieldsOf(resolved).flatMap((field) => field.counters ?? []),
      ...(fieldsOf(resolved).some((field) => field.people === 'users') ? ['User'] : []),
    ]),
  ];
}

/** Fields that a query reads. */
export const fieldsOf = ({ dimensions, metrics, filter, range }: Resolved): readonly Field[] => [
  ...dimensions.map(({ field }) => field),
  ...metrics.flatMap((metric) =>
    metric.kind === 'aggregate' ? [...(metric.field ? [metric.field] : []), ...fieldsIn(metric.filter)] : [],
  ),
  ...fieldsIn(filter),
  ...(range ? [range.field] : []),
];

const joinsOf = (resolved: Resolved, fields = fieldsOf(resolved)) =>
  [...new Set(fields.flatMap((field) => field.join ?? []))].flatMap(
    (name) => resolved.dataset.joins[name] ?? [],
  );

/** `(scoped rows) d JOIN … WHERE …`; `fields` are those that the caller reads besides the query's. */
export function source(
  resolved: Resolved,
  context: SqlContext,
  span: Span | null,
  bind: Bind,
  { where: more = [], fields: further = [] }: { where?: string[]; fields?: readonly Field[] } = {},
): string {
  const { dataset, filter, range } = resolved;
  const fields = [...fieldsOf(resolved), ...further];
  const joins = joinsOf(resolved, fields);
  const columns = [...fields, ...joins].flatMap((part) => part.columns);
  const rows = rowsInScope(dataset, context.actor, columns.length ? [...new Set(columns)] : ['id']);
  const conditions = [
    ...(range && span ? [rangeCondition(range.field, span, resolved)] : []),
    ...(filter ? [filter] : []),
  ].map((condition) => conditionSql(condition, context, bind));
  const where = [...conditions, ...more];
  return [
    `(${rows}) d`,
    ...joins.map((join) => join.sql(context)),
    ...(where.length ? [`WHERE ${where.join(' AND ')}`] : []),
  ].join(' ');
}

export function rangeCondition(field: Field, span: Span, { clock }: Resolved): Condition {
  const { from, to } = boundsOf(span, field.type as 'date' | 'instant', clock.zone);
  return {
    field,
    not: false,
    test: { is: 'within', ...(from !== null && { gte: from }), ...(to !== null && { lt: to }) },
  };
}

function totalsStatement(
  resolved: Resolved,
  context: SqlContext,
  span: Span | null,
  held: Relation | undefined,
): Statement {
  const { bind, done } = statement();
  if (held) return done(withRatios(resolved.metrics, held(bind)));
  return done(aggregation(resolved, context, [], (take) => source(resolved, context, span, take), bind));
}

function mainStatement(
  resolved: Resolved,
  context: SqlContext,
  period: Period,
  held: Relation | undefined,
): Statement {
  const { dimensions, topN } = resolved;
  const { bind, done } = statement();
  const keys = held
    ? []
    : dimensions.map((dimension, index) => keySql(dimension, period.buckets[index] ?? null, context, bind));
  const all = (): string =>
    held
      ? withRatios(resolved.metrics, held(bind))
      : aggregation(resolved, context, named(keys), sourceOf(resolved, context, period), bind);
  const { ctes, groups } = topN
    ? topGroups(resolved, context, { period, keys, all }, bind)
    : { ctes: [], groups: all() };
  const labels = dimensions.flatMap(({ field }, index) =>
    field.labels ? [{ index, sql: field.labels.sql(context) }] : [],
  );
  const having = resolved.having.map(
    ({ metric, op, value }) => `g.m${metric} ${COMPARE[op]} ${bind(value, 'float8')}`,
  );
  return done(
    [
      ...(ctes.length ? [`WITH ${ctes.join(', ')}`] : []),
      `SELECT g.*, ${labels.map(({ index }) => `l${index}.label AS l${index}, `).join('')}(count(*) OVER ())::int AS groups`,
      `FROM (${groups}) g`,
      ...labels.map(({ index, sql }) => `LEFT JOIN (${sql}) l${index} ON l${index}.id = g.k${index}`),
      ...(having.length ? [`WHERE ${having.join(' AND ')}`] : []),
      ...orderBy(resolved, bind),
      `LIMIT ${bind(resolved.limit, 'int')}`,
    ].join(' '),
  );
}

const COMPARE = { eq: '=', ne: 'IS DISTINCT FROM', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** Dates become the number of their period, 1 and up: exact over daylight saving, and cheap. */
function keySql({ field }: Dimension, buckets: Buckets | null, context: SqlContext, bind: Bind): string {
  const sql = field.sql(context);
  if (!buckets) return sql;
  return `width_bucket(${sql}, ${bind(buckets.starts, field.type === 'date' ? 'date[]' : 'timestamptz[]')})`;
}

const named = (keys: string[]): string[] => keys.map((key, index) => `${key} AS k${index}`);
const sourceOf =
  (resolved: Resolved, context: SqlContext, { span }: Pick<Period, 'span'>, where: string[] = []) =>
  (bind: Bind): string =>
    source(resolved, context, span, bind, { where });

/** The largest groups, and all the rest as one: from the groups where that is exact, else by a second look at the rows. */
function topGroups(
  resolved: Resolved,
  context: SqlContext,
  { period, keys, all }: { period: Period; keys: string[]; all: () => string },
  bind: Bind,
): { ctes: string[]; groups: string } {
  const { topN } = resolved;
  const at = topN?.dimension ?? 0;
  const split = (whole: string[], test: string): string[] =>
    whole.flatMap((key, index) => {
      if (!topN?.other || index !== at) return [`${key} AS k${index}`];
      return [`CASE WHEN ${test} THEN ${key} END AS k${index}`, `NOT ${test} AS other`];
    });
  const only = (test: string): string[] => (topN?.other ? [] : [test]);
  if (resolved.metrics.every(isAdditive)) {
    const test = topTest(`k${at}`);
    const where = only(test)
      .map((condition) => ` WHERE ${condition}`)
      .join('');
    const fromParts = (more: string) => () => `parts${more}`;
    const parts = all();
    const ranked = figures(resolved, [`k${at} AS k`], wholeSql, fromParts(''), bind);
    const ownKeys = resolved.dimensions.map((_dimension, index) => `k${index}`);
    return {
      ctes: [`parts AS MATERIALIZED (${parts})`, `top AS MATERIALIZED (${largest(resolved, ranked, bind)})`],
      groups: figures(resolved, split(ownKeys, test), wholeSql, fromParts(where), bind),
    };
  }
  const top = topCte(resolved, context, period, bind);
  const test = top?.test ?? 'TRUE';
  return {
    ctes: top ? [`top AS MATERIALIZED (${top.sql})`] : [],
    groups: aggregation(
      resolved,
      context,
      split(keys, test),
      sourceOf(resolved, context, period, only(test)),
      bind,
    ),
  };
}

/** The largest groups by one metric. “Other” is then computed over all rows outside them, not over groups. */
export function topCte(
  resolved: Resolved,
  context: SqlContext,
  period: Pick<Period, 'span'>,
  bind: Bind,
): { sql: string; test: string } | null {
  const { topN, dimensions } = resolved;
  const dimension = topN && dimensions[topN.dimension];
  if (!topN || !dimension) return null;
  const key = dimension.field.sql(context);
  const all = aggregation(resolved, context, [`${key} AS k`], sourceOf(resolved, context, period), bind);
  return { sql: largest(resolved, all, bind), test: topTest(key) };
}

const largest = ({ topN }: Resolved, groups: string, bind: Bind): string =>
  `SELECT k FROM (${groups}) g ORDER BY g.m${topN?.by ?? 0} DESC NULLS LAST, k NULLS LAST LIMIT ${bind(topN?.n ?? 0, 'int')}`;

/** Whether a key is among the largest; “no value” can be one of them, also the only one. */
const topTest = (key: string): string =>
  `(CASE WHEN ${key} IS NULL THEN coalesce((SELECT bool_or(k IS NULL) FROM top), FALSE) ELSE ${key} = ANY(ARRAY(SELECT k FROM top WHERE k IS NOT NULL)) END)`;
