import { badRequest, requiredField, timeRangeEmpty } from './errors';
import { snapshotNow } from './eventStore';
import { isRecord, type Body } from './fieldsInput';
import { findCalendar } from './state';
import { isTimeZone, parseRfc3339, renderInstant, toEpochMs } from './time';
import { expandedViews, type EventView } from './views';
import type { Account, StoredCalendar } from './types';

interface Interval {
  start: number;
  end: number;
}

function blocks(view: EventView, calendar: StoredCalendar): boolean {
  const { status, transparency, attendees } = view.fields;
  if (status === 'cancelled' || transparency === 'transparent') return false;
  return attendees?.find(({ email }) => email === calendar.id)?.responseStatus !== 'declined';
}

function merge(intervals: Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const { start, end } of intervals.sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

function busyOf(calendar: StoredCalendar, range: Interval): Interval[] {
  const snapshot = snapshotNow(calendar);
  const span = { fromMs: range.start, toMs: range.end };
  const busy = snapshot
    .roots()
    .flatMap((root) => expandedViews(snapshot, root, span))
    .filter((view) => blocks(view, calendar))
    .map(({ fields }) => ({
      start: Math.max(range.start, toEpochMs(fields.start, calendar.timeZone)),
      end: Math.min(range.end, toEpochMs(fields.end, calendar.timeZone)),
    }));
  return merge(busy.filter(({ start, end }) => end > start));
}

function rangeOf(body: Body): Interval {
  const read = (name: string): number => {
    const value = body[name];
    if (value === undefined) throw requiredField(`Missing ${name} parameter.`);
    const parsed = typeof value === 'string' ? parseRfc3339(value) : undefined;
    if (parsed === undefined) throw badRequest();
    return parsed;
  };
  const range = { start: read('timeMin'), end: read('timeMax') };
  if (range.end <= range.start) throw timeRangeEmpty();
  return range;
}

/** freebusy.query: merged busy times per calendar, clipped to the range; a foreign calendar is a notFound inside a 200. */
export function queryFreeBusy(account: Account, body: Body) {
  const range = rangeOf(body);
  const zone = typeof body.timeZone === 'string' && isTimeZone(body.timeZone) ? body.timeZone : 'UTC';
  const print = (ms: number) => renderInstant(ms, zone);
  const items = Array.isArray(body.items) ? body.items.filter(isRecord) : [];
  const calendars: Record<string, object> = {};
  for (const { id } of items) {
    if (typeof id !== 'string') continue;
    const calendar = findCalendar(account, id);
    calendars[id] = calendar
      ? { busy: busyOf(calendar, range).map(({ start, end }) => ({ start: print(start), end: print(end) })) }
      : { errors: [{ domain: 'global', reason: 'notFound' }] };
  }
  return {
    kind: 'calendar#freeBusy',
    timeMin: print(range.start),
    timeMax: print(range.end),
    groups: {},
    calendars,
  };
}
