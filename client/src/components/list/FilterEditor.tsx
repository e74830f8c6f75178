import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useZone } from '../../hooks/zone';
import { dayEnd, dayOf, dayStart } from '../days';
import { RecordPicker } from '../RecordPicker';
import { splitCsv } from './filters';
import type { Filter } from './types';

interface EditorProps<K extends Filter['kind'] = Filter['kind']> {
  filter: Extract<Filter, { kind: K }>;
  values: Record<string, string>;
  /** Null removes a parameter. */
  onChange: (changes: Record<string, string | null>) => void;
  onClose: () => void;
}

function OptionsEditor({ filter, values, onChange }: EditorProps<'options'>) {
  const chosen = splitCsv(values[filter.key]);
  const toggle = (value: string) => {
    const rest = chosen.filter((each) => each !== value);
    const next = filter.single ? [value] : rest.length < chosen.length ? rest : [...chosen, value];
    onChange({ [filter.key]: next.join(',') || null });
  };
  const Control = filter.single ? Radio : Checkbox;
  return (
    <Box
      role="group"
      aria-label={filter.label}
      sx={{ display: 'grid', maxHeight: 320, overflowY: 'auto', p: 1 }}
    >
      {filter.options.map((option, index) => (
        <FormControlLabel
          key={option.value}
          label={option.label}
          sx={{ mx: 0, pr: 2, borderRadius: 1, '&:hover': { bgcolor: 'surface.hover' } }}
          control={
            <Control
              autoFocus={index === 0}
              size="small"
              checked={chosen.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
          }
        />
      ))}
    </Box>
  );
}

function BooleanEditor({ filter, values, onChange }: EditorProps<'boolean'>) {
  const options = [
    { value: 'true', label: filter.yes },
    { value: 'false', label: filter.no },
  ];
  const asOptions = { kind: 'options' as const, key: filter.key, label: filter.label, options, single: true };
  return <OptionsEditor filter={asOptions} values={values} onChange={onChange} onClose={() => undefined} />;
}

interface TypedFormProps {
  children: ReactNode;
  onApply: () => void;
}
/** Filters one types into apply with Enter or the button, not at each letter. */
function TypedForm({ children, onApply }: TypedFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onApply();
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 1.5, p: 1.5, width: 280 }}>
      {children}
      <Button type="submit" variant="contained" sx={{ justifySelf: 'end' }}>
        Apply
      </Button>
    </Box>
  );
}

function TextEditor({ filter, values, onChange, onClose }: EditorProps<'text'>) {
  const [text, setText] = useState(values[filter.key] ?? '');
  const apply = () => {
    onChange({ [filter.key]: text.trim() || null });
    onClose();
  };
  return (
    <TypedForm onApply={apply}>
      <TextField
        autoFocus
        label={filter.label}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </TypedForm>
  );
}

interface Bound {
  key: string;
  label: string;
}
const bounds = (from: string | undefined, to: string | undefined): Bound[] => [
  ...(from ? [{ key: from, label: 'From' }] : []),
  ...(to ? [{ key: to, label: 'Up to' }] : []),
];

function RangeEditor({ filter, values, onChange, onClose }: EditorProps<'range'>) {
  const fields = bounds(filter.minKey, filter.maxKey);
  const [drafts, setDrafts] = useState(() =>
    Object.fromEntries(fields.map(({ key }) => [key, values[key] ?? ''])),
  );
  const apply = () => {
    onChange(Object.fromEntries(fields.map(({ key }) => [key, drafts[key]?.trim() || null])));
    onClose();
  };
  return (
    <TypedForm onApply={apply}>
      {fields.map(({ key, label }, index) => (
        <TextField
          key={key}
          autoFocus={index === 0}
          type="number"
          label={`${label} (${filter.unit})`}
          value={drafts[key] ?? ''}
          onChange={(event) => setDrafts({ ...drafts, [key]: event.target.value })}
          slotProps={{ htmlInput: { step: 'any', inputMode: 'decimal' } }}
        />
      ))}
    </TypedForm>
  );
}

function DaysEditor({ filter, values, onChange, onClose }: EditorProps<'days'>) {
  const zone = useZone();
  const fields = bounds(filter.fromKey, filter.toKey);
  const toDay = (value: string | undefined) => (value && filter.instant ? dayOf(value, zone) : (value ?? ''));
  const [drafts, setDrafts] = useState(() =>
    Object.fromEntries(fields.map(({ key }) => [key, toDay(values[key])])),
  );
  const toValue = (key: string) => {
    const day = drafts[key];
    if (!day) return null;
    if (!filter.instant) return day;
    return key === filter.fromKey ? dayStart(day, zone) : dayEnd(day, zone);
  };
  const apply = () => {
    onChange(Object.fromEntries(fields.map(({ key }) => [key, toValue(key)])));
    onClose();
  };
  return (
    <TypedForm onApply={apply}>
      {fields.map(({ key, label }, index) => (
        <TextField
          key={key}
          autoFocus={index === 0}
          type="date"
          label={label}
          value={drafts[key] ?? ''}
          onChange={(event) => setDrafts({ ...drafts, [key]: event.target.value })}
        />
      ))}
    </TypedForm>
  );
}

function RecordEditor({ filter, values, onChange, onClose }: EditorProps<'record'>) {
  const value = values[filter.key] ?? null;
  const choose = (id: string | null) => {
    onChange({ [filter.key]: id });
    onClose();
  };
  return (
    <Box sx={{ display: 'grid', gap: 1, p: 1.5, width: 280 }}>
      {filter.me && (
        <Button variant="outlined" color="inherit" onClick={() => choose('me')}>
          Me
        </Button>
      )}
      <RecordPicker
        autoFocus
        source={filter.source}
        value={value === 'me' ? null : value}
        onChange={choose}
        label={filter.label}
      />
    </Box>
  );
}

/** The inside of a filter's popover. */
export function FilterEditor(props: EditorProps) {
  const { filter } = props;
  switch (filter.kind) {
    case 'options':
      return <OptionsEditor {...props} filter={filter} />;
    case 'boolean':
      return <BooleanEditor {...props} filter={filter} />;
    case 'text':
      return <TextEditor {...props} filter={filter} />;
    case 'range':
      return <RangeEditor {...props} filter={filter} />;
    case 'days':
      return <DaysEditor {...props} filter={filter} />;
    case 'record':
      return <RecordEditor {...props} filter={filter} />;
  }
}
