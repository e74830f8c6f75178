import { useQueries } from '@tanstack/react-query';
import { agents } from '../../../api/agents';
import { campaigns } from '../../../api/campaigns';
import { companies } from '../../../api/companies';
import { contacts } from '../../../api/contacts';
import { deals } from '../../../api/deals';
import { properties } from '../../../api/properties';
import { teamSource } from '../../../api/teams';
import { nameOf } from '../../../components/list/types';
import type { Named, RecordSource } from '../../../components/list/types';

const SOURCES: Record<string, RecordSource> = {
  agents,
  campaigns,
  companies,
  contacts,
  deals,
  properties,
  teams: teamSource,
};

/** Where the records of a resource are searched; undefined when nowhere. */
export const sourceOf = (resource: string | undefined): RecordSource | undefined =>
  resource === undefined ? undefined : SOURCES[resource];

const ME: Named = { id: 'me', name: 'Me' };
const MY_TEAM: Named = { id: 'my_team', name: 'My team' };
const READER: Record<string, readonly Named[]> = { agents: [ME, MY_TEAM], teams: [MY_TEAM] };

/** What stands for the reader instead of a record: a dashboard of “my deals” shows everyone their own. */
export const readerOf = (resource: string | undefined): readonly Named[] =>
  (resource !== undefined && READER[resource]) || [];

/** Names of records by their ids, as far as they are known; those one cannot see have none. */
export function useNames(resource: string | undefined, ids: readonly string[]): ReadonlyMap<string, string> {
  const source = sourceOf(resource);
  const reader = readerOf(resource);
  const asked = source ? ids.filter((id) => !reader.some((each) => each.id === id)) : [];
  return useQueries({
    queries: asked.map((id) => ({
      queryKey: [resource, 'record', id],
      queryFn: ({ signal }: { signal: AbortSignal }): Promise<Named> =>
        source ? source.load(id, signal) : Promise.reject(new Error('No source')),
      retry: false,
    })),
    combine: (found) => {
      const names = asked.map((id, index): [string, string] => {
        const { data, isError } = found[index] ?? {};
        return [id, data ? nameOf(data) : isError ? 'a record you cannot see' : '…'];
      });
      return new Map([...reader.map((each): [string, string] => [each.id, nameOf(each)]), ...names]);
    },
  });
}
