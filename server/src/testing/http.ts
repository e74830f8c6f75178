import request from 'supertest';
import type { ApiError } from '@besahubs/contracts/common';
import { createApp } from '../app';
import type { Person } from './people';

export interface Answer<T> {
  status: number;
  data: T;
  error: ApiError | null;
  headers: Record<string, string>;
}
type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A client of the app under test, on an ephemeral port, acting as one of the firm's people (or nobody). */
export function httpClient(options: Parameters<typeof createApp>[0] = {}) {
  const app = createApp({ clientDir: '/nonexistent', ...options });
  const call =
    (verb: Verb) =>
    async <T = Record<string, unknown>>(
      path: string,
      as?: Person | null,
      body?: object,
    ): Promise<Answer<T>> => {
      const pending = request(app)[verb](`/api${path}`);
      if (as) pending.set('authorization', `Bearer ${as.token}`);
      const answer = await (body ? pending.send(body) : pending);
      const json = answer.body as { data: T; error: ApiError | null };
      return {
        status: answer.status,
        data: json.data,
        error: json.error,
        headers: answer.headers,
      };
    };
  return {
    app,
    get: call('get'),
    post: call('post'),
    put: call('put'),
    patch: call('patch'),
    delete: call('delete'),
  };
}
