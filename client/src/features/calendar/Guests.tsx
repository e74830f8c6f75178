import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { CalendarEvent } from '@besahubs/contracts/calendar';
import { NameAvatar } from '../../components/Person';
import { plural } from '../../components/format';
import { StatusChip } from '../../components/StatusChip';
import { answerLooks } from '../../domain/calendar';

/** Who is invited, and what they answered. */
export function Guests({ event }: { event: CalendarEvent }) {
  const { attendees } = event;
  if (!attendees.length) return null;
  const coming = attendees.filter((each) => each.response === 'accepted').length;
  return (
    <Box sx={{ borderTop: 1, borderColor: 'divider', pt: 1.5 }}>
      <Typography variant="h3">
        {plural(attendees.length, 'guest')}
        <Typography component="span" sx={{ color: 'text.secondary', ml: 1 }}>
          {coming} coming
        </Typography>
      </Typography>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {attendees.map((each) => (
          <Box
            component="li"
            key={each.email}
            sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 40, py: 0.25 }}
          >
            <NameAvatar name={each.name ?? each.email} />
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <Typography noWrap>{each.name ?? each.email}</Typography>
              {(each.name ?? each.organizer) && (
                <Typography variant="body2" noWrap sx={{ color: 'text.secondary' }}>
                  {[each.organizer && 'Organizer', each.name && each.email].filter(Boolean).join(' · ')}
                </Typography>
              )}
            </Box>
            <StatusChip look={answerLooks[each.response]} />
          </Box>
        ))}
      </Box>
    </Box>
  );
}
