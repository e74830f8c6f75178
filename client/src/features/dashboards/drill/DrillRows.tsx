import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { DrillRow } from '@besahubs/contracts/drill';
import type { ReportField } from '@besahubs/contracts/reports';
import { useIsPhone } from '../../../hooks/ui';
import { useZone } from '../../../hooks/zone';
import { useRows } from '../viz/useRows';
import { DrillCard, DrillLine } from './DrillLine';

interface DrillRowsProps {
  fields: readonly ReportField[];
  rows: readonly DrillRow[];
  total: number;
  /** The last loaded row comes into sight. */
  onEnd: () => void;
  /** Loads the next page again after it could not be had. */
  failed: (() => void) | null;
}

const LINE = 36;
const CARD = 68;
const NEAR = 30;

/** Rows that load as one scrolls; arrows move, Enter opens. Columns on wide screens, cards on phones. */
export function DrillRows({ fields, rows, total, onEnd, failed }: DrillRowsProps) {
  const phone = useIsPhone();
  const zone = useZone();
  const height = phone ? CARD : LINE;
  const seen = useRows(rows.length, height);
  const [cursor, setCursor] = useState(0);
  const box = useRef<HTMLDivElement | null>(null);
  const moved = useRef(false);
  const columns = fields.filter(({ key }) => key !== 'name');

  const atEnd = seen.end >= rows.length - NEAR;
  useEffect(() => {
    if (atEnd && rows.length < total) onEnd();
  }, [atEnd, rows.length, total, onEnd]);

  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    box.current?.querySelector<HTMLElement>(`[data-row="${cursor}"] [data-open]`)?.focus();
  });

  const move = (to: number) => {
    const next = Math.min(Math.max(to, 0), rows.length - 1);
    const element = box.current;
    if (!element) return;
    const head = phone ? 0 : LINE;
    const top = next * height;
    const room = element.clientHeight - head;
    if (top < element.scrollTop) element.scrollTop = top;
    if (top + height > element.scrollTop + room) element.scrollTop = top + height - room;
    moved.current = true;
    setCursor(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Partial<Record<string, number>> = {
      ArrowDown: cursor + 1,
      ArrowUp: cursor - 1,
      PageDown: cursor + 10,
      PageUp: cursor - 10,
      Home: 0,
      End: rows.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  };
  const shown = rows.slice(seen.first, seen.end).map((row, index) => ({ row, at: seen.first + index }));

  return (
    <Box
      ref={(element: HTMLDivElement | null) => {
        box.current = element;
        seen.ref(element);
      }}
      onScroll={seen.onScroll}
      onKeyDown={onKeyDown}
      sx={{ flex: 1, minHeight: 0, overflow: 'auto' }}
    >
      {phone ? (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          <li aria-hidden style={{ height: seen.above }} />
          {shown.map(({ row, at }) => (
            <DrillCard key={row.id} {...{ row, at, zone, columns }} height={CARD} focusable={at === cursor} />
          ))}
          <li aria-hidden style={{ height: seen.below }} />
        </Box>
      ) : (
        <Box
          component="table"
          aria-label="Rows"
          aria-rowcount={total + 1}
          sx={{ borderCollapse: 'separate', borderSpacing: 0, minWidth: '100%' }}
        >
          <thead>
            <tr>
              {[{ key: 'name', label: 'Name', type: 'text' }, ...columns].map(({ key, label, type }) => (
                <Box
                  component="th"
                  scope="col"
                  key={key}
                  sx={{
                    position: 'sticky',
                    top: 0,
                    zIndex: 1,
                    bgcolor: 'background.paper',
                    height: LINE,
                    px: 1.5,
                    fontSize: '0.75rem',
                    fontWeight: 540,
                    color: 'text.secondary',
                    textAlign: type === 'number' ? 'right' : 'left',
                    whiteSpace: 'nowrap',
                    borderBottom: 1,
                    borderColor: 'divider',
                  }}
                >
                  {label}
                </Box>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr aria-hidden style={{ height: seen.above }} />
            {shown.map(({ row, at }) => (
              <DrillLine
                key={row.id}
                {...{ row, at, zone, columns }}
                height={LINE}
                focusable={at === cursor}
              />
            ))}
            <tr aria-hidden style={{ height: seen.below }} />
          </tbody>
        </Box>
      )}
      {failed && (
        <Box sx={{ p: 2, textAlign: 'center' }} role="alert">
          The next rows could not be loaded.{' '}
          <Button color="inherit" variant="outlined" onClick={failed}>
            Try again
          </Button>
        </Box>
      )}
    </Box>
  );
}
