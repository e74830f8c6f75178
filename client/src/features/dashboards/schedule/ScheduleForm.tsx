import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { frequencies, scheduleInput } from '@besahubs/contracts/schedules';
import type { Schedule, ScheduleInput } from '@besahubs/contracts/schedules';
import { useFormContext } from 'react-hook-form';
import { useSaveSchedule } from '../../../api/schedules';
import { useMe } from '../../../api/session';
import { FormRow, FormSelect, useField } from '../../../components/form/fields';
import type { FieldProps } from '../../../components/form/fields';
import { FormZone } from '../../../components/form/FormZone';
import { ResourceForm } from '../../../components/form/ResourceForm';
import { toast } from '../../../components/toast';
import { FormPeople } from './FormPeople';
import { WEEKDAYS, frequencyLabels, ordinal } from './words';

interface ScheduleFormProps {
  dashboardId: string;
  /** Null makes a new one. */
  schedule: Schedule | null;
  onClose: () => void;
}

/** When a dashboard is sent, and to whom. */
export function ScheduleForm({ dashboardId, schedule, onClose }: ScheduleFormProps) {
  const me = useMe();
  const save = useSaveSchedule(dashboardId);
  const values = schedule ? valuesOf(schedule) : { ...NEW, timezone: me.timezone, userIds: [me.id] };
  return (
    <ResourceForm
      variant="dialog"
      title={schedule ? 'Change the mail' : 'Send by e-mail'}
      schema={scheduleInput}
      values={values}
      submitLabel={schedule ? 'Save' : 'Schedule'}
      onClose={onClose}
      onSubmit={async (input) => {
        await save.mutateAsync({ id: schedule?.id ?? null, input: input as ScheduleInput });
        toast.success(schedule ? 'Saved' : 'The dashboard will be sent');
        onClose();
      }}
    >
      <FormRow>
        <FormSelect
          name="frequency"
          label="How often"
          required
          autoFocus
          options={frequencies.map((value) => ({ value, label: frequencyLabels[value] }))}
        />
        <DayField />
      </FormRow>
      <FormRow>
        <TimeField />
        <FormZone name="timezone" label="Time zone" />
      </FormRow>
      <FormPeople name="userIds" label="Recipients" required />
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        Each recipient gets the figures of their own records. They must be able to see the dashboard.
      </Typography>
    </ResourceForm>
  );
}

const NEW = { frequency: 'weekly', weekday: 1, dayOfMonth: 1, hour: 8, minute: 0, enabled: true };
const valuesOf = ({ recipients, ...schedule }: Schedule) => ({
  frequency: schedule.frequency,
  weekday: schedule.weekday,
  dayOfMonth: schedule.dayOfMonth,
  hour: schedule.hour,
  minute: schedule.minute,
  timezone: schedule.timezone,
  enabled: schedule.enabled,
  userIds: recipients.map(({ id }) => id),
});

/** The day, where the frequency asks for one. */
function DayField() {
  const frequency = useFormContext().watch('frequency') as ScheduleInput['frequency'];
  if (frequency === 'weekly') {
    const options = WEEKDAYS.map((label, index) => ({ value: index + 1, label }));
    return <NumberSelect name="weekday" label="Day" options={options} />;
  }
  if (frequency === 'monthly') {
    const options = Array.from({ length: 31 }, (_, index) => ({
      value: index + 1,
      label: ordinal(index + 1),
    }));
    return (
      <NumberSelect
        name="dayOfMonth"
        label="Day"
        options={options}
        hint="In shorter months, their last day"
      />
    );
  }
  return null;
}

interface NumberSelectProps extends FieldProps {
  options: readonly { value: number; label: string }[];
}
function NumberSelect({ options, ...props }: NumberSelectProps) {
  const { value, set, input } = useField(props);
  return (
    <TextField {...input} select value={String(value)} onChange={(event) => set(Number(event.target.value))}>
      {options.map((option) => (
        <MenuItem key={option.value} value={String(option.value)}>
          {option.label}
        </MenuItem>
      ))}
    </TextField>
  );
}

const two = (value: unknown): string => String(value).padStart(2, '0');

function TimeField() {
  const hour = useField({ name: 'hour', label: 'Time' });
  const minute = useField({ name: 'minute', label: 'Time' });
  return (
    <TextField
      {...hour.input}
      type="time"
      value={`${two(hour.value)}:${two(minute.value)}`}
      onChange={(event) => {
        const [hours, minutes] = event.target.value.split(':').map(Number);
        if (hours === undefined || minutes === undefined) return;
        hour.set(hours);
        minute.set(minutes);
      }}
    />
  );
}
