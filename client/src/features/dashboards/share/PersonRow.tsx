import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import CloseRounded from '@mui/icons-material/CloseRounded';
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import { useQuery } from '@tanstack/react-query';
import { agents } from '../../../api/agents';
import { NameAvatar } from '../../../components/Person';
import { roleLooks } from '../../../domain/agents';
import { sees } from './sees';

interface PersonRowProps {
  id: string;
  onRemove: (id: string, name: string) => void;
  onPreview: ((userId: string) => void) | null;
}

/** Somebody a dashboard is shared with by name, and what they will see. */
export function PersonRow({ id, onRemove, onPreview }: PersonRowProps) {
  const { data: person, isPending } = useQuery(agents.record(id));
  const name = person?.name ?? 'Somebody who has left';
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1.25, py: 0.75 }}>
      {isPending ? (
        <Skeleton variant="circular" width={28} height={28} />
      ) : (
        <NameAvatar name={name} size={28} />
      )}
      <Box sx={{ flex: 1, minWidth: 0 }}>
        {isPending ? (
          <Skeleton variant="text" width="40%" />
        ) : (
          <Typography sx={{ fontWeight: 540 }} noWrap>
            {name}
            {person && (
              <Box component="span" sx={{ color: 'text.secondary', fontWeight: 430 }}>
                {` · ${roleLooks[person.role].label}`}
              </Box>
            )}
          </Typography>
        )}
        {person && (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {sees[person.role]}
          </Typography>
        )}
      </Box>
      {onPreview && person && (
        <Button
          color="inherit"
          startIcon={<VisibilityOutlined />}
          aria-label={`Preview as ${name}`}
          onClick={() => onPreview(id)}
          sx={{ color: 'text.secondary', flex: 'none' }}
        >
          Preview
        </Button>
      )}
      <IconButton size="small" aria-label={`Stop sharing with ${name}`} onClick={() => onRemove(id, name)}>
        <CloseRounded />
      </IconButton>
    </Box>
  );
}
