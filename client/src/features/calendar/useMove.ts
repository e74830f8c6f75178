import type { CalendarEvent } from '@besahubs/contracts/calendar';
import { timesOf, useMoveEvent } from '../../api/calendar';
import type { EventTimes } from '../../api/calendar';
import { time } from '../../components/dates';
import { dateOnly, dayName } from '../../components/days';
import { toast } from '../../components/toast';
import { useZone } from '../../hooks/zone';

/** Where an event now stands, in words: “Tue, Mar 2, 2:00 PM”. */
function placeOf(event: CalendarEvent, zone: string): string {
  if (event.isAllDay) return dateOnly(event.startDate);
  return `${dayName(event.start, zone, Date.now())}, ${time(event.start, zone)}`;
}

/** Moves an event at once, and offers to move it back. */
export function useMove(): (event: CalendarEvent, times: EventTimes) => void {
  const zone = useZone();
  const { mutate } = useMoveEvent();
  return (event, times) =>
    mutate(
      { event, times },
      {
        onSuccess: (moved) =>
          toast.undo(`“${moved.title ?? 'Busy'}” is now ${placeOf(moved, zone)}`, () =>
            mutate({ event: moved, times: timesOf(event) }),
          ),
      },
    );
}
