import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Typography from '@mui/material/Typography';
import { useColorScheme } from '@mui/material/styles';
import { useState } from 'react';
import { savePicture } from './picture';
import type { PictureTheme } from './picture';

interface PictureDialogProps {
  title: string;
  /** Under the title: of when, and in which zone. */
  asOf: string;
  /** The element to draw. */
  node: () => HTMLElement | null;
  onClose: () => void;
}
type Choice = PictureTheme | 'both';

/** The whole dashboard as PNG, at twice its size. */
export function PictureDialog({ title, asOf, node, onClose }: PictureDialogProps) {
  const { colorScheme } = useColorScheme();
  const [choice, setChoice] = useState<Choice>(colorScheme ?? 'light');
  const [drawing, setDrawing] = useState(false);
  const save = async () => {
    setDrawing(true);
    const themes: PictureTheme[] = choice === 'both' ? ['light', 'dark'] : [choice];
    const caption = { title, text: asOf };
    for (const theme of themes) await savePicture(node(), title, { theme, caption });
    setDrawing(false);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="picture-title">
      <DialogTitle id="picture-title">Save as PNG</DialogTitle>
      <DialogContent>
        <Typography sx={{ color: 'text.secondary', mb: 1 }}>
          All widgets with the filters that are on, at twice the size of the screen.
        </Typography>
        <RadioGroup
          aria-label="Colours"
          value={choice}
          onChange={(_event, value) => setChoice(value as Choice)}
        >
          <FormControlLabel value="light" control={<Radio />} label="Light" />
          <FormControlLabel value="dark" control={<Radio />} label="Dark" />
          <FormControlLabel value="both" control={<Radio />} label="Both, as two files" />
        </RadioGroup>
      </DialogContent>
      <DialogActions>
        <Button color="inherit" onClick={onClose}>
          Cancel
        </Button>
        <Button variant="contained" loading={drawing} onClick={() => void save()}>
          Save
        </Button>
      </DialogActions>
    </Dialog>
  );
}
