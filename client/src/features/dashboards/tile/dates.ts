import { presetLabel } from '@besahubs/contracts/reportRanges';
import { datesLine, namesDates } from '@besahubs/contracts/widgetDates';
import type { DatesLine } from '@besahubs/contracts/widgetDates';
import type { Answered } from '../../../api/dashboardAnswers';
import { lower } from '../../../components/format';
import { rangeText } from '../viz/range';

type Dated = Pick<Answered, 'dates'> & {
  result: { meta: Pick<Answered['result']['meta'], 'range' | 'timezone'> };
};

/** Which dates an answer is of. */
export interface DatesText extends DatesLine {
  /** The exact days, where the line does not say them already; null for all time. */
  days: string | null;
  /** Whose choice they were, in sentences; empty when there is nothing to say. */
  why: string;
  /** The title names other dates than these: it was given before the dashboard's took their place. */
  against: boolean;
}

/** The dates of an answer in words: of the answer that is shown, whatever the dashboard is set to by now. Pure. */
export function datesText({ dates, result: { meta } }: Dated, title: string): DatesText {
  const days = rangeText(meta.range, meta.timezone);
  const line = datesLine(dates, days);
  const replaced = dates.by === 'dashboard' || dates.by === 'filter';
  const against = replaced && namesDates(title) && !title.toLowerCase().includes(line.range.toLowerCase());
  return {
    ...line,
    mark: against ? '(not as titled)' : line.mark,
    days: days === line.range ? null : days,
    why: whyOf(dates),
    against,
  };
}

function whyOf({ by, preset, own, kept }: Answered['dates']): string {
  const instead =
    own !== null && own !== preset ? ` By itself this widget shows ${lower(presetLabel(own))}.` : '';
  if (by === 'dashboard') return `This is the dashboard’s date range.${instead}`;
  if (by === 'filter') return `This is the filter’s stretch of time.${instead}`;
  return kept ? 'Fixed: the dashboard’s date range does not hold here.' : '';
}

/** All of it, for those who ask: “Oct 1 – Dec 31, 2026 · Actual close. This is the dashboard’s date range.” */
export function fullDates({ range, days, more, why }: DatesText): string {
  return [[days ?? range, ...more].join(' · '), why].filter(Boolean).join('. ');
}
