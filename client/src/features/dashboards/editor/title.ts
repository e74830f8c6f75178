import type { DatasetInfo, Grouping } from '@besahubs/contracts/reports';
import { lower, words } from '../../../components/format';
import type { WidgetDraft } from './draft';
import { metricLabel } from './metricText';

const OVER_TIME = 'over time';

function groupText({ field, granularity }: Grouping, info: DatasetInfo): string {
  const found = info.fields.find(({ key }) => key === field);
  if (!found) return field;
  if (found.type !== 'instant' && found.type !== 'date') return lower(found.label);
  if (!granularity || granularity === 'auto')
    return field === info.dateField ? OVER_TIME : lower(found.label);
  const grain = lower(words(granularity));
  return field === info.dateField ? grain : `${grain} of ${lower(found.label)}`;
}

/**
 * “Weighted commission by stage”: what the query asks, as a title. The date range is not in it: a dashboard can replace it,
 * and the line below the title tells it as it is.
 */
export function proposeTitle({ query }: WidgetDraft, info: DatasetInfo): string {
  const labels = query.metrics
    .filter(({ hidden }) => !hidden)
    .map((metric, index) => {
      const label = metricLabel(metric, query.metrics, info);
      return index ? lower(label) : label;
    });
  const named = labels.length > 2 ? [...labels.slice(0, 2), `${labels.length - 2} more`] : labels;
  const what =
    named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}` : (named[0] ?? '');
  const groups = query.groupBy.map((group) => groupText(group, info)).filter((text) => text !== OVER_TIME);
  const overTime = groups.length < query.groupBy.length ? ` ${OVER_TIME}` : '';
  return [
    groups.length ? `${what}${overTime} by ${groups.join(' and ')}` : `${what}${overTime}`,
    ...(query.topN ? [`top ${query.topN.n}`] : []),
  ].join(', ');
}
