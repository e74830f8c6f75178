import { widgetQuery } from '@besahubs/contracts/reports';
import type { DatasetInfo } from '@besahubs/contracts/reports';
import { widgetInput } from '@besahubs/contracts/dashboards';
import type { Widget } from '@besahubs/contracts/dashboards';
import { describe, expect, it } from 'vitest';
import {
  addMetric,
  addRatio,
  changeMetric,
  mayMove,
  moveMetric,
  removeMetric,
  setCompare,
  setGroup,
  setTop,
  withQuery,
} from './changes';
import { draftOf, inputOf, queryOf, reportOf, startDraft } from './draft';
import { newTest, opsFor, withOp } from './filterText';
import { addPart, completeOnly, incomplete, mayNest, removePart, setJoin, setPart } from './filterTree';
import type { FilterGroup } from './filterTree';
import { adaptTo, changeFor, reasonAgainst } from './fit';
import { metricFormat } from './metricText';
import { problemAt, unplacedIn } from './problems';
import { field } from './testing';

const deals: DatasetInfo = {
  key: 'deals',
  label: 'Deals',
  noun: 'deals',
  dateField: 'createdAt',
  fields: [
    field('status', 'Status', 'enum'),
    field('stage', 'Stage', 'enum'),
    field('owner', 'Owner', 'ref', { resource: 'agents' }),
    field('value', 'Value', 'number', { format: 'currency', aggs: ['sum', 'avg', 'count'] }),
    field('weightedCommission', 'Weighted commission', 'number', { format: 'currency', aggs: ['sum'] }),
    field('createdAt', 'Created', 'instant', {
      ops: ['relative', 'between', 'before', 'gt', 'lt', 'isNull'],
    }),
    field('closedAt', 'Actual close', 'date'),
  ],
};
const start = startDraft(deals);

describe('a draft', () => {
  it('begins with how many there are by stage', () => {
    expect(start).toMatchObject({ type: 'bar', query: { groupBy: [{ field: 'stage' }] } });
  });

  it('comes back from the contract as it went', () => {
    const stored: Widget = {
      id: '01a21a1d-f9f8-7716-95bd-eab71c169040',
      dashboardId: '01a21a1d-f9f8-7716-95bd-eab71c169041',
      version: 1,
      createdAt: '',
      updatedAt: '',
      type: 'bar',
      title: 'Mine',
      dataset: 'deals',
      options: {},
      query: {
        metrics: ['sum:value'],
        groupBy: 'createdAt:month',
        filters: [{ field: 'stage', op: 'eq', value: 'loi' }],
        dateRange: 'this_year',
      },
    };
    const draft = draftOf(stored);
    expect(draft.query.filters).toEqual({ and: [{ field: 'stage', op: 'eq', value: 'loi' }] });
    const input = inputOf(draft, stored.title);
    expect(widgetInput.parse(input)).toMatchObject({ title: 'Mine' });
    const { filters: _short, ...asked } = widgetQuery.parse(stored.query);
    expect(widgetQuery.parse(input.query)).toMatchObject(asked);
  });

  it('asks nothing that is not said in full, and names it', () => {
    const open: FilterGroup = {
      and: [{ field: 'stage', op: 'in' }, { or: [{ field: 'owner', op: 'in', value: ['me'] }] }],
    };
    const draft = withQuery(start, { filters: open });
    expect(queryOf(draft).filters).toEqual({ and: [{ or: [{ field: 'owner', op: 'in', value: ['me'] }] }] });
    expect(incomplete(open, 'filters.')).toEqual(['filters.and.0']);
    expect(reportOf(start)).not.toHaveProperty('filters');
  });

  it('is saved under its title, as far as that fits', () => {
    expect(inputOf(start, 'Deals by stage').title).toBe('Deals by stage');
    expect(inputOf(start, 'x'.repeat(200)).title).toHaveLength(160);
  });
});

describe('metrics', () => {
  it('get ids of their own, which everything that names them follows', () => {
    const two = addMetric(addMetric(start, { agg: 'sum', field: 'value' }), { agg: 'sum', field: 'value' });
    expect(two.query.metrics.map(({ id }) => id)).toEqual(['count', 'sum_value', 'sum_value_2']);
    const sorted = withQuery(addRatio(two), { orderBy: [{ id: 'sum_value', dir: 'desc', nulls: 'last' }] });
    const changed = changeMetric(sorted, 1, { agg: 'avg' });
    expect(changed.query.orderBy?.[0]?.id).toBe('avg_value');
    expect(changed.query.metrics.at(-1)).toMatchObject({ agg: 'ratio', num: 'count', den: 'avg_value' });
    expect(changeMetric(changed, 1, { label: 'Mean' }).query.metrics[1]?.id).toBe('avg_value');
  });

  it('take along what they are cut and narrowed by', () => {
    const cut = withQuery(start, {
      topN: { n: 5, other: true, by: 'count' },
      having: [{ id: 'count', op: 'gt', value: 1 }],
    });
    expect(changeMetric(cut, 0, { agg: 'sum', field: 'value' }).query).toMatchObject({
      topN: { n: 5, by: 'sum_value' },
      having: [{ id: 'sum_value', op: 'gt', value: 1 }],
    });
  });

  it('go with the ratios they are a part of; one stays, and is seen', () => {
    const share = addRatio(start);
    expect(share.query.metrics.map(({ id, hidden }) => [id, hidden ?? false])).toEqual([
      ['count', true],
      ['count_part', true],
      ['count_part_per_count', false],
    ]);
    const left = removeMetric(share, 'count_part');
    expect(left.query.metrics).toMatchObject([{ id: 'count', hidden: false }]);
    expect(removeMetric(left, 'count').query.metrics).toHaveLength(1);
  });

  it('do not pass the ratio that needs them', () => {
    const { metrics } = addRatio(start).query;
    expect(mayMove(metrics, 1, 1)).toBe(false);
    expect(mayMove(metrics, 0, 1)).toBe(true);
    expect(moveMetric(addRatio(start), 0, 1).query.metrics[0]?.id).toBe('count_part');
  });

  it('are written as the server writes them', () => {
    const { metrics } = addRatio(addMetric(start, { agg: 'sum', field: 'value' })).query;
    expect(metrics.map((metric) => metricFormat(metric, metrics, deals))).toEqual([
      'number',
      'currency',
      'percent',
    ]);
  });
});

describe('groupings and cuts', () => {
  it('take their sorting and their top with them', () => {
    const cut = setTop(withQuery(start, { orderBy: [{ id: 'stage', dir: 'asc', nulls: 'last' }] }), {
      n: 5,
      other: true,
    });
    const bare = setGroup(cut, 0, null);
    expect(bare.query).toMatchObject({ groupBy: [], orderBy: [], topN: undefined });
  });
  it('do not go with a comparison', () => {
    const ranged = withQuery(start, { dateRange: { preset: 'this_year' } });
    const compared = setCompare(setTop(ranged, { n: 5, other: true }), { mode: 'previous_full' });
    expect(compared.query).toMatchObject({ topN: undefined, compare: { mode: 'previous_full' } });
    expect(withQuery(compared, { dateRange: undefined }).query.compare).toBeUndefined();
  });
});

describe('pictures', () => {
  it('say what choosing them changes, and change that', () => {
    expect(changeFor('kpi', start, deals)).toBe('Removes the grouping');
    expect(adaptTo('kpi', start, deals).query.groupBy).toEqual([]);
    expect(changeFor('line', start, deals)).toBe('Groups by Created');
    expect(adaptTo('line', start, deals).query.groupBy).toEqual([{ field: 'createdAt' }]);
    expect(changeFor('pie', start, deals)).toBeNull();
    expect(changeFor('bar', adaptTo('kpi', start, deals), deals)).toBe('Groups by Stage');
  });
  it('with one figure hide the other metrics', () => {
    const two = addMetric(start, { agg: 'sum', field: 'value' });
    expect(adaptTo('pie', two, deals).query.metrics.map(({ hidden }) => hidden ?? false)).toEqual([
      false,
      true,
    ]);
  });
  it('cannot be chosen without what they need', () => {
    const timeless = {
      ...deals,
      fields: deals.fields.filter(({ type }) => type !== 'instant' && type !== 'date'),
    };
    expect(reasonAgainst('line', timeless)).toBe('Deals have no date to draw over.');
    expect(reasonAgainst('line', deals)).toBeNull();
  });
});

describe('filters', () => {
  const test = { field: 'stage', op: 'eq', value: 'loi' } as const;
  const other = { field: 'stage', op: 'eq', value: 'won' } as const;
  it('nest, change, and go with the groups they leave empty', () => {
    const tree = addPart(addPart({ and: [] }, [], test), [], { or: [test] });
    const deep = addPart(tree, [1], other);
    expect(deep).toEqual({ and: [test, { or: [test, other] }] });
    expect(setPart(deep, [1, 0], other)).toEqual({ and: [test, { or: [other, other] }] });
    expect(setJoin(deep, [1], 'and')).toEqual({ and: [test, { and: [test, other] }] });
    expect(removePart(removePart(deep, [1, 0]), [1, 0])).toEqual({ and: [test] });
    expect(removePart({ and: [test] }, [0])).toEqual({ and: [] });
    expect(completeOnly({ and: [{ or: [] }] })).toBeNull();
  });
  it.each([
    ['eq', undefined, false],
    ['eq', '', false],
    ['eq', 0, true],
    ['eq', false, true],
    ['gt', Number.NaN, false],
    ['in', [], false],
    ['in', ['loi'], true],
    ['between', ['1'], false],
    ['between', ['1', ''], false],
    ['between', ['', '2'], false],
    ['between', ['1', '2'], true],
    ['isNull', undefined, true],
    ['isNotNull', undefined, true],
  ] as const)('with %s and %j are said in full: %s', (op, value, full) => {
    const part = { field: 'value', op, ...(value !== undefined && { value: value as string }) };
    expect(incomplete({ or: [part] })).toEqual(full ? [] : ['or.0']);
    expect(completeOnly({ or: [part] })).toEqual(full ? { or: [part] } : null);
  });
  it('nest four deep at most', () => {
    expect(mayNest([0, 0])).toBe(true);
    expect(mayNest([0, 0, 0])).toBe(false);
  });
  it('keep a value where it means the same', () => {
    expect(withOp(test, 'in')).toEqual({ field: 'stage', op: 'in', value: ['loi'] });
    expect(withOp({ field: 'stage', op: 'in', value: ['loi', 'won'] }, 'ne')).toEqual({
      field: 'stage',
      op: 'ne',
      value: 'loi',
    });
    expect(withOp(test, 'isNull')).toEqual({ field: 'stage', op: 'isNull' });
  });
  it('offer no two operators that mean the same', () => {
    const created = deals.fields.find(({ key }) => key === 'createdAt')!;
    expect(opsFor(created, 'relative')).toEqual(['relative', 'between', 'before', 'isNull']);
    expect(opsFor(created, 'gt')).toContain('gt');
    expect(newTest(created)).toEqual({ field: 'createdAt', op: 'relative', value: 'last_30_days' });
  });
});

describe('problems', () => {
  it('are found at their control or below it, and said anyway when none shows them', () => {
    const problems = { 'groupBy.0.field': 'Cannot group', weekStart: 'No such day' };
    expect(problemAt(problems, 'groupBy.0')).toBe('Cannot group');
    expect(problemAt(problems, 'groupBy.1')).toBeUndefined();
    expect(unplacedIn(problems)).toEqual(['No such day']);
  });
});
