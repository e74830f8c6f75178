import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { GRID_COLUMNS } from '@besahubs/contracts/dashboards';
import type { Widget } from '@besahubs/contracts/dashboards';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { SMALLEST, TALLEST, moveTo, resizeTo } from './layout';
import type { Layout, Place } from './layout';

interface MoveDialogProps {
  widget: Widget;
  layout: Layout;
  onChange: (layout: Layout) => void;
  onClose: () => void;
}

const FIELDS: readonly { key: keyof Place; label: string; least: number; most: number; shift: 0 | 1 }[] = [
  { key: 'x', label: 'Column', least: 1, most: GRID_COLUMNS, shift: 1 },
  { key: 'y', label: 'Row', least: 1, most: 10_000, shift: 1 },
  { key: 'w', label: 'Columns wide', least: SMALLEST.w, most: GRID_COLUMNS, shift: 0 },
  { key: 'h', label: 'Rows high', least: SMALLEST.h, most: TALLEST, shift: 0 },
];

/** Moves and resizes a tile by numbers: what dragging does, without dragging. */
export function MoveDialog({ widget, layout, onChange, onClose }: MoveDialogProps) {
  const place = layout.find(({ widgetId }) => widgetId === widget.id);
  const [drafts, setDrafts] = useState<Record<string, string>>(() =>
    Object.fromEntries(FIELDS.map(({ key, shift }) => [key, String((place?.[key] ?? 0) + shift)])),
  );
  const [x, y, w, h] = FIELDS.map(({ key, shift }) => Math.round(Number(drafts[key])) - shift);
  const wrong = FIELDS.some(({ key, least, most }) => {
    const value = Number(drafts[key]);
    return !drafts[key] || !Number.isFinite(value) || value < least || value > most;
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wrong || !place || x === undefined || y === undefined || w === undefined || h === undefined) return;
    // Narrower first, so that it fits where it goes; wider only once it is there.
    const narrowed = resizeTo(layout, widget.id, { w: Math.min(w, place.w), h: place.h });
    const moved = place.x === x && place.y === y ? narrowed : moveTo(narrowed, widget.id, { x, y });
    onChange(resizeTo(moved, widget.id, { w, h }));
    onClose();
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="move-title">
      <DialogTitle id="move-title">Move “{widget.title}”</DialogTitle>
      <Box component="form" onSubmit={submit}>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <Typography sx={{ color: 'text.secondary' }}>
            The grid has {GRID_COLUMNS} columns. Tiles in the way go down, and all move up as far as they can.
          </Typography>
          <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
            {FIELDS.map(({ key, label, least, most }, index) => (
              <TextField
                key={key}
                autoFocus={index === 0}
                type="number"
                label={label}
                value={drafts[key] ?? ''}
                onChange={(event) => setDrafts({ ...drafts, [key]: event.target.value })}
                slotProps={{ htmlInput: { min: least, max: most, step: 1 } }}
              />
            ))}
          </Box>
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" disabled={wrong}>
            Move
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}
