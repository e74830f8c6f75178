import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import type { WidgetType } from '@besahubs/contracts/dashboards';
import { useDelayed } from '../../../hooks/ui';

const BARS = [62, 88, 45, 70, 30, 54, 76, 38];
const STEPS = [100, 78, 60, 41, 24];

/** The shape of what is coming, by kind of widget; nothing for the first 150 ms. */
export function TileSkeleton({ type }: { type: WidgetType }) {
  const show = useDelayed(true);
  return (
    <Box role="status" aria-busy="true" aria-label="Loading" sx={{ height: '100%', overflow: 'hidden' }}>
      {show && <Shape type={type} />}
    </Box>
  );
}

function Shape({ type }: { type: WidgetType }) {
  switch (type) {
    case 'kpi':
      return (
        <Box sx={{ display: 'grid', gap: 1 }}>
          <Skeleton variant="rounded" width="55%" height={32} />
          <Skeleton variant="rounded" width="40%" height={14} />
        </Box>
      );
    case 'bar':
      return (
        <Columns>
          {BARS.map((height, index) => (
            <Skeleton key={index} variant="rounded" height={`${height}%`} sx={{ flex: 1 }} />
          ))}
        </Columns>
      );
    case 'line':
      return <Skeleton variant="rounded" height="70%" sx={{ mt: '10%', clipPath: RIDGE }} />;
    case 'pie':
      return (
        <Box sx={{ display: 'grid', placeItems: 'center', height: '100%' }}>
          <Skeleton variant="circular" sx={{ height: '80%', width: 'auto', aspectRatio: '1' }} />
        </Box>
      );
    case 'table':
      return (
        <Box>
          {BARS.map((width, index) => (
            <Box key={index} sx={{ display: 'flex', alignItems: 'center', height: 36, gap: 2 }}>
              <Skeleton variant="text" width={`${width * 0.6}%`} />
              <Box sx={{ flex: 1 }} />
              <Skeleton variant="text" width="16%" />
            </Box>
          ))}
        </Box>
      );
    case 'funnel':
      return (
        <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1, height: '100%' }}>
          {STEPS.map((width) => (
            <Skeleton key={width} variant="rounded" width={`${width}%`} sx={{ flex: 1, maxHeight: 40 }} />
          ))}
        </Box>
      );
  }
}

const RIDGE = 'polygon(0 70%, 18% 48%, 36% 58%, 54% 26%, 72% 38%, 100% 6%, 100% 100%, 0 100%)';

const Columns = ({ children }: { children: React.ReactNode }) => (
  <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 1.5, height: '100%', px: 1 }}>{children}</Box>
);
