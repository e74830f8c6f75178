import type { WidgetAnswer, WidgetType } from '@besahubs/contracts/dashboards';
import type { Cell, ReportField, ReportResult } from '@besahubs/contracts/reports';
import { hasTotal } from '@besahubs/contracts/reportTotals';
import { datesLine } from '@besahubs/contracts/widgetDates';
import { NOTHING, cellText, figureText, rangeText } from './format';

/** What a widget becomes in a mail, before it is HTML or text. */
export type Block = {
  title: string;
  /** Which dates it is of: their name, and the exact days. */
  dates: string | null;
} & Content;
type Content = Figure | Table | Message;
interface Figure {
  kind: 'figure';
  value: string;
  delta: Delta | null;
}
export interface Table {
  kind: 'table';
  head: string[];
  rows: Line[];
  foot: string[] | null;
  more: string | null;
}
interface Message {
  kind: 'message';
  text: string;
}
export interface Delta {
  direction: 'up' | 'down' | 'same';
  text: string;
}
interface Line {
  cells: string[];
  /** Of the longest bar, in percent; null where no bar is drawn. */
  bar: number | null;
}

/** More is read in the app: mail programs cut what is long. */
const MOST_ROWS = 15;
const MOST_FIGURES = 4;

/**
 * A widget's answer as a block: a figure for a KPI, else a table, with bars for what is a chart. Pure. Its days are those of
 * the zone it was asked in, which may be one of its own; moments in cells are in `zone`, the reader's, as on the screen.
 */
export function blockOf(
  { title, type }: { title: string; type: WidgetType },
  answer: WidgetAnswer | undefined,
  zone: string,
): Block {
  if (!answer || !('result' in answer)) {
    const why = answer && 'error' in answer ? answer.error.message : undefined;
    return { title, dates: null, kind: 'message', text: why ?? 'There was no answer.' };
  }
  const { result } = answer;
  const head = { title, dates: datesText(answer) };
  if (type === 'kpi') return { ...head, ...figureOf(result) };
  if (!result.rows.length) return { ...head, kind: 'message', text: 'Nothing to show.' };
  return { ...head, ...tableOf(result, type !== 'table', zone) };
}

/** “This quarter (dashboard): Oct 1, 2026 to Dec 31, 2026 · Actual close”. */
function datesText({ dates, result: { meta } }: Extract<WidgetAnswer, { result: unknown }>): string {
  const days = rangeText(meta.range, meta.timezone);
  const { range, mark, more } = datesLine(dates, days);
  const named = mark ? `${range} ${mark}` : range;
  return [days && days !== range ? `${named}: ${days}` : named, ...more].join(' · ');
}

const metricsOf = ({ fields }: ReportResult): ReportField[] => fields.filter(({ role }) => role === 'metric');
const numberIn = (cell: Cell | undefined): number | null => (typeof cell === 'number' ? cell : null);

function figureOf(result: ReportResult): Figure | Message {
  const [field] = metricsOf(result);
  const [row] = result.rows;
  if (!field) return { kind: 'message', text: 'There was no answer.' };
  const value = numberIn(row?.[field.key]);
  const before = result.meta.compareRange ? numberIn(row?.[`${field.key}.previous`]) : null;
  return {
    kind: 'figure',
    value: value === null ? NOTHING : figureText(value, field.format),
    delta: value === null || before === null ? null : deltaOf(value, before, field),
  };
}

/** Shares are compared in points, everything else in percent of what it was. */
function deltaOf(value: number, before: number, { format }: ReportField): Delta | null {
  const was = `before: ${figureText(before, format)}`;
  const change =
    format === 'percent' ? value - before : before ? (100 * (value - before)) / Math.abs(before) : null;
  if (change === null) return { direction: 'same', text: was };
  const rounded = Math.round(change * 10) / 10;
  if (rounded === 0) return { direction: 'same', text: `the same as before` };
  const size =
    format === 'percent'
      ? `${figureText(Math.abs(rounded), 'number')} points`
      : figureText(Math.abs(rounded), 'percent');
  return rounded > 0
    ? { direction: 'up', text: `${size} more (${was})` }
    : { direction: 'down', text: `${size} less (${was})` };
}

function tableOf(result: ReportResult, drawn: boolean, zone: string): Table {
  const dimensions = result.fields.filter(({ role }) => role === 'dimension');
  const metrics = metricsOf(result).slice(0, MOST_FIGURES);
  const timed = dimensions[0]?.granularity !== undefined;
  // Of a line over time the latest is what counts.
  const rows = timed ? result.rows.slice(-MOST_ROWS) : result.rows.slice(0, MOST_ROWS);
  const [only] = metrics;
  const longest = Math.max(...rows.map((row) => Math.abs(numberIn(row[only?.key ?? '']) ?? 0)));
  const barOf = (row: Record<string, Cell>): number | null => {
    const value = only && drawn && metrics.length === 1 ? numberIn(row[only.key]) : null;
    return value === null || !longest ? null : Math.round((100 * Math.abs(value)) / longest);
  };
  const left = result.meta.groupCount - rows.length;
  const { totals } = result.meta;
  return {
    kind: 'table',
    head: [dimensions.map(({ label }) => label).join(' · '), ...metrics.map(({ label }) => label)],
    rows: rows.map((row) => ({
      cells: [
        dimensions.map((field) => cellText(row[field.key], field, zone)).join(' · '),
        ...metrics.map((field) => cellText(row[field.key], field, zone)),
      ],
      bar: barOf(row),
    })),
    foot: totals && footOf(totals, metrics, zone),
    more: left > 0 ? `${left.toLocaleString('en-US')} more in BesaHubs.` : null,
  };
}

/** As on the screen: without totals there is no line of them. */
function footOf(
  totals: Record<string, Cell>,
  metrics: readonly ReportField[],
  zone: string,
): string[] | null {
  if (!metrics.some(hasTotal)) return null;
  return [
    'Total',
    ...metrics.map((field) => (hasTotal(field) ? cellText(totals[field.key], field, zone) : '')),
  ];
}
