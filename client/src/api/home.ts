import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Home, HomeView } from '@besahubs/contracts/home';
import { api } from './client';

/** What the caller does now: tasks, meetings, rotting deals, engagement; without a view, the one of their role. */
export const home = (view?: HomeView) =>
  queryOptions({
    queryKey: ['home', view ?? 'own'],
    queryFn: ({ signal }) => api.get<Home>('/home', view && { view }, signal),
    placeholderData: keepPreviousData,
  });
