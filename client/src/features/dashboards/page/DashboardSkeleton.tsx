import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useDelayed } from '../../../hooks/ui';
import { GAP_PX, heightOf } from '../grid/layout';

const WIDTHS = [3, 3, 3, 3, 6, 6, 6, 6];

/** A dashboard before one knows what is on it. */
export function DashboardSkeleton() {
  const show = useDelayed(true);
  return (
    <Box role="status" aria-busy="true" aria-label="Loading" sx={{ px: { xs: 2, sm: 3 }, pt: 2.5 }}>
      {show && (
        <>
          <Skeleton variant="rounded" width={240} height={28} sx={{ mb: 1 }} />
          <Skeleton variant="rounded" width={180} height={16} sx={{ mb: 4 }} />
          <Box
            sx={{ display: 'grid', gap: `${GAP_PX}px`, gridTemplateColumns: 'repeat(12, minmax(0, 1fr))' }}
          >
            {WIDTHS.map((width, index) => (
              <Skeleton
                key={index}
                variant="rounded"
                height={heightOf(width === 3 ? 4 : 8)}
                sx={{ gridColumn: { xs: 'span 12', sm: `span ${width}` } }}
              />
            ))}
          </Box>
        </>
      )}
    </Box>
  );
}
