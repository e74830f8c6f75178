import dayGridPlugin from '@fullcalendar/react/daygrid';
import interactionPlugin from '@fullcalendar/react/interaction';
import listPlugin from '@fullcalendar/react/list';
import classicTheme from '@fullcalendar/react/themes/classic';
import timeGridPlugin from '@fullcalendar/react/timegrid';
import FullCalendar from '@fullcalendar/react';
import type { CalendarRef, DayHeaderInfo, EventApi, EventDisplayInfo } from '@fullcalendar/react';
import '@fullcalendar/react/skeleton.css';
import '@fullcalendar/react/themes/classic/theme.css';
import './calendar.css';
import { useEffect, useMemo, useRef } from 'react';
import type { CalendarEvent } from '@besahubs/contracts/calendar';
import type { EventTimes } from '../../api/calendar';
import { useZone } from '../../hooks/zone';
import { AGENDA_DAYS } from './calendarState';
import type { CalendarView } from './calendarState';
import { EventFace } from './EventFace';
import { shownEvents } from './shownEvents';
import type { AccountLook } from './shownEvents';

const VIEWS: Record<CalendarView, string> = {
  month: 'dayGridMonth',
  week: 'timeGridWeek',
  day: 'timeGridDay',
  agenda: 'agenda',
};
const PLUGINS = [dayGridPlugin, timeGridPlugin, listPlugin, interactionPlugin, classicTheme];
/**
 * “Sun 22”, where the language's own pattern would say “22 Sun”. The grid names the header by its whole date; the weekday is
 * drawn by the style sheet, so that nothing is seen that the name does not have.
 */
const weekdayFirst = ({ weekdayText, dayNumberText }: DayHeaderInfo) => (
  <>
    <span className="bh-weekday" data-weekday={weekdayText} /> {dayNumberText}
  </>
);
const VIEW_OPTIONS = {
  agenda: { type: 'list', duration: { days: AGENDA_DAYS } },
  dayGridMonth: { dayMaxEvents: true, fixedWeekCount: false },
  timeGridWeek: { dayHeaderFormat: { weekday: 'short', day: 'numeric' }, dayHeaderContent: weekdayFirst },
  timeGridDay: { dayHeaderFormat: { weekday: 'long', day: 'numeric' }, dayHeaderContent: weekdayFirst },
} as const;
const CLOCK = { hour: 'numeric', minute: '2-digit', omitZeroMinute: true, meridiem: 'short' } as const;
/** The day begins to fill the screen here; earlier hours are a scroll away. */
const FIRST_HOUR = '07:00:00';

interface CalendarGridProps {
  view: CalendarView;
  date: string;
  events: readonly CalendarEvent[];
  /** Colour and address of each account. */
  looks: ReadonlyMap<string, AccountLook>;
  /** The event that is open beside. */
  open: string | null;
  onOpen: (id: string) => void;
  onDay: (date: string) => void;
  /** A stretch of time was drawn. */
  onDraw: (times: EventTimes) => void;
  /** An event was dragged or resized. */
  onMove: (event: CalendarEvent, times: EventTimes) => void;
}

interface Drawn {
  allDay: boolean;
  startStr: string;
  endStr: string;
}
/** FullCalendar writes instants with the zone's offset, and the days of all-day events as dates with an exclusive end. */
const timesOf = ({ allDay, startStr, endStr }: Drawn): EventTimes =>
  allDay
    ? { isAllDay: true, startDate: startStr.slice(0, 10), endDate: endStr.slice(0, 10) }
    : { isAllDay: false, start: new Date(startStr).toISOString(), end: new Date(endStr).toISOString() };

const wireOf = (event: EventApi): CalendarEvent => event.extendedProps['wire'] as CalendarEvent;

/** The calendar itself, in the user's zone whatever the browser's is; view and date come from outside. */
export function CalendarGrid(props: CalendarGridProps) {
  const { view, date, events, looks, open } = props;
  const zone = useZone();
  const ref = useRef<CalendarRef>(null);
  const shown = useMemo(() => shownEvents(events, looks, open), [events, looks, open]);
  useEffect(() => {
    // After the commit: FullCalendar flushes its own rendering, which React forbids during one.
    queueMicrotask(() => ref.current?.getApi().changeView(VIEWS[view], date));
  }, [view, date]);
  const moved = ({ event, revert }: { event: EventApi; revert: () => void }) => {
    const wire = wireOf(event);
    const times = timesOf(event);
    // The rows decide where an event stands; its own copy would outlive a refusal.
    revert();
    props.onMove(wire, times);
  };
  return (
    <div className="bh-calendar" data-view={view}>
      <FullCalendar
        ref={ref}
        plugins={PLUGINS}
        views={VIEW_OPTIONS}
        initialView={VIEWS[view]}
        initialDate={date}
        timeZone={zone}
        headerToolbar={false}
        height="100%"
        borderless
        events={shown}
        eventContent={(info: EventDisplayInfo) => <EventFace info={info} />}
        eventTimeFormat={CLOCK}
        blockEventClass="bh-block"
        columnEventInnerClass="bh-column"
        listItemEventClass="bh-row"
        dayHeaderClass={({ isToday }) => (isToday ? 'bh-is-today' : undefined)}
        dayHeaderInnerClass="bh-day-name"
        dayCellClass={({ isToday }) => (isToday ? 'bh-is-today' : undefined)}
        dayCellTopInnerClass="bh-day-number"
        slotHeaderInnerClass="bh-hour"
        allDayHeaderInnerClass="bh-hour"
        listDayHeaderInnerClass="bh-list-day"
        eventInteractive
        eventShortHeight={34}
        eventMinHeight={20}
        slotEventOverlap={false}
        eventOrder="start,-duration,title"
        forceEventDuration
        editable
        selectable
        selectMirror
        selectLongPressDelay={400}
        eventLongPressDelay={400}
        nowIndicator
        scrollTime={FIRST_HOUR}
        scrollTimeReset={false}
        slotHeaderFormat={CLOCK}
        allDayText="all day"
        navLinks
        navLinkDayClick={(day) => props.onDay(day.toISOString().slice(0, 10))}
        listDayFormat={{ weekday: 'long' }}
        listDayAltFormat={{ month: 'short', day: 'numeric' }}
        noEventsText="Nothing planned in these two weeks"
        eventClick={({ event, jsEvent }) => {
          jsEvent.preventDefault();
          props.onOpen(event.id);
        }}
        select={(drawn) => {
          ref.current?.getApi().unselect();
          props.onDraw(timesOf(drawn));
        }}
        eventDrop={moved}
        eventResize={moved}
      />
    </div>
  );
}
