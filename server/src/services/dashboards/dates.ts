import type { FilterNode, FilterTest } from '@besahubs/contracts/reportFilters';
import type { ReportQuery } from '@besahubs/contracts/reports';
import type { WidgetDates } from '@besahubs/contracts/widgetDates';
import type { Ctx } from '../context';
import { fieldOf, isTime } from '../reports/dataset';
import { datasets } from '../reports/registry';
import type { Filtered } from './filters';

type Beside = WidgetDates['besides'][number];
type Fields = (key: string) => ReturnType<typeof fieldOf>;

/** Which dates a widget's figures are of, and whose choice those were. `own` is its query without the dashboard's filters. Pure. */
export function datesOf({ actor }: Ctx, own: ReportQuery, { query, ignored, by }: Filtered): WidgetDates {
  const dataset = datasets[query.dataset];
  const fields: Fields = (key) => fieldOf(dataset, key, actor.role);
  const { dateRange } = query;
  return {
    by,
    preset: presetOf(dateRange),
    field: dateRange ? (fields(dateRange.field ?? dataset.dateField)?.label ?? null) : null,
    own: presetOf(own.dateRange),
    kept: ignored.includes('dateRange'),
    besides: distinct([...figures(query, fields), ...conditions(query, fields)]),
  };
}

const presetOf = (range: ReportQuery['dateRange']): string | null =>
  range && 'preset' in range ? range.preset : null;

/** Figures that count a range of their own. */
const figures = ({ metrics }: ReportQuery, fields: Fields): Beside[] =>
  metrics.flatMap((metric) => {
    const period = metric.agg !== 'ratio' && metric.field ? fields(metric.field)?.period : undefined;
    return period ? [{ label: period.of, preset: period.preset }] : [];
  });

/** Conditions by a date, of all rows or of one metric's. */
function conditions({ filters, metrics }: ReportQuery, fields: Fields): Beside[] {
  const narrowed = metrics.flatMap((metric) => (metric.agg === 'ratio' ? [] : leaves(metric.filter)));
  return [...leaves(filters), ...narrowed].flatMap(({ field: key, op, value }) => {
    const field = fields(key);
    if (!field || !isTime(field) || op === 'isNull' || op === 'isNotNull') return [];
    return [{ label: field.label, preset: op === 'relative' ? String(value) : null }];
  });
}

function leaves(node: FilterNode | FilterNode[] | undefined): FilterTest[] {
  if (!node) return [];
  if (Array.isArray(node)) return node.flatMap(leaves);
  if ('field' in node) return [node];
  return ('and' in node ? node.and : node.or).flatMap(leaves);
}

const distinct = (besides: Beside[]): Beside[] => [
  ...new Map(besides.map((each) => [JSON.stringify(each), each])).values(),
];
