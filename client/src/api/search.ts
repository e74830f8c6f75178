import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { SearchResult } from '@besahubs/contracts/search';
import { api } from './client';

/** Records of every kind that match, grouped by resource; asks nothing for an empty text. */
export const globalSearch = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) => api.get<SearchResult>('/search', { q }, signal),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
  });
