import Box from '@mui/material/Box';
import { GRID_COLUMNS } from '@besahubs/contracts/dashboards';
import type { CSSProperties, ReactNode } from 'react';
import { GAP_PX, ROW_PX, SMALLEST, heightOf, inReadingOrder } from './layout';
import type { Layout } from './layout';

/** Its size in columns and rows, from which output.css makes the one it has in print. */
const onPaper = (w: number, h: number) => ({ '--w': w, '--h': h }) as CSSProperties;

interface ViewGridProps {
  layout: Layout;
  /** One column, in reading order: phones. */
  narrow: boolean;
  /** Figures without a line need less height than they have beside charts; in one column they get just that. */
  low: (id: string) => boolean;
  tile: (id: string) => ReactNode;
}

/**
 * The dashboard as one reads it: plain CSS grid, which needs no measuring, so that nothing shifts while answers come in,
 * and which prints. Tiles follow each other in reading order. Editing has its own grid (EditGrid), of the same measures.
 */
export function ViewGrid({ layout, narrow, low, tile }: ViewGridProps) {
  return (
    <Box
      className="dashboard-grid"
      sx={{
        display: 'grid',
        gap: `${GAP_PX}px`,
        ...(narrow
          ? { gridTemplateColumns: 'minmax(0, 1fr)' }
          : { gridTemplateColumns: `repeat(${GRID_COLUMNS}, minmax(0, 1fr))`, gridAutoRows: `${ROW_PX}px` }),
      }}
    >
      {inReadingOrder(layout).map(({ widgetId, x, y, w, h }) => (
        <Box
          key={widgetId}
          className="dashboard-cell"
          sx={{ minWidth: 0 }}
          style={{
            ...onPaper(narrow ? GRID_COLUMNS : w, h),
            ...(narrow
              ? { height: heightOf(low(widgetId) ? Math.min(h, SMALLEST.h) : h) }
              : { gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` }),
          }}
        >
          {tile(widgetId)}
        </Box>
      ))}
    </Box>
  );
}
