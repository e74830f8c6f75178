import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import type { Home } from '@besahubs/contracts/home';
import { useFlag } from '../../api/session';
import { time } from '../../components/dates';
import { Section } from '../../components/Page';
import { useZone } from '../../hooks/zone';
import { paths } from '../../paths';
import { HomeRow, Quiet, Rows } from './rows';

export function MeetingsPanel({ meetings }: { meetings: Home['meetings'] }) {
  const zone = useZone();
  const enabled = useFlag('calendar');
  if (!enabled) return null;
  return (
    <Section
      title="Today"
      action={
        <Button component={Link} to={paths.calendar}>
          Calendar
        </Button>
      }
    >
      {meetings.length === 0 && <Quiet>No meetings today.</Quiet>}
      <Rows>
        {meetings.map((meeting) => (
          <HomeRow
            key={meeting.id}
            to={meeting.contact ? paths.contact(meeting.contact.id) : paths.calendar}
            title={meeting.title ?? 'Busy'}
            subtitle={[meeting.contact?.name, meeting.location].filter(Boolean).join(' · ')}
            meta={meeting.isAllDay ? 'All day' : `${time(meeting.start, zone)} – ${time(meeting.end, zone)}`}
          />
        ))}
      </Rows>
    </Section>
  );
}
