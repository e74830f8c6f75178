import type { FilterNode, FilterTest } from '@besahubs/contracts/reportFilters';
import type { ReportField, ReportQueryInput } from '@besahubs/contracts/reports';
import { describe, expect, it } from 'vitest';
import { categoryLabels, clipped, inTwo } from './axis';
import { betterOf } from './better';
import { changeOf } from './change';
import { funnelSteps } from './funnel';
import type { ChartModel, Point, Row } from './model';
import { rangeText } from './range';
import { slicesOf } from './slices';
import { sortRows } from './sortRows';
import { cellText, hasCents } from './values';

const point = (value: string | null, s0: number | null): Point => ({
  label: value ?? 'None',
  key: { stage: value },
  other: false,
  values: [s0],
  s0,
});
const model = (...points: Point[]): ChartModel => ({ points, series: [], left: 0 });

describe('changeOf', () => {
  it('says direction, percent and amount', () =>
    expect(changeOf(150, 100, 'number', null)).toEqual({
      direction: 'up',
      share: '50%',
      amount: '50',
      exact: '50',
      meaning: null,
    }));
  it('says whether that is good news', () => {
    expect(changeOf(90, 100, 'days', 'down')?.meaning).toBe('good');
    expect(changeOf(90, 100, 'currency', 'up')?.meaning).toBe('bad');
    expect(changeOf(90, 90, 'currency', 'up')?.meaning).toBeNull();
  });
  it('moves rates by points', () =>
    expect(changeOf(12.5, 10, 'percent', 'up')).toMatchObject({
      share: null,
      amount: '2.5 points',
      meaning: 'good',
    }));
  it('has no percent of nothing, and nothing to say of a missing figure', () => {
    expect(changeOf(5, 0, 'number', null)?.share).toBeNull();
    expect(changeOf(null, 5, 'number', null)).toBeNull();
    expect(changeOf(5, null, 'number', null)).toBeNull();
  });
});

describe('betterOf', () => {
  const eq = (field: string, value: string | boolean) => ({ field, op: 'eq' as const, value });
  const lost = eq('status', 'lost');
  const won = eq('status', 'won');
  const value = { id: 'm', agg: 'sum' as const, field: 'value' };
  const count = { id: 'm', agg: 'count' as const };
  const rate = (filter: FilterTest) => ({
    dataset: 'deals' as const,
    metrics: [
      { id: 'num', agg: 'count' as const, filter, hidden: true },
      { id: 'den', agg: 'count' as const, hidden: true },
      { id: 'm', agg: 'ratio' as const, num: 'num', den: 'den', as: 'percent' as const },
    ],
  });
  const deals = (metric: object, filters: FilterNode[] = []) =>
    ({ dataset: 'deals', metrics: [metric], filters }) as ReportQueryInput;

  it('wants more money, unless it was lost', () => {
    expect(betterOf(deals(value), 'm', 'currency')).toBe('up');
    expect(betterOf(deals(value, [lost]), 'm', 'currency')).toBe('down');
    expect(betterOf(deals({ ...value, filter: lost }), 'm', 'currency')).toBe('down');
    expect(betterOf(deals(value, [{ or: [lost, won] }]), 'm', 'currency')).toBe('up');
    expect(betterOf(deals(value, [{ ...lost, op: 'ne' }]), 'm', 'currency')).toBe('up');
  });
  it('wants fewer days, and says nothing of those until something was lost', () => {
    const days = { id: 'm', agg: 'median', field: 'cycleDays' };
    expect(betterOf(deals(days, [won]), 'm', 'days')).toBe('down');
    expect(betterOf(deals(days, [lost]), 'm', 'days')).toBeNull();
  });
  it('takes a rate for what it counts', () => {
    expect(betterOf(rate(won), 'm', 'percent')).toBe('up');
    expect(betterOf(rate(lost), 'm', 'percent')).toBe('down');
    expect(betterOf(rate(eq('direction', 'forward')), 'm', 'percent')).toBe('up');
    expect(betterOf(rate(eq('overdue', true)), 'm', 'percent')).toBe('down');
    expect(betterOf(rate(eq('kind', 'lease')), 'm', 'percent')).toBeNull();
    expect(betterOf({ ...rate(won), filters: [lost] }, 'm', 'percent')).toBe('up');
  });
  it('knows mails that came back from mails that were opened', () => {
    const mails = (field: string) => ({
      dataset: 'campaigns' as const,
      metrics: [
        { id: 'num', agg: 'sum' as const, field },
        { id: 'den', agg: 'sum' as const, field: 'sent' },
        { id: 'm', agg: 'ratio' as const, num: 'num', den: 'den', as: 'percent' as const },
      ],
    });
    expect(betterOf(mails('opened'), 'm', 'percent')).toBe('up');
    expect(betterOf(mails('bounced'), 'm', 'percent')).toBe('down');
    expect(betterOf(mails('recipients'), 'm', 'percent')).toBeNull();
  });
  it('judges numbers of rows by what they are', () => {
    expect(betterOf(deals(count), 'm', 'number')).toBeNull();
    expect(betterOf(deals(count, [won]), 'm', 'number')).toBe('up');
    expect(betterOf(deals(count, [lost]), 'm', 'number')).toBe('down');
    expect(betterOf(deals(count, [eq('overdue', true)]), 'm', 'number')).toBe('down');
    expect(betterOf(deals(count, [eq('overdue', false)]), 'm', 'number')).toBeNull();
  });
});

describe('funnelSteps', () => {
  const stage: ReportField = {
    key: 'stage',
    label: 'Stage',
    role: 'dimension',
    type: 'enum',
    format: 'text',
    values: ['prospect', 'loi', 'won', 'lost'].map((value) => ({ value, label: value })),
  };
  const deals = model(point('won', 2), point('prospect', 5), point('loi', 3), point('lost', 9));

  it('counts who stands further on in every step before, in the order of the stages', () => {
    const steps = funnelSteps(deals, stage, true);
    expect(steps.map((step) => [step.point.label, step.value, step.reached])).toEqual([
      ['prospect', 5, 10],
      ['loi', 3, 5],
      ['won', 2, 2],
    ]);
    expect(steps.map(({ ofFirst, ofPrevious }) => [ofFirst, ofPrevious])).toEqual([
      [100, null],
      [50, 50],
      [20, 40],
    ]);
  });
  it('takes entries as they are', () =>
    expect(funnelSteps(deals, stage, false).map(({ reached }) => reached)).toEqual([5, 3, 2, 9]));
  it('divides by nothing without a figure', () =>
    expect(funnelSteps(model(point('prospect', 0), point('loi', null)), stage, false)[1]).toMatchObject({
      value: null,
      ofFirst: null,
      ofPrevious: null,
    }));
});

describe('slicesOf', () => {
  it('sorts, gathers the small ones, and leaves no slice for nothing or less', () => {
    const many = Array.from({ length: 10 }, (_none, index) => point(`s${index}`, index + 1));
    const { slices, negative } = slicesOf(model(...many, point('zero', 0), point('minus', -3)));
    expect(slices).toHaveLength(8);
    expect(slices[0]).toMatchObject({ label: 's9', value: 10 });
    expect(slices.at(-1)).toMatchObject({ label: '3 others', value: 6, point: null });
    expect(slices.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(100);
    expect(negative).toBe(1);
  });
});

describe('sortRows', () => {
  const field: ReportField = { key: 'x', label: 'X', role: 'metric', type: 'number', format: 'number' };
  const rows: Row[] = [{ x: 2 }, { x: null }, { x: 10, _other: true }, { x: 3 }];
  it('puts nothing last whichever way, and “Other” after it', () => {
    expect(sortRows(rows, [field], { key: 'x', desc: true }).map(({ x }) => x)).toEqual([3, 2, null, 10]);
    expect(sortRows(rows, [field], { key: 'x', desc: false }).map(({ x }) => x)).toEqual([2, 3, null, 10]);
  });
  it('keeps the order of an enum', () => {
    const stages = {
      ...field,
      values: [
        { value: 'b', label: 'B' },
        { value: 'a', label: 'A' },
      ],
    };
    const named = [{ x: 'a' }, { x: 'b' }];
    expect(sortRows(named, [stages], { key: 'x', desc: false }).map(({ x }) => x)).toEqual(['b', 'a']);
  });
});

describe('rangeText', () => {
  const of = (from: string | null, to: string | null) => rangeText({ from, to }, 'America/New_York');
  it('names the last day that belongs to it', () => {
    expect(of('2026-07-01', '2026-10-01')).toBe('Jul 1 – Sep 30, 2026');
    expect(of('2026-07-01T04:00:00Z', '2026-10-01T04:00:00Z')).toBe('Jul 1 – Sep 30, 2026');
    expect(of('2025-12-31', '2026-01-02')).toBe('Dec 31, 2025 – Jan 1, 2026');
  });
  it('never shifts plain dates', () =>
    expect(rangeText({ from: '2026-03-01', to: '2026-04-01' }, 'Pacific/Kiritimati')).toBe(
      'Mar 1 – Mar 31, 2026',
    ));
  it('names the time when it ends within a day', () =>
    expect(of('2026-03-01T05:00:00Z', '2026-03-02T18:30:00Z')).toBe(
      'Mar 1, 2026, 12:00 AM – Mar 2, 2026, 1:30 PM',
    ));
  it('names the day of hours once', () =>
    expect(of('2026-03-01T18:00:00Z', '2026-03-01T19:00:00Z')).toBe('Mar 1, 2026, 1:00 PM – 2:00 PM'));
  it('says one day once, and open ends', () => {
    expect(of('2026-07-01', '2026-07-02')).toBe('Jul 1, 2026');
    expect(of(null, '2026-07-02')).toBe('until Jul 1, 2026');
    expect(of('2026-07-01', null)).toBe('from Jul 1, 2026');
    expect(of(null, null)).toBeNull();
  });
});

describe('money in a table', () => {
  const field = { key: 'm', label: 'Money', role: 'metric', type: 'number', format: 'currency' } as const;
  it('has cents in all cells or in none', () => {
    expect(hasCents(field, [8438, null, 3346.31])).toBe(true);
    expect(hasCents(field, [8438, 0.001, undefined])).toBe(false);
    expect(hasCents({ ...field, format: 'number' }, [0.5])).toBe(false);
    expect(cellText(8438, field, 'UTC', true)).toBe('$8,438.00');
    expect(cellText(8438, field, 'UTC')).toBe('$8,438');
    expect(cellText(null, field, 'UTC', true)).toBe('—');
  });
});

describe('labels of an axis', () => {
  it('are broken between words before they are slanted', () => {
    expect(categoryLabels(['Q4 2026', 'Q1 2027', 'Q2 2027'], 100)).toMatchObject({
      angle: 0,
      lines: 2,
      most: 4,
    });
    expect(categoryLabels(['Dana Whitfield', 'Priya Raman'], 140)).toMatchObject({ angle: 0, lines: 2 });
    expect(categoryLabels(['Dana Whitfield', 'Bartholomew'], 140)).toMatchObject({ angle: -38, lines: 1 });
    expect(inTwo('PSA / Lease negotiation', 11)).toEqual(['PSA / Lease', 'negotiation']);
    expect(inTwo('Prospect', 4)).toEqual(['Prospect']);
  });

  it('stand upright while they fit and lean when they do not', () => {
    expect(categoryLabels(['LOI', 'Won'], 400).angle).toBe(0);
    expect(
      categoryLabels(
        Array.from({ length: 9 }, () => 'Marketing / Touring'),
        400,
      ).angle,
    ).toBe(-38);
  });
  it('are cut with an ellipsis', () => expect(clipped('Marketing / Touring', 10)).toBe('Marketing…'));
});
