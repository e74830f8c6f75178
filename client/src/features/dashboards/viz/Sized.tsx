import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { useSize } from './useSize';

/** Draws once there is room, in exactly that room: charts of no size are never asked for. */
export function Sized({ children }: { children: (size: { width: number; height: number }) => ReactNode }) {
  const [ref, size] = useSize();
  return (
    <Box ref={ref} sx={{ position: 'absolute', inset: 0, overflow: 'hidden' }}>
      {size.width > 0 && size.height > 0 && children(size)}
    </Box>
  );
}
