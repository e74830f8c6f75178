import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDebounced } from '../hooks/ui';
import { nameOf } from './list/types';
import type { Named, RecordSource } from './list/types';
import { isMore, legibleMore, withMore } from './moreOption';

interface RecordPickerProps {
  source: RecordSource;
  /** The id of the chosen record, or null. */
  value: string | null;
  onChange: (id: string | null, record: Named | null) => void;
  label?: string;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  error?: string | undefined;
  autoFocus?: boolean;
  inputRef?: React.Ref<HTMLInputElement>;
  onBlur?: () => void;
}

/** Searches a resource on the server while one types, and picks one record by id. */
export function RecordPicker({ source, value, onChange, label, error, ...rest }: RecordPickerProps) {
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const q = useDebounced(typed.trim());
  const found = useQuery({
    queryKey: [source.name, 'search', q],
    queryFn: ({ signal }) => source.search(q, signal),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({
    queryKey: [source.name, 'record', value],
    queryFn: ({ signal }) => source.load(value ?? '', signal),
    enabled: value !== null,
  });
  const unknown = chosen.isError ? 'A record you cannot see' : '…';
  const selected: Named | null = value === null ? null : (chosen.data ?? { id: value, name: unknown });

  return (
    <Autocomplete<Named>
      fullWidth
      size="small"
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      options={found.data ? withMore(found.data, source.one, q) : []}
      getOptionDisabled={isMore}
      disabledItemsFocusable
      slotProps={{ listbox: { sx: legibleMore } }}
      loading={found.isFetching}
      filterOptions={(options) => options}
      value={selected}
      disabled={rest.disabled ?? false}
      getOptionLabel={nameOf}
      getOptionKey={(option) => option.id}
      isOptionEqualToValue={(option, other) => option.id === other.id}
      noOptionsText={q ? `Nothing found for “${q}”` : 'Type to search'}
      onInputChange={(_event, text, reason) => setTyped(reason === 'input' ? text : '')}
      onChange={(_event, record) => onChange(record?.id ?? null, record)}
      onBlur={rest.onBlur}
      renderInput={(params) => (
        <TextField
          {...params}
          label={label}
          placeholder={rest.placeholder ?? ''}
          required={rest.required ?? false}
          error={Boolean(error)}
          helperText={error}
          inputRef={rest.inputRef}
          autoFocus={rest.autoFocus ?? false}
        />
      )}
    />
  );
}
