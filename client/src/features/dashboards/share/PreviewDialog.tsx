import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { agents } from '../../../api/agents';
import { RecordPicker } from '../../../components/RecordPicker';

interface PreviewDialogProps {
  onChoose: (userId: string) => void;
  onClose: () => void;
}

/** For admins: whose eyes to look with. */
export function PreviewDialog({ onChoose, onClose }: PreviewDialogProps) {
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="preview-title">
      <DialogTitle id="preview-title">Preview as…</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography sx={{ color: 'text.secondary' }}>
          The figures become those of the person you choose. Only you see the preview.
        </Typography>
        <RecordPicker
          autoFocus
          source={agents}
          value={null}
          onChange={(id) => id && onChoose(id)}
          label="Person"
          placeholder="Name or e-mail"
        />
      </DialogContent>
      <DialogActions>
        <Button color="inherit" onClick={onClose}>
          Cancel
        </Button>
      </DialogActions>
    </Dialog>
  );
}
