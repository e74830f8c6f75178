import { z } from 'zod';
import { timeZone } from './common';
import { choose, fieldKey, filterOps, filters, has, reportLimits } from './reportFilters';
import { isPreset } from './reportRanges';

export const datasetKeys = [
  'deals',
  'tasks',
  'properties',
  'contacts',
  'campaigns',
  'agents',
  'stageEvents',
  'leases',
  'activities',
  'emailEvents',
] as const;
export type DatasetKey = (typeof datasetKeys)[number];

export const aggregates = ['count', 'countDistinct', 'sum', 'avg', 'median', 'p90', 'min', 'max'] as const;
export type Aggregate = (typeof aggregates)[number];

/** `auto` takes the grain that gives a readable number of points for the range. */
export const granularities = [
  'auto',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'fiscal_quarter',
  'fiscal_year',
] as const;
export type Granularity = (typeof granularities)[number];

/** Becomes a key of each row. Starts with a letter, so that it can be no `__proto__`. */
const resultId = z.string().regex(/^[A-Za-z]\w{0,63}$/, 'Letters, digits and _, beginning with a letter');

/** `sum` of `value` is called `sum_value` unless told otherwise. */
const defaultId = (agg: Aggregate, field?: string): string =>
  field ? `${agg}_${field.replace(/\W/g, '_')}` : agg;

const aggregateMetric = z
  .strictObject({
    id: resultId.optional(),
    agg: z.enum(aggregates),
    /** None counts rows. */
    field: fieldKey.optional(),
    /** Only rows that pass: a win rate is one scan. */
    filter: filters.optional(),
    label: z.string().trim().min(1).max(80).optional(),
    /** Computed, but not shown: the parts of a ratio. */
    hidden: z.boolean().optional(),
  })
  .transform((metric) => ({ ...metric, id: metric.id ?? defaultId(metric.agg, metric.field) }));

/** Sum of one metric over the sum of another, at every level: ratios are never averaged. */
const ratioMetric = z
  .strictObject({
    id: resultId.optional(),
    agg: z.literal('ratio'),
    num: resultId,
    den: resultId,
    /** Percent points: 6.25 means 6.25 %. */
    as: z.enum(['number', 'percent']).default('number'),
    label: z.string().trim().min(1).max(80).optional(),
    hidden: z.boolean().optional(),
  })
  .transform((metric) => ({ ...metric, id: metric.id ?? `${metric.num}_per_${metric.den}` }));

const metricText = z
  .string()
  .regex(new RegExp(`^(${aggregates.join('|')})(:[\\w.]{1,64})?$`), 'Write count, or sum:value')
  .transform((text) => {
    const [agg, field] = text.split(':') as [Aggregate, string | undefined];
    return { agg, ...(field && { field }), id: defaultId(agg, field) };
  });

export type AggregateMetric = z.output<typeof aggregateMetric>;
export type RatioMetric = z.output<typeof ratioMetric>;
export type Metric = AggregateMetric | RatioMetric;

const metric = choose<Metric>((value) => {
  if (typeof value === 'string') return metricText;
  return (
    has(value, 'agg') && (value as { agg: unknown }).agg === 'ratio' ? ratioMetric : aggregateMetric
  ) as z.ZodType<Metric>;
}, '{id?, agg, field?, filter?}, {agg: "ratio", num, den, as?}, or text such as "count" and "sum:value"');

const grouping = z.strictObject({
  field: fieldKey,
  /** For dates; `auto` when left out. */
  granularity: z.enum(granularities).optional(),
  /**
   * Empty periods appear too, of the first date that is grouped by (true unless told otherwise). Not together with `having`
   * or `orderBy`, nor where there would be more rows than `limit`.
   */
  fill: z.boolean().optional(),
});
export type Grouping = z.output<typeof grouping>;
const groupingText = z
  .string()
  .regex(new RegExp(`^[\\w.]{1,64}(:(${granularities.join('|')}))?$`), 'Write a field, or createdAt:month')
  .transform((text): Grouping => {
    const [field, granularity] = text.split(':') as [string, Granularity | undefined];
    return { field, ...(granularity && { granularity }) };
  });
const groupBy = choose<Grouping>(
  (value) => (typeof value === 'string' ? groupingText : grouping),
  '{field, granularity?, fill?}, or text such as "stage" and "createdAt:month"',
);

const preset = z.string().refine(isPreset, 'There is no such range');
/** A date (that whole day, the last one included), or an instant (exclusive at the end). */
const bound = z.union([
  z.iso.date().refine((date) => date >= '1900' && date < '2200', 'Between 1900 and 2200'),
  z.iso
    .datetime({ offset: true })
    .refine((at) => at >= '1900' && at < '2200', 'Between 1900 and 2200')
    .refine((at) => !/\.\d{7}/.test(at), 'Six decimals of a second at most'),
]);
const dateRange = choose<DateRange>((value) => {
  if (typeof value === 'string') return preset.transform((name) => ({ preset: name }));
  if (has(value, 'preset')) return z.strictObject({ field: fieldKey.optional(), preset });
  return z
    .strictObject({ field: fieldKey.optional(), from: bound.optional(), to: bound.optional() })
    .refine(({ from, to }) => !from || !to || Date.parse(from) <= Date.parse(to), {
      message: 'The range ends before it begins',
      path: ['to'],
    });
}, '{field?, preset: "last_30_days"}, {field?, from?, to?}, or the name of a range');
export type DateRange =
  | { field?: string | undefined; preset: string }
  | { field?: string | undefined; from?: string | undefined; to?: string | undefined };

const query = {
  metrics: z
    .array(metric)
    .min(1)
    .max(reportLimits.metrics)
    .default([{ id: 'count', agg: 'count' }]),
  groupBy: choose<Grouping[]>(
    (value) => (Array.isArray(value) ? z.array(groupBy).max(3) : groupBy.transform((one) => [one])),
    'Up to two groupings and a series',
  ).default([]),
  filters: filters.optional(),
  dateRange: dateRange.optional(),
  /** IANA zone of all dates; the caller's own when left out. */
  timezone: timeZone.optional(),
  /** ISO weekday that weeks begin on: 1 Monday … 7 Sunday. */
  weekStart: z.number().int().min(1).max(7).default(1),
  fiscalStartMonth: z.number().int().min(1).max(12).default(1),
  /**
   * Beside each figure what it was in the period before. Groups that had rows only then appear too, with nothing now.
   * `having`, `orderBy` and `limit` are about the figures of now.
   */
  compare: z
    .strictObject({ mode: z.enum(['previous_to_date', 'previous_full', 'previous_year']) })
    .optional(),
  having: z
    .array(
      z.strictObject({ id: resultId, op: z.enum(['eq', 'ne', 'gt', 'gte', 'lt', 'lte']), value: z.number() }),
    )
    .max(10)
    .optional(),
  orderBy: z
    .array(
      z.strictObject({
        /** A metric's id or a grouping's field. */
        id: fieldKey,
        dir: z.enum(['asc', 'desc']).default('desc'),
        nulls: z.enum(['first', 'last']).default('last'),
      }),
    )
    .max(5)
    .optional(),
  limit: z.number().int().min(1).max(reportLimits.groups).default(reportLimits.groups),
  /** The n largest groups of the first grouping that is no date, and all the rest as one, computed over its rows. */
  topN: z
    .strictObject({
      n: z.number().int().min(1).max(100),
      other: z.boolean().default(true),
      by: resultId.optional(),
      field: fieldKey.optional(),
    })
    .optional(),
  /** The metrics over all rows that pass `filters` and `dateRange`, whatever `having`, `limit` and `topN` leave out; in `meta.totals`. */
  totals: z.boolean().default(false),
};

export const reportQuery = z.strictObject({ dataset: z.enum(datasetKeys), ...query });
export type ReportQuery = z.output<typeof reportQuery>;
export type ReportQueryInput = z.input<typeof reportQuery>;
/** A query as a widget keeps it: the dataset is the widget's. */
export const widgetQuery = z.strictObject(query);
export type WidgetQuery = z.output<typeof widgetQuery>;

export const formats = [
  'number',
  'currency',
  'percent',
  'area',
  'days',
  'date',
  'datetime',
  'text',
  'boolean',
] as const;
export type Format = (typeof formats)[number];
export const fieldTypes = ['text', 'enum', 'number', 'boolean', 'instant', 'date', 'ref', 'tags'] as const;
export type FieldType = (typeof fieldTypes)[number];

export const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Cell = z.infer<typeof cell>;

export const reportField = z.object({
  key: z.string(),
  label: z.string(),
  role: z.enum(['dimension', 'metric', 'previous']),
  type: z.enum(fieldTypes),
  format: z.enum(formats),
  granularity: z.enum(granularities).optional(),
  /** True of a first, last, lowest or highest: over all rows it is that of one of them, and no total of the others. */
  extreme: z.boolean().optional(),
  /** Names of the values in `rows`: of enums, and of periods by their keys. */
  values: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
});
export type ReportField = z.infer<typeof reportField>;

/** Half-open: `to` is the first moment (or date) that is not in it. Null is unbounded. */
export const resolvedRange = z.object({
  field: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type ResolvedRange = z.infer<typeof resolvedRange>;

export const reportResult = z.object({
  /** One per group: dimension and metric keys as in `fields`; links have `<key>.id` beside the name. */
  rows: z.array(z.record(z.string(), cell)),
  fields: z.array(reportField),
  chartData: z.object({
    labels: z.array(z.string()),
    keys: z.array(cell),
    series: z.array(
      z.object({
        key: z.string(),
        metric: z.string(),
        label: z.string(),
        format: z.enum(formats),
        previous: z.boolean(),
        data: z.array(z.number().nullable()),
      }),
    ),
  }),
  meta: z.object({
    asOf: z.string(),
    timezone: z.string(),
    range: resolvedRange.nullable(),
    compareRange: resolvedRange.nullable(),
    /** More groups exist than were returned. */
    truncated: z.boolean(),
    rowCount: z.number(),
    groupCount: z.number(),
    totals: z.record(z.string(), cell).nullable(),
    /** How many of the rows stand for “no value”. */
    nullGroups: z.number(),
    cache: z.enum(['hit', 'miss', 'coalesced']),
    ms: z.number(),
    version: z.string(),
  }),
});
export type ReportResult = z.infer<typeof reportResult>;

/** What the builder needs to know of a dataset; only what the caller may use. */
export const datasetInfo = z.object({
  key: z.enum(datasetKeys),
  label: z.string(),
  noun: z.string(),
  dateField: z.string(),
  fields: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      type: z.enum(fieldTypes),
      format: z.enum(formats),
      ops: z.array(z.enum(filterOps)),
      aggs: z.array(z.enum(aggregates)),
      groupable: z.boolean(),
      values: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
      /** The resource whose records it points at; `agents` also takes `me` and `my_team`. */
      resource: z.string().optional(),
      /** The dataset whose rows the field adds up: a drill into a sum of it can list them. */
      behind: z.enum(datasetKeys).optional(),
    }),
  ),
});
export type DatasetInfo = z.infer<typeof datasetInfo>;
