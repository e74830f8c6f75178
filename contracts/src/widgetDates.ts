import { presetLabel } from './reportRanges';

/**
 * Which dates the figures of a widget on a dashboard are of, in names: for the line below its title, so that no title has
 * to say it and none can be wrong. The exact days are `meta.range` of its answer.
 */
export interface WidgetDates {
  /** Whose the range is: the widget's own, the dashboard's, or that of a filter by the same date; null when there is none. */
  by: 'widget' | 'dashboard' | 'filter' | null;
  /** The range by its name (`last_12_months`); null for two dates, and without a range. */
  preset: string | null;
  /** What the range is about, as people call it: `Actual close`; null without a range. */
  field: string | null;
  /** Name of the widget's own range that another one stands in for; null when it has none, or one of two dates. */
  own: string | null;
  /** The dashboard has a range, and it does not hold here. */
  kept: boolean;
  /** Dates that conditions and figures bring along, whatever the range: `Expiration`, `next_12_months`; null is no named one. */
  besides: { label: string; preset: string | null }[];
}

/** The line in its parts: the range, whose it is when that matters, and what else there is to know. */
export interface DatesLine {
  range: string;
  mark: string | null;
  more: string[];
}

const MARKS = { dashboard: '(dashboard)', filter: '(filter)', widget: null } as const;
/** Short, for it must not be cut: what it means is said to those who ask. */
const FIXED = '(fixed)';

/** “Next touch: last 90 days, next 7 days”. */
function besidesTexts(besides: WidgetDates['besides']): string[] {
  const texts = new Map<string, string[]>();
  for (const { label, preset } of besides) {
    const text = preset === null ? 'as filtered' : lower(presetLabel(preset));
    texts.set(label, [...(texts.get(label) ?? []), text]);
  }
  return [...texts].map(([label, each]) => `${label}: ${each.join(', ')}`);
}
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** “This quarter”, “(dashboard)”, [“Actual close”]. `days` are those of the range, which has no name when it is two dates. Pure. */
export function datesLine({ by, preset, field, kept, besides }: WidgetDates, days: string | null): DatesLine {
  const others = besidesTexts(besides);
  // A filter by the very date is a choice about this widget too, also where the dashboard's range is none.
  const mark = kept && by !== 'filter' ? FIXED : by && MARKS[by];
  if (by === null) {
    const [first, ...rest] = others;
    return { range: first ?? 'Any date', mark, more: rest };
  }
  const name = preset === null ? (days ?? 'Any date') : presetLabel(preset);
  return { range: name, mark, more: [...(field === null ? [] : [field]), ...others] };
}

const RANGE_WORDS =
  /\b(?:last|next|this|past|previous|current) (?:\d+ )?(?:\w+ )?(?:hour|day|week|month|quarter|year)s?\b|\bto date\b|\b(?:today|yesterday|tomorrow|[mqy]td|q[1-4]|20\d\d)\b/i;

/** Does a title name dates (“this quarter”, “YTD”, “Q3 2026”)? On a dashboard of other dates it would be wrong. */
export const namesDates = (title: string): boolean => RANGE_WORDS.test(title);
