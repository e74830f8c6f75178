import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useDelayed } from '../../../hooks/ui';
import { CARD_HEIGHT } from './DealCard';

/** Columns of cards, as they will come; nothing for the first 150 ms. */
export function BoardSkeleton({ phone }: { phone: boolean }) {
  const show = useDelayed(true);
  if (!show) return <Box aria-busy="true" sx={{ flex: 1 }} />;
  return (
    <Box
      role="status"
      aria-label="Loading"
      sx={{ flex: 1, display: 'flex', gap: 1, overflow: 'hidden', px: phone ? 2 : 3, pt: 1.5 }}
    >
      {Array.from({ length: phone ? 1 : 5 }, (_, column) => (
        <Box
          key={column}
          sx={{ width: phone ? '100%' : 284, flexShrink: 0, display: 'grid', gap: 1, alignContent: 'start' }}
        >
          <Skeleton variant="rounded" height={54} />
          {Array.from({ length: 5 - (column % 3) }, (_card, row) => (
            <Skeleton key={row} variant="rounded" height={CARD_HEIGHT} />
          ))}
        </Box>
      ))}
    </Box>
  );
}
