import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useDelayed } from '../../hooks/ui';

/** Rows shaped like the ones to come; nothing for the first 150 ms. */
export function ListSkeleton({ cards = false }: { cards?: boolean }) {
  const show = useDelayed(true);
  if (!show) return <Box aria-busy="true" sx={{ flex: 1 }} />;
  const count = cards ? 7 : 14;
  return (
    <Box
      aria-busy="true"
      aria-label="Loading"
      role="status"
      sx={{ flex: 1, overflow: 'hidden', px: cards ? 2 : 1.5 }}
    >
      {Array.from({ length: count }, (_, row) => (
        <Box
          key={row}
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 3,
            height: cards ? 68 : 36,
            borderBottom: 1,
            borderColor: 'divider',
          }}
        >
          <Skeleton variant="rounded" width={cards ? 36 : 16} height={cards ? 36 : 16} />
          <Skeleton variant="text" width={`${26 + ((row * 7) % 14)}%`} />
          {!cards && <Skeleton variant="text" width="18%" />}
          {!cards && <Skeleton variant="text" width="14%" />}
          {!cards && <Skeleton variant="text" width="10%" />}
        </Box>
      ))}
    </Box>
  );
}
