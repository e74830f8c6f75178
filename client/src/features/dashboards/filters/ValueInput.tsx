import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { FilterOp, FilterTest, Scalar } from '@besahubs/contracts/reportFilters';
import { presetChoices } from '@besahubs/contracts/reportRanges';
import { dayOf } from '../../../components/days';
import { useZone } from '../../../hooks/zone';
import { listOf, takesNoValue } from './fields';
import type { FilterField } from './fields';
import { RecordsField } from './RecordsField';
import { sourceOf } from './sources';

export type Value = FilterTest['value'];
interface ValueInputProps {
  field: FilterField;
  op: FilterOp;
  value: Value;
  onChange: (value: Value) => void;
}

/** What a filter compares with, entered as the field wants it. */
export function ValueInput(props: ValueInputProps) {
  const { field, op } = props;
  if (takesNoValue(op)) return null;
  if (op === 'relative') return <PresetInput {...props} />;
  if (field.type === 'boolean') return <YesNo {...props} />;
  if (field.values) return <Choices {...props} />;
  if (field.type === 'ref' && sourceOf(field.resource)) return <Records {...props} />;
  const dated = field.type === 'date' || field.type === 'instant';
  if (op === 'between') return dated ? <BetweenDays {...props} /> : <Between {...props} />;
  if (dated) return <Typed {...props} type="date" />;
  if (field.type === 'number') return <Typed {...props} type="number" />;
  return <Typed {...props} type="text" />;
}

function Typed({ field, op, value, onChange, type }: ValueInputProps & { type: 'text' | 'number' | 'date' }) {
  const [first] = listOf(value);
  const change = (text: string) => {
    if (text === '') return onChange(undefined);
    const typed: Scalar = type === 'number' ? Number(text) : text;
    onChange(op === 'in' || op === 'notIn' ? [typed] : typed);
  };
  return (
    <TextField
      autoFocus
      type={type}
      value={first === undefined ? '' : String(first)}
      onChange={(event) => change(event.target.value)}
      slotProps={{ htmlInput: { 'aria-label': field.label, ...(type === 'number' && { step: 'any' }) } }}
    />
  );
}

function Between({ field, value, onChange }: ValueInputProps) {
  const [from, to] = listOf(value);
  const bound = (index: 0 | 1, text: string) => {
    const next = [from ?? 0, to ?? 0];
    next[index] = Number(text);
    onChange(next);
  };
  const input = (index: 0 | 1, label: string, shown: Scalar | undefined) => (
    <TextField
      autoFocus={index === 0}
      type="number"
      label={label}
      value={shown === undefined ? '' : String(shown)}
      onChange={(event) => bound(index, event.target.value)}
      slotProps={{ htmlInput: { step: 'any', 'aria-label': `${field.label}, ${label.toLowerCase()}` } }}
    />
  );
  return (
    <Box sx={{ display: 'flex', gap: 1 }}>
      {input(0, 'From', from)}
      {input(1, 'Up to', to)}
    </Box>
  );
}

/** Two days, both belonging to it. One that is missing is a day like the other. */
function BetweenDays({ field, value, onChange }: ValueInputProps) {
  const zone = useZone();
  const [from = '', to = ''] = listOf(value).map((bound) => dayIn(String(bound), zone));
  const input = (label: string, day: string, change: (day: string) => void, min = '') => (
    <TextField
      autoFocus={label === 'From'}
      type="date"
      label={label}
      sx={{ minWidth: 0 }}
      value={day}
      onChange={(event) => change(event.target.value)}
      slotProps={{ htmlInput: { min, 'aria-label': `${field.label}, ${label.toLowerCase()}` } }}
    />
  );
  const set = (first: string, last: string) =>
    onChange(first || last ? [first || last, last || first] : undefined);
  return (
    <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fit, minmax(128px, 1fr))' }}>
      {input('From', from, (day) => set(day, to))}
      {input('Up to and including', to, (day) => set(from, day), from)}
    </Box>
  );
}

const dayIn = (bound: string, zone: string): string => (bound.length > 10 ? dayOf(bound, zone) : bound);

function PresetInput({ field, value, onChange }: ValueInputProps) {
  return (
    <TextField
      select
      autoFocus
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ htmlInput: { 'aria-label': field.label } }}
    >
      {presetChoices.map((choice) => (
        <MenuItem key={choice.value} value={choice.value}>
          {choice.label}
        </MenuItem>
      ))}
    </TextField>
  );
}

function YesNo({ field, value, onChange }: ValueInputProps) {
  return (
    <TextField
      select
      autoFocus
      value={typeof value === 'boolean' ? String(value) : ''}
      onChange={(event) => onChange(event.target.value === 'true')}
      slotProps={{ htmlInput: { 'aria-label': field.label } }}
    >
      <MenuItem value="true">Yes</MenuItem>
      <MenuItem value="false">No</MenuItem>
    </TextField>
  );
}

const without = (values: readonly Scalar[], value: Scalar): Scalar[] =>
  values.filter((each) => each !== value);

function Choices({ field, value, onChange }: ValueInputProps) {
  const chosen = listOf(value);
  const toggle = (choice: string) =>
    onChange(chosen.includes(choice) ? without(chosen, choice) : [...chosen, choice]);
  return (
    <Box role="group" aria-label={field.label} sx={{ display: 'grid', maxHeight: 280, overflowY: 'auto' }}>
      {field.values?.map((choice, index) => (
        <FormControlLabel
          key={choice.value}
          label={choice.label}
          sx={{ mx: 0, pr: 2, borderRadius: 1, '&:hover': { bgcolor: 'surface.hover' } }}
          control={
            <Checkbox
              autoFocus={index === 0}
              checked={chosen.includes(choice.value)}
              onChange={() => toggle(choice.value)}
            />
          }
        />
      ))}
    </Box>
  );
}

const Records = ({ field, value, onChange }: ValueInputProps) => (
  <RecordsField
    autoFocus
    resource={field.resource}
    label={field.label}
    ids={listOf(value).map(String)}
    onChange={onChange}
  />
);
