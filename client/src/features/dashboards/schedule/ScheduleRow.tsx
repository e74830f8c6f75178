import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded';
import EditOutlined from '@mui/icons-material/EditOutlined';
import PauseRounded from '@mui/icons-material/PauseRounded';
import PlayArrowRounded from '@mui/icons-material/PlayArrowRounded';
import SendRounded from '@mui/icons-material/SendRounded';
import type { Schedule } from '@besahubs/contracts/schedules';
import { useChangeSchedule, useRemoveSchedule, useSendSchedule } from '../../../api/schedules';
import { dateTime } from '../../../components/dates';
import { plural } from '../../../components/format';
import { toast } from '../../../components/toast';
import { ActionsMenu } from '../page/ActionsMenu';
import { scheduleText } from './words';

const PROBLEMS = { disabled: 'deactivated', no_access: 'cannot see the dashboard' } as const;

/** One mail: when it goes, when it went, to whom, and what can be done with it. */
export function ScheduleRow({ schedule, onEdit }: { schedule: Schedule; onEdit: () => void }) {
  const change = useChangeSchedule();
  const send = useSendSchedule();
  const remove = useRemoveSchedule();
  const { id, enabled, nextRunAt, lastRunAt, timezone, recipients } = schedule;
  const sendNow = () =>
    send.mutate(id, {
      onSuccess: ({ queued }) => void toast.success(`${plural(queued, 'mail is', 'mails are')} on the way`),
    });
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'flex-start',
        gap: 1,
        py: 1.25,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography sx={{ fontWeight: 540 }}>{scheduleText(schedule)}</Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          To{' '}
          {recipients
            .map(({ name, problem }) => (problem ? `${name} (${PROBLEMS[problem]})` : name))
            .join(', ')}
        </Typography>
        <Typography variant="body2" className="num" sx={{ color: 'text.secondary' }}>
          {enabled && nextRunAt ? `Next: ${dateTime(nextRunAt, timezone)}` : 'Paused'}
          {lastRunAt && ` · Last: ${dateTime(lastRunAt, timezone)}`}
        </Typography>
      </Box>
      <Button color="inherit" startIcon={<SendRounded />} loading={send.isPending} onClick={sendNow}>
        Send now
      </Button>
      <ActionsMenu
        small
        label={`Actions: ${scheduleText(schedule)}`}
        actions={[
          { label: 'Edit', icon: EditOutlined, run: onEdit },
          {
            label: enabled ? 'Pause' : 'Resume',
            icon: enabled ? PauseRounded : PlayArrowRounded,
            run: () => change.mutate({ id, patch: { enabled: !enabled } }),
          },
          {
            label: 'Delete',
            icon: DeleteOutlineRounded,
            danger: true,
            apart: true,
            run: () => remove.mutate(schedule),
          },
        ]}
      />
    </Box>
  );
}
