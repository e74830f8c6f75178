import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useField } from './fields';
import type { FieldProps } from './fields';

const ZONES = Intl.supportedValuesOf('timeZone');

/** An IANA time zone. */
export function FormZone(props: FieldProps) {
  const { value, set, input } = useField(props);
  const zone = typeof value === 'string' ? value : '';
  return (
    <Autocomplete
      disableClearable
      size="small"
      options={ZONES.includes(zone) ? ZONES : [zone, ...ZONES]}
      value={zone}
      getOptionLabel={(option) => option.replaceAll('_', ' ')}
      onChange={(_event, next) => set(next)}
      renderInput={(params) => <TextField {...params} {...input} />}
    />
  );
}
