import { isDeepStrictEqual } from 'node:util';
import type { CalendarSnapshot } from './eventStore';
import { occurrenceWalls } from './recurrence';
import { endOfInstance, fromWallMs, instanceSuffix, toEpochMs, toWallMs } from './time';
import type { EventFields, EventStatus, ExceptionEvent, RootEvent, StoredTime } from './types';

/** An event as the API speaks of it: a single event, a series' master, or one instance of a series. */
export interface EventView {
  id: string;
  root: RootEvent;
  /** Set for an instance: its start by the rule, wherever it was moved to. */
  original?: StoredTime;
  exception?: ExceptionEvent;
  fields: EventFields;
  /** Changes whenever anything that the view shows has changed. */
  rev: number;
}

/** Epoch milliseconds; an endless series is expanded up to `toMs`. */
export interface Span {
  fromMs: number;
  toMs: number;
}

const WALL_MARGIN_MS = 2 * 86_400_000;

export const rootView = (root: RootEvent): EventView => ({
  id: root.id,
  root,
  fields: root.fields,
  rev: root.rev,
});

export const isSeries = (root: RootEvent): boolean => Boolean(root.fields.recurrence?.length);

/** What an instance has from its master: everything but the rule, at its own time. */
export function inheritedFields(root: RootEvent, original: StoredTime): EventFields {
  const { recurrence: _recurrence, ...fields } = root.fields;
  return { ...fields, start: original, end: endOfInstance(original, root.fields) };
}

const instanceId = (root: RootEvent, original: StoredTime) => `${root.id}_${instanceSuffix(original)}`;

export function instanceView(root: RootEvent, original: StoredTime, exception?: ExceptionEvent): EventView {
  const inherited = inheritedFields(root, original);
  const fields = exception ? { ...inherited, ...exception.overrides } : inherited;
  // A cancelled series has no living instance, whatever its exceptions once said.
  const status: EventStatus = root.fields.status === 'cancelled' ? 'cancelled' : fields.status;
  return {
    id: instanceId(root, original),
    root,
    original,
    ...(exception ? { exception } : {}),
    fields: { ...fields, status },
    rev: Math.max(root.rev, exception?.rev ?? 0),
  };
}

/** What of `fields` is not simply inherited: this is all that an exception keeps. */
export function overridesOf(fields: EventFields, inherited: EventFields): Partial<EventFields> {
  const overrides: Record<string, unknown> = {};
  const names = new Set([...Object.keys(fields), ...Object.keys(inherited)]) as Set<keyof EventFields>;
  for (const name of names) {
    if (!isDeepStrictEqual(fields[name], inherited[name])) overrides[name] = fields[name];
  }
  return overrides;
}

const expansions = new WeakMap<RootEvent, { span: string; originals: StoredTime[] }>();

/** Starts by the rule that may matter to `span`, exceptions included. Kept per master, which never mutates. */
function originalStarts(root: RootEvent, zone: string, span: Span): StoredTime[] {
  const key = `${span.fromMs} ${span.toMs}`;
  const known = expansions.get(root);
  if (known?.span === key) return known.originals;
  const { start, end, recurrence = [] } = root.fields;
  const length = toEpochMs(end, zone) - toEpochMs(start, zone);
  const from = Math.max(span.fromMs - length - WALL_MARGIN_MS, toWallMs(start) - WALL_MARGIN_MS);
  const walls = from > span.toMs ? [] : occurrenceWalls(recurrence, start, from, span.toMs + WALL_MARGIN_MS);
  const originals = walls.map((wall) => fromWallMs(wall, start));
  expansions.set(root, { span: key, originals });
  return originals;
}

/** No change of the clocks is larger: how far an instance may stand from where its rule put it. */
const LARGEST_GAP_MS = 3 * 3_600_000;

/** True when the rule of the series has an instance that starts exactly then. */
export function isOccurrence(root: RootEvent, original: StoredTime): boolean {
  const { recurrence = [], start } = root.fields;
  const wall = toWallMs(original);
  const walls = occurrenceWalls(recurrence, start, wall - LARGEST_GAP_MS, wall + LARGEST_GAP_MS);
  return walls.some((found) => instanceSuffix(fromWallMs(found, start)) === instanceSuffix(original));
}

export function overlaps(view: EventView, zone: string, span: Span): boolean {
  return toEpochMs(view.fields.end, zone) > span.fromMs && toEpochMs(view.fields.start, zone) < span.toMs;
}

/** All instances, cancelled ones too, that touch the span at the time they are at now. */
export function instancesOf(snapshot: CalendarSnapshot, root: RootEvent, span: Span): EventView[] {
  const zone = snapshot.calendar.timeZone;
  const exceptions = snapshot.exceptionsOf(root.id);
  const moved = new Map(exceptions.map((exception) => [exception.id, exception]));
  const views = exceptions.map((exception) => instanceView(root, exception.original, exception));
  for (const original of originalStarts(root, zone, span)) {
    if (!moved.has(instanceId(root, original))) views.push(instanceView(root, original));
  }
  return views.filter((view) => overlaps(view, zone, span));
}

/** A root and its instances as a list with singleEvents=true has them. */
export function expandedViews(snapshot: CalendarSnapshot, root: RootEvent, span: Span): EventView[] {
  if (isSeries(root)) return instancesOf(snapshot, root, span);
  const view = rootView(root);
  return overlaps(view, snapshot.calendar.timeZone, span) ? [view] : [];
}

/** Finds a single event, a master, an exception or a plain instance by its id. */
export function findView(snapshot: CalendarSnapshot, id: string): EventView | undefined {
  const stored = snapshot.get(id);
  if (stored?.kind === 'root') return rootView(stored);
  const cut = id.lastIndexOf('_');
  const root = cut > 0 ? snapshot.get(id.slice(0, cut)) : undefined;
  if (root?.kind !== 'root' || !isSeries(root)) return undefined;
  if (stored) return instanceView(root, stored.original, stored);
  const original = originalOfSuffix(root, id.slice(cut + 1));
  return original && isOccurrence(root, original) ? instanceView(root, original) : undefined;
}

function originalOfSuffix(root: RootEvent, suffix: string): StoredTime | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z)?$/.exec(suffix);
  if (!match) return undefined;
  const [, y, mo, d, h, mi, s] = match;
  const { start } = root.fields;
  if ('date' in start) return h === undefined ? { date: `${y}-${mo}-${d}` } : undefined;
  const at = h === undefined ? Number.NaN : Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  return Number.isNaN(at) ? undefined : { at, timeZone: start.timeZone };
}
