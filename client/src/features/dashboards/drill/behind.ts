import type { DatasetInfo, ReportQuery } from '@besahubs/contracts/reports';
import type { VizPick } from '../viz/pick';

/**
 * The dataset whose rows the rows of a figure add up: deals, of what agents closed. Null where the figure is of its own rows
 * alone: anything but a sum, and sums of what a row has by itself. Of a ratio it is the part that is asked for, else the
 * denominator's. Pure.
 */
export function behindOf(
  { dataset, metrics }: Pick<ReportQuery, 'dataset' | 'metrics'>,
  { metric: id, part = 'den' }: Pick<VizPick, 'metric' | 'part'>,
  datasets: readonly DatasetInfo[],
): DatasetInfo | null {
  const find = (wanted: string | undefined) => metrics.find((each) => each.id === wanted);
  const clicked = find(id);
  const measured = clicked?.agg === 'ratio' ? find(clicked[part]) : clicked;
  if (measured?.agg !== 'sum') return null;
  const fields = datasets.find(({ key }) => key === dataset)?.fields;
  const behind = fields?.find(({ key }) => key === measured.field)?.behind;
  return datasets.find(({ key }) => key === behind) ?? null;
}
