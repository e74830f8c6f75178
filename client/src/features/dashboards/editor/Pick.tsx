import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Autocomplete from '@mui/material/Autocomplete';
import type { Option } from '../../../components/list/types';

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  problem?: string | undefined;
  /** The label is for screen readers only: the place says it already. */
  bare?: boolean;
}

/** One of a few. */
export const Choice = ({ label, value, options, onChange, problem, bare = false }: ChoiceProps) => (
  <TextField
    select
    label={bare ? undefined : label}
    value={options.some((option) => option.value === value) ? value : ''}
    onChange={(event) => onChange(event.target.value)}
    error={problem !== undefined}
    helperText={problem}
    slotProps={{ htmlInput: { 'aria-label': label }, select: { displayEmpty: true } }}
  >
    {options.map((option) => (
      <MenuItem key={option.value} value={option.value}>
        {option.label}
      </MenuItem>
    ))}
  </TextField>
);

interface FieldChoiceProps extends Omit<ChoiceProps, 'value'> {
  value: string | null;
  placeholder?: string;
  autoFocus?: boolean;
}

/** One of many, found by typing. */
export function FieldChoice(props: FieldChoiceProps) {
  const { label, value, options, onChange, problem, bare = false, placeholder = 'Search fields' } = props;
  const chosen = options.find((option) => option.value === value) ?? null;
  return (
    <Autocomplete
      fullWidth
      size="small"
      disableClearable={chosen !== null}
      autoHighlight
      options={options}
      value={chosen}
      getOptionKey={(option) => option.value}
      isOptionEqualToValue={(option, other) => option.value === other.value}
      onChange={(_event, next) => {
        if (next) onChange(next.value);
      }}
      renderInput={(params) => (
        <TextField
          {...params}
          label={bare ? undefined : label}
          placeholder={placeholder}
          error={problem !== undefined}
          helperText={problem}
          autoFocus={props.autoFocus ?? false}
          slotProps={{
            ...params.slotProps,
            htmlInput: { ...params.slotProps.htmlInput, 'aria-label': label },
          }}
        />
      )}
    />
  );
}
