import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import CloseRounded from '@mui/icons-material/CloseRounded';
import { namesDates } from '@besahubs/contracts/widgetDates';
import { keyLabel } from '../../../hooks/hotkeys';
import { useProblem } from './problems';
import type { TitleState } from './title';

interface EditorBarProps {
  title: TitleState;
  isNew: boolean;
  saving: boolean;
  /** Empty takes what is suggested. */
  onTitle: (title: string) => void;
  onSave: () => void;
  onClose: () => void;
}

/** The title, suggested until somebody types one, and the way out. */
export function EditorBar({ title, isNew, saving, onTitle, onSave, onClose }: EditorBarProps) {
  const problem = useProblem('title');
  return (
    <Box component="header" sx={{ px: 2, py: 1.5, borderBottom: 1, borderColor: 'divider' }}>
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1 }}>
        <TextField
          value={title.shown}
          placeholder={title.suggested}
          onChange={(event) => onTitle(event.target.value)}
          error={problem !== undefined}
          helperText={problem}
          slotProps={{ htmlInput: { 'aria-label': 'Title', maxLength: 160 } }}
          // What is suggested is what is saved: as legible as any text.
          sx={{ flex: 1, '& ::placeholder': { color: 'text.secondary', opacity: 1 } }}
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
      <TitleHints title={title} onTitle={onTitle} />
    </Box>
  );
}

/** What else the title could be, and why; nothing while it says what the widget shows. */
function TitleHints({ title, onTitle }: Pick<EditorBarProps, 'title' | 'onTitle'>) {
  const { offered, former, shown, suggested } = title;
  const dated = namesDates(shown);
  if (!offered && former === null && !dated) return null;
  return (
    <Box
      role="status"
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1, pt: 0.5, minWidth: 0 }}
    >
      {former !== null && (
        <>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            The title follows what the widget shows now.
          </Typography>
          <Choice text={`Keep “${former}”`} onChoose={() => onTitle(former)} />
        </>
      )}
      {offered && <Choice text={`Use suggested title: “${suggested}”`} onChoose={() => onTitle('')} />}
      {dated && (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          Dates need not be in the title: they stand below it, also when the dashboard’s are others.
        </Typography>
      )}
    </Box>
  );
}

const Choice = ({ text, onChoose }: { text: string; onChoose: () => void }) => (
  <Button size="small" onClick={onChoose} sx={{ ml: -0.5, px: 0.5, maxWidth: '100%', textAlign: 'start' }}>
    {text}
  </Button>
);
