import { Temporal } from 'temporal-polyfill';
import type { CalendarAccount } from '../../models/CalendarAccount';
import type { EventTimes, RemoteEvent } from './provider';

/** Midnight of a date in a zone, as an instant; where midnight does not exist, the first instant of that day. */
const midnight = (date: string, zone: string): Date =>
  new Date(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds);

/** A day there is. */
export const isDate = (text: string): boolean => {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
};

/** Instants for ranges and indexes, dates for what an all-day event really is. */
function timeColumns(times: EventTimes, zone: string) {
  if (!times.isAllDay)
    return { isAllDay: false, start: times.start, end: times.end, startDate: null, endDate: null };
  const { startDate, endDate } = times;
  return {
    isAllDay: true,
    start: midnight(startDate, zone),
    end: midnight(endDate, zone),
    startDate,
    endDate,
  };
}

/** The columns of a provider's event. All-day events lie between midnights of the account's zone. */
export const eventColumns = (account: CalendarAccount, remote: RemoteEvent) => ({
  calendarAccountId: account.id,
  externalId: remote.externalId,
  title: remote.title,
  description: remote.description,
  ...timeColumns(remote.times, account.timezone ?? 'UTC'),
  timezone: remote.timezone,
  location: remote.location,
  attendees: remote.attendees,
  status: remote.status,
  etag: remote.etag,
  iCalUid: remote.iCalUid,
  recurringEventId: remote.recurringEventId,
  isOrganizer: remote.isOrganizer,
  organizerEmail: remote.organizerEmail,
  busy: remote.busy,
  htmlLink: remote.htmlLink,
  conferenceUrl: remote.conferenceUrl,
});
