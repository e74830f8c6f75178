import type { Role } from '../contracts/src/common';

export interface ApiRequest {
  method: 'get' | 'post';
  /** Below /api, with the query string. */
  path: string;
  body?: unknown;
}

/** One thing to measure. */
export interface BenchCase {
  name: string;
  /** Whose rows: each role has its own scope, and so its own SQL. */
  as: Role;
  /** Sent in turn. Different ones where a cache or a lucky page would flatter. */
  requests: ApiRequest[];
  limit: Limit;
}

/** What p50 over HTTP may be: so many times the same SQL straight, and so many milliseconds more; and absolutely. */
export type Limit = { factor: number; plusMs: number } | { atMostMs: number };

/** Issue 2, "What it must show". */
export const READ_LIMIT: Limit = { factor: 2, plusMs: 3 };

export const get = (path: string): ApiRequest => ({ method: 'get', path });
