import { QueryClient } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import { RequestError } from '../hooks/errors';

/** Retry what may pass by itself (network, 5xx), never what the server refused. */
function mayRetry(failures: number, error: Error): boolean {
  const passing = !(error instanceof RequestError) || error.status === 0 || error.status >= 500;
  return passing && failures < 2;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, gcTime: 10 * 60_000, retry: mayRetry, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

/** Stops what is being asked under a key and keeps what stands there; answers how to put it back when a change is refused. */
export async function remember(queryKey: QueryKey): Promise<() => void> {
  await queryClient.cancelQueries({ queryKey });
  const before = queryClient.getQueriesData({ queryKey });
  return () => before.forEach(([key, data]) => queryClient.setQueryData(key, data));
}
