import type { ReportField } from '@besahubs/contracts/reports';
import { describe, expect, it } from 'vitest';
import { categoryLabels, clipped, inTwo } from './axis';
import { changeOf } from './change';
import { funnelSteps } from './funnel';
import { isOfLosses } from './losses';
import type { ChartModel, Point, Row } from './model';
import { rangeText } from './range';
import { slicesOf } from './slices';
import { sortRows } from './sortRows';

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
    expect(changeOf(150, 100, 'number')).toEqual({
      direction: 'up',
      share: '50%',
      amount: '50',
      exact: '50',
      meaning: null,
    }));
  it('knows that fewer days are better and less money is not', () => {
    expect(changeOf(90, 100, 'days')?.meaning).toBe('good');
    expect(changeOf(90, 100, 'currency')?.meaning).toBe('bad');
  });
  it('welcomes less of what was lost, and judges no other figure of losses', () => {
    expect(changeOf(90, 100, 'currency', true)?.meaning).toBe('good');
    expect(changeOf(90, 100, 'days', true)?.meaning).toBeNull();
  });
  it('moves rates by points', () =>
    expect(changeOf(12.5, 10, 'percent')).toMatchObject({ share: null, amount: '2.5 points' }));
  it('has no percent of nothing, and nothing to say of a missing figure', () => {
    expect(changeOf(5, 0, 'number')?.share).toBeNull();
    expect(changeOf(null, 5, 'number')).toBeNull();
    expect(changeOf(5, null, 'number')).toBeNull();
  });
});

describe('isOfLosses', () => {
  const value = { id: 'sum_value', agg: 'sum' as const, field: 'value' };
  const lost = { field: 'status', op: 'eq' as const, value: 'lost' };
  const won = { field: 'status', op: 'eq' as const, value: 'won' };

  it('finds them in the filters of the query and of the metric', () => {
    const query = { dataset: 'deals' as const, metrics: [value] };
    expect(isOfLosses({ ...query, filters: [lost] }, 'sum_value')).toBe(true);
    expect(isOfLosses({ ...query, metrics: [{ ...value, filter: lost }] }, 'sum_value')).toBe(true);
    expect(isOfLosses(query, 'sum_value')).toBe(false);
  });
  it('wants nothing else among them', () => {
    const query = { dataset: 'deals' as const, metrics: [value] };
    expect(isOfLosses({ ...query, filters: { or: [lost, won] } }, 'sum_value')).toBe(false);
    expect(
      isOfLosses({ ...query, filters: { ...lost, op: 'in', value: ['lost', 'won'] } }, 'sum_value'),
    ).toBe(false);
    expect(isOfLosses({ ...query, filters: { ...lost, op: 'ne' } }, 'sum_value')).toBe(false);
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
