import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import type { Page } from '@besahubs/contracts/common';
import { toast } from '../components/toast';
import { errorText } from '../hooks/errors';
import { api } from './client';
import type { Query } from './client';
import { queryClient, remember } from './queryClient';
import { segmentRecord } from './reports';

/** What every record has; `version` guards against overwriting somebody else's change. */
export interface Entity {
  id: string;
  version?: number;
}
export interface Change<Patch> {
  id: string;
  patch: Patch;
}
export interface Removal {
  id: string;
  /** What the toast calls it: “Deleted Ana Ruiz”. */
  label: string;
}

/** The wire takes ids (`companyId`); a record also shows names (`company`). Extra display fields of a change. */
type Preview<T> = (record: T, patch: Record<string, unknown>) => T;

const merge = <T extends Entity>(record: T, patch: object): T => ({ ...record, ...patch });

function mapPage<T extends Entity>(data: unknown, id: string, change: (record: T) => T | null): unknown {
  const page = data as Page<T> | undefined;
  if (!page?.items) return data;
  const items = page.items.flatMap((item) => (item.id === id ? (change(item) ?? []) : [item]));
  return { ...page, items, total: page.total - (page.items.length - items.length) };
}

/** How many of several were refused, and why the first was; answers whether any was. */
function tellRefused(results: readonly PromiseSettledResult<unknown>[], what: string): boolean {
  const refused = results.filter((result) => result.status === 'rejected');
  const [first] = refused;
  if (!first) return false;
  toast.error(`${refused.length} of ${results.length} could not be ${what}. ${errorText(first.reason)}`);
  return true;
}

/**
 * Everything a screen needs to talk to one REST resource:
 *
 *     export const deals = defineResource<Deal, DealInput, DealPatch>('deals', { one: 'Deal' });
 *     useQuery(deals.list({ page: 1, stage: 'loi' }));   useQuery(deals.record(id));
 *     const update = deals.useUpdate();   update.mutate({ id, patch: { name } });
 *
 * Query keys begin with the resource name, which is what the server's `changed` events invalidate.
 * Updates and deletes show at once and roll back with a toast when the server refuses.
 */
export function defineResource<T extends Entity, Input extends object, Patch extends object>(
  name: string,
  options: { one: string; preview?: Preview<T> },
) {
  const keys = {
    all: [name] as QueryKey,
    lists: [name, 'list'] as QueryKey,
    list: (query: Query): QueryKey => [name, 'list', query],
    record: (id: string): QueryKey => [name, 'record', id],
  };
  const path = (id: string) => `/${name}/${id}`;
  const invalidate = () => queryClient.invalidateQueries({ queryKey: keys.all });
  const preview: Preview<T> = options.preview ?? merge;

  /** Applies a change to every cached list and the record; answers how to take it back. */
  async function applyLocally(id: string, change: (record: T) => T | null): Promise<() => void> {
    const putBack = await remember(keys.all);
    queryClient.setQueriesData({ queryKey: keys.lists }, (data: unknown) => mapPage(data, id, change));
    queryClient.setQueryData<T>(keys.record(id), (record) => (record && change(record)) ?? record);
    return putBack;
  }

  /** The newest that is remembered: a list can be younger than the record, and the record younger than a list. */
  function knownVersion(id: string): number | undefined {
    const rows = queryClient
      .getQueriesData<Page<T>>({ queryKey: keys.lists })
      .flatMap(([, page]) => page?.items);
    const copies = [queryClient.getQueryData<T>(keys.record(id)), ...rows.filter((row) => row?.id === id)];
    const versions = copies.map((copy) => copy?.version).filter((version) => version !== undefined);
    return versions.length ? Math.max(...versions) : undefined;
  }

  const load = (id: string, signal?: AbortSignal) => api.get<T>(path(id), undefined, signal);

  const useCreate = () =>
    useMutation({
      mutationFn: (input: Input) => api.post<T>(`/${name}`, input),
      onSuccess: (created) => {
        queryClient.setQueryData(keys.record(created.id), created);
        void queryClient.invalidateQueries({ queryKey: keys.lists });
      },
    });

  /** `silent` leaves error messages to the caller (a form shows them by field). */
  const useUpdate = ({ silent = false } = {}) =>
    useMutation({
      scope: { id: name },
      mutationFn: ({ id, patch }: Change<Patch>) =>
        api.patch<T>(path(id), { version: knownVersion(id), ...patch }),
      onMutate: ({ id, patch }) =>
        silent ? undefined : applyLocally(id, (record) => preview(record, patch as Record<string, unknown>)),
      onError: (error, _change, rollback) => {
        rollback?.();
        if (!silent) toast.error(error);
      },
      onSuccess: (updated) => {
        queryClient.setQueryData(keys.record(updated.id), updated);
      },
      onSettled: () => void invalidate(),
    });

  const restore = async (id: string): Promise<void> => {
    await api.post<T>(`${path(id)}/restore`);
    await invalidate();
  };

  /** Deletes at once, with a toast that offers Undo for eight seconds. */
  const useRemove = () =>
    useMutation({
      mutationFn: ({ id }: Removal) => api.delete<null>(path(id)),
      onMutate: ({ id }) => applyLocally(id, () => null),
      onError: (error, _removal, rollback) => {
        rollback?.();
        toast.error(error);
      },
      onSuccess: (_data, { id, label }) => {
        toast.undo(`Deleted ${label}`, () => {
          restore(id).catch((error: unknown) => toast.error(error));
        });
      },
      onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.lists }),
    });

  /** Deletes several records and reports how many; Undo brings all of them back. */
  const removeMany = async (ids: readonly string[]): Promise<void> => {
    const results = await Promise.allSettled(ids.map((id) => api.delete<null>(path(id))));
    const done = ids.filter((_id, index) => results[index]?.status === 'fulfilled');
    await invalidate();
    tellRefused(results, 'deleted');
    if (!done.length) return;
    toast.undo(`Deleted ${done.length} ${done.length === 1 ? 'record' : 'records'}`, () => {
      Promise.all(done.map(restore)).catch((error: unknown) => toast.error(error));
    });
  };

  /** Applies one patch to several records; reports what was refused. */
  const updateMany = async (ids: readonly string[], patch: Patch): Promise<void> => {
    const results = await Promise.allSettled(ids.map((id) => api.patch<T>(path(id), patch)));
    await invalidate();
    if (!tellRefused(results, 'changed'))
      toast.success(`Changed ${ids.length} ${ids.length === 1 ? 'record' : 'records'}`);
  };

  return {
    name,
    one: options.one,
    keys,
    load,
    /** One page of the list; the previous rows stay while the next ones load. */
    list: (query: Query) =>
      queryOptions({
        queryKey: keys.list(query),
        queryFn: ({ signal }) => api.get<Page<T>>(`/${name}`, query, signal),
        placeholderData: keepPreviousData,
      }),
    record: (id: string) =>
      queryOptions({ queryKey: keys.record(id), queryFn: ({ signal }) => load(id, signal) }),
    /** What a kept segment of the list is called. */
    segment: segmentRecord,
    /** The first matches of a search, for pickers. */
    search: (q: string, signal?: AbortSignal) => api.get<Page<T>>(`/${name}`, { q, pageSize: 12 }, signal),
    invalidate,
    useCreate,
    useUpdate,
    useRemove,
    removeMany,
    updateMany,
  };
}
