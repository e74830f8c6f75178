import { Temporal } from 'temporal-polyfill';
import { findIana, findWindows } from 'windows-iana';
import type { StoredAttendee } from '../../models/CalendarEvent';
import type { Classify } from './http';
import type { EventDraft, EventTimes, RemoteEvent } from './provider';

/** Ids that survive a move between folders, and times that need no zone table. */
export const PREFER = 'IdType="ImmutableId", outlook.timezone="UTC", outlook.body-content-type="text"';

/** Graph says a spent delta token with 410, or with `syncStateNotFound` in a 400 (delta query for events). */
export const classifyGraph: Classify = (status, error) => {
  if (/syncStateNotFound|resyncRequired/i.test(error.code)) return 'resync';
  if (status === 412 || error.code === 'ErrorIrresolvableConflict') return 'conflict';
  if (status === 503 || status === 504) return 'retry';
  return undefined;
};

interface GraphTime {
  dateTime?: string;
  timeZone?: string;
}
export interface GraphEvent {
  id: string;
  '@odata.etag'?: string;
  '@removed'?: { reason: string };
  type?: 'singleInstance' | 'occurrence' | 'exception' | 'seriesMaster';
  subject?: string;
  body?: { content?: string };
  start?: GraphTime;
  end?: GraphTime;
  isAllDay?: boolean;
  isCancelled?: boolean;
  isOrganizer?: boolean;
  showAs?: string;
  location?: { displayName?: string };
  attendees?: {
    emailAddress?: { address?: string; name?: string };
    status?: { response?: string };
    type?: string;
  }[];
  organizer?: { emailAddress?: { address?: string } };
  responseStatus?: { response?: string };
  originalStartTimeZone?: string;
  webLink?: string;
  onlineMeeting?: { joinUrl?: string } | null;
  iCalUId?: string;
  seriesMasterId?: string | null;
}
/** Windows or IANA name → IANA; null for zones that have no name of their own (`Customized Time Zone`, tzone://…). */
export function ianaOf(name: string | null | undefined): string | null {
  if (!name) return null;
  if (name.includes('/') && !name.startsWith('tzone:')) return name;
  return findIana(name)[0] ?? (name === 'UTC' ? 'UTC' : null);
}

/** CLDR's Windows table still lists some zones under an older name only. */
const OLDER_NAMES: Record<string, string> = { 'Europe/Kyiv': 'Europe/Kiev', 'Asia/Kolkata': 'Asia/Calcutta' };
const windowsOf = (zone: string): string | null =>
  findWindows(zone)[0] ?? findWindows(OLDER_NAMES[zone] ?? '')[0] ?? null;

const responseOf: Record<string, StoredAttendee['response']> = {
  accepted: 'accepted',
  organizer: 'accepted',
  declined: 'declined',
  tentativelyAccepted: 'tentative',
};

const answers: Partial<Record<StoredAttendee['response'], string>> = {
  accepted: 'accepted',
  declined: 'declined',
  tentative: 'tentativelyAccepted',
};

/** Graph labels all-day midnights UTC whatever the zone: only their date part means anything. */
function timesOf(event: GraphEvent): EventTimes {
  const start = event.start?.dateTime ?? '';
  const end = event.end?.dateTime ?? start;
  if (event.isAllDay) return { isAllDay: true, startDate: start.slice(0, 10), endDate: end.slice(0, 10) };
  return { isAllDay: false, start: instantOf(start), end: instantOf(end) };
}
/** We ask for UTC; the text carries no offset and seven fractional digits. */
const instantOf = (text: string): Date => new Date(`${text.replace(/Z$/, '').slice(0, 23)}Z`);

export const remoteOf = (event: GraphEvent): RemoteEvent => ({
  externalId: event.id,
  etag: event['@odata.etag'] ?? null,
  title: event.subject ?? null,
  description: event.body?.content?.trim() ? event.body.content.trim() : null,
  times: timesOf(event),
  timezone: ianaOf(event.originalStartTimeZone),
  location: event.location?.displayName ? event.location.displayName : null,
  attendees: (event.attendees ?? []).flatMap(({ emailAddress, status, type }) =>
    emailAddress?.address
      ? [
          {
            email: emailAddress.address.toLowerCase(),
            name: emailAddress.name ?? null,
            response: responseOf[status?.response ?? ''] ?? 'needsAction',
            optional: type === 'optional',
          },
        ]
      : [],
  ),
  status: event.isCancelled ? 'cancelled' : event.showAs === 'tentative' ? 'tentative' : 'confirmed',
  busy: !event.isCancelled && event.showAs !== 'free' && event.responseStatus?.response !== 'declined',
  isOrganizer: event.isOrganizer ?? true,
  organizerEmail: event.organizer?.emailAddress?.address?.toLowerCase() ?? null,
  htmlLink: event.webLink ?? null,
  conferenceUrl: event.onlineMeeting?.joinUrl ?? null,
  iCalUid: event.iCalUId ?? null,
  recurringEventId: event.seriesMasterId ?? null,
});

/** Wall time in a Windows-named zone, so that Outlook shows the organizer's zone; UTC where Windows has no name. */
function timeOf(at: Date, zone: string | undefined): { dateTime: string; timeZone: string } {
  const windows = zone ? windowsOf(zone) : null;
  const used = windows && zone ? zone : 'UTC';
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(used)
    .toPlainDateTime();
  return { dateTime: local.toString({ smallestUnit: 'second' }), timeZone: windows ?? 'UTC' };
}

/** What Graph takes for a draft or a change. All-day events go as midnights: Exchange widens anything else. */
export function bodyOf(draft: Partial<EventDraft>): Record<string, unknown> {
  const { title, description, times, timezone, location, attendees } = draft;
  const midnight = (date: string) => ({ dateTime: `${date}T00:00:00`, timeZone: 'UTC' });
  return {
    ...(title !== undefined && { subject: title }),
    ...(description !== undefined && { body: { contentType: 'text', content: description ?? '' } }),
    ...(location !== undefined && { location: { displayName: location ?? '' } }),
    ...(times?.isAllDay === true && {
      isAllDay: true,
      start: midnight(times.startDate),
      end: midnight(times.endDate),
    }),
    ...(times?.isAllDay === false && {
      isAllDay: false,
      start: timeOf(times.start, timezone),
      end: timeOf(times.end, timezone),
    }),
    ...(attendees && {
      // The list is replaced whole: who comes without an answer loses the one already given.
      attendees: attendees.map(({ email, name, optional, response }) => ({
        emailAddress: { address: email, ...(name && { name }) },
        type: optional ? 'optional' : 'required',
        ...(answers[response] && { status: { response: answers[response] } }),
      })),
    }),
  };
}
