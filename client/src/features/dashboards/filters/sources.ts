import { useQueries } from '@tanstack/react-query';
import type { FilterTest } from '@besahubs/contracts/reportFilters';
import { agents } from '../../../api/agents';
import { campaigns } from '../../../api/campaigns';
import { companies } from '../../../api/companies';
import { contacts } from '../../../api/contacts';
import { deals } from '../../../api/deals';
import { properties } from '../../../api/properties';
import { teamSource } from '../../../api/teams';
import { nameOf } from '../../../components/list/types';
import type { Named, RecordSource } from '../../../components/list/types';
import { listOf } from './fields';
import type { FilterField } from './fields';

const SOURCES: Record<string, RecordSource> = {
  agents,
  campaigns,
  companies,
  contacts,
  deals,
  properties,
  teams: teamSource,
};

/** Where the records of a field are picked from; undefined when it is no link. */
export const sourceOf = ({ resource }: Pick<FilterField, 'resource'>): RecordSource | undefined =>
  resource === undefined ? undefined : SOURCES[resource];

/** What stands for the reader instead of a record: a dashboard of “my deals” shows everyone their own. */
export const readerValues = ({
  resource,
}: Pick<FilterField, 'resource'>): { value: string; label: string }[] => {
  if (resource === 'agents') return [{ value: 'me', label: 'Me' }];
  return resource === 'teams' ? [{ value: 'my_team', label: 'My team' }] : [];
};

const WORDS = new Set(['me', 'my_team']);

/** Names of the records that a filter points at, as far as they are known; those one cannot see have none. */
export function useNames(field: FilterField | undefined, test: FilterTest): ReadonlyMap<string, string> {
  const source = field && sourceOf(field);
  const ids = source
    ? listOf(test.value)
        .map(String)
        .filter((id) => !WORDS.has(id))
    : [];
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: [source?.name, 'record', id],
      queryFn: ({ signal }: { signal: AbortSignal }): Promise<Named> =>
        source ? source.load(id, signal) : Promise.reject(new Error('No source')),
      retry: false,
    })),
    combine: (found) =>
      new Map(
        ids.map((id, index) => {
          const { data, isError } = found[index] ?? {};
          return [id, data ? nameOf(data) : isError ? 'a record you cannot see' : '…'];
        }),
      ),
  });
}
