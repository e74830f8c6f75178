import type {
  AggregateMetric,
  DatasetInfo,
  Grouping,
  Metric,
  RatioMetric,
} from '@besahubs/contracts/reports';
import type { DraftQuery, WidgetDraft } from './draft';
import { startDraft } from './draft';
import { adaptTo, reasonAgainst } from './fit';

/** Changes of a draft that keep it whole: what pointed at something removed goes with it. Pure. */
export type DraftField = DatasetInfo['fields'][number];

export const fieldOf = (info: DatasetInfo, key: string | undefined): DraftField | undefined =>
  info.fields.find((field) => field.key === key);
export const isTime = (field: DraftField | undefined): boolean =>
  field?.type === 'instant' || field?.type === 'date';

export const withQuery = (draft: WidgetDraft, part: Partial<DraftQuery>): WidgetDraft => ({
  ...draft,
  query: whole({ ...draft.query, ...part }),
});

/** Another dataset: a new beginning, with the kind of picture kept when it fits. */
export function withDataset(draft: WidgetDraft, info: DatasetInfo): WidgetDraft {
  const started = { ...startDraft(info), title: draft.title };
  if (reasonAgainst(draft.type, info)) return started;
  return { ...adaptTo(draft.type, started, info), options: draft.options };
}

const referenced = (id: string, known: Set<string>) => known.has(id);
/** Drops sorting, conditions and cuts that name what is no longer there. */
function whole(query: DraftQuery): DraftQuery {
  const metrics = new Set(query.metrics.map(({ id }) => id));
  const groups = new Set(query.groupBy.map(({ field }) => field));
  const { topN } = query;
  return {
    ...query,
    orderBy: query.orderBy?.filter(({ id }) => referenced(id, metrics) || groups.has(id)),
    having: query.having?.filter(({ id }) => referenced(id, metrics)),
    topN: topN && groups.size > 0 && (!topN.field || groups.has(topN.field)) ? topN : undefined,
    ...(topN?.by && !metrics.has(topN.by) && { topN: { ...topN, by: undefined } }),
    compare: query.dateRange ? query.compare : undefined,
  };
}

const baseId = (metric: Omit<Metric, 'id'> & { field?: string | undefined }): string =>
  metric.field ? `${metric.agg}_${metric.field.replace(/\W/g, '_')}` : metric.agg;

/** An id that no other metric has: `sum_value`, `sum_value_2`. */
function freeId(wanted: string, metrics: readonly Metric[]): string {
  const taken = new Set(metrics.map(({ id }) => id));
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? wanted : `${wanted}_${count}`;
    if (!taken.has(id)) return id;
  }
}

export function addMetric(draft: WidgetDraft, metric: Omit<AggregateMetric, 'id'>): WidgetDraft {
  const { metrics } = draft.query;
  return withQuery(draft, { metrics: [...metrics, { ...metric, id: freeId(baseId(metric), metrics) }] });
}

/** Changes a metric; its id follows what it computes, and everything that names it follows the id. */
export function changeMetric(
  draft: WidgetDraft,
  index: number,
  part: Partial<AggregateMetric> | Partial<RatioMetric>,
): WidgetDraft {
  const { metrics } = draft.query;
  const before = metrics[index];
  if (!before) return draft;
  const changed = { ...before, ...part } as Metric;
  if (changed.agg === 'ratio') return withQuery(draft, { metrics: metrics.with(index, changed) });
  const others = metrics.toSpliced(index, 1);
  const same = before.agg !== 'ratio' && before.agg === changed.agg && before.field === changed.field;
  const id = same ? before.id : freeId(baseId(changed), others);
  return renamed(withMetrics(draft, metrics.with(index, { ...changed, id })), before.id, id);
}

/** Without the cleaning up: names may be loose for a moment. */
const withMetrics = (draft: WidgetDraft, metrics: Metric[]): WidgetDraft => ({
  ...draft,
  query: { ...draft.query, metrics },
});

function renamed(draft: WidgetDraft, from: string, to: string): WidgetDraft {
  if (from === to) return withQuery(draft, {});
  const swap = <T extends { id: string }>(list: T[] | undefined) =>
    list?.map((each) => (each.id === from ? { ...each, id: to } : each));
  const { metrics, orderBy, having, topN } = draft.query;
  return withQuery(draft, {
    metrics: metrics.map((metric) =>
      metric.agg === 'ratio'
        ? {
            ...metric,
            num: metric.num === from ? to : metric.num,
            den: metric.den === from ? to : metric.den,
          }
        : metric,
    ),
    orderBy: swap(orderBy),
    having: swap(having),
    topN: topN?.by === from ? { ...topN, by: to } : topN,
  });
}

/** Takes a metric away, and the ratios that it is a part of. One always remains. */
export function removeMetric(draft: WidgetDraft, id: string): WidgetDraft {
  const metrics = draft.query.metrics.filter(
    (metric) => metric.id !== id && !(metric.agg === 'ratio' && (metric.num === id || metric.den === id)),
  );
  const left = metrics.some(({ hidden }) => !hidden)
    ? metrics
    : metrics.map((metric, index) => (index === 0 ? { ...metric, hidden: false } : metric));
  return withQuery(draft, { metrics: left.length ? left : [{ id: 'count', agg: 'count' }] });
}

/** May the metric change places with its neighbour? A ratio comes after its parts. */
export function mayMove(metrics: readonly Metric[], index: number, by: 1 | -1): boolean {
  const [upper, lower] =
    by === 1 ? [metrics[index], metrics[index + 1]] : [metrics[index - 1], metrics[index]];
  if (!upper || !lower) return false;
  return !(lower.agg === 'ratio' && (lower.num === upper.id || lower.den === upper.id));
}

export function moveMetric(draft: WidgetDraft, index: number, by: 1 | -1): WidgetDraft {
  const { metrics } = draft.query;
  const [moved, other] = [metrics[index], metrics[index + by]];
  if (!moved || !other || !mayMove(metrics, index, by)) return draft;
  return withQuery(draft, { metrics: metrics.with(index, other).with(index + by, moved) });
}

/**
 * A share: of two metrics the one over the other, in percent. With only one there, a part of it is counted besides, out of
 * sight: its condition says which share is meant.
 */
export function addRatio(draft: WidgetDraft): WidgetDraft {
  const { metrics } = draft.query;
  const parts = metrics.filter((metric) => metric.agg !== 'ratio');
  const [first, second] = parts;
  if (!first) return draft;
  const part: AggregateMetric | null = second
    ? null
    : {
        ...first,
        id: freeId(`${first.id}_part`, metrics),
        hidden: true,
        filter: { and: [] },
        label: 'Some of them',
      };
  const num = part?.id ?? first.id;
  const den = second?.id ?? first.id;
  // Counts and shares on one axis say nothing: the whole is computed, the share is shown.
  const all = part ? [{ ...first, hidden: true }, part, ...metrics.slice(1)] : metrics;
  const ratio: RatioMetric = {
    id: freeId(`${num}_per_${den}`, all),
    agg: 'ratio',
    num,
    den,
    as: 'percent',
    ...(part && { label: 'Share' }),
  };
  return withQuery(draft, { metrics: [...all, ratio] });
}

/** Sets, adds (at the end) or removes (null) a grouping. */
export function setGroup(draft: WidgetDraft, index: number, group: Grouping | null): WidgetDraft {
  const { groupBy } = draft.query;
  if (!group) return withQuery(draft, { groupBy: groupBy.toSpliced(index, 1) });
  return withQuery(draft, {
    groupBy: index < groupBy.length ? groupBy.with(index, group) : [...groupBy, group],
  });
}

/** The largest groups only; a comparison with another period does not go with it. */
export const setTop = (draft: WidgetDraft, topN: DraftQuery['topN']): WidgetDraft =>
  withQuery(draft, { topN, ...(topN && { compare: undefined }) });
export const setCompare = (draft: WidgetDraft, compare: DraftQuery['compare']): WidgetDraft =>
  withQuery(draft, { compare, ...(compare && { topN: undefined }) });
