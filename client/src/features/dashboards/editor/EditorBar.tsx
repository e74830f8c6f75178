import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import Tooltip from '@mui/material/Tooltip';
import CloseRounded from '@mui/icons-material/CloseRounded';
import { keyLabel } from '../../../hooks/hotkeys';
import { useProblem } from './problems';

interface EditorBarProps {
  title: string | null;
  proposed: string;
  isNew: boolean;
  saving: boolean;
  /** Null goes back to what is proposed. */
  onTitle: (title: string | null) => void;
  onSave: () => void;
  onClose: () => void;
}

/** The title, proposed until somebody types one, and the way out. */
export function EditorBar({ title, proposed, isNew, saving, onTitle, onSave, onClose }: EditorBarProps) {
  const problem = useProblem('title');
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'flex-start',
        gap: 1,
        px: 2,
        py: 1.5,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <TextField
        value={title ?? ''}
        placeholder={proposed}
        onChange={(event) => onTitle(event.target.value || null)}
        error={problem !== undefined}
        helperText={problem}
        slotProps={{ htmlInput: { 'aria-label': 'Title', maxLength: 160 } }}
        sx={{ flex: 1 }}
      />
      <Tooltip describeChild title={keyLabel('mod+enter')}>
        <Button variant="contained" loading={saving} onClick={onSave}>
          {isNew ? 'Add widget' : 'Save'}
        </Button>
      </Tooltip>
      <Tooltip title="Close (Esc)">
        <IconButton aria-label="Close" onClick={onClose}>
          <CloseRounded />
        </IconButton>
      </Tooltip>
    </Box>
  );
}
