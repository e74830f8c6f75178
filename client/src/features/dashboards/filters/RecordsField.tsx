import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { nameOf } from '../../../components/list/types';
import type { Found, Named } from '../../../components/list/types';
import { isMore, legibleMore, withMore } from '../../../components/moreOption';
import { useDebounced } from '../../../hooks/ui';
import { readerOf, sourceOf, useNames } from './sources';

const NOTHING: Found = { items: [], total: 0 };

interface RecordsFieldProps {
  /** Whose records; undefined when there is nowhere to search. */
  resource: string | undefined;
  label: string;
  ids: readonly string[];
  problem?: string | undefined;
  autoFocus?: boolean;
  onChange: (ids: string[]) => void;
}

/** Several records of a resource, found by name; people also as “Me” and “My team”. */
export function RecordsField({
  resource,
  label,
  ids,
  problem,
  autoFocus = false,
  onChange,
}: RecordsFieldProps) {
  const source = sourceOf(resource);
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const q = useDebounced(typed.trim());
  const found = useQuery({
    queryKey: [resource, 'search', q],
    queryFn: ({ signal }) => source?.search(q, signal) ?? NOTHING,
    enabled: open && source !== undefined,
    placeholderData: keepPreviousData,
  });
  const names = useNames(resource, ids);
  const chosen = ids.map((id): Named => ({ id, name: names.get(id) ?? id }));
  const matching = readerOf(resource).filter((each) => nameOf(each).toLowerCase().includes(q.toLowerCase()));
  return (
    <Autocomplete<Named, true>
      multiple
      size="small"
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      options={[...matching, ...(found.data && source ? withMore(found.data, source.one, q) : [])]}
      getOptionDisabled={isMore}
      disabledItemsFocusable
      slotProps={{ listbox: { sx: legibleMore } }}
      loading={found.isFetching}
      filterOptions={(options) => options}
      filterSelectedOptions
      value={chosen}
      getOptionLabel={nameOf}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(option, other) => option.id === other.id}
      noOptionsText={q ? `Nothing found for “${q}”` : 'Type to search'}
      onInputChange={(_event, text, reason) => setTyped(reason === 'input' ? text : '')}
      onChange={(_event, next) => onChange(next.map(({ id }) => id))}
      renderInput={(params) => (
        <TextField
          {...params}
          autoFocus={autoFocus}
          placeholder={ids.length ? '' : 'Search by name'}
          error={problem !== undefined}
          helperText={problem}
          slotProps={{
            ...params.slotProps,
            htmlInput: { ...params.slotProps.htmlInput, 'aria-label': `${label}: records` },
          }}
        />
      )}
    />
  );
}
