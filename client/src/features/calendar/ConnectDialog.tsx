import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import { EmptyState } from '../../components/EmptyState';
import { ConnectButtons } from '../../domain/calendarConnect';
import { paths } from '../../paths';
import CalendarMonthOutlined from '@mui/icons-material/CalendarMonthOutlined';

/** Events live at Google or Microsoft: without a calendar there is no place to put one. */
export function ConnectDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-label="Connect a calendar">
      <EmptyState
        compact
        icon={CalendarMonthOutlined}
        title="Connect a calendar first"
        text="Events are kept in your own Google or Microsoft calendar."
        action={<ConnectButtons returnTo={paths.calendar} />}
      />
      <DialogActions>
        <Button color="inherit" onClick={onClose}>
          Cancel
        </Button>
      </DialogActions>
    </Dialog>
  );
}
