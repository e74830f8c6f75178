import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { AudienceFilter } from '@besahubs/contracts/campaigns';
import { contactRoleOptions } from './contacts';

interface AudienceFieldsProps {
  value: AudienceFilter;
  onChange: (value: AudienceFilter) => void;
  disabled?: boolean;
  error?: string | undefined;
}

const roleLabels = new Map(contactRoleOptions.map(({ value, label }) => [value, label]));
const words = (value: readonly string[]) => [
  ...new Set(
    value
      .flatMap((word) => word.split(','))
      .map((word) => word.trim())
      .filter(Boolean),
  ),
];

/** Whom a dynamic list or a campaign is for: contacts that match in every line, by any of its words. */
export function AudienceFields({ value, onChange, disabled = false, error }: AudienceFieldsProps) {
  const set = (key: keyof AudienceFilter, next: readonly string[]) => {
    const { [key]: _before, ...rest } = value;
    onChange(next.length ? { ...rest, [key]: next } : rest);
  };
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Autocomplete
        multiple
        disableCloseOnSelect
        size="small"
        disabled={disabled}
        options={contactRoleOptions.map((option) => option.value)}
        getOptionLabel={(option) => roleLabels.get(option) ?? option}
        value={value.roles ?? []}
        onChange={(_event, next) => set('roles', next)}
        renderInput={(params) => <TextField {...params} label="Roles" />}
      />
      {(['tags', 'cities', 'states'] as const).map((key) => (
        <Autocomplete
          key={key}
          multiple
          freeSolo
          autoSelect
          size="small"
          disabled={disabled}
          options={[]}
          value={value[key] ?? []}
          onChange={(_event, next) => set(key, words(next))}
          renderInput={(params) => (
            <TextField {...params} label={{ tags: 'Tags', cities: 'Cities', states: 'States' }[key]} />
          )}
        />
      ))}
      <FormControlLabel
        label="Decision makers only"
        disabled={disabled}
        sx={{ ml: 0 }}
        control={
          <Switch
            checked={value.decisionMaker === true}
            onChange={(_event, checked) => {
              const { decisionMaker: _before, ...rest } = value;
              onChange(checked ? { ...rest, decisionMaker: true } : rest);
            }}
          />
        }
      />
      {error && (
        <Typography variant="body2" sx={{ color: 'error.main' }}>
          {error}
        </Typography>
      )}
    </Box>
  );
}
