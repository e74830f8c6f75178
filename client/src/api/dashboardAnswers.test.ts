import { describe, expect, it } from 'vitest';
import type { DashboardStreamLine } from '@besahubs/contracts/dashboards';
import { reportQuery } from '@besahubs/contracts/reports';
import type { ReportResult } from '@besahubs/contracts/reports';
import { knownVersions, signatureOf, withLine } from './dashboardAnswers';
import type { Answers, Figures, Run } from './dashboardAnswers';

const query = reportQuery.parse({ dataset: 'deals' });
const figures = (version: string) => ({
  result: { rows: [], meta: { version, asOf: '2026-03-01T00:00:00Z' } } as unknown as ReportResult,
  query,
  dates: { by: null, preset: null, field: null, own: null, kept: false, besides: [] },
});
const all = (lines: DashboardStreamLine[], answers: Answers = {}, run = 'now') =>
  lines.reduce((before, line) => withLine(before, line, run), answers);

describe('the answers of a dashboard', () => {
  it('come line by line, each with the question it answers', () => {
    const answers = all([
      { widgetId: 'a', ...figures('1'), ignored: ['stage'] },
      { widgetId: 'b', error: { code: 'timeout', message: 'Too slow' } },
      { done: true, asOf: '2026-03-01T00:00:00Z' },
    ]);
    expect(answers['a']).toMatchObject({ run: 'now', ignored: ['stage'], asOf: '2026-03-01T00:00:00Z' });
    expect(answers['b']).toMatchObject({ run: 'now', error: { code: 'timeout' } });
  });
  it('keep the very result that has not changed, as of now', () => {
    const before = all([{ widgetId: 'a', ...figures('1') }], {}, 'before');
    const after = all([{ widgetId: 'a', unchanged: true, asOf: '2026-03-02T00:00:00Z' }], before);
    expect(after['a']).toMatchObject({ run: 'now', asOf: '2026-03-02T00:00:00Z' });
    const [was, is] = [before['a'], after['a']] as Figures[];
    expect(is?.result).toBe(was?.result);
    expect(is?.query).toBe(query);
  });
  it('replace an error by the next answer, and know versions of results alone', () => {
    const failed = all([{ widgetId: 'a', error: { code: 'internal', message: '' } }]);
    expect(knownVersions(failed, 'now')).toEqual({});
    const answered = all([{ widgetId: 'a', ...figures('7') }], failed);
    expect(knownVersions(answered, 'now')).toEqual({ a: '7' });
  });
  it('are not known under other filters, which may not apply to the same figures', () => {
    expect(knownVersions(all([{ widgetId: 'a', ...figures('7') }]), 'with other filters')).toEqual({});
  });
});

describe('a question', () => {
  const run: Run = {
    dashboardId: 'd',
    viewAs: null,
    filters: { dateRange: 'today' },
    widgets: [{ id: 'a', version: 0 }],
  };
  it('is another one with other filters, or an edited widget', () => {
    expect(signatureOf({ ...run })).toBe(signatureOf(run));
    expect(signatureOf({ ...run, filters: {} })).not.toBe(signatureOf(run));
    expect(signatureOf({ ...run, widgets: [{ id: 'a', version: 1 }] })).not.toBe(signatureOf(run));
  });
});
