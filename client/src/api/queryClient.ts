import { QueryClient } from '@tanstack/react-query';
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
