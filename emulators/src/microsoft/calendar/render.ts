import type { Recurrence } from './recurrence';
import { preview, renderBody } from './text';
import type { Account } from './types';
import { eventId } from './ids';
import type { EventView } from './instances';
import { toLocal, windowsZone } from './zones';

/** How a caller wants events shown, from its Prefer headers. */
export interface Rendering {
  immutableIds: boolean;
  /** As the caller spelled it; times are shown in it. */
  timeZone: string;
  body: 'html' | 'text';
  /** Base URL for webLink. */
  baseUrl: string;
}

/** Seven decimals and no offset, as Graph writes local times. */
const ticks = (local: string): string => `${local}.0000000`;

function times({ fields, startMs, endMs }: EventView, timeZone: string) {
  if (fields.isAllDay) {
    return {
      start: { dateTime: ticks(fields.start.dateTime), timeZone: 'UTC' },
      end: { dateTime: ticks(fields.end.dateTime), timeZone: 'UTC' },
    };
  }
  return {
    start: { dateTime: ticks(toLocal(startMs, timeZone)), timeZone },
    end: { dateTime: ticks(toLocal(endMs, timeZone)), timeZone },
  };
}

const recurrenceJson = (recurrence: Recurrence | null) =>
  recurrence && { pattern: { ...recurrence.pattern }, range: { ...recurrence.range } };

export const etagOf = (changeKey: string): string => `W/"${changeKey}"`;

/** The event resource of Graph v1.0, all properties. */
export function renderEvent(
  account: Account,
  view: EventView,
  rendering: Rendering,
): Record<string, unknown> {
  const { event, date, fields, type } = view;
  const { immutableIds, baseUrl } = rendering;
  const id = eventId(account, event, date, immutableIds);
  const itemId = eventId(account, event, null, immutableIds);
  const { start, end, body, ...plain } = fields;
  return {
    '@odata.etag': etagOf(view.changeKey),
    id,
    createdDateTime: event.createdDateTime,
    lastModifiedDateTime: view.lastModifiedDateTime,
    changeKey: view.changeKey,
    transactionId: event.transactionId,
    originalStartTimeZone: event.originalTimeZone ?? windowsZone(start.timeZone),
    originalEndTimeZone: event.originalTimeZone ?? windowsZone(end.timeZone),
    iCalUId: date === null ? event.iCalUId : `${event.iCalUId}${date.replaceAll('-', '')}`,
    hasAttachments: false,
    isDraft: false,
    isOrganizer: event.isOrganizer,
    organizer: event.organizer,
    seriesMasterId: date === null ? null : itemId,
    type,
    webLink: `${baseUrl}/?account=${encodeURIComponent(account.email)}&event=${encodeURIComponent(id)}`,
    onlineMeetingUrl: null,
    ...plain,
    body: renderBody(body, rendering.body),
    bodyPreview: preview(body),
    ...times(view, rendering.timeZone),
    recurrence: date === null ? recurrenceJson(event.recurrence) : null,
  };
}

/** What delta shows of an occurrence that is not an exception: the rest is on the series master. */
export function renderThinOccurrence(
  account: Account,
  view: EventView,
  rendering: Rendering,
): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.event',
    '@odata.etag': etagOf(view.changeKey),
    seriesMasterId: eventId(account, view.event, null, rendering.immutableIds),
    type: view.type,
    id: eventId(account, view.event, view.date, rendering.immutableIds),
    ...times(view, rendering.timeZone),
  };
}
