import fc from 'fast-check';
import type { FilterNode, FilterOp, FilterTest } from '@besahubs/contracts/reportFilters';
import type { ReportQueryInput } from '@besahubs/contracts/reports';
import { catalog, dateFieldOf } from './catalog';
import type { CatalogKey } from './catalog';
import type { Asking, FieldSpec } from './fields';
import { DATES, INSTANTS, TAGS, TEXTS, ZONES } from './nasty';
import { Random } from './random';
import { toNumber } from './values';
import type { Value } from './values';

const PRESETS = [
  ...[
    'today',
    'yesterday',
    'tomorrow',
    'all_time',
    'last_7_days',
    'last_30_days',
    'next_30_days',
    'last_36_hours',
  ],
  ...['next_5_hours', 'last_12_months', 'last_2_quarters', 'next_3_weeks', 'last_1_years', 'next_90_days'],
  ...['week', 'month', 'quarter', 'year', 'fiscal_quarter', 'fiscal_year'].flatMap((unit) => [
    `last_${unit}`,
    `this_${unit}`,
    `next_${unit}`,
    `${unit}_to_date`,
  ]),
];
const GRAINS = [
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
const POSITIVE: Record<FieldSpec['type'], readonly FilterOp[]> = {
  text: ['eq', 'ne', 'in', 'notIn', 'contains', 'notContains', 'startsWith'],
  enum: ['in', 'notIn', 'eq', 'ne'],
  number: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'between', 'in', 'notIn'],
  boolean: ['eq', 'ne'],
  instant: ['relative', 'between', 'before', 'after', 'eq', 'ne', 'gt', 'gte', 'lt', 'lte'],
  date: ['relative', 'between', 'before', 'after', 'eq', 'ne', 'gt', 'gte', 'lt', 'lte'],
  ref: ['in', 'notIn', 'eq', 'ne'],
  tags: ['in', 'notIn', 'eq', 'ne'],
};
const NUMBER_AGGS = ['sum', 'avg', 'median', 'p90', 'min', 'max', 'count', 'countDistinct'] as const;

/** No decimal number says their values exactly. */
const REPEATING = new Set(['hoursToComplete', 'daysInStage']);
/** Those with the most to get wrong more often. */
const DATASETS: CatalogKey[] = [
  ...(Object.keys(catalog) as CatalogKey[]),
  'deals',
  'deals',
  'tasks',
  'contacts',
];

class Maker {
  readonly fields: [string, FieldSpec][];
  private readonly random: Random;
  private readonly dataset: CatalogKey;
  private readonly asking: Asking;

  constructor(random: Random, dataset: CatalogKey, asking: Asking, only?: readonly string[]) {
    this.random = random;
    this.dataset = dataset;
    this.asking = asking;
    this.fields = Object.entries(catalog[dataset]).filter(([key]) => !only || only.includes(key));
  }

  pick<T>(from: readonly T[]): T {
    return this.random.pick(from);
  }
  chance(percent: number): boolean {
    return this.random.int(100) < percent;
  }
  int(min: number, max: number): number {
    return min + this.random.int(max - min + 1);
  }
  times<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }
  field(fits: (spec: FieldSpec, key: string) => boolean): [string, FieldSpec] {
    return this.pick(this.fields.filter(([key, spec]) => fits(spec, key)));
  }

  /** Mostly a value that some row has. */
  value([key, spec]: [string, FieldSpec]): string | number | boolean {
    const rows = this.asking.seen[this.dataset];
    const found: Value = rows.length && this.chance(75) ? spec.get(this.pick(rows), this.asking) : null;
    switch (spec.type) {
      case 'boolean':
        return this.chance(50);
      case 'number':
        return found === null || REPEATING.has(key)
          ? this.pick([0, -1, 100, 0.1, 1e9, 6.25])
          : toNumber(found as bigint);
      case 'date':
        return found === null ? this.pick(DATES) : (found as string);
      case 'instant': {
        const at = found === null ? this.pick(INSTANTS) : new Date(found as number).toISOString();
        return this.chance(50) ? at : this.pick(DATES);
      }
      case 'text':
        return found === null ? this.pick(TEXTS) : (found as string);
      case 'enum':
        return this.pick(spec.values as readonly string[]);
      case 'tags':
        return spec.values ? this.pick(spec.values) : this.pick(TAGS);
      case 'ref':
        return this.refValue(spec, found as string | null);
    }
  }
  private refValue(spec: FieldSpec, found: string | null): string {
    const words = spec.people === 'users' ? ['me', 'my_team'] : spec.people === 'teams' ? ['my_team'] : [];
    if (words.length && this.chance(40)) return this.pick(words);
    return found ?? '00000000-0000-4000-a000-000000000000';
  }

  test(): FilterTest {
    const field = this.field(() => true);
    const [key, spec] = field;
    const op = this.chance(15)
      ? this.pick<FilterOp>(['isNull', 'isNotNull'])
      : this.pick(POSITIVE[spec.type]);
    if (op === 'isNull' || op === 'isNotNull') return { field: key, op };
    if (op === 'relative') return { field: key, op, value: this.pick(PRESETS) };
    if (op === 'in' || op === 'notIn')
      return { field: key, op, value: this.times(this.int(0, 4), () => this.value(field)) };
    if (op === 'between') {
      const [a, b] = [this.value(field), this.value(field)] as [string | number, string | number];
      const inOrder = typeof a === 'number' ? a <= (b as number) : Date.parse(a) <= Date.parse(b as string);
      return { field: key, op, value: inOrder ? [a, b] : [b, a] };
    }
    const value = this.value(field);
    const cut = op === 'contains' || op === 'notContains' || op === 'startsWith';
    return { field: key, op, value: cut ? this.cut(String(value), op === 'startsWith') : value };
  }
  /** Part of a text, in another case now and then. */
  private cut(text: string, fromStart: boolean): string {
    const letters = [...text];
    const start = fromStart ? 0 : this.int(0, Math.min(letters.length, 3));
    const part = letters.slice(start, start + this.int(1, 4)).join('') || '%';
    return this.chance(30) ? part.toUpperCase() : part;
  }
  node(depth: number): FilterNode {
    if (depth === 0 || this.chance(60)) return this.test();
    const parts = this.times(this.int(1, 3), () => this.node(depth - 1));
    return this.chance(50) ? { and: parts } : { or: parts };
  }

  metric(index: number): {
    id: string;
    agg: (typeof NUMBER_AGGS)[number];
    field?: string;
    filter?: FilterNode;
    hidden?: boolean;
  } {
    const id = `m${index}`;
    const filter = this.chance(20) ? { filter: this.node(1) } : {};
    if (this.chance(25)) return { id, agg: 'count', ...filter };
    const [field, spec] = this.field(({ type }) => type !== 'tags');
    if (spec.type === 'number') return { id, agg: this.pick(NUMBER_AGGS), field, ...filter };
    const time = spec.type === 'date' || spec.type === 'instant';
    const aggs = time
      ? (['min', 'max', 'count', 'countDistinct'] as const)
      : (['count', 'countDistinct'] as const);
    return { id, agg: this.pick(aggs), field, ...filter };
  }
}

const isTime = ({ type }: FieldSpec) => type === 'date' || type === 'instant';
const groupable = (spec: FieldSpec) => spec.type !== 'tags' && !(spec.type === 'ref' && !spec.names);

/** Random questions that the contract allows, over what the asker’s rows hold. One number makes one question. */
export const queries = (asking: Asking, about?: About): fc.Arbitrary<ReportQueryInput> =>
  fc.noBias(fc.nat()).map((seed) => {
    const random = new Random(seed);
    const dataset = about?.dataset ?? random.pick(DATASETS);
    return makeQuery(new Maker(random, dataset, asking, about?.fields), dataset);
  });
/** One dataset, and some of its fields. */
interface About {
  dataset: CatalogKey;
  fields: readonly string[];
}

function makeQuery(make: Maker, dataset: CatalogKey): ReportQueryInput {
  const plain = make.times(make.int(1, 3), (index) => make.metric(index));
  const numeric = plain.filter(({ agg, field }) => !isTimed(dataset, agg, field));
  const ratio =
    numeric.length > 0 && make.chance(30)
      ? [
          {
            id: 'r',
            agg: 'ratio',
            num: make.pick(numeric).id,
            den: make.pick(numeric).id,
            as: make.pick(['number', 'percent']),
          } as const,
        ]
      : [];
  if (ratio.length && make.chance(40) && plain[0]) plain[0].hidden = true;
  const metrics = [...plain, ...ratio];
  const shownIds = metrics.map(({ id }) => id);
  const countable = [...numeric.map(({ id }) => id), ...ratio.map(({ id }) => id)];

  const chosen = make.times(make.pick([0, 1, 1, 1, 2, 2, 3]), () => make.field(groupable));
  const groupings = chosen.filter(([key], index) => chosen.findIndex(([other]) => other === key) === index);
  const groupBy = groupings.map(([field, spec]) => ({
    field,
    ...(isTime(spec) && make.chance(85) && { granularity: grain(make, spec) }),
    ...(isTime(spec) && make.chance(20) && { fill: make.chance(50) }),
  }));
  const range = make.chance(50) ? dateRange(make) : undefined;
  const sortable = [...shownIds, ...groupBy.map(({ field }) => field)];
  const closed =
    range && ('preset' in range ? !/^all_time$|_hours$/.test(range.preset) : range.from && range.to);
  const rangeField = range?.field ?? dateFieldOf(dataset);
  const compare =
    closed && make.chance(50) && groupings.every(([key, spec]) => !isTime(spec) || key === rangeField)
      ? { mode: make.pick(['previous_to_date', 'previous_full', 'previous_year'] as const) }
      : undefined;
  const topFields = groupings.filter(([, spec]) => !isTime(spec)).map(([key]) => key);
  return {
    dataset,
    metrics,
    groupBy,
    ...(make.chance(70) && { timezone: make.pick(ZONES) }),
    ...(make.chance(40) && { weekStart: make.int(1, 7) }),
    ...(make.chance(40) && { fiscalStartMonth: make.int(1, 12) }),
    ...(make.chance(60) && {
      filters: make.chance(50) ? make.node(3) : make.times(make.int(1, 3), () => make.node(2)),
    }),
    ...(range && { dateRange: range }),
    ...(compare && { compare }),
    ...(!compare && topFields.length && make.chance(40) && { topN: topN(make, topFields, shownIds) }),
    ...(groupBy.length && countable.length && make.chance(20) && { having: [having(make, countable)] }),
    ...(groupBy.length && make.chance(50) && { orderBy: orders(make, sortable) }),
    ...(groupBy.length && make.chance(20) && { limit: make.int(1, 12) }),
    ...(make.chance(40) && { totals: true }),
  };
}

const isTimed = (dataset: CatalogKey, agg: string, field?: string): boolean =>
  (agg === 'min' || agg === 'max') &&
  isTime((catalog[dataset] as Record<string, FieldSpec>)[field as string] as FieldSpec);

const grain = (make: Maker, { type }: FieldSpec) =>
  make.pick(GRAINS.filter((each) => each !== 'hour' || (type === 'instant' && make.chance(70))));

function dateRange(
  make: Maker,
): { field?: string; preset: string } | { field?: string; from?: string; to?: string } {
  const [key, spec] = make.field(isTime);
  const field = make.chance(60) ? { field: key } : {};
  if (make.chance(60)) return { ...field, preset: make.pick(PRESETS) };
  const instants = 'field' in field && spec.type === 'instant' && make.chance(40);
  const [a, b] = [make.pick(instants ? INSTANTS : DATES), make.pick(instants ? INSTANTS : DATES)].sort() as [
    string,
    string,
  ];
  if (make.chance(20)) return make.chance(50) ? { ...field, from: a } : { ...field, to: b };
  return { ...field, from: a, to: b };
}
const topN = (make: Maker, fields: string[], ids: string[]) => ({
  n: make.int(1, 4),
  ...(make.chance(30) && { other: false }),
  ...(make.chance(50) && { by: make.pick(ids) }),
  ...(make.chance(30) && { field: make.pick(fields) }),
});
const having = (make: Maker, ids: string[]) => ({
  id: make.pick(ids),
  op: make.pick(['eq', 'ne', 'gt', 'gte', 'lt', 'lte'] as const),
  value: make.pick([0, 1, 2, 5, 100, -1, 6.25]),
});
const orders = (make: Maker, ids: string[]) =>
  make
    .times(make.int(1, 2), () => make.pick(ids))
    .map((id) => ({
      id,
      ...(make.chance(70) && { dir: make.pick(['asc', 'desc'] as const) }),
      ...(make.chance(40) && { nulls: make.pick(['first', 'last'] as const) }),
    }));
