import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import Chip from '@mui/material/Chip';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { FilterOp, FilterTest, Scalar } from '@besahubs/contracts/reportFilters';
import { presetChoices } from '@besahubs/contracts/reportRanges';
import { RecordPicker } from '../../../components/RecordPicker';
import { listOf, takesNoValue } from './fields';
import type { FilterField } from './fields';
import { readerValues, sourceOf, useNames } from './sources';

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
  if (field.type === 'ref' && sourceOf(field)) return <Records {...props} />;
  if (field.type === 'date' || field.type === 'instant') return <Typed {...props} type="date" />;
  if (op === 'between') return <Between {...props} />;
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

function Records({ field, op, value, onChange }: ValueInputProps) {
  const chosen = listOf(value).map(String);
  const names = useNames(field, { field: field.key, op, value });
  const source = sourceOf(field);
  const readers = readerValues(field);
  const add = (id: string | null) => id && !chosen.includes(id) && onChange([...chosen, id]);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      {chosen.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
          {chosen.map((id) => (
            <Chip
              key={id}
              label={readers.find((reader) => reader.value === id)?.label ?? names.get(id) ?? '…'}
              onDelete={() => onChange(without(chosen, id))}
            />
          ))}
        </Box>
      )}
      {readers
        .filter((reader) => !chosen.includes(reader.value))
        .map((reader) => (
          <Chip
            key={reader.value}
            variant="outlined"
            label={`+ ${reader.label}`}
            onClick={() => onChange([...chosen, reader.value])}
            sx={{ justifySelf: 'start' }}
          />
        ))}
      {source && (
        <RecordPicker
          key={chosen.length}
          autoFocus
          source={source}
          value={null}
          onChange={add}
          label={`Add ${field.label.toLowerCase()}`}
        />
      )}
    </Box>
  );
}
