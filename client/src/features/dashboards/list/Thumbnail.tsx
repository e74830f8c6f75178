import Box from '@mui/material/Box';
import { GRID_COLUMNS } from '@besahubs/contracts/dashboards';
import type { WidgetPosition } from '@besahubs/contracts/dashboards';

/** Rows of the grid that fit into the picture. */
const ROWS = 24;
const SIZE = 36;
const GAP = 1.5;

/** A dashboard's layout in small: one recognises one's own by its shape. */
export function Thumbnail({ layout }: { layout: readonly WidgetPosition[] }) {
  const unit = { x: SIZE / GRID_COLUMNS, y: SIZE / ROWS };
  return (
    <Box
      component="svg"
      aria-hidden
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      sx={{
        width: SIZE,
        height: SIZE,
        flex: 'none',
        borderRadius: 0.75,
        bgcolor: 'surface.sunken',
        color: 'primary.main',
      }}
    >
      {layout
        .filter(({ y }) => y < ROWS)
        .map(({ widgetId, x, y, w, h }) => (
          <rect
            key={widgetId}
            x={x * unit.x + GAP}
            y={y * unit.y + GAP}
            width={Math.max(1, w * unit.x - GAP)}
            height={Math.max(1, Math.min(h, ROWS - y) * unit.y - GAP)}
            rx={0.75}
            fill="currentColor"
            opacity={h > 4 ? 0.35 : 0.75}
          />
        ))}
    </Box>
  );
}
