import type { ReportField, ReportQueryInput, ReportResult } from '@besahubs/contracts/reports';
import { describe, expect, it } from 'vitest';
import { chartModel, dimensionsOf, metricsOf, pickOf, pickOfRow, upToNow } from './model';
import type { Row } from './model';

const stage: ReportField = { key: 'stage', label: 'Stage', role: 'dimension', type: 'enum', format: 'text' };
const owner: ReportField = { key: 'owner', label: 'Owner', role: 'dimension', type: 'ref', format: 'text' };
const count: ReportField = { key: 'count', label: 'Deals', role: 'metric', type: 'number', format: 'number' };
const before: ReportField = { ...count, key: 'count.previous', role: 'previous', label: 'Deals, before' };

type Series = ReportResult['chartData']['series'][number];
const series = (label: string, data: (number | null)[], previous = false): Series => ({
  key: label,
  metric: 'count',
  label,
  format: 'number',
  previous,
  data,
});

function answer(
  fields: ReportField[],
  rows: Row[],
  chart: { labels: string[]; series: Series[] },
): ReportResult {
  const compared = fields.some(({ role }) => role === 'previous');
  const range = { field: 'createdAt', from: '2026-01-01', to: '2026-02-01' };
  return {
    rows,
    fields,
    chartData: { ...chart, keys: [] },
    meta: {
      asOf: '2026-01-15T12:00:00Z',
      timezone: 'UTC',
      range: null,
      compareRange: compared ? range : null,
      truncated: false,
      rowCount: rows.length,
      groupCount: rows.length,
      totals: null,
      nullGroups: 0,
      cache: 'miss',
      ms: 1,
      version: 'v',
    },
  };
}

const query: ReportQueryInput = { dataset: 'deals' };

describe('chartModel', () => {
  it('gives each mark the key of its row, ids for links, null for no value', () => {
    const rows: Row[] = [
      { stage: 'loi', owner: 'Ana', 'owner.id': 'a1', count: 2 },
      { stage: 'loi', owner: null, 'owner.id': null, count: 1 },
      { stage: null, owner: 'Ana', 'owner.id': 'a1', count: 4 },
    ];
    const chart = { labels: ['LOI', 'None'], series: [series('Ana', [2, 4]), series('None', [1, null])] };
    const model = chartModel(answer([stage, owner, count], rows, chart), query);
    expect(model.points.map(({ key }) => key)).toEqual([{ stage: 'loi' }, { stage: null }]);
    expect(model.series.map(({ key }) => key)).toEqual([{ owner: 'a1' }, { owner: null }]);
    expect(model.points.map(({ s0, s1 }) => [s0, s1])).toEqual([
      [2, 1],
      [4, null],
    ]);
    expect(pickOf(model.points[1]!, model.series[0]!)).toEqual({
      key: { stage: null, owner: 'a1' },
      metric: 'count',
      label: 'None · Ana',
    });
  });

  it('leaves the grouping of “Other” out of its key', () => {
    const rows: Row[] = [
      { stage: 'loi', count: 2, _other: false },
      { stage: 'Other', count: 9, _other: true },
    ];
    const chart = { labels: ['LOI', 'Other'], series: [series('Deals', [2, 9])] };
    const cut = { ...query, topN: { n: 1 } };
    const model = chartModel(answer([stage, count], rows, chart), cut);
    expect(pickOf(model.points[1]!, model.series[0]!)).toMatchObject({ key: {}, other: true });
    expect(pickOf(model.points[0]!, model.series[0]!).other).toBeUndefined();
  });

  it('keeps the other groupings of an “Other” in the series', () => {
    const rows: Row[] = [
      { stage: 'loi', owner: 'Ana', 'owner.id': 'a1', count: 2, _other: false },
      { stage: 'loi', owner: 'Other', 'owner.id': null, count: 9, _other: true },
    ];
    const chart = { labels: ['LOI'], series: [series('Ana', [2]), series('Other', [9])] };
    const cut = { ...query, topN: { n: 1, field: 'owner' } };
    const model = chartModel(answer([stage, owner, count], rows, chart), cut);
    expect(model.points).toHaveLength(1);
    expect(pickOf(model.points[0]!, model.series[1]!)).toMatchObject({ key: { stage: 'loi' }, other: true });
  });

  it('pairs the period before with its own series', () => {
    const rows: Row[] = [{ stage: 'loi', count: 2, 'count.previous': 3 }];
    const chart = { labels: ['LOI'], series: [series('Deals', [2]), series('Deals, before', [3], true)] };
    const result = answer([stage, count, before], rows, chart);
    const model = chartModel(result, query);
    expect(model.series.map(({ previous }) => previous)).toEqual([false, true]);
    expect(pickOf(model.points[0]!, model.series[1]!)).toMatchObject({ metric: 'count', previous: true });
    const [dimension] = dimensionsOf(result);
    expect(dimension?.key).toBe('stage');
    expect(metricsOf(result).map(({ key }) => key)).toEqual(['count']);
    expect(pickOfRow(result, query, rows[0]!, before, ['LOI'])).toMatchObject({
      key: { stage: 'loi' },
      metric: 'count',
      previous: true,
    });
  });
});

describe('upToNow', () => {
  const at = (day: string, value: number | null) => ({ createdAt: day, count: value });
  const month: ReportField = { ...stage, key: 'createdAt', type: 'instant' };
  const over = (...values: (number | null)[]) => {
    const days = ['2026-01-01', '2026-02-01', '2026-03-01'];
    const rows = days.map((day, index) => at(day, values[index] ?? null));
    const result = answer([month, count], rows, { labels: days, series: [series('Deals', values)] });
    return upToNow(chartModel(result, query), 'createdAt', '2026-01-15').points.map(({ s0 }) => s0);
  };

  it('ends the line today when nothing lies ahead', () => expect(over(5, 0, 0)).toEqual([5, null, null]));
  it('keeps what is planned', () => expect(over(5, 0, 7)).toEqual([5, 0, 7]));
  it('keeps zeros of the past', () => expect(over(0, 0, null)).toEqual([0, null, null]));
});
