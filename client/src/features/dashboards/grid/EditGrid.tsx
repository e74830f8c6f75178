import Box from '@mui/material/Box';
import DragIndicatorRounded from '@mui/icons-material/DragIndicatorRounded';
import { GRID_COLUMNS } from '@besahubs/contracts/dashboards';
import type { Widget } from '@besahubs/contracts/dashboards';
import { GridLayout, useContainerWidth } from 'react-grid-layout';
import 'react-grid-layout/css/styles.css';
import type { Layout as GridItems } from 'react-grid-layout';
import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { visuallyHidden } from '../../../components/visuallyHidden';
import './grid.css';
import { GAP_PX, ROW_PX, SMALLEST, TALLEST, describePlace, grow, inReadingOrder, step } from './layout';
import type { Direction, Layout } from './layout';

interface EditGridProps {
  layout: Layout;
  widgets: readonly Widget[];
  onChange: (layout: Layout) => void;
  tile: (id: string, handle: ReactNode) => ReactNode;
}

const ARROWS: Partial<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The dashboard as its owner arranges it: by mouse, by thumb, or with the arrow keys on a focused tile. */
export default function EditGrid({ layout, widgets, onChange, tile }: EditGridProps) {
  const { width, mounted, containerRef } = useContainerWidth();
  /** Where the arrow keys have put a tile: focus stays on it, so that its new name alone is not read out. */
  const [said, setSaid] = useState('');
  const titles = new Map(widgets.map(({ id, title }) => [id, title]));
  const ordered = inReadingOrder(layout);
  const items = ordered.map(({ widgetId, ...place }) => ({
    i: widgetId,
    ...place,
    minW: SMALLEST.w,
    minH: SMALLEST.h,
    maxH: TALLEST,
  }));
  const take = (moved: GridItems) =>
    onChange(moved.map(({ i, x, y, w, h }) => ({ widgetId: i, x, y, w, h })));

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, id: string) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      event.currentTarget.blur();
      return;
    }
    const direction = ARROWS[event.key];
    if (!direction || event.altKey || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    const next = event.shiftKey ? grow(layout, id, direction) : step(layout, id, direction);
    onChange(next);
    const place = next.find(({ widgetId }) => widgetId === id);
    setSaid(place ? describePlace(place) : '');
    const tileBox = event.currentTarget;
    requestAnimationFrame(() => tileBox.scrollIntoView({ block: 'nearest' }));
  };

  return (
    <Box ref={containerRef} className="dashboard-edit">
      <Box id="arrange-help" sx={{ display: 'none' }}>
        Arrow keys move this widget, shift and arrow keys resize it, escape lets go.
      </Box>
      <Box role="status" sx={visuallyHidden}>
        {said}
      </Box>
      {mounted && (
        <GridLayout
          width={width}
          layout={items}
          gridConfig={{
            cols: GRID_COLUMNS,
            rowHeight: ROW_PX,
            margin: [GAP_PX, GAP_PX],
            containerPadding: [0, 0],
          }}
          dragConfig={{ handle: '.tile-handle', enabled: true }}
          resizeConfig={{ enabled: true, handles: ['se', 's', 'e'] }}
          onDragStop={take}
          onResizeStop={take}
        >
          {ordered.map((position) => (
            <Box
              key={position.widgetId}
              component="section"
              role="group"
              tabIndex={0}
              aria-roledescription="movable widget"
              aria-label={`${titles.get(position.widgetId) ?? ''}: ${describePlace(position)}`}
              aria-describedby="arrange-help"
              onKeyDown={(event: KeyboardEvent<HTMLElement>) => onKeyDown(event, position.widgetId)}
            >
              {tile(position.widgetId, <Handle />)}
            </Box>
          ))}
        </GridLayout>
      )}
    </Box>
  );
}

/** Only for the pointer: the keyboard moves the tile itself. */
const Handle = () => (
  <Box
    className="tile-handle"
    aria-hidden
    title="Drag to move"
    sx={{
      display: 'grid',
      placeItems: 'center',
      width: 24,
      height: 32,
      ml: -1.25,
      color: 'text.secondary',
      cursor: 'grab',
      touchAction: 'none',
      '&:active': { cursor: 'grabbing' },
    }}
  >
    <DragIndicatorRounded sx={{ fontSize: 18 }} />
  </Box>
);
