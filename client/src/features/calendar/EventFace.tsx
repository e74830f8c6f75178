import PlaceOutlined from '@mui/icons-material/PlaceOutlined';
import RepeatRounded from '@mui/icons-material/RepeatRounded';
import VideocamOutlined from '@mui/icons-material/VideocamOutlined';
import type { EventDisplayInfo } from '@fullcalendar/react';
import type { CalendarEvent } from '@besahubs/contracts/calendar';
import { useIsPhone } from '../../hooks/ui';

/** “2:30 – 4pm”, on narrow screens “2:30pm” alone; whole days say so. */
function timeOf({ event, timeText }: EventDisplayInfo, short: boolean): string {
  if (event.allDay) return 'All day';
  const start = (timeText.split(/\s[-–]\s/)[0] ?? timeText).replace(':00', '');
  // A range says “am” or “pm” once, at its end.
  const half = /[ap]m$/.exec(timeText)?.[0] ?? '';
  return short ? (/[ap]m$/.test(start) ? start : start + half) : timeText;
}

/** What an event says of itself: title, time and place; as much as there is room for. */
export function EventFace({ info }: { info: EventDisplayInfo }) {
  const phone = useIsPhone();
  const wire = info.event.extendedProps['wire'] as CalendarEvent | undefined;
  const list = info.view.type === 'agenda';
  const month = info.view.type === 'dayGridMonth';
  const line = list || month || info.isShort || info.event.allDay;
  const details = [wire?.location, wire?.contact?.name].filter(Boolean).join(' · ');
  const time = list || !info.event.allDay ? timeOf(info, !list || phone) : null;
  return (
    <div className="bh-face" data-line={line || undefined}>
      {(list || month) && time && <span className="bh-time num">{time}</span>}
      <span className="bh-title">{info.event.title}</span>
      {!list && !month && time && <span className="bh-time num">{line ? time : info.timeText}</span>}
      {wire?.recurring && (list || !line) && <RepeatRounded className="bh-icon" titleAccess="Repeats" />}
      {wire?.conferenceUrl && list && <VideocamOutlined className="bh-icon" titleAccess="Video meeting" />}
      {details && (list || !line) && (
        <span className="bh-details">
          {list && wire?.location && <PlaceOutlined className="bh-icon" aria-hidden />}
          {details}
        </span>
      )}
    </div>
  );
}
