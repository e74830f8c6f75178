import { Temporal } from 'temporal-polyfill';
import type { Span } from '../../api/calendar';
import { dayOf, dayStart } from '../../components/days';

/** What the calendar shows lives in the URL, so that reload, back and a shared link reproduce it. Pure. */
export const calendarViews = ['month', 'week', 'day', 'agenda'] as const;
export type CalendarView = (typeof calendarViews)[number];

export interface CalendarState {
  view: CalendarView;
  /** A day within what is shown, `YYYY-MM-DD`. */
  date: string;
  /** Ids of the accounts that are not shown, separated by commas. */
  hide: string;
  /** The event that is open beside the calendar. */
  event: string | null;
}

export const AGENDA_DAYS = 14;
const PAD_BEFORE = 7;
/** A month is drawn as six weeks, so it may begin six days early and end thirteen late. */
const PAD_AFTER = 14;

const isDate = (text: string): boolean => {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
};

interface Defaults {
  view: CalendarView;
  today: string;
}
export function parseCalendar(params: URLSearchParams, defaults: Defaults): CalendarState {
  const date = params.get('date') ?? '';
  return {
    view: calendarViews.find((view) => view === params.get('view')) ?? defaults.view,
    date: isDate(date) ? date : defaults.today,
    hide: params.get('hide') ?? '',
    event: params.get('event'),
  };
}

export type CalendarChange = Partial<Record<'view' | 'date' | 'hide' | 'event', string | null>>;
/** The URL after a change; null or nothing removes a parameter. */
export function writeCalendar(params: URLSearchParams, change: CalendarChange): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [key, value] of Object.entries(change)) {
    if (value) next.set(key, value);
    else next.delete(key);
  }
  return next;
}

export const todayIn = (zone: string, now: number): string => dayOf(new Date(now).toISOString(), zone);

/** What to load for a view. Months are loaded whole, so that stepping by day or week within one loads nothing. */
export function spanOf(view: CalendarView, date: string, zone: string): Span {
  const day = Temporal.PlainDate.from(date);
  const month = day.with({ day: 1 });
  const [first, last] =
    view === 'agenda'
      ? [day.subtract({ days: 1 }), day.add({ days: AGENDA_DAYS + 1 })]
      : [month.subtract({ days: PAD_BEFORE }), month.add({ months: 1, days: PAD_AFTER })];
  return { from: dayStart(first.toString(), zone), to: dayStart(last.toString(), zone) };
}

const STEPS: Record<CalendarView, Temporal.DurationLike> = {
  month: { months: 1 },
  week: { days: 7 },
  day: { days: 1 },
  agenda: { days: AGENDA_DAYS },
};
/** One page on or back. */
export function step(view: CalendarView, date: string, by: 1 | -1): string {
  const day = Temporal.PlainDate.from(date);
  return (by === 1 ? day.add(STEPS[view]) : day.subtract(STEPS[view])).toString();
}

/** The days shown, both inclusive; weeks begin on Sunday. */
function daysOf(view: CalendarView, date: string): [Temporal.PlainDate, Temporal.PlainDate] {
  const day = Temporal.PlainDate.from(date);
  if (view === 'day') return [day, day];
  if (view === 'agenda') return [day, day.add({ days: AGENDA_DAYS - 1 })];
  if (view === 'month') return [day.with({ day: 1 }), day.with({ day: day.daysInMonth })];
  const sunday = day.subtract({ days: day.dayOfWeek % 7 });
  return [sunday, sunday.add({ days: 6 })];
}

const utc = (day: Temporal.PlainDate): number => Date.UTC(day.year, day.month - 1, day.day);
const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });

/** “November 2026”, “Nov 22 – 28, 2026”, “Tuesday, November 24, 2026”; `short` for narrow screens: “Nov 22 – 28”. */
export function titleOf(view: CalendarView, date: string, short = false): string {
  const [first, last] = daysOf(view, date);
  if (view === 'month')
    return format({ month: short ? 'short' : 'long', year: 'numeric' }).format(utc(first));
  const day = { month: 'short', day: 'numeric' } as const;
  if (view === 'day')
    return format(short ? { ...day, weekday: 'short' } : { dateStyle: 'full' }).format(utc(first));
  return format(short ? day : { ...day, year: 'numeric' }).formatRange(utc(first), utc(last));
}

/** Is today among the days shown? */
export function showsToday(view: CalendarView, date: string, today: string): boolean {
  const [first, last] = daysOf(view, date);
  const now = Temporal.PlainDate.from(today);
  return Temporal.PlainDate.compare(first, now) <= 0 && Temporal.PlainDate.compare(now, last) <= 0;
}
