import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import type { SvgIconComponent } from '@mui/icons-material';
import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded';
import EditOutlined from '@mui/icons-material/EditOutlined';
import EventNoteOutlined from '@mui/icons-material/EventNoteOutlined';
import NotesRounded from '@mui/icons-material/NotesRounded';
import OpenInNewRounded from '@mui/icons-material/OpenInNewRounded';
import PersonOutlineRounded from '@mui/icons-material/PersonOutlineRounded';
import PlaceOutlined from '@mui/icons-material/PlaceOutlined';
import RepeatRounded from '@mui/icons-material/RepeatRounded';
import VideocamOutlined from '@mui/icons-material/VideocamOutlined';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { CalendarEvent } from '@besahubs/contracts/calendar';
import { useDeleteEvent } from '../../api/calendar';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useOpenForm } from '../../components/slots';
import { RecordLink } from '../../components/values';
import { providerLooks } from '../../domain/calendar';
import { useZone } from '../../hooks/zone';
import { paths } from '../../paths';
import { Guests } from './Guests';
import { plainText, webLink, whenText } from './eventText';
import type { AccountLook } from './shownEvents';

interface EventDetailsProps {
  event: CalendarEvent;
  look: AccountLook | undefined;
  /** The event was deleted from here. */
  onGone: () => void;
}

/** Everything there is to know about an event, and what can be done with it. */
export function EventDetails({ event, look, onGone }: EventDetailsProps) {
  const zone = useZone();
  const { name } = providerLooks[event.provider];
  const meeting = webLink(event.conferenceUrl);
  const description = plainText(event.description);
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box>
        <Typography variant="h2" component="h2" sx={{ overflowWrap: 'anywhere' }}>
          {event.title ?? 'Busy'}
        </Typography>
        <Typography className="num" sx={{ color: 'text.secondary' }}>
          {whenText(event, zone)}
        </Typography>
      </Box>
      <Actions event={event} onGone={onGone} />
      <Box sx={{ display: 'grid', gap: 1, borderTop: 1, borderColor: 'divider', pt: 1.5 }}>
        {meeting && (
          <Fact icon={VideocamOutlined} label="Video meeting">
            <Link href={meeting} target="_blank" rel="noreferrer">
              Join the meeting
            </Link>
          </Fact>
        )}
        {event.location && (
          <Fact icon={PlaceOutlined} label="Location">
            <Place text={event.location} />
          </Fact>
        )}
        {event.contact && (
          <Fact icon={PersonOutlineRounded} label="About">
            <RecordLink to={paths.contact(event.contact.id)}>{event.contact.name}</RecordLink>
          </Fact>
        )}
        {event.recurring && (
          <Fact icon={RepeatRounded} label="Series">
            One of a series
          </Fact>
        )}
        {description && (
          <Fact icon={NotesRounded} label="Description">
            <Box component="span" sx={{ whiteSpace: 'pre-line' }}>
              {description}
            </Box>
          </Fact>
        )}
        <Fact icon={EventNoteOutlined} label="Calendar">
          <Box
            component="span"
            aria-hidden
            sx={{
              display: 'inline-block',
              width: 10,
              height: 10,
              borderRadius: 0.5,
              mr: 0.75,
              bgcolor: look?.color,
            }}
          />
          {look?.email ?? name} · {name}
        </Fact>
      </Box>
      <Guests event={event} />
    </Box>
  );
}

function Actions({ event, onGone }: { event: CalendarEvent; onGone: () => void }) {
  const openForm = useOpenForm();
  const remove = useDeleteEvent();
  const [asking, setAsking] = useState(false);
  const { name } = providerLooks[event.provider];
  const link = webLink(event.htmlLink);
  const guests = event.attendees.some((each) => !each.organizer);
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {event.abilities.update && (
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<EditOutlined />}
          onClick={() => openForm('calendar-events', { id: event.id })}
        >
          Edit
        </Button>
      )}
      {event.abilities.delete && (
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<DeleteOutlineRounded />}
          onClick={() => setAsking(true)}
        >
          Delete
        </Button>
      )}
      {link && (
        <Button
          color="inherit"
          component="a"
          href={link}
          target="_blank"
          rel="noreferrer"
          startIcon={<OpenInNewRounded />}
        >
          Open in {name}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        title={`Delete “${event.title ?? 'this event'}”?`}
        text={`It is deleted in your ${name} calendar too${guests ? ', and its guests are told' : ''}. This cannot be undone.`}
        confirm="Delete event"
        onConfirm={() => {
          setAsking(false);
          remove.mutate(event);
          onGone();
        }}
        onCancel={() => setAsking(false)}
      />
    </Box>
  );
}

interface FactProps {
  icon: SvgIconComponent;
  label: string;
  children: ReactNode;
}
const Fact = ({ icon: Icon, label, children }: FactProps) => (
  <Box sx={{ display: 'flex', gap: 1.25, alignItems: 'flex-start' }}>
    <Icon titleAccess={label} sx={{ fontSize: 18, mt: 0.125, color: 'text.secondary' }} />
    <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>{children}</Box>
  </Box>
);

/** A place that is an address of the web is a link. */
function Place({ text }: { text: string }) {
  const link = webLink(text);
  if (!link) return text;
  return (
    <Link href={link} target="_blank" rel="noreferrer">
      {text}
    </Link>
  );
}
