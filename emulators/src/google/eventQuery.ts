import { changesSince, snapshotAt, snapshotNow, type CalendarSnapshot } from './eventStore';
import type { ListParams } from './listParams';
import { toEpochMs } from './time';
import {
  expandedViews,
  instancesOf,
  instanceView,
  isSeries,
  overlaps,
  rootView,
  type EventView,
  type Span,
} from './views';
import type { RootEvent, StoredCalendar, StoredEvent } from './types';

const DAWN_MS = Date.UTC(1900, 0, 1);
const YEARS_AHEAD = 15;

/**
 * How far an endless series reaches: the first of January 15 years on. Google's own horizon is undocumented; one
 * touched weekly series was seen to return some 700 instances.
 */
const horizonMs = (now: Date) => Date.UTC(now.getUTCFullYear() + YEARS_AHEAD, 0, 1);

const whole = (now: Date): Span => ({ fromMs: DAWN_MS, toMs: horizonMs(now) });

function spanOf(params: ListParams, now: Date): Span {
  return { fromMs: params.timeMin ?? DAWN_MS, toMs: params.timeMax ?? horizonMs(now) };
}

const exceptionViews = (snapshot: CalendarSnapshot, root: RootEvent): EventView[] =>
  isSeries(root)
    ? snapshot.exceptionsOf(root.id).map((exception) => instanceView(root, exception.original, exception))
    : [];

function seriesTouches(snapshot: CalendarSnapshot, root: RootEvent, span: Span): boolean {
  if (toEpochMs(root.fields.start, snapshot.calendar.timeZone) >= span.toMs) return false;
  return span.fromMs === DAWN_MS || instancesOf(snapshot, root, span).length > 0;
}

/** A root as a list with singleEvents=false has it: itself, and those of its instances that were changed. */
function unexpandedViews(snapshot: CalendarSnapshot, root: RootEvent, span: Span): EventView[] {
  const zone = snapshot.calendar.timeZone;
  const touches = isSeries(root) ? seriesTouches(snapshot, root, span) : overlaps(rootView(root), zone, span);
  const exceptions = exceptionViews(snapshot, root).filter((view) => overlaps(view, zone, span));
  return touches ? [rootView(root), ...exceptions] : exceptions;
}

function isShown(view: EventView, params: ListParams): boolean {
  if (view.fields.status !== 'cancelled') return true;
  if (params.showDeleted ?? params.updatedMin !== undefined) return true;
  // The client expands the rule itself, so it must be told which instances are gone.
  return !params.singleEvents && Boolean(view.original) && view.root.fields.status !== 'cancelled';
}

function matchesText(view: EventView, q: string): boolean {
  const { summary, description, location, attendees = [] } = view.fields;
  const people = [...attendees, view.root.organizer].flatMap(({ email, displayName }) => [
    email,
    displayName,
  ]);
  const haystack = [summary, description, location, ...people].filter(Boolean).join('\n').toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((term) => haystack.includes(term));
}

function hasProperty(properties: Record<string, string> | undefined, constraint: string): boolean {
  const cut = constraint.indexOf('=');
  return properties?.[constraint.slice(0, cut)] === constraint.slice(cut + 1);
}

const updatedOf = (view: EventView) => Math.max(view.root.updated, view.exception?.updated ?? 0);

function matches(view: EventView, params: ListParams): boolean {
  const { extendedProperties, eventType } = view.fields;
  if (params.updatedMin !== undefined && updatedOf(view) < params.updatedMin) return false;
  if (params.q && !matchesText(view, params.q)) return false;
  if (params.iCalUID && view.root.iCalUID !== params.iCalUID) return false;
  if (params.eventTypes.length && !params.eventTypes.includes(eventType)) return false;
  if (!params.privateProperties.every((one) => hasProperty(extendedProperties?.private, one))) return false;
  return params.sharedProperties.every((one) => hasProperty(extendedProperties?.shared, one));
}

/** Everything a list without a sync token returns, before ordering and paging. */
export function fullViews(calendar: StoredCalendar, params: ListParams, now: Date): EventView[] {
  const snapshot = snapshotNow(calendar);
  const span = spanOf(params, now);
  const viewsOf = params.singleEvents ? expandedViews : unexpandedViews;
  const views = snapshot.roots().flatMap((root) => viewsOf(snapshot, root, span));
  return views.filter((view) => isShown(view, params) && matches(view, params));
}

function viewsById(
  snapshot: CalendarSnapshot,
  rootId: string,
  singleEvents: boolean,
  now: Date,
): Map<string, EventView> {
  const root = snapshot.get(rootId);
  if (root?.kind !== 'root') return new Map();
  const views = singleEvents
    ? expandedViews(snapshot, root, whole(now))
    : [rootView(root), ...exceptionViews(snapshot, root)];
  return new Map(views.map((view) => [view.id, view]));
}

const gone = (view: EventView): EventView => ({ ...view, fields: { ...view.fields, status: 'cancelled' } });

function changedViews(before: Map<string, EventView>, after: Map<string, EventView>): EventView[] {
  const changed = [...after.values()].filter((view) => before.get(view.id)?.rev !== view.rev);
  // An instance nobody was ever told of needs no tombstone; a whole event that came and went gets one, as at Google.
  const told = changed.filter(
    (view) => view.fields.status !== 'cancelled' || before.has(view.id) || !view.original || view.exception,
  );
  const vanished = [...before.values()].filter(
    (view) => !after.has(view.id) && view.fields.status !== 'cancelled',
  );
  return [...told, ...vanished.map(gone)];
}

const rootIdOf = (event: StoredEvent) => (event.kind === 'root' ? event.id : event.seriesId);

interface DeltaInput {
  calendar: StoredCalendar;
  /** The sync token's position in the log. */
  since: number;
  singleEvents: boolean;
  eventTypes: string[];
  now: Date;
  /** See Quirks. */
  tombstoneMonths?: number | undefined;
}

/**
 * What changed since a sync token, in its present form. The window of the first list plays no part: a moved event
 * comes whether inside or not, and a touched series brings all its instances up to the horizon.
 */
export function deltaViews(input: DeltaInput): EventView[] {
  const { calendar, since, singleEvents, now, eventTypes, tombstoneMonths } = input;
  const [then, present] = [snapshotAt(calendar, since), snapshotNow(calendar)];
  const touched = new Set<string>();
  for (const change of changesSince(calendar, since)) {
    const event = change.before ?? calendar.events[change.id];
    if (event) touched.add(rootIdOf(event));
  }
  const views = [...touched].flatMap((id) =>
    changedViews(viewsById(then, id, singleEvents, now), viewsById(present, id, singleEvents, now)),
  );
  const lastTold =
    tombstoneMonths === undefined ? Infinity : now.getTime() + tombstoneMonths * 30 * 86_400_000;
  return views.filter((view) => {
    if (eventTypes.length && !eventTypes.includes(view.fields.eventType)) return false;
    const tooFar = view.original !== undefined && toEpochMs(view.original, calendar.timeZone) > lastTold;
    return !(tooFar && view.fields.status === 'cancelled');
  });
}

const padded = (ms: number) => String(ms + 1e14).padStart(16, '0');

/** Ascending, unique within a list: the place after which a page continues. */
export function sortKey(view: EventView, orderBy: ListParams['orderBy'], zone: string): string {
  if (orderBy === 'startTime') return `${padded(toEpochMs(view.fields.start, zone))} ${view.id}`;
  if (orderBy === 'updated') return `${padded(updatedOf(view))} ${view.id}`;
  return view.id;
}
