import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { HTMLInputTypeAttribute, ReactNode } from 'react';
import { useController, useFormState } from 'react-hook-form';
import { RecordPicker } from '../RecordPicker';
import type { Option, RecordSource } from '../list/types';

/** Form fields by name, to be used inside ResourceForm (or any FormProvider). Empty values are null. */
export interface FieldProps {
  name: string;
  label: string;
  required?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  /** A hint under the field; an error takes its place. */
  hint?: string;
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** What every field needs from the form, in the shape MUI's TextField takes. */
export function useField({ name, label, required, disabled, autoFocus, hint }: FieldProps) {
  const { field, fieldState } = useController({ name });
  const value = field.value as unknown;
  const { isSubmitted } = useFormState({ name });
  // An empty field that one only passed through is not wrong yet.
  const passed = isEmpty(value) && !fieldState.isDirty && !isSubmitted && fieldState.error?.type !== 'server';
  const error = passed ? undefined : fieldState.error;
  return {
    value,
    set: field.onChange as (value: unknown) => void,
    blur: field.onBlur,
    error: error?.message,
    input: {
      name,
      label,
      required: required ?? false,
      disabled: disabled ?? false,
      autoFocus: autoFocus ?? false,
      error: error !== undefined,
      helperText: error?.message ?? hint,
      inputRef: field.ref,
      onBlur: field.onBlur,
    },
  };
}

interface TextProps extends FieldProps {
  type?: HTMLInputTypeAttribute;
  multiline?: boolean;
  placeholder?: string;
  autoComplete?: string;
}
export function FormText({ type = 'text', multiline, placeholder, autoComplete, ...props }: TextProps) {
  const { value, set, input } = useField(props);
  return (
    <TextField
      {...input}
      type={type}
      multiline={multiline ?? false}
      minRows={multiline ? 3 : 1}
      maxRows={12}
      placeholder={placeholder ?? ''}
      autoComplete={autoComplete ?? 'off'}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => set(event.target.value === '' ? null : event.target.value)}
    />
  );
}

/** A calendar date, `YYYY-MM-DD`, without a zone. */
export function FormDate(props: FieldProps) {
  const { value, set, input } = useField(props);
  return (
    <TextField
      {...input}
      type="date"
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => set(event.target.value || null)}
    />
  );
}

interface SelectProps extends FieldProps {
  options: readonly Option[];
}
/** One of a few values. Unless required, the first entry clears it. */
export function FormSelect({ options, ...props }: SelectProps) {
  const { value, set, input } = useField(props);
  return (
    <TextField
      {...input}
      select
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => set(event.target.value || null)}
      slotProps={{ select: { displayEmpty: true } }}
    >
      {!props.required && (
        <MenuItem value="">
          <Box component="span" sx={{ color: 'text.secondary' }}>
            None
          </Box>
        </MenuItem>
      )}
      {options.map((option) => (
        <MenuItem key={option.value} value={option.value}>
          {option.label}
        </MenuItem>
      ))}
    </TextField>
  );
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);

/** Several of a few values. */
export function FormMultiSelect({ options, ...props }: SelectProps) {
  const { value, set, input } = useField(props);
  const labels = new Map(options.map((option) => [option.value, option.label]));
  return (
    <Autocomplete
      multiple
      disableCloseOnSelect
      size="small"
      options={options.map((option) => option.value)}
      getOptionLabel={(option) => labels.get(option) ?? option}
      value={strings(value)}
      onChange={(_event, next) => set(next)}
      renderInput={(params) => <TextField {...params} {...input} required={false} />}
    />
  );
}

interface TagsProps extends FieldProps {
  suggestions?: readonly string[];
}
/** Free words; Enter or comma adds one. */
export function FormTags({ suggestions = [], ...props }: TagsProps) {
  const { value, set, input } = useField(props);
  const add = (words: readonly string[]) =>
    set([
      ...new Set(
        words
          .flatMap((word) => word.split(','))
          .map((word) => word.trim())
          .filter(Boolean),
      ),
    ]);
  return (
    <Autocomplete
      multiple
      freeSolo
      autoSelect
      size="small"
      options={suggestions}
      value={strings(value)}
      onChange={(_event, next) => add(next)}
      renderInput={(params) => <TextField {...params} {...input} placeholder="Add a tag" />}
    />
  );
}

interface RecordProps extends FieldProps {
  source: RecordSource;
  placeholder?: string;
}
/** One record of another resource, by id. */
export function FormRecord({ source, placeholder, ...props }: RecordProps) {
  const { value, set, blur, error, input } = useField(props);
  return (
    <RecordPicker
      source={source}
      value={typeof value === 'string' ? value : null}
      onChange={(id) => set(id)}
      onBlur={blur}
      label={props.label}
      placeholder={placeholder ?? `Search ${source.name}`}
      required={input.required}
      disabled={input.disabled}
      autoFocus={input.autoFocus}
      inputRef={input.inputRef}
      error={error}
    />
  );
}

export function FormSwitch(props: FieldProps) {
  const { value, set, input } = useField(props);
  return (
    <Box>
      <FormControlLabel
        label={props.label}
        disabled={input.disabled}
        sx={{ minHeight: 32, ml: 0 }}
        control={
          <Switch
            name={props.name}
            checked={value === true}
            onChange={(_event, checked) => set(checked)}
            slotProps={{ input: { ref: input.inputRef } }}
          />
        }
      />
      {(input.error || props.hint) && (
        <Typography variant="body2" sx={{ color: input.error ? 'error.main' : 'text.secondary' }}>
          {input.helperText}
        </Typography>
      )}
    </Box>
  );
}

/** Fields side by side where there is room. */
export const FormRow = ({ children, columns = 2 }: { children: ReactNode; columns?: 2 | 3 }) => (
  <Box
    sx={{
      display: 'grid',
      gap: 2,
      alignItems: 'start',
      gridTemplateColumns: { xs: '1fr', sm: `repeat(${columns}, minmax(0, 1fr))` },
    }}
  >
    {children}
  </Box>
);

/** A titled group of fields. */
export const FormSection = ({ title, children }: { title: string; children: ReactNode }) => (
  <Box component="fieldset" sx={{ display: 'grid', gap: 2, border: 0, p: 0, m: 0, pt: 1, minWidth: 0 }}>
    <Typography component="legend" variant="h3" sx={{ p: 0, mb: 1.5 }}>
      {title}
    </Typography>
    {children}
  </Box>
);
