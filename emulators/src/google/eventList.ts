import { createHash } from 'node:crypto';
import { badRequest, fullSyncRequired, invalidParameter, notFound } from './errors';
import { deltaViews, fullViews, sortKey } from './eventQuery';
import { snapshotNow } from './eventStore';
import { isRecord } from './fieldsInput';
import type { ListParams } from './listParams';
import { etagOf, iso, renderForList, type EventResource } from './resource';
import { openToken, signToken } from './signedToken';
import { instancesOf, isSeries, type EventView } from './views';
import type { GoogleContext, StoredCalendar } from './types';

/** `Events` collection of Calendar v3. Exactly one of nextPageToken and nextSyncToken, or neither. */
export interface EventsPage {
  kind: 'calendar#events';
  etag: string;
  summary: string;
  updated: string;
  timeZone: string;
  accessRole: 'owner';
  defaultReminders: { method: string; minutes: number }[];
  nextPageToken?: string;
  nextSyncToken?: string;
  items: EventResource[];
}

/** What a sync token remembers: where in which calendar's log, and the parameters that must stay the same. */
interface SyncPosition {
  calendar: string;
  seq: number;
  generation: number;
  singleEvents: boolean;
  eventTypes: string[];
}

interface PagePosition {
  /** Of the calendar and all parameters but the page's own. */
  query: string;
  /** The log's end when the first page was made: changes after it belong to the next sync. */
  seq: number;
  after: string;
  empties: number;
}

function isSyncPosition(value: unknown): value is SyncPosition {
  return isRecord(value) && typeof value.seq === 'number' && typeof value.generation === 'number';
}

const isPagePosition = (value: unknown): value is PagePosition =>
  isRecord(value) && typeof value.after === 'string' && typeof value.query === 'string';

/** Throws 410 when the token is forged, of another calendar or expired; 400 when other parameters go with it. */
function openSyncToken(
  secret: string,
  calendar: StoredCalendar,
  params: ListParams,
  token: string,
): SyncPosition {
  const position = openToken(secret, token);
  if (!isSyncPosition(position)) throw fullSyncRequired();
  if (position.calendar !== calendar.id || position.generation !== calendar.syncGeneration)
    throw fullSyncRequired();
  const sameTypes = position.eventTypes.join() === params.eventTypes.join();
  if (position.singleEvents !== params.singleEvents || !sameTypes) {
    throw badRequest('The parameters must be the same as those of the request that gave the sync token.');
  }
  return position;
}

function queryHash(calendarId: string, params: ListParams): string {
  const { pageToken: _pageToken, maxResults: _maxResults, ...rest } = params;
  return createHash('sha256')
    .update(JSON.stringify([calendarId, rest]))
    .digest('base64url')
    .slice(0, 16);
}

function openPageToken(secret: string, query: string, token: string): PagePosition {
  const position = openToken(secret, token);
  if (!isPagePosition(position) || position.query !== query) throw invalidParameter('pageToken', token);
  return position;
}

/** Ordered and filtered lists give no sync token: a delta could not honour them. */
const isSyncable = (params: ListParams) =>
  !params.orderBy &&
  !params.q &&
  !params.iCalUID &&
  params.updatedMin === undefined &&
  !params.privateProperties.length &&
  !params.sharedProperties.length;

interface PageInput {
  ctx: GoogleContext;
  calendar: StoredCalendar;
  params: ListParams;
  views: EventView[];
  syncable: boolean;
}

interface Cut {
  items: EventView[];
  next?: PagePosition;
}

function cutPage({ ctx, calendar, params, views }: PageInput, position: PagePosition): Cut {
  const { quirks } = ctx.state.value;
  if (position.empties < (quirks.emptyPages ?? 0)) {
    return { items: [], next: { ...position, empties: position.empties + 1 } };
  }
  const size = Math.min(params.maxResults, quirks.pageSize ?? Infinity);
  const keyed = views
    .map((view) => ({ view, key: sortKey(view, params.orderBy, calendar.timeZone) }))
    .filter(({ key }) => key > position.after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const page = keyed.slice(0, size);
  const items = page.map(({ view }) => view);
  const last = page.at(-1);
  if (!last || keyed.length <= size) return { items };
  return { items, next: { ...position, after: last.key } };
}

function renderPage(input: PageInput): EventsPage {
  const { ctx, calendar, params, syncable } = input;
  const { secret, rev } = ctx.state.value;
  const query = queryHash(calendar.id, params);
  const position = params.pageToken
    ? openPageToken(secret, query, params.pageToken)
    : { query, seq: rev, after: '', empties: 0 };
  const { items, next } = cutPage(input, position);
  const sync: SyncPosition = {
    calendar: calendar.id,
    seq: position.seq,
    generation: calendar.syncGeneration,
    singleEvents: params.singleEvents,
    eventTypes: params.eventTypes,
  };
  const { timeZone, maxAttendees } = params;
  return {
    kind: 'calendar#events',
    etag: etagOf(calendar.rev),
    summary: calendar.summary,
    updated: iso(
      Math.max(0, ...items.map(({ root, exception }) => Math.max(root.updated, exception?.updated ?? 0))),
    ),
    timeZone: timeZone ?? calendar.timeZone,
    accessRole: 'owner',
    defaultReminders: [{ method: 'popup', minutes: 30 }],
    ...(next ? { nextPageToken: signToken(secret, next) } : {}),
    ...(!next && syncable ? { nextSyncToken: signToken(secret, sync) } : {}),
    items: items.map((view) =>
      renderForList(view, { calendar, baseUrl: ctx.baseUrl(), timeZone, maxAttendees }),
    ),
  };
}

/**
 * events.list. A full list, or with syncToken what changed since; nextSyncToken comes on the last page only.
 * Throws 400 for bad parameters and tokens of pages, 410 fullSyncRequired.
 */
export function listEvents(ctx: GoogleContext, calendar: StoredCalendar, params: ListParams): EventsPage {
  const now = ctx.clock.now();
  const { secret, quirks } = ctx.state.value;
  if (!params.syncToken) {
    const views = fullViews(calendar, params, now);
    return renderPage({ ctx, calendar, params, views, syncable: isSyncable(params) });
  }
  const { seq, singleEvents, eventTypes } = openSyncToken(secret, calendar, params, params.syncToken);
  const { tombstoneMonths } = quirks;
  const views = deltaViews({ calendar, since: seq, singleEvents, eventTypes, now, tombstoneMonths });
  return renderPage({ ctx, calendar, params, views, syncable: true });
}

/** events.instances: of one series, by default without the cancelled ones. `originalStart` picks one. */
export function listInstances(
  ctx: GoogleContext,
  calendar: StoredCalendar,
  eventId: string,
  params: ListParams & { originalStart?: number | undefined },
): EventsPage {
  const snapshot = snapshotNow(calendar);
  const root = snapshot.get(eventId);
  if (root?.kind !== 'root' || !isSeries(root)) throw notFound();
  const toMs = params.timeMax ?? Date.UTC(ctx.clock.now().getUTCFullYear() + 15, 0, 1);
  const views = instancesOf(snapshot, root, { fromMs: params.timeMin ?? Date.UTC(1900, 0, 1), toMs }).filter(
    ({ fields, original }) => {
      if (fields.status === 'cancelled' && !params.showDeleted) return false;
      if (params.originalStart === undefined || !original || 'date' in original) return true;
      return original.at === params.originalStart;
    },
  );
  return renderPage({ ctx, calendar, params, views, syncable: false });
}
