import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useFormContext, useWatch } from 'react-hook-form';
import { dateTime } from '../../components/dates';
import { fromLocalInput, LAST_LOCAL } from '../../components/days';
import { FormRow, FormSwitch, useField } from '../../components/form/fields';
import { useZone } from '../../hooks/zone';
import { movedEnd } from './eventValues';
import type { EventValues } from './eventValues';

/** When: a switch for whole days, start and end, and for timed events the zone they are typed in. */
export function TimesFields() {
  const isAllDay = useWatch<EventValues, 'isAllDay'>({ name: 'isAllDay' });
  return (
    <>
      <FormSwitch name="isAllDay" label="All day" />
      {isAllDay ? (
        <FormRow>
          <StartEnd name="startDate" label="From" kind="date" />
          <StartEnd name="endDate" label="To" kind="date" />
        </FormRow>
      ) : (
        <>
          <FormRow>
            <StartEnd name="start" label="Starts" kind="datetime-local" />
            <StartEnd name="end" label="Ends" kind="datetime-local" />
          </FormRow>
          <ZoneField />
        </>
      )}
    </>
  );
}

interface StartEndProps {
  name: 'start' | 'end' | 'startDate' | 'endDate';
  label: string;
  kind: 'date' | 'datetime-local';
}
const END_OF = { start: 'end', startDate: 'endDate' } as const;

/** A start drags its end along, so that a meeting keeps its length. */
function StartEnd({ name, label, kind }: StartEndProps) {
  const { getValues, setValue } = useFormContext<EventValues>();
  const { value, set, input } = useField({ name, label, required: true });
  const change = (next: string | null) => {
    if (name === 'start' || name === 'startDate') {
      const end = END_OF[name];
      setValue(end, movedEnd(getValues(name), next, getValues(end)), { shouldDirty: true });
    }
    set(next);
  };
  return (
    <TextField
      {...input}
      type={kind}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => change(event.target.value || null)}
      slotProps={{ htmlInput: { max: kind === 'date' ? LAST_LOCAL.slice(0, 10) : LAST_LOCAL } }}
    />
  );
}

const ZONES = Intl.supportedValuesOf('timeZone');

/** The zone of start and end; when it is not the user's own, what that is on their clock. */
function ZoneField() {
  const own = useZone();
  const start = useWatch<EventValues, 'start'>({ name: 'start' });
  const { value, set, input } = useField({ name: 'timezone', label: 'Time zone' });
  const zone = typeof value === 'string' ? value : own;
  const foreign = zone !== own && start ? `Your time: ${dateTime(fromLocalInput(start, zone), own)}` : null;
  return (
    <Autocomplete
      disableClearable
      size="small"
      options={ZONES.includes(zone) ? ZONES : [zone, ...ZONES]}
      value={zone}
      getOptionLabel={(option) => option.replaceAll('_', ' ')}
      onChange={(_event, next) => set(next)}
      renderInput={(params) => <TextField {...params} {...input} helperText={foreign ?? input.helperText} />}
    />
  );
}
