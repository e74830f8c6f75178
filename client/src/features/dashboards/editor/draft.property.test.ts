import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widgetInput, widgetTypes } from '@besahubs/contracts/dashboards';
import type { Widget, WidgetOptions } from '@besahubs/contracts/dashboards';
import { filterOps } from '@besahubs/contracts/reportFilters';
import type { FilterNode, FilterTest } from '@besahubs/contracts/reportFilters';
import { datasetKeys, granularities, widgetQuery } from '@besahubs/contracts/reports';
import type { DatasetInfo, Metric, WidgetQuery } from '@besahubs/contracts/reports';
import {
  addMetric,
  addRatio,
  changeMetric,
  moveMetric,
  removeMetric,
  setCompare,
  setGroup,
  setTop,
  withDataset,
  withQuery,
} from './changes';
import { draftOf, inputOf, isSame, queryOf, reportOf, startDraft } from './draft';
import type { WidgetDraft } from './draft';
import { newTest, withOp } from './filterText';
import { adaptTo, changeFor, reasonAgainst } from './fit';
import { field } from './testing';

const ID = '01a21a1d-f9f8-7716-95bd-eab71c169040';
const widgetOf = (query: Widget['query'], more: Partial<Widget> = {}): Widget => ({
  id: ID,
  dashboardId: ID,
  version: 3,
  createdAt: '',
  updatedAt: '',
  type: 'bar',
  title: 'Kept',
  dataset: 'deals',
  options: {},
  query,
  ...more,
});

const FIELDS = ['stage', 'value', 'createdAt', 'owner'];
const fieldKeys = fc.constantFrom(...FIELDS);
const aFilter: fc.Arbitrary<FilterTest> = fc
  .tuple(fieldKeys, fc.constantFrom(...filterOps), fc.string({ minLength: 1, maxLength: 8 }))
  .map(([key, op, text]) => {
    if (op === 'isNull' || op === 'isNotNull') return { field: key, op };
    if (op === 'in' || op === 'notIn') return { field: key, op, value: [text] };
    return { field: key, op, value: op === 'between' ? [text, `${text}z`] : text };
  });
const aGroup = (deep: number): fc.Arbitrary<FilterNode> =>
  fc
    .tuple(
      fc.boolean(),
      fc.array(deep > 1 ? fc.oneof(aFilter, aGroup(deep - 1)) : aFilter, { minLength: 1, maxLength: 3 }),
    )
    .map(([all, parts]) => (all ? { and: parts } : { or: parts }));
const filters = fc.oneof(aFilter, fc.array(aFilter, { minLength: 1, maxLength: 3 }), aGroup(3));
const grouping = fc
  .tuple(fieldKeys, fc.option(fc.constantFrom(...granularities), { nil: undefined }), fc.boolean())
  .map(([key, granularity, long]) => {
    if (!long) return granularity ? `${key}:${granularity}` : key;
    return { field: key, ...(granularity && { granularity, fill: false }) };
  });
const metrics = fc.array(
  fc.oneof(
    fc.constantFrom('count', 'sum:value', 'avg:value'),
    fc.record({ agg: fc.constant('max' as const), field: fc.constant('value') }),
    fc.record({
      agg: fc.constant('count' as const),
      label: fc.constant('Won'),
      hidden: fc.boolean(),
      filter: aGroup(2),
    }),
    fc.constant({ agg: 'ratio' as const, num: 'count', den: 'count', as: 'percent' as const }),
  ),
  { minLength: 1, maxLength: 4 },
);
type Ordering = Widget['query']['orderBy'];
const queries = fc.record(
  {
    metrics,
    groupBy: fc.oneof(grouping, fc.array(grouping, { maxLength: 3 })),
    filters,
    dateRange: fc.constantFrom(
      'this_year',
      { preset: 'last_30_days', field: 'createdAt' },
      { from: '2026-01-01', to: '2026-02-01' },
      { from: '2026-01-01' },
    ),
    timezone: fc.constantFrom('America/Chicago', 'Pacific/Auckland'),
    weekStart: fc.integer({ min: 1, max: 7 }),
    fiscalStartMonth: fc.integer({ min: 1, max: 12 }),
    having: fc.constant<WidgetQuery['having']>([{ id: 'count', op: 'gt', value: 0 }]),
    orderBy: fc.constant<Ordering>([{ id: 'count' }, { id: 'stage', dir: 'asc', nulls: 'first' }]),
    limit: fc.integer({ min: 1, max: 1000 }),
    topN: fc.constantFrom({ n: 5 }, { n: 3, other: false, by: 'count', field: 'stage' }),
    compare: fc.constant({ mode: 'previous_year' as const }),
    totals: fc.boolean(),
  },
  { requiredKeys: [] },
);
const options: fc.Arbitrary<WidgetOptions> = fc.record(
  { ownDates: fc.boolean(), stacked: fc.boolean(), donut: fc.boolean(), sparkline: fc.boolean() },
  { requiredKeys: [] },
);

/** The contract's own reading of a query, with a group for whatever form its filters have. */
function meaningOf(query: Widget['query']): WidgetQuery {
  const { filters: given, ...rest } = widgetQuery.parse(query);
  const node: FilterNode | undefined = Array.isArray(given) ? { and: given } : given;
  return { ...rest, ...(node && { filters: 'field' in node ? { and: [node] } : node }) };
}

describe('a widget that is opened and saved', () => {
  it('asks what it asked, whatever its type, dataset, options and form of writing', () => {
    fc.assert(
      fc.property(
        queries,
        options,
        fc.constantFrom(...widgetTypes),
        fc.constantFrom(...datasetKeys),
        (query, drawn, type, dataset) => {
          const draft = draftOf(widgetOf(query, { options: drawn, type, dataset }));
          const input = inputOf(draft, 'Kept');
          expect(input).toMatchObject({ title: 'Kept', type, dataset, options: drawn });
          expect(meaningOf(widgetInput.parse(input).query)).toEqual(meaningOf(query));
          expect(reportOf(draft)).toEqual({ ...input.query, dataset });
          // Once more it changes nothing at all.
          const again = draftOf(widgetOf(input.query, { options: drawn, type, dataset }));
          expect(again).toEqual(draft);
        },
      ),
    );
  });
  it('differs from what it was as soon as anything is changed', () => {
    const draft = draftOf(widgetOf({}));
    const changed: WidgetDraft[] = [
      { ...draft, title: 'Mine' },
      { ...draft, type: 'table' },
      { ...draft, options: { stacked: true } },
      withQuery(draft, { limit: 5 }),
      withQuery(draft, { filters: { or: [] } }),
    ];
    expect(isSame({ ...draft }, draft)).toBe(true);
    for (const other of changed) expect(isSame(other, draft)).toBe(false);
  });
});

const info = (key: DatasetInfo['key'], fields: DatasetInfo['fields']): DatasetInfo => ({
  key,
  label: 'Things',
  noun: 'things',
  dateField: 'createdAt',
  fields,
});
const deals = info('deals', [
  field('stage', 'Stage', 'enum'),
  field('owner', 'Owner', 'ref', { resource: 'agents' }),
  field('value', 'Value', 'number', { aggs: ['sum', 'avg'], groupable: false }),
  field('createdAt', 'Created', 'instant'),
]);
const timeless = info('contacts', [field('city', 'City', 'text')]);
const bare = info('tasks', [field('effort', 'Effort', 'number', { groupable: false })]);

/** Every name in the query is of something that is there. */
function expectWhole({ query }: WidgetDraft): void {
  const ids = query.metrics.map(({ id }) => id);
  const groups = query.groupBy.map((group) => group.field);
  expect(new Set(ids).size).toBe(ids.length);
  expect(query.metrics.some(({ hidden }) => !hidden)).toBe(true);
  for (const [index, metric] of query.metrics.entries())
    if (metric.agg === 'ratio') {
      expect(ids.slice(0, index)).toContain(metric.num);
      expect(ids.slice(0, index)).toContain(metric.den);
    }
  for (const { id } of query.orderBy ?? []) expect([...ids, ...groups]).toContain(id);
  for (const { id } of query.having ?? []) expect(ids).toContain(id);
  if (query.topN?.by) expect(ids).toContain(query.topN.by);
  if (query.topN) expect(groups.length).toBeGreaterThan(0);
  if (query.topN?.field) expect(groups).toContain(query.topN.field);
  if (query.compare) expect(query.dateRange).toBeDefined();
}

type Step = (draft: WidgetDraft) => WidgetDraft;
const at = (draft: WidgetDraft, place: number): Metric | undefined =>
  draft.query.metrics[place % draft.query.metrics.length];
const steps: fc.Arbitrary<Step> = fc
  .tuple(fc.integer({ min: 0, max: 13 }), fc.nat(5), fc.constantFrom(...widgetTypes))
  .map(([what, place, type]): Step => {
    const all: Step[] = [
      (draft) => addMetric(draft, { agg: 'sum', field: 'value' }),
      (draft) => (draft.query.metrics.length < 8 ? addRatio(draft) : draft),
      (draft) => removeMetric(draft, at(draft, place)?.id ?? ''),
      (draft) =>
        at(draft, place)?.agg === 'ratio'
          ? draft
          : changeMetric(draft, place, { agg: 'avg', field: 'value' }),
      (draft) => changeMetric(draft, place, { label: 'Named' }),
      (draft) => moveMetric(draft, place, 1),
      (draft) => moveMetric(draft, place, -1),
      (draft) => setGroup(draft, place % 3, { field: FIELDS[place % 2] === 'stage' ? 'stage' : 'owner' }),
      (draft) => setGroup(draft, 0, null),
      (draft) =>
        withQuery(draft, { orderBy: [{ id: at(draft, place)?.id ?? '', dir: 'asc', nulls: 'last' }] }),
      (draft) => withQuery(draft, { having: [{ id: at(draft, place)?.id ?? '', op: 'gt', value: 1 }] }),
      (draft) => setTop(draft, { n: 5, other: true, by: at(draft, place)?.id }),
      (draft) =>
        setCompare(withQuery(draft, { dateRange: { preset: 'this_year' } }), { mode: 'previous_year' }),
      (draft) => adaptTo(type, draft, deals),
    ];
    return all[what] ?? ((draft) => draft);
  });

describe('a widget while it is built', () => {
  it('names nothing that is no longer there, and can be saved after every step', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 14 }), (taken) => {
        let draft = startDraft(deals);
        for (const step of taken) {
          draft = step(draft);
          expectWhole(draft);
        }
        fc.pre(draft.query.metrics.length <= 12 && draft.query.groupBy.length <= 3);
        expect(widgetInput.safeParse(inputOf(draft, 'Built')).error).toBeUndefined();
      }),
      { numRuns: 400 },
    );
  });
  it('fits every picture that its dataset allows, and then needs no change for it', () => {
    for (const dataset of [deals, timeless, bare])
      for (const from of widgetTypes)
        for (const to of widgetTypes) {
          if (reasonAgainst(from, dataset) || reasonAgainst(to, dataset)) continue;
          const draft = adaptTo(from, startDraft(dataset), dataset);
          const drawn = adaptTo(to, draft, dataset);
          expect(drawn.type).toBe(to);
          expect(changeFor(to, drawn, dataset)).toBeNull();
          expect(adaptTo(to, drawn, dataset)).toEqual(drawn);
        }
  });
  it.each([
    ['pie', bare, 'Things have nothing to group by.'],
    ['bar', bare, 'Things have nothing to group by.'],
    ['funnel', bare, 'Things have nothing to group by.'],
    ['line', timeless, 'Things have no date to draw over.'],
    ['kpi', bare, null],
    ['table', bare, null],
    ['bar', timeless, null],
  ] as const)('%s over a dataset: %#', (type, dataset, reason) =>
    expect(reasonAgainst(type, dataset)).toBe(reason),
  );
  it('begins anew with another dataset, in the same picture when that is possible', () => {
    const stacked: WidgetDraft = {
      ...startDraft(deals),
      title: 'Mine',
      type: 'line',
      options: { area: true },
    };
    expect(withDataset(stacked, timeless)).toMatchObject({
      title: 'Mine',
      dataset: 'contacts',
      type: 'kpi',
      options: {},
    });
    const narrowed = withQuery(stacked, { filters: { and: [{ field: 'stage', op: 'eq', value: 'won' }] } });
    const other = withDataset(narrowed, { ...deals, key: 'tasks' });
    expect(other).toMatchObject({ title: 'Mine', type: 'line', dataset: 'tasks', options: { area: true } });
    expect(other.query.filters).toEqual({ and: [] });
  });
  it('leaves out conditions without a value, also those of a metric', () => {
    const half: FilterNode = { and: [{ field: 'stage', op: 'in' }] };
    const whole: FilterNode = { and: [{ field: 'stage', op: 'in', value: ['won'] }] };
    const counted = (filter: FilterNode) =>
      queryOf(withQuery(startDraft(deals), { metrics: [{ id: 'count', agg: 'count', filter }] })).metrics;
    expect(counted(half)).toEqual([{ id: 'count', agg: 'count' }]);
    expect(counted(whole)).toEqual([{ id: 'count', agg: 'count', filter: whole }]);
  });
});

describe('a condition', () => {
  const shapes = { none: ['isNull', 'isNotNull'], list: ['in', 'notIn'], pair: ['between'] };
  it('has a value of the shape of its operator, whatever it had before', () => {
    fc.assert(
      fc.property(aFilter, fc.constantFrom(...filterOps), (test, op) => {
        const { value, ...rest } = withOp(test, op);
        expect(rest).toEqual({ field: test.field, op });
        if (shapes.none.includes(op)) expect(value).toBeUndefined();
        else if (shapes.list.includes(op) || shapes.pair.includes(op))
          expect(value === undefined || Array.isArray(value)).toBe(true);
        else expect(Array.isArray(value)).toBe(false);
        expect(withOp(test, test.op)).toEqual(test);
      }),
    );
  });
  it('begins with an operator that its field has', () => {
    for (const type of ['text', 'enum', 'number', 'boolean', 'instant', 'date', 'ref', 'tags'] as const) {
      expect(newTest(field('x', 'X', type, { ops: ['isNull'] })).op).toBe('isNull');
      const all = newTest(field('x', 'X', type, { ops: [...filterOps] }));
      const usual = { text: 'contains', number: 'gte', boolean: 'eq', instant: 'relative', date: 'relative' };
      expect(all.op).toBe((usual as Record<string, string>)[type] ?? 'in');
    }
    expect(newTest(field('x', 'X', 'enum', { ops: [] })).op).toBe('isNotNull');
  });
});
