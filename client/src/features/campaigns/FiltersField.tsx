import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useWatch } from 'react-hook-form';
import type { AudienceFilter } from '@besahubs/contracts/campaigns';
import { useField } from '../../components/form/fields';
import type { FieldProps } from '../../components/form/fields';
import { AudienceFields } from '../../domain/audienceFields';

/** An audience by filters instead of a list. With a list chosen the filters rest. */
export function FiltersField(props: FieldProps) {
  const { value, set, error } = useField(props);
  const listId = useWatch({ name: 'listId' }) as unknown;
  const filters = value as AudienceFilter | null;
  if (listId) return null;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <FormControlLabel
        label={props.label}
        sx={{ ml: 0 }}
        control={<Switch checked={filters !== null} onChange={(_event, on) => set(on ? {} : null)} />}
      />
      {filters && <AudienceFields value={filters} onChange={set} error={error} />}
    </Box>
  );
}
