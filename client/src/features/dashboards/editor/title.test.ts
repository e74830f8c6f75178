import type { FilterTest } from '@besahubs/contracts/reportFilters';
import type { DatasetInfo } from '@besahubs/contracts/reports';
import { describe, expect, it } from 'vitest';
import { addMetric, changeMetric, setGroup, setTop, withQuery } from './changes';
import { startDraft } from './draft';
import type { WidgetDraft } from './draft';
import { keptTitle, proposeTitle, titleState } from './title';
import { field } from './testing';

const choice = (value: string, label: string) => ({ value, label });
const deals: DatasetInfo = {
  key: 'deals',
  label: 'Deals',
  noun: 'deals',
  dateField: 'createdAt',
  fields: [
    field('stage', 'Stage', 'enum', { values: [choice('loi', 'LOI'), choice('tour', 'Touring')] }),
    field('status', 'Status', 'enum', {
      values: [choice('won', 'Won'), choice('lost', 'Lost'), choice('active', 'Active')],
    }),
    field('overdue', 'Overdue', 'boolean'),
    field('owner', 'Owner', 'ref', { resource: 'agents' }),
    field('value', 'Value', 'number', { format: 'currency', aggs: ['sum', 'avg'] }),
    field('weightedCommission', 'Weighted commission', 'number', { format: 'currency', aggs: ['sum'] }),
    field('createdAt', 'Created', 'instant'),
  ],
};
const start = startDraft(deals);
const won = { field: 'status', op: 'eq', value: 'won' } as const;
const filtered = (...and: FilterTest[]): string =>
  proposeTitle(withQuery(start, { filters: { and } }), deals);

describe('proposed titles', () => {
  const weighted = changeMetric(start, 0, { agg: 'sum', field: 'weightedCommission' });
  it('say metric and grouping, and no range: a dashboard can replace it', () =>
    expect(proposeTitle(withQuery(weighted, { dateRange: { preset: 'this_quarter' } }), deals)).toBe(
      'Weighted commission by stage',
    ));
  it('say periods and what is cut', () => {
    const monthly = withQuery(start, {
      groupBy: [{ field: 'createdAt', granularity: 'month' }, { field: 'owner' }],
    });
    expect(proposeTitle(setTop(monthly, { n: 5, other: true }), deals)).toBe(
      'Deals by month and owner, top 5',
    );
    expect(proposeTitle(withQuery(start, { groupBy: [{ field: 'createdAt' }] }), deals)).toBe(
      'Deals over time',
    );
  });
  it('join several metrics', () =>
    expect(proposeTitle(addMetric(start, { agg: 'avg', field: 'value' }), deals)).toBe(
      'Deals and average value by stage',
    ));
  it('say conditions, as long as they are few and plain', () => {
    expect(filtered(won)).toBe('Deals by stage, status won');
    expect(filtered({ field: 'status', op: 'in', value: ['won', 'lost'] })).toBe(
      'Deals by stage, status won or lost',
    );
    expect(
      filtered({ field: 'overdue', op: 'eq', value: false }, { field: 'stage', op: 'eq', value: 'loi' }),
    ).toBe('Deals by stage, not overdue, stage LOI');
    expect(filtered({ field: 'status', op: 'in', value: ['won', 'lost', 'active'] })).toBe('Deals by stage');
    expect(filtered({ field: 'owner', op: 'eq', value: 'me' })).toBe('Deals by stage');
    expect(filtered(won, won, won)).toBe('Deals by stage');
  });
});

describe('the title of a widget', () => {
  const changed = setGroup(start, 0, { field: 'status' });
  const state = (typed: string | null, text: string | null, draft: WidgetDraft) => {
    const kept = text === null ? null : keptTitle(text, start, deals, new Set(['Pipeline']));
    return titleState(typed, kept, draft, proposeTitle(draft, deals));
  };

  it('follows the question of a new one until somebody types', () => {
    expect(state(null, null, changed)).toMatchObject({ shown: '', saved: 'Deals by status', offered: false });
    expect(state('Mine', null, changed)).toMatchObject({ shown: 'Mine', saved: 'Mine', offered: true });
    expect(state('  ', null, changed)).toMatchObject({ saved: 'Deals by status', offered: false });
  });

  it.each(['Pipeline', 'Deals by stage'])('that nobody typed (%s) stays while the question does', (given) => {
    const same = withQuery(start, { dateRange: { preset: 'this_year' }, limit: 5 });
    expect(state(null, given, same)).toMatchObject({
      shown: given,
      saved: given,
      offered: false,
      former: null,
    });
    expect(state(null, given, changed)).toMatchObject({ shown: '', saved: 'Deals by status', former: given });
    expect(state(given, given, changed)).toMatchObject({ saved: given, offered: true, former: null });
  });

  it('that somebody typed stays, and the suggestion is offered once the question is another one', () => {
    expect(state(null, 'My board', start)).toMatchObject({ saved: 'My board', offered: false });
    expect(state(null, 'My board', changed)).toMatchObject({
      shown: 'My board',
      saved: 'My board',
      offered: true,
    });
    expect(state('', 'My board', changed)).toMatchObject({ saved: 'Deals by status', former: 'My board' });
  });

  it('follows dataset, metric, grouping and conditions', () => {
    const drafts = [
      { ...start, dataset: 'tasks' as const },
      changeMetric(start, 0, { agg: 'sum', field: 'value' }),
      setGroup(start, 0, null),
      withQuery(start, { filters: { and: [won] } }),
      setTop(start, { n: 5, other: true }),
    ];
    for (const draft of drafts) expect(state(null, 'Pipeline', draft).shown).toBe('');
  });
});
