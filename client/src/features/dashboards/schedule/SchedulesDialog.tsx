import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Skeleton from '@mui/material/Skeleton';
import AddRounded from '@mui/icons-material/AddRounded';
import MailOutlineRounded from '@mui/icons-material/MailOutlineRounded';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Dashboard } from '@besahubs/contracts/dashboards';
import type { Schedule } from '@besahubs/contracts/schedules';
import { scheduleList } from '../../../api/schedules';
import { EmptyState } from '../../../components/EmptyState';
import { LoadError } from '../../../components/list/ListEmpty';
import { ScheduleForm } from './ScheduleForm';
import { ScheduleRow } from './ScheduleRow';

interface SchedulesDialogProps {
  dashboard: Dashboard;
  onClose: () => void;
}

/** The mails a dashboard is sent by, and a form for each. */
export function SchedulesDialog({ dashboard, onClose }: SchedulesDialogProps) {
  const { data, error, isError, refetch } = useQuery(scheduleList(dashboard.id));
  const [edited, setEdited] = useState<Schedule | 'new' | null>(null);
  const add = (
    <Button variant="outlined" startIcon={<AddRounded />} onClick={() => setEdited('new')}>
      New schedule
    </Button>
  );
  if (edited) {
    return (
      <ScheduleForm
        dashboardId={dashboard.id}
        schedule={edited === 'new' ? null : edited}
        onClose={() => setEdited(null)}
      />
    );
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="schedules-title">
      <DialogTitle id="schedules-title">“{dashboard.name}” by e-mail</DialogTitle>
      <DialogContent>
        {!data && !isError && <Skeleton variant="rounded" height={96} />}
        {isError && <LoadError compact error={error} onRetry={() => void refetch()} />}
        {data?.length === 0 && (
          <EmptyState
            compact
            icon={MailOutlineRounded}
            title="Not sent to anybody yet"
            text="Let it arrive on Monday mornings: each recipient gets the figures of their own records."
            action={add}
          />
        )}
        {data?.map((schedule) => (
          <ScheduleRow key={schedule.id} schedule={schedule} onEdit={() => setEdited(schedule)} />
        ))}
      </DialogContent>
      <DialogActions>
        {data && data.length > 0 && add}
        <Box sx={{ flex: 1 }} />
        <Button variant="contained" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
}
