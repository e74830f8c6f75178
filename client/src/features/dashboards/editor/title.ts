import type { FilterTest } from '@besahubs/contracts/reportFilters';
import type { DatasetInfo, Grouping } from '@besahubs/contracts/reports';
import { lower, words } from '../../../components/format';
import { listOf } from '../filters/fields';
import { queryOf } from './draft';
import type { WidgetDraft } from './draft';
import { completeOnly, isGroup, partsOf } from './filterTree';
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

/** More conditions, or more values of one, are no title any more. */
const FEW = 2;

/** “overdue”, “status won or lost”: a condition that can be said in a few words; null for any other. */
function testText({ field: key, op, value }: FilterTest, info: DatasetInfo): string | null {
  const field = info.fields.find((each) => each.key === key);
  if (!field) return null;
  const label = lower(field.label);
  if (field.type === 'boolean' && op === 'eq') return value === true ? label : `not ${label}`;
  if (op !== 'eq' && op !== 'in') return null;
  const values = listOf(value).map((each) => field.values?.find((choice) => choice.value === each)?.label);
  if (!values.length || values.length > FEW || values.includes(undefined)) return null;
  return `${label} ${values.map((each) => lower(each ?? '')).join(' or ')}`;
}

/** The conditions in words, when they are few and plain. */
function filtersText({ query }: WidgetDraft, info: DatasetInfo): string[] {
  const filters = completeOnly(query.filters);
  if (!filters || !('and' in filters)) return [];
  const texts = partsOf(filters).map((part) => (isGroup(part) ? null : testText(part, info)));
  return texts.length <= FEW ? texts.filter((text) => text !== null) : [];
}

/**
 * “Weighted commission by stage, status won”: what the query asks, as a title. The date range is not in it: a dashboard can
 * replace it, and the line below the title tells it as it is.
 */
export function proposeTitle(draft: WidgetDraft, info: DatasetInfo): string {
  const { query } = draft;
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
    ...filtersText(draft, info),
  ].join(', ');
}

/** What a title is about: the question without its dates, and without how the answer is ordered and drawn. */
function meaningOf(draft: WidgetDraft): string {
  const { metrics, groupBy, filters, topN } = queryOf(draft);
  return JSON.stringify([draft.dataset, metrics, groupBy, filters, topN]);
}

/** A widget's title as it was kept, and what it was about. */
export interface KeptTitle {
  text: string;
  meaning: string;
  /** Nobody typed it: it was proposed, or came with a template. */
  given: boolean;
}

export const keptTitle = (
  text: string,
  draft: WidgetDraft,
  info: DatasetInfo | undefined,
  templates: ReadonlySet<string>,
): KeptTitle => ({
  text,
  meaning: meaningOf(draft),
  given: templates.has(text) || (info !== undefined && text === proposeTitle(draft, info)),
});

/** What the title is, what it would be by the question, and what there is to choose between. */
export interface TitleState {
  /** In the field; empty while the suggestion holds. */
  shown: string;
  suggested: string;
  /** What is saved. */
  saved: string;
  /** The suggestion is offered in place of a title that somebody typed. */
  offered: boolean;
  /** The former title, which the suggestion has taken the place of. */
  former: string | null;
}

/**
 * The title follows the question until somebody types one. One that was given with the widget stays while the question does;
 * one that was typed stays whatever happens, and the suggestion is offered. `typed` is null until the field is touched. Pure.
 */
export function titleState(
  typed: string | null,
  kept: KeptTitle | null,
  draft: WidgetDraft,
  suggested: string,
): TitleState {
  const changed = kept !== null && meaningOf(draft) !== kept.meaning;
  const follows = typed === null && (kept === null || (kept.given && changed));
  const shown = follows ? '' : (typed ?? kept?.text ?? '');
  const saved = shown.trim() || suggested;
  return {
    shown,
    suggested,
    saved,
    offered: saved !== suggested && (changed || typed !== null),
    former: kept && changed && !shown.trim() && kept.text !== suggested ? kept.text : null,
  };
}
