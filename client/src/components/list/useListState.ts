import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { SEGMENT, keysOf } from './filters';
import type { Filter } from './types';
import { parseList, toQuery, toggleSort, writeList } from './urlState';
import type { ListDefaults, ListState } from './urlState';

export interface ListControls {
  state: ListState;
  query: Record<string, string | number>;
  /** Null removes the parameter. */
  change: (changes: Record<string, string | number | null>) => void;
  sortBy: (field: string, additive: boolean) => void;
  clearFilters: () => void;
  openPeek: (id: string | null) => void;
}

/** The list's state from the URL and the ways to change it. Typing replaces the history entry, the rest adds one. */
export function useListState(filters: readonly Filter[], defaultSort: string): ListControls {
  const [params, setParams] = useSearchParams();
  const defaults = useMemo<ListDefaults>(
    () => ({ sort: defaultSort, filterKeys: [...filters.flatMap(keysOf), SEGMENT] }),
    [filters, defaultSort],
  );
  const state = useMemo(() => parseList(params, defaults), [params, defaults]);

  const change = useCallback(
    (changes: Record<string, string | number | null>) => {
      const typing = Object.keys(changes).every((key) => key === 'q');
      setParams((current) => writeList(current, changes, defaults), { replace: typing });
    },
    [setParams, defaults],
  );

  return useMemo(
    () => ({
      state,
      query: toQuery(state),
      change,
      sortBy: (field, additive) => change({ sort: toggleSort(state.sort, field, additive) || null }),
      clearFilters: () =>
        change({ q: null, ...Object.fromEntries(defaults.filterKeys.map((key) => [key, null])) }),
      openPeek: (id) => change({ peek: id }),
    }),
    [state, change, defaults],
  );
}
