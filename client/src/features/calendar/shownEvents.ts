import type { EventInput } from '@fullcalendar/react';
import type { CalendarEvent } from '@besahubs/contracts/calendar';

/** One's own answer to an invitation; null for one's own events. */
function answerOf({ attendees, isOrganizer }: CalendarEvent, email: string | undefined) {
  if (isOrganizer) return null;
  return attendees.find((each) => each.email.toLowerCase() === email?.toLowerCase())?.response ?? null;
}

/** What tells an event apart besides its colour: declined, not answered yet, tentative. */
function classesOf(event: CalendarEvent, email: string | undefined, open: boolean): string {
  const answer = answerOf(event, email);
  return [
    'bh-event',
    open && 'bh-open',
    answer === 'declined' && 'bh-declined',
    (answer === 'needsAction' || answer === 'tentative' || event.status === 'tentative') && 'bh-tentative',
  ]
    .filter(Boolean)
    .join(' ');
}

export interface AccountLook {
  /** CSS. */
  color: string;
  email: string;
}

/** Events as FullCalendar takes them. All-day events are given as dates, so that no zone can move them. */
export const shownEvents = (
  events: readonly CalendarEvent[],
  looks: ReadonlyMap<string, AccountLook>,
  open: string | null,
): EventInput[] =>
  events.map((event) => {
    const look = looks.get(event.accountId);
    return {
      id: event.id,
      title: event.title ?? 'Busy',
      allDay: event.isAllDay,
      start: event.isAllDay && event.startDate ? event.startDate : event.start,
      end: event.isAllDay && event.endDate ? event.endDate : event.end,
      color: look?.color ?? 'var(--bh-palette-chart-8)',
      className: classesOf(event, look?.email, event.id === open),
      editable: event.abilities.update,
      extendedProps: { wire: event },
    };
  });
