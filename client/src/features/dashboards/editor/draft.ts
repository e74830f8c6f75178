import { widgetQuery } from '@besahubs/contracts/reports';
import type { DatasetInfo, DatasetKey, ReportQueryInput, WidgetQuery } from '@besahubs/contracts/reports';
import type { Widget, WidgetInput, WidgetOptions, WidgetType } from '@besahubs/contracts/dashboards';
import { asGroup, completeOnly } from './filterTree';
import type { FilterGroup } from './filterTree';

/** A widget while it is being built: the contract's query in its long form, its filters always a group. */
export interface WidgetDraft {
  /** As typed; null until somebody touches it. */
  title: string | null;
  type: WidgetType;
  dataset: DatasetKey;
  query: DraftQuery;
  options: WidgetOptions;
}
export type DraftQuery = Omit<WidgetQuery, 'filters'> & { filters: FilterGroup };
export type Edit = (change: (draft: WidgetDraft) => WidgetDraft) => void;

/** A stored widget as a draft; whatever short forms its query has become the long ones. */
export function draftOf(widget: Widget): WidgetDraft {
  const { filters, ...query } = widgetQuery.parse(widget.query);
  return {
    title: null,
    type: widget.type,
    dataset: widget.dataset,
    query: { ...query, filters: asGroup(filters) },
    options: widget.options,
  };
}

/** Where one begins with a dataset: how many there are, by stage or whatever kind it has. */
export function startDraft(info: DatasetInfo): WidgetDraft {
  const field =
    info.fields.find(({ key, groupable }) => key === 'stage' && groupable) ??
    info.fields.find(({ type, groupable }) => type === 'enum' && groupable);
  return {
    title: null,
    type: field ? 'bar' : 'kpi',
    dataset: info.key,
    query: { ...emptyQuery(), groupBy: field ? [{ field: field.key }] : [] },
    options: {},
  };
}

function emptyQuery(): DraftQuery {
  const { filters: _none, ...query } = widgetQuery.parse({});
  return { ...query, filters: { and: [] } };
}

/** The query to ask and to keep: conditions without a value yet are left out. */
export function queryOf({ query }: WidgetDraft): Omit<ReportQueryInput, 'dataset'> {
  const { filters, metrics, ...rest } = query;
  const kept = completeOnly(filters);
  return {
    ...rest,
    metrics: metrics.map((metric) => {
      if (metric.agg === 'ratio' || !metric.filter) return metric;
      const { filter, ...plain } = metric;
      const narrowed = completeOnly(asGroup(filter));
      return narrowed ? { ...plain, filter: narrowed } : plain;
    }),
    ...(kept && { filters: kept }),
  };
}

export const reportOf = (draft: WidgetDraft): ReportQueryInput => ({
  dataset: draft.dataset,
  ...queryOf(draft),
});

/** What is saved, under this title. */
export const inputOf = (draft: WidgetDraft, title: string): WidgetInput => ({
  type: draft.type,
  title: title.slice(0, 160),
  dataset: draft.dataset,
  query: queryOf(draft),
  options: draft.options,
});

export const isSame = (a: WidgetDraft, b: WidgetDraft): boolean => JSON.stringify(a) === JSON.stringify(b);
