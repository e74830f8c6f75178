import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import LockOutlined from '@mui/icons-material/LockOutlined';
import type { Activity } from '@besahubs/contracts/activities';
import { words } from '../../components/format';
import { RecordLink } from '../../components/values';
import { time } from '../../components/dates';
import { iso } from '../../components/days';
import { activityIcons } from '../../domain/activities';
import { useZone } from '../../hooks/zone';
import { paths } from '../../paths';

/** “Call · Left voicemail · 12 min”. */
function headline({ type, outcome, durationMinutes }: Activity): string {
  const parts = [words(type), outcome && words(outcome), durationMinutes && `${durationMinutes} min`];
  return parts.filter(Boolean).join(' · ');
}

/** The other records an entry is about; not the one whose timeline this is. */
function others(item: Activity, resource: string) {
  return [
    { resource: 'contacts', ref: item.contact, path: paths.contact },
    { resource: 'companies', ref: item.company, path: paths.company },
    { resource: 'properties', ref: item.property, path: paths.property },
    { resource: 'deals', ref: item.deal, path: paths.deal },
  ].filter((link) => link.ref && link.resource !== resource);
}

export function TimelineItem({ item, resource }: { item: Activity; resource: string }) {
  const zone = useZone();
  const Icon = activityIcons[item.type];
  return (
    <Box sx={{ display: 'flex', gap: 1.5, py: 1, borderBottom: 1, borderColor: 'divider' }}>
      <Box
        aria-hidden
        sx={{
          display: 'grid',
          placeItems: 'center',
          width: 28,
          height: 28,
          flexShrink: 0,
          borderRadius: '50%',
          color: 'text.secondary',
          bgcolor: 'surface.hover',
        }}
      >
        <Icon sx={{ fontSize: 16 }} />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
          <Typography sx={{ fontWeight: 540, flex: 1, minWidth: 0 }}>
            {item.subject ?? headline(item)}
          </Typography>
          {item.private && (
            <LockOutlined titleAccess="Only you see this" sx={{ fontSize: 14, color: 'text.secondary' }} />
          )}
          <Typography
            variant="body2"
            className="num"
            title={iso(item.occurredAt, zone)}
            sx={{ color: 'text.secondary' }}
          >
            {time(item.occurredAt, zone)}
          </Typography>
        </Box>
        {item.body && (
          <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{item.body}</Typography>
        )}
        <Typography component="div" variant="body2" sx={{ color: 'text.secondary' }}>
          {item.subject && `${headline(item)} · `}
          {item.owner?.name ?? 'BesaHubs'}
          {others(item, resource).map(({ ref, path }) => (
            <span key={ref?.id}>
              {' · '}
              {ref && <RecordLink to={path(ref.id)}>{ref.name}</RecordLink>}
            </span>
          ))}
        </Typography>
      </Box>
    </Box>
  );
}
