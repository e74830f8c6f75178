import type { DatasetInfo, Grouping } from '@besahubs/contracts/reports';
import type { WidgetType } from '@besahubs/contracts/dashboards';
import type { WidgetDraft } from './draft';

/** Which picture shows which query, and what has to change for it. Pure. */
const timeFields = ({ fields }: DatasetInfo) =>
  fields.filter(({ type, groupable }) => groupable && (type === 'instant' || type === 'date'));
const isDate = (info: DatasetInfo, group: Grouping | undefined): boolean =>
  timeFields(info).some(({ key }) => key === group?.field);
const nameOf = (info: DatasetInfo, key: string | undefined): string =>
  info.fields.find((field) => field.key === key)?.label ?? '';
const shownMetrics = ({ query }: WidgetDraft) => query.metrics.filter(({ hidden }) => !hidden);

/** A field to group by that is no date: what the dataset is usually told apart by. */
function kindField({ fields }: DatasetInfo) {
  const kinds = fields.filter(({ groupable, type }) => groupable && type !== 'instant' && type !== 'date');
  return kinds.find(({ key }) => key === 'stage') ?? kinds.find(({ type }) => type === 'enum') ?? kinds[0];
}
const dateGroup = (info: DatasetInfo): Grouping | null => {
  const field = timeFields(info).find(({ key }) => key === info.dateField) ?? timeFields(info)[0];
  return field ? { field: field.key } : null;
};

/** Why no query over this dataset could be shown so; null when one can. */
export function reasonAgainst(type: WidgetType, info: DatasetInfo): string | null {
  if (type === 'line' && !dateGroup(info)) return `${info.label} have no date to draw over.`;
  if ((type === 'pie' || type === 'funnel' || type === 'bar') && !kindField(info) && !dateGroup(info))
    return `${info.label} have nothing to group by.`;
  return null;
}

/** What choosing this picture would change in the query, in words; null when it shows the query as it is. */
export function changeFor(type: WidgetType, draft: WidgetDraft, info: DatasetInfo): string | null {
  const { groupBy } = draft.query;
  const [first] = groupBy;
  const several = shownMetrics(draft).length > 1;
  switch (type) {
    case 'table':
      return null;
    case 'kpi':
      return groupBy.length ? 'Removes the grouping' : null;
    case 'bar':
      return first ? null : `Groups by ${nameOf(info, kindField(info)?.key ?? dateGroup(info)?.field)}`;
    case 'line':
      return isDate(info, first) ? null : `Groups by ${nameOf(info, dateGroup(info)?.field)}`;
    case 'pie':
      if (!first) return `Groups by ${nameOf(info, kindField(info)?.key)}`;
      if (groupBy.length > 1) return 'Keeps the first grouping';
      return several ? 'Keeps the first metric' : null;
    case 'funnel':
      if (!first || isDate(info, first)) return `Groups by ${nameOf(info, kindField(info)?.key)}`;
      if (groupBy.length > 1) return 'Keeps the first grouping';
      return several ? 'Keeps the first metric' : null;
  }
}

/** The draft as this picture can show it; nothing changes when it can already. */
export function adaptTo(type: WidgetType, draft: WidgetDraft, info: DatasetInfo): WidgetDraft {
  if (changeFor(type, draft, info) === null) return { ...draft, type };
  const { groupBy, metrics } = draft.query;
  const kind = kindField(info);
  const byKind: Grouping[] = kind
    ? [{ field: kind.key }]
    : [dateGroup(info)].filter((group) => group !== null);
  const byDate = [dateGroup(info)].filter((group) => group !== null);
  const [first] = groupBy;
  const groups: Record<WidgetType, Grouping[]> = {
    table: groupBy,
    kpi: [],
    bar: first ? groupBy : byKind,
    line: [...byDate, ...groupBy.slice(1).filter(({ field }) => field !== byDate[0]?.field)],
    pie: first ? [first] : byKind,
    funnel: first && !isDate(info, first) ? [first] : byKind,
  };
  const single = type === 'pie' || type === 'funnel';
  const lead = shownMetrics(draft)[0];
  const fields = new Set(groups[type].map(({ field }) => field));
  const ids = new Set(metrics.map(({ id }) => id));
  const { topN, orderBy } = draft.query;
  return {
    ...draft,
    type,
    query: {
      ...draft.query,
      groupBy: groups[type],
      metrics: single
        ? metrics.map((metric) => (metric === lead ? metric : { ...metric, hidden: true }))
        : metrics,
      orderBy: orderBy?.filter(({ id }) => ids.has(id) || fields.has(id)),
      topN:
        topN && groups[type].some((group) => !isDate(info, group))
          ? { ...topN, field: undefined }
          : undefined,
    },
  };
}
