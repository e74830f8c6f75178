import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import FormHelperText from '@mui/material/FormHelperText';
import { useQueries } from '@tanstack/react-query';
import { agents } from '../../../api/agents';
import { useField } from '../../../components/form/fields';
import type { FieldProps } from '../../../components/form/fields';
import { RecordPicker } from '../../../components/RecordPicker';

/** Several people, by id. */
export function FormPeople(props: FieldProps) {
  const { value, set, error } = useField(props);
  const ids = Array.isArray(value) ? (value as string[]) : [];
  const people = useQueries({ queries: ids.map((id) => agents.record(id)) });
  const add = (id: string | null) => id && !ids.includes(id) && set([...ids, id]);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <RecordPicker
        key={ids.length}
        source={agents}
        value={null}
        onChange={add}
        label={props.label}
        placeholder="Add people"
        required={props.required ?? false}
      />
      {ids.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
          {ids.map((id, index) => (
            <Chip
              key={id}
              label={people[index]?.data?.name ?? '…'}
              onDelete={() => set(ids.filter((other) => other !== id))}
            />
          ))}
        </Box>
      )}
      {error && <FormHelperText error>{error}</FormHelperText>}
    </Box>
  );
}
