import type { WidgetType } from '@besahubs/contracts/dashboards';
import type { ReportResult } from '@besahubs/contracts/reports';
import { number, plural } from '../../../components/format';
import { cutText, groupsText } from './groups';
import type { ChartModel } from './model';
import type { VizWidget } from './pick';
import { slicesOf } from './slices';
import { exactValue } from './values';

const SHAPES: Record<WidgetType, string> = {
  kpi: 'Figure',
  bar: 'Bar chart',
  line: 'Line chart',
  pie: 'Pie chart',
  table: 'Table',
  funnel: 'Funnel',
};

/** What a chart says to somebody who does not see it: its kind, its size, and its largest figure. */
export function summaryOf(type: WidgetType, { points, series }: ChartModel): string {
  const [first] = series;
  const names = series.map(({ label }) => label).join(', ');
  const largest = points.reduce<ChartModel['points'][number] | null>(
    (most, point) => ((point.s0 ?? -Infinity) > (most?.s0 ?? -Infinity) ? point : most),
    null,
  );
  const peak =
    largest && first ? ` Highest: ${largest.label}, ${exactValue(largest.s0 ?? null, first.format)}.` : '';
  return `${SHAPES[type]} of ${names}, ${plural(points.length, 'point')}.${peak}`;
}

/** What could not be shown; null when everything is. */
export function noticeOf({ type, query }: VizWidget, result: ReportResult, model: ChartModel): string | null {
  if (result.meta.truncated) return `Shows ${cutText(result)}.`;
  if (type === 'pie') {
    const { negative } = slicesOf(model);
    return negative ? `${groupsText(negative, result)} below zero: not in the picture.` : null;
  }
  if (type === 'funnel' && query.dataset === 'deals')
    return 'Percentages count a deal in each step it has reached; lost deals are left out.';
  if (type !== 'bar' && type !== 'line') return null;
  return model.left > 0
    ? `${number(model.left)} more are not drawn: show them as a table, or the largest only.`
    : null;
}
