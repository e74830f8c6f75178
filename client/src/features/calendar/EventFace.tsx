import PlaceOutlined from '@mui/icons-material/PlaceOutlined';
import RepeatRounded from '@mui/icons-material/RepeatRounded';
import VideocamOutlined from '@mui/icons-material/VideocamOutlined';
import type { EventDisplayInfo } from '@fullcalendar/react';
import type { CalendarEvent } from '@besahubs/contracts/calendar';

/** What an event says of itself: title first, then time, then place; as much as there is room for. */
export function EventFace({ info }: { info: EventDisplayInfo }) {
  const wire = info.event.extendedProps['wire'] as CalendarEvent | undefined;
  const list = info.view.type === 'agenda';
  const line = list || info.isShort || info.event.allDay || info.view.type === 'dayGridMonth';
  const details = [wire?.location, wire?.contact?.name].filter(Boolean).join(' · ');
  return (
    <div className="bh-face" data-line={line || undefined}>
      {info.timeText && !info.event.allDay && !list && line && (
        <span className="bh-time num">{info.timeText.split(' - ')[0]}</span>
      )}
      <span className="bh-title">{info.event.title}</span>
      {!line && <span className="bh-time num">{info.timeText}</span>}
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
