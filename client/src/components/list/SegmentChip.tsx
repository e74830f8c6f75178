import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import CloseRounded from '@mui/icons-material/CloseRounded';
import { useQuery } from '@tanstack/react-query';
import { nameOf } from './types';
import type { SegmentOf } from './types';

interface SegmentChipProps {
  id: string;
  segmentOf: SegmentOf;
  onRemove: () => void;
}

/** The list shows only the rows behind a figure of a report: which, and how to see all again. */
export function SegmentChip({ id, segmentOf, onRemove }: SegmentChipProps) {
  const { data, isError } = useQuery(segmentOf(id));
  const name = data ? nameOf(data) : isError ? 'no longer kept' : '…';
  return (
    <Box
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        minWidth: 0,
        maxWidth: '100%',
        height: 28,
        pl: 1,
        borderRadius: 1,
        bgcolor: 'soft.accent',
        fontSize: '0.75rem',
        '@media (pointer: coarse)': { height: 44 },
      }}
    >
      <Box component="span" sx={{ color: 'text.secondary', mr: 0.5, whiteSpace: 'nowrap' }}>
        From a report:
      </Box>
      <Box
        component="span"
        title={name}
        sx={{
          fontWeight: 540,
          maxWidth: 420,
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        {name}
      </Box>
      <IconButton size="small" aria-label="Show all, not only the rows of the report" onClick={onRemove}>
        <CloseRounded sx={{ fontSize: '0.875rem !important' }} />
      </IconButton>
    </Box>
  );
}
