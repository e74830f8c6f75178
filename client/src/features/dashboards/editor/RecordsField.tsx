import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { agents } from '../../../api/agents';
import { campaigns } from '../../../api/campaigns';
import { companies } from '../../../api/companies';
import { contacts } from '../../../api/contacts';
import { deals } from '../../../api/deals';
import { properties } from '../../../api/properties';
import { teamSource } from '../../../api/teams';
import { nameOf } from '../../../components/list/types';
import type { Named, RecordSource } from '../../../components/list/types';
import { useDebounced } from '../../../hooks/ui';

const SOURCES: Record<string, RecordSource> = {
  agents,
  campaigns,
  companies,
  contacts,
  deals,
  properties,
  teams: teamSource,
};
const ME: Named = { id: 'me', name: 'Me' };
const MY_TEAM: Named = { id: 'my_team', name: 'My team' };
/** Names that mean whoever looks. */
const SPECIAL: Record<string, Named[]> = { agents: [ME, MY_TEAM], teams: [MY_TEAM] };

interface RecordsFieldProps {
  /** Whose records; null when there is nowhere to search. */
  resource: string | null;
  label: string;
  ids: readonly string[];
  problem: string | undefined;
  onChange: (ids: string[]) => void;
}

/** Several records of a resource, found by name; people also as “Me” and “My team”. */
export function RecordsField({ resource, label, ids, problem, onChange }: RecordsFieldProps) {
  const source = resource === null ? undefined : SOURCES[resource];
  const special = (resource !== null && SPECIAL[resource]) || [];
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const q = useDebounced(typed.trim());
  const found = useQuery({
    queryKey: [resource, 'search', q],
    queryFn: ({ signal }) => source?.search(q, signal) ?? [],
    enabled: open && source !== undefined,
    placeholderData: keepPreviousData,
  });
  const names = useQueries({
    queries: ids.map((id) => ({
      queryKey: [resource, 'record', id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        source?.load(id, signal) ?? Promise.reject(new Error('No source')),
      enabled: source !== undefined && !special.some((each) => each.id === id),
    })),
  });
  const chosen = ids.map((id, index): Named => {
    const named = special.find((each) => each.id === id) ?? names[index]?.data;
    return named ?? { id, name: names[index]?.isError ? 'A record you cannot see' : '…' };
  });
  const matching = special.filter(({ name }) => name?.toLowerCase().includes(q.toLowerCase()));
  return (
    <Autocomplete<Named, true>
      multiple
      size="small"
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      options={[...matching, ...(found.data ?? [])]}
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
