import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useDelayed } from '../../../hooks/ui';

/** Rows shaped like the ones to come; nothing for the first 150 ms. */
export function ListSkeleton() {
  const show = useDelayed(true);
  return (
    <Box role="status" aria-busy="true" aria-label="Loading" sx={{ flex: 1, overflow: 'hidden' }}>
      {show &&
        Array.from({ length: 8 }, (_, row) => (
          <Box
            key={row}
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 2,
              height: 56,
              px: { xs: 2, sm: 3 },
              borderBottom: 1,
              borderColor: 'divider',
            }}
          >
            <Skeleton variant="rounded" width={36} height={36} />
            <Skeleton variant="text" width={`${22 + ((row * 7) % 14)}%`} />
            <Box sx={{ flex: 1 }} />
            <Skeleton variant="text" width="12%" />
          </Box>
        ))}
    </Box>
  );
}
