import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useZone } from '../../hooks/zone';
import { fromLocalInput, LAST_LOCAL, toLocalInput } from '../days';
import { useField } from './fields';
import type { FieldProps } from './fields';
import { parseNumber } from './parse';

interface NumberProps extends FieldProps {
  /** Shown behind the value: `SF`, `%`, `months`; `$` stands before it. */
  unit?: string;
  placeholder?: string;
}

const printed = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });
const print = (value: unknown): string =>
  typeof value === 'number' && !Number.isNaN(value) ? printed.format(value) : '';

/** A number, typed as people type it (`1.25m`, `12,500`), shown with separators once the field is left. */
export function FormNumber({ unit, placeholder, ...props }: NumberProps) {
  const { value, set, input } = useField(props);
  const [draft, setDraft] = useState<string | null>(null);
  const invalid = typeof value === 'number' && Number.isNaN(value);
  return (
    <TextField
      {...input}
      placeholder={placeholder ?? ''}
      value={draft ?? print(value)}
      onFocus={() => setDraft(print(value))}
      onChange={(event) => {
        setDraft(event.target.value);
        set(parseNumber(event.target.value));
      }}
      onBlur={() => {
        if (!invalid) setDraft(null);
        input.onBlur();
      }}
      slotProps={{
        htmlInput: { inputMode: 'decimal', autoComplete: 'off', className: 'num' },
        input: {
          startAdornment: unit === '$' && <InputAdornment position="start">$</InputAdornment>,
          endAdornment: unit && unit !== '$' && <InputAdornment position="end">{unit}</InputAdornment>,
        },
      }}
    />
  );
}

/** Dollars. */
export const FormMoney = (props: FieldProps) => <FormNumber {...props} unit="$" />;
/** Percent points: 6.25 is 6.25%. */
export const FormPercent = (props: FieldProps) => <FormNumber {...props} unit="%" />;

/** A date and time in the user's zone; the form's value is the instant in UTC. */
export function FormDateTime(props: FieldProps) {
  const zone = useZone();
  const { value, set, input } = useField({ ...props, hint: props.hint ?? `Your time (${zone})` });
  return (
    <TextField
      {...input}
      type="datetime-local"
      value={typeof value === 'string' ? toLocalInput(value, zone) : ''}
      onChange={(event) => set(fromLocalInput(event.target.value, zone))}
      slotProps={{ htmlInput: { max: LAST_LOCAL } }}
    />
  );
}
