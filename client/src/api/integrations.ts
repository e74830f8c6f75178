import { queryOptions } from '@tanstack/react-query';
import type { Integrations } from '@besahubs/contracts/integrations';
import { api } from './client';

/** Flags, providers and local stand-ins. Set by the environment, so it holds until the server starts anew. */
export const integrations = queryOptions({
  queryKey: ['integrations'],
  queryFn: ({ signal }) => api.get<Integrations>('/integrations', undefined, signal),
});
