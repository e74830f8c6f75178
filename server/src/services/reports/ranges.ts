import { Temporal } from 'temporal-polyfill';
import { lengthOf } from '@besahubs/contracts/reportRanges';
import type { CalendarUnit, Preset, RollingUnit } from '@besahubs/contracts/reportRanges';

type Day = Temporal.PlainDate;
type Step = Temporal.DurationLike;

/** Where and when "today" is, and how weeks and fiscal years begin. */
export interface Clock {
  now: Date;
  zone: string;
  /** 1 Monday … 7 Sunday. */
  weekStart: number;
  fiscalStartMonth: number;
}

/** A stretch of time, half-open: whole days, or instants. Null is unbounded. */
export type Span =
  | { by: 'day'; from: Day | null; to: Day | null; unit: CalendarUnit | null; unitStep: Step | null }
  | { by: 'instant'; from: Temporal.Instant | null; to: Temporal.Instant | null };

const days = (from: Day | null, to: Day | null, unit: CalendarUnit | null = null): Span => ({
  by: 'day',
  from,
  to,
  unit,
  unitStep: unit && lengthOf(unit),
});

/** First day of the unit that `day` lies in. */
export function unitStart(
  day: Day,
  unit: CalendarUnit,
  clock: Pick<Clock, 'weekStart' | 'fiscalStartMonth'>,
): Day {
  if (unit === 'week') return day.subtract({ days: (day.dayOfWeek - clock.weekStart + 7) % 7 });
  const first = day.with({ day: 1 });
  if (unit === 'month') return first;
  const opening = unit.startsWith('fiscal') ? clock.fiscalStartMonth : 1;
  const months = unit.endsWith('quarter') ? 3 : 12;
  return first.subtract({ months: (first.month - opening + 12) % months });
}

const today = (clock: Clock): Day =>
  Temporal.Instant.fromEpochMilliseconds(clock.now.getTime()).toZonedDateTimeISO(clock.zone).toPlainDate();

/** What a relative range means now, in the reader's zone. */
export function spanOf(preset: Preset, clock: Clock): Span {
  const day = today(clock);
  switch (preset.kind) {
    case 'all':
      return days(null, null);
    case 'day': {
      const start = day.add({ days: preset.shift });
      return days(start, start.add({ days: 1 }));
    }
    case 'calendar': {
      const step = lengthOf(preset.unit);
      const current = unitStart(day, preset.unit, clock);
      const start =
        preset.shift === -1 ? current.subtract(step) : preset.shift === 1 ? current.add(step) : current;
      return days(start, start.add(step), preset.unit);
    }
    case 'toDate':
      return days(unitStart(day, preset.unit, clock), day.add({ days: 1 }), preset.unit);
    case 'rolling':
      return rolling(preset.unit, preset.count, preset.ahead, day, clock);
  }
}

function rolling(unit: RollingUnit, count: number, ahead: boolean, day: Day, clock: Clock): Span {
  if (unit === 'hours') {
    // To the minute, so that the same question within a minute is the same query.
    const minute = Temporal.Instant.fromEpochMilliseconds(Math.ceil(clock.now.getTime() / 60_000) * 60_000);
    return ahead
      ? { by: 'instant', from: minute, to: minute.add({ hours: count }) }
      : { by: 'instant', from: minute.subtract({ hours: count }), to: minute };
  }
  const length: Step = unit === 'quarters' ? lengthOf('quarter', count) : { [unit]: count };
  const tomorrow = day.add({ days: 1 });
  return ahead ? days(day, day.add(length)) : days(tomorrow.subtract(length), tomorrow);
}

const isDate = (text: string): boolean => text.length === 10;

/** An explicit range: dates are whole days, the last one included; an instant ends it exclusively. */
export function explicitSpan(from: string | undefined, to: string | undefined, zone: string): Span {
  const dated = [from, to].every((text) => text === undefined || isDate(text));
  if (dated) {
    const last = to === undefined ? null : Temporal.PlainDate.from(to).add({ days: 1 });
    return days(from === undefined ? null : Temporal.PlainDate.from(from), last);
  }
  const start = (text: string, extra: number) =>
    isDate(text)
      ? Temporal.PlainDate.from(text).add({ days: extra }).toZonedDateTime(zone).toInstant()
      : Temporal.Instant.from(text);
  return {
    by: 'instant',
    from: from === undefined ? null : start(from, 0),
    to: to === undefined ? null : start(to, 1),
  };
}

interface Bounds {
  from: string | null;
  to: string | null;
}
/** Computed once per span: one answer asks several times, and calendars are slow. */
const known = new WeakMap<Span, Map<string, Bounds>>();

/**
 * A span as bind values for a column: dates stay dates and are never shifted; for instants a day begins at its midnight
 * in the reader's zone.
 */
export function boundsOf(span: Span, type: 'date' | 'instant', zone: string): Bounds {
  const mine = known.get(span) ?? new Map<string, Bounds>();
  known.set(span, mine);
  const name = `${type} ${zone}`;
  const bounds = mine.get(name) ?? boundsIn(span, type, zone);
  mine.set(name, bounds);
  return bounds;
}

function boundsIn(span: Span, type: 'date' | 'instant', zone: string): Bounds {
  if (type === 'instant') {
    const at = (end: Day | Temporal.Instant | null) =>
      end && (end instanceof Temporal.Instant ? end : end.toZonedDateTime(zone).toInstant()).toString();
    return { from: at(span.from), to: at(span.to) };
  }
  const date = (end: Day | Temporal.Instant | null, roundUp: boolean) => {
    if (!end) return null;
    if (!(end instanceof Temporal.Instant)) return end.toString();
    const local = end.toZonedDateTimeISO(zone);
    const midnight = local.equals(local.startOfDay());
    return local
      .toPlainDate()
      .add({ days: roundUp && !midnight ? 1 : 0 })
      .toString();
  };
  return { from: date(span.from, false), to: date(span.to, true) };
}

export type CompareMode = 'previous_to_date' | 'previous_full' | 'previous_year';

/**
 * The period to compare with; null when the span is unbounded. `previous_to_date` stops as many days into the unit before
 * as today is into this one, `previous_full` takes all of it. Spans that are no calendar unit are compared with the same
 * number of days before them.
 */
export function previousSpan(span: Span, mode: CompareMode, clock: Clock): Span | null {
  if (!span.from || !span.to) return null;
  if (span.by === 'instant') return previousInstants(span.from, span.to, mode, clock.zone);
  const { from, to, unit, unitStep } = span;
  if (mode === 'previous_year') return days(from.subtract({ years: 1 }), to.subtract({ years: 1 }), unit);
  if (!unitStep) return days(from.subtract({ days: from.until(to).days }), from);
  const start = from.subtract(unitStep);
  if (mode === 'previous_full') return days(start, from, unit);
  const tomorrow = today(clock).add({ days: 1 });
  // Nothing of it has come yet: there is no day to stop at.
  if (Temporal.PlainDate.compare(tomorrow, from) <= 0) return days(start, from, unit);
  const reached = Temporal.PlainDate.compare(tomorrow, to) < 0 ? tomorrow : to;
  const elapsed = Math.max(1, from.until(reached).days);
  const end = start.add({ days: elapsed });
  const whole = Temporal.PlainDate.compare(reached, to) >= 0 && isWholeUnit(span);
  return days(start, whole || Temporal.PlainDate.compare(end, from) > 0 ? from : end, unit);
}

const isWholeUnit = (span: Extract<Span, { by: 'day' }>): boolean =>
  span.from !== null &&
  span.to !== null &&
  span.unitStep !== null &&
  span.from.add(span.unitStep).equals(span.to);

function previousInstants(
  from: Temporal.Instant,
  to: Temporal.Instant,
  mode: CompareMode,
  zone: string,
): Span {
  if (mode === 'previous_year') {
    const back = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).subtract({ years: 1 }).toInstant();
    return { by: 'instant', from: back(from), to: back(to) };
  }
  return { by: 'instant', from: from.subtract(from.until(to)), to: from };
}
