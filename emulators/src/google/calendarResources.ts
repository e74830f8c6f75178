import { etagOf } from './resource';
import type { StoredCalendar } from './types';

const CALENDAR_COLORS: Record<string, { background: string; foreground: string }> = {
  '7': { background: '#42d692', foreground: '#1d1d1d' },
  '14': { background: '#9fe1e7', foreground: '#1d1d1d' },
  '16': { background: '#4986e7', foreground: '#1d1d1d' },
};

const EVENT_COLORS: Record<string, { background: string; foreground: string }> = {
  '1': { background: '#a4bdfc', foreground: '#1d1d1d' },
  '5': { background: '#fbd75b', foreground: '#1d1d1d' },
  '10': { background: '#51b749', foreground: '#1d1d1d' },
  '11': { background: '#dc2127', foreground: '#1d1d1d' },
};

/** colors.get, with some of Google's palette. */
export const COLORS = {
  kind: 'calendar#colors',
  updated: '2012-02-14T00:00:00.000Z',
  calendar: CALENDAR_COLORS,
  event: EVENT_COLORS,
};

/** The `Calendars` resource. */
export function calendarResource(calendar: StoredCalendar) {
  const { id, summary, description, timeZone, rev } = calendar;
  return {
    kind: 'calendar#calendar',
    etag: etagOf(rev),
    id,
    summary,
    ...(description ? { description } : {}),
    timeZone,
    conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
  };
}

/** The `CalendarList` resource: the calendar as its owner sees it. */
export function calendarListEntry(calendar: StoredCalendar) {
  const color = CALENDAR_COLORS[calendar.colorId];
  return {
    ...calendarResource(calendar),
    kind: 'calendar#calendarListEntry',
    colorId: calendar.colorId,
    backgroundColor: color?.background ?? '#9fe1e7',
    foregroundColor: color?.foreground ?? '#1d1d1d',
    selected: true,
    accessRole: 'owner',
    defaultReminders: calendar.primary ? [{ method: 'popup', minutes: 30 }] : [],
    ...(calendar.primary ? { primary: true } : {}),
  };
}
