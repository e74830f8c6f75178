import { queryOptions } from '@tanstack/react-query';
import type { Home } from '@besahubs/contracts/home';
import { api } from './client';

/** What the caller does now: tasks, meetings, rotting deals, engagement. */
export const home = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) => api.get<Home>('/home', undefined, signal),
});
