import { z } from 'zod';
import { uuid } from './common';
import { reportLimits } from './reportFilters';
import { cell, reportField, reportQuery, resolvedRange } from './reports';

/**
 * The rows behind one number of a report: the same query, and which of its cells was clicked. Filters, scope, range and
 * zone are those of the query, so that what is listed adds up to what was shown.
 */
const cellOf = {
  /**
   * Grouping field → its value in the clicked row: enum value, record id, text, boolean, number, or the period's key.
   * Null is the group of rows without a value. Groupings left out are not narrowed (a total, a whole series).
   */
  key: z.record(z.string().min(1).max(64), cell).default({}),
  /** The “Other” of a `topN`: the rows outside the top groups. The key then leaves that grouping out. */
  other: z.boolean().default(false),
  /**
   * Metric that was clicked: its own filter narrows too, and rows without a value of what it measures are not among its
   * rows. Rows of a ratio are those of its denominator, unless `part` says so.
   */
  metric: z.string().max(64).optional(),
  part: z.enum(['num', 'den']).optional(),
  /** The figure of the compared period. */
  previous: z.boolean().default(false),
  /**
   * Not the rows of the query but those that its metric adds up in them: of what agents closed, the deals. For sums of fields
   * that have something `behind` them (`GET /reports/datasets`).
   */
  behind: z.boolean().default(false),
};

export const drillQuery = z.strictObject({
  query: reportQuery,
  ...cellOf,
  pageSize: z.number().int().min(1).max(200).default(50),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(2000).optional(),
});
export type DrillQuery = z.output<typeof drillQuery>;
export type DrillQueryInput = z.input<typeof drillQuery>;

/** One row: `id`, `name` (what to call it), `resource` and `recordId` (the record to open), and a cell for each of `fields`. */
export const drillRow = z
  .object({
    id: uuid,
    name: z.string(),
    /** As in URLs: `deals`; null when no record page stands behind the row. */
    resource: z.string().nullable(),
    recordId: uuid.nullable(),
  })
  .catchall(cell);
export type DrillRow = z.infer<typeof drillRow>;

export const drillResult = z.object({
  /** Columns worth showing: those of the query first, then the dataset's usual ones. */
  fields: z.array(reportField),
  rows: z.array(drillRow),
  /** How many rows there are in all. */
  total: z.number(),
  /** The clicked metric; equals the clicked number. Of a ratio the ratio, or the `part` that was asked for; without a metric the number of rows. */
  value: z.union([z.number(), z.string(), z.null()]),
  nextCursor: z.string().nullable(),
  /** What was narrowed, in words: `Stage is LOI`, `Created in March 2026`, `Owner is Ana Ruiz`. */
  conditions: z.array(z.string()),
  /** Resource whose list can show the same rows (`POST /reports/segments`); null when it has no list. */
  listResource: z.string().nullable(),
  meta: z.object({ asOf: z.string(), timezone: z.string(), range: resolvedRange.nullable() }),
});
export type DrillResult = z.infer<typeof drillResult>;

/**
 * A drill kept as a saved view, so that a list can be opened on the same rows: `GET /deals?segment=<id>`. Relative ranges
 * stay those of the moment it was kept; whoever opens it sees its rows within their own scope.
 */
export const segmentInput = z.strictObject({
  query: reportQuery,
  ...cellOf,
  /** What the view is called; the conditions in words when left out. */
  name: z.string().trim().min(1).max(160).optional(),
});
export type SegmentInput = z.input<typeof segmentInput>;
export const segment = z.object({ id: uuid, name: z.string(), resource: z.string() });
export type Segment = z.infer<typeof segment>;

/** Rows of a drill that an export writes at the most; past it the file says that it is cut. */
export const exportLimits = { groups: 100_000, rows: 100_000, preview: reportLimits.groups } as const;
