import type { SqlContext } from './dataset';
import { ownConditions } from './drillCell';
import type { DrillCell } from './drillCell';
import type { Drilled } from './drillCompile';
import type { Aggregated } from './metrics';
import type { Resolved } from './resolve';

/**
 * The drill whose rows are listed: itself, or where the rows behind its rows were asked for, a drill of their dataset. Of
 * agents who closed 1.2M it is the won deals that these agents own; the agents are found by the whole drill: its scope,
 * filters, range and cell. What those rows add up to is the figure that was clicked.
 */
export function listedOf(drilled: Drilled, context: SqlContext): Drilled {
  const { behind } = drilled.cell;
  if (!behind) return drilled;
  const { dataset, link, measure, where, shown } = behind;
  const metric: Aggregated = {
    kind: 'aggregate',
    id: 'behind',
    agg: measure ? 'sum' : 'count',
    field: measure,
    filter: where(context),
    label: '',
    format: measure?.format ?? 'number',
    hidden: false,
  };
  const resolved: Resolved = {
    dataset: { ...dataset, shown: [...shown, ...dataset.shown] },
    clock: drilled.resolved.clock,
    dimensions: [],
    metrics: [metric],
    filter: null,
    range: null,
    previous: null,
    having: [],
    orderBy: [],
    limit: drilled.resolved.limit,
    topN: null,
    totals: false,
  };
  return { resolved, cell: cellOf(metric), periods: [], through: { link, rows: drilled } };
}

const cellOf = (metric: Aggregated): DrillCell => ({
  span: null,
  keys: [],
  periods: [],
  other: false,
  metric,
  own: ownConditions(metric),
  previous: false,
  behind: null,
});
