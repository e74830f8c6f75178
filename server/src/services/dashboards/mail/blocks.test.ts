import { describe, expect, it } from 'vitest';
import { reportQuery } from '@besahubs/contracts/reports';
import type { ReportField, ReportResult } from '@besahubs/contracts/reports';
import type { WidgetDates } from '@besahubs/contracts/widgetDates';
import { blockOf } from './blocks';

const metric = (key: string, format: ReportField['format']): ReportField => ({
  key,
  label: key,
  role: 'metric',
  type: 'number',
  format,
});
const stage: ReportField = {
  key: 'stage',
  label: 'Stage',
  role: 'dimension',
  type: 'enum',
  format: 'text',
  values: [{ value: 'loi', label: 'LOI' }],
};
const range = { field: 'createdAt', from: '2026-10-01T05:00:00Z', to: '2026-11-01T05:00:00Z' };
const result = (over: Partial<ReportResult>, meta: Partial<ReportResult['meta']> = {}) =>
  ({
    rows: [],
    fields: [],
    ...over,
    meta: {
      timezone: 'America/Chicago',
      range: null,
      compareRange: null,
      totals: null,
      groupCount: over.rows?.length ?? 0,
      ...meta,
    },
  }) as unknown as ReportResult;
const query = reportQuery.parse({ dataset: 'deals' });
const plain: WidgetDates = { by: null, preset: null, field: null, own: null, kept: false, besides: [] };
const block = (type: 'kpi' | 'bar' | 'table', answer: ReportResult, dates = plain) =>
  blockOf({ title: 'Title', type }, { result: answer, query, dates }, 'America/Chicago');

describe('a widget in a mail', () => {
  it.each([
    ['currency', 150, 100, '$150', 'up', '50% more (before: $100)'],
    ['currency', 50, 100, '$50', 'down', '50% less (before: $100)'],
    ['percent', 42.5, 40, '42.5%', 'up', '2.5 points more (before: 40%)'],
    ['number', 7, 7, '7', 'same', 'the same as before'],
    ['number', 7, 0, '7', 'same', 'before: 0'],
  ] as const)(
    'is a figure beside the one before: %s %s after %s',
    (format, now, before, value, direction, text) => {
      const answer = result(
        { fields: [metric('m', format)], rows: [{ m: now, 'm.previous': before }] },
        { compareRange: range },
      );
      expect(block('kpi', answer)).toMatchObject({ kind: 'figure', value, delta: { direction, text } });
    },
  );

  it('says of which days it is, the last one included, in the zone it was asked in', () => {
    const inZone = (timezone: string) =>
      block('kpi', result({ fields: [metric('m', 'number')], rows: [{ m: null }] }, { range, timezone }), {
        ...plain,
        by: 'dashboard',
        preset: 'last_month',
        field: 'Created',
      });
    expect(inZone('America/Chicago')).toMatchObject({
      dates: 'Last month (dashboard): Oct 1, 2026 to Oct 31, 2026 · Created',
      value: '–',
      delta: null,
    });
    expect(inZone('Asia/Tokyo')).toMatchObject({
      dates: 'Last month (dashboard): Oct 1, 2026 to Nov 1, 2026 · Created',
    });
  });

  it.each<[Partial<WidgetDates>, string]>([
    [{}, 'Any date'],
    [{ kept: true }, 'Any date (fixed)'],
    [{ by: 'widget', preset: 'last_5_weeks', field: 'Sent', kept: true }, 'Last 5 weeks (fixed) · Sent'],
    [{ by: 'filter', field: 'Sent' }, 'Any date (filter) · Sent'],
    [
      {
        besides: [
          { label: 'Closed commission', preset: 'this_year' },
          { label: 'Sent', preset: 'today' },
          { label: 'Sent', preset: null },
        ],
      },
      'Closed commission: this year · Sent: today, as filtered',
    ],
  ])('says whose dates they are: %o', (dates, text) =>
    expect(block('kpi', result({}), { ...plain, ...dates })).toMatchObject({ dates: text }),
  );

  it('has a total of what has one', () => {
    const first = { ...metric('first', 'date'), type: 'date' as const, extreme: true };
    const rows = [{ stage: 'loi', m: 3, first: '2026-10-03' }];
    const totals = { m: 3, first: '2026-10-03' };
    const answer = result({ fields: [stage, first, metric('m', 'number')], rows }, { totals });
    expect(block('table', answer)).toMatchObject({ foot: ['Total', '', '3'] });
    expect(block('table', result({ fields: [stage, first], rows }, { totals }))).toMatchObject({
      foot: null,
    });
  });

  it('names an open end', () => {
    const of = (open: Partial<typeof range>) =>
      block('kpi', result({}, { range: { ...range, ...open } }), { ...plain, by: 'widget' });
    expect(of({ from: null as never })).toMatchObject({ dates: 'until Oct 31, 2026' });
    expect(of({ to: null as never })).toMatchObject({ dates: 'from Oct 1, 2026' });
  });

  it('is a table with bars for a chart, named, totalled, and never too long in silence', () => {
    const rows = Array.from({ length: 20 }, (_empty, index) => ({
      stage: index ? null : 'loi',
      m: 20 - index,
    }));
    const answer = result({ fields: [stage, metric('m', 'area')], rows }, { totals: { m: 210 } });
    const drawn = block('bar', answer);
    expect(drawn).toMatchObject({
      head: ['Stage', 'm'],
      foot: ['Total', '210 SF'],
      more: '5 more in BesaHubs.',
    });
    expect(drawn.kind === 'table' && drawn.rows.slice(0, 2)).toEqual([
      { cells: ['LOI', '20 SF'], bar: 100 },
      { cells: ['None', '19 SF'], bar: 95 },
    ]);
    const plain = block('table', answer);
    expect(plain.kind === 'table' && plain.rows.every(({ bar }) => bar === null)).toBe(true);
  });

  it('says why there is nothing', () => {
    const error = { code: 'timeout' as const, message: 'This took too long.' };
    expect(blockOf({ title: 'T', type: 'bar' }, { error }, 'UTC')).toMatchObject({
      text: 'This took too long.',
    });
    expect(block('bar', result({ fields: [stage] }))).toMatchObject({ text: 'Nothing to show.' });
  });
});
