import type { Widget } from '@besahubs/contracts/dashboards';
import type { FilterTest } from '@besahubs/contracts/reportFilters';
import type { Cell, ReportResult } from '@besahubs/contracts/reports';
import { number } from '../../../components/format';
import { isPeriod, periodTest, periodText } from '../filters/periods';
import type { VizPick } from '../viz/pick';

/** What a clicked figure stands for. Pure. */

type Row = ReportResult['rows'][number];
const fieldOf = ({ fields }: ReportResult, key: string) => fields.find((field) => field.key === key);
/** Links carry their id beside the name. */
const cellOf = (row: Row, key: string): Cell | undefined => row[`${key}.id`] ?? row[key];
const rowOf = ({ rows }: ReportResult, { key }: VizPick): Row | undefined =>
  rows.find((row) => Object.entries(key).every(([field, value]) => cellOf(row, field) === value));

/** How many rows stand behind the figure, when it counts rows; null when it says something else. */
export function countOf(
  { query }: Pick<Widget, 'query'>,
  result: ReportResult,
  pick: VizPick,
): string | null {
  const metrics = (query.metrics ?? ['count']) as readonly unknown[];
  const [first] = result.fields.filter(({ role }) => role === 'metric');
  const id = pick.metric ?? first?.key;
  const counts = metrics.some((metric) => {
    if (metric === 'count') return id === 'count';
    const { agg, field, id: own = 'count' } = metric as { agg?: string; field?: string; id?: string };
    return agg === 'count' && !field && own === id;
  });
  if (!counts || !id || pick.other) return null;
  const value = rowOf(result, pick)?.[pick.previous ? `${id}.previous` : id];
  return typeof value === 'number' ? number(value) : null;
}

/**
 * The filters that say the same as the click, periods as days of the reader's `zone`. None for “Other”, and none for the
 * period that is compared with: the dashboard's filters are about the figures of now.
 */
export function testsOf(result: ReportResult, { key, other, previous }: VizPick, zone: string): FilterTest[] {
  if (other || previous) return [];
  return Object.entries(key).map(([field, value]): FilterTest => {
    if (value === null) return { field, op: 'isNull' };
    if (typeof value !== 'string') return { field, op: 'eq', value };
    const described = fieldOf(result, field);
    return described?.granularity
      ? periodTest(described, value, result, zone)
      : { field, op: 'in', value: [value] };
  });
}

/** What datasets that have no owner call the person whose row it is. */
const PEOPLE: Partial<Record<Widget['dataset'], string>> = { agents: 'agent', tasks: 'assignee' };

/** The same test for the whole dashboard, where the person of every dataset is its `owner`. */
export const forAll = (dataset: Widget['dataset'], test: FilterTest): FilterTest =>
  test.field === PEOPLE[dataset] ? { ...test, field: 'owner' } : test;

/** “LOI”, “LOI and Ana Ruiz”, “Mar 2026”. */
export function wordsOf(result: ReportResult, tests: readonly FilterTest[], zone: string): string {
  return tests.map((test) => (isPeriod(test) ? periodText(test, zone) : wordOf(result, test))).join(' and ');
}

function wordOf(result: ReportResult, { field, op, value }: FilterTest): string {
  const described = fieldOf(result, field);
  if (op === 'isNull') return `no ${described?.label.toLowerCase() ?? field}`;
  const cell = Array.isArray(value) ? value[0] : value;
  const named = described?.values?.find((choice) => choice.value === cell)?.label;
  const shown = result.rows.find((row) => cellOf(row, field) === cell)?.[field];
  return named ?? String(shown ?? cell);
}
