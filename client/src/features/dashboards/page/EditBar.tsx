import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import AddRounded from '@mui/icons-material/AddRounded';
import RedoRounded from '@mui/icons-material/RedoRounded';
import UndoRounded from '@mui/icons-material/UndoRounded';
import { keyLabel, useHotkeys } from '../../../hooks/hotkeys';
import type { useLayout } from '../grid/useLayout';

interface EditBarProps {
  layout: ReturnType<typeof useLayout>;
  onAdd: () => void;
  onDone: () => void;
}

/** Stays in sight while one arranges: steps back and forth, add, done. */
export function EditBar({ layout, onAdd, onDone }: EditBarProps) {
  useHotkeys([
    { keys: 'mod+z', label: 'Undo a layout change', group: 'Dashboard', run: layout.undo },
    { keys: 'mod+shift+z', label: 'Redo a layout change', group: 'Dashboard', run: layout.redo },
    { keys: 'escape', run: onDone },
  ]);
  return (
    <Box
      className="no-print no-picture"
      role="toolbar"
      aria-label="Arrange the dashboard"
      sx={{
        position: 'sticky',
        top: 0,
        zIndex: 4,
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 1,
        mx: { xs: -2, sm: -3 },
        px: { xs: 2, sm: 3 },
        py: 1,
        mb: 1,
        bgcolor: 'soft.accent',
        borderBlock: 1,
        borderColor: 'divider',
      }}
    >
      <Typography sx={{ flex: 1, minWidth: 160 }}>
        Drag to move, pull an edge to resize, or focus a tile and use the arrow keys.
      </Typography>
      <Step label={`Undo (${keyLabel('mod+z')})`} name="Undo" off={!layout.canUndo} run={layout.undo}>
        <UndoRounded />
      </Step>
      <Step label={`Redo (${keyLabel('mod+shift+z')})`} name="Redo" off={!layout.canRedo} run={layout.redo}>
        <RedoRounded />
      </Step>
      <Button variant="outlined" color="inherit" startIcon={<AddRounded />} onClick={onAdd}>
        Add widget
      </Button>
      <Button variant="contained" onClick={onDone}>
        Done
      </Button>
    </Box>
  );
}

interface StepProps {
  label: string;
  name: string;
  off: boolean;
  run: () => void;
  children: React.ReactNode;
}
const Step = ({ label, name, off, run, children }: StepProps) => (
  <Tooltip title={label}>
    <span>
      <IconButton aria-label={name} disabled={off} onClick={run}>
        {children}
      </IconButton>
    </span>
  </Tooltip>
);
