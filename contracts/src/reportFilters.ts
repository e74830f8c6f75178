import { z } from 'zod';

export const filterOps = [
  'eq',
  'ne',
  'in',
  'notIn',
  'contains',
  'notContains',
  'startsWith',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'before',
  'after',
  'relative',
  'isNull',
  'isNotNull',
] as const;
export type FilterOp = (typeof filterOps)[number];

export const reportLimits = {
  groups: 1000,
  filterDepth: 4,
  filterLeaves: 50,
  listValues: 500,
  metrics: 12,
} as const;

export const fieldKey = z.string().min(1).max(64);

/** Parses by the schema that `pick` finds for the shape of the value, so that errors name the exact place. */
export const choose = <T>(pick: (value: unknown) => z.ZodType<T>, description: string) =>
  z
    .unknown()
    .transform((value, context): T => {
      const parsed = pick(value).safeParse(value);
      if (parsed.success) return parsed.data;
      for (const issue of parsed.error.issues) context.issues.push({ ...issue, input: value } as never);
      return z.NEVER;
    })
    .meta({ description });

export const has = (value: unknown, key: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key);

const scalar = z.union([z.string().max(500), z.number(), z.boolean()]);
export type Scalar = z.infer<typeof scalar>;
export const filterTest = z.strictObject({
  field: fieldKey,
  op: z.enum(filterOps),
  /** A list for `in`, `notIn` and `between`; a range's name (`last_30_days`) for `relative`; none for `isNull`. */
  value: z.union([scalar, z.array(scalar).max(reportLimits.listValues)]).optional(),
});
export type FilterTest = z.infer<typeof filterTest>;
export type FilterNode = FilterTest | { and: FilterNode[] } | { or: FilterNode[] };

const groupOf = (value: unknown, depth: number): z.ZodType<FilterNode> => {
  const parts = z
    .array(filterNode(depth - 1))
    .min(1)
    .max(reportLimits.filterLeaves);
  return has(value, 'and') ? z.strictObject({ and: parts }) : z.strictObject({ or: parts });
};
const filterNode = (depth: number): z.ZodType<FilterNode> =>
  choose<FilterNode>((value) => {
    if (!has(value, 'and') && !has(value, 'or')) return filterTest;
    return depth > 0
      ? groupOf(value, depth)
      : z.never(`Groups nest ${reportLimits.filterDepth} deep at most`);
  }, '{field, op, value}, or {and: […]}, or {or: […]}; four levels at most');

const leaves = (node: FilterNode): number => {
  if ('field' in node) return 1;
  return ('and' in node ? node.and : node.or).reduce((sum, part) => sum + leaves(part), 0);
};
const fewEnough = (filters: FilterNode | FilterNode[]): boolean =>
  leaves(Array.isArray(filters) ? { and: filters } : filters) <= reportLimits.filterLeaves;

/** A group, a single test, or (short form) a list whose tests must all hold. */
export const filters = choose<FilterNode | FilterNode[]>(
  (value) =>
    Array.isArray(value)
      ? z.array(filterNode(reportLimits.filterDepth - 1)).max(reportLimits.filterLeaves)
      : filterNode(reportLimits.filterDepth),
  'A filter, or a list of filters that must all hold',
).refine(fewEnough, `At most ${reportLimits.filterLeaves} conditions`);
