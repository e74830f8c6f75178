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
  /** A request that was never made before, each time: sent in place of `requests`, whose SQL stands beside it. */
  fresh?: () => ApiRequest;
  /** A number that the machine at rest must keep to as well, whatever the SQL alone takes. */
  barMs?: number;
  limit: Limit;
}

/** What p50 over HTTP may be: so many times the same SQL straight, and so many milliseconds more; or absolutely. */
export type Limit = { factor: number; plusMs: number } | { atMostMs: number };

/** Issue 2, "What it must show". */
export const READ_LIMIT: Limit = { factor: 2, plusMs: 3 };

export const get = (path: string): ApiRequest => ({ method: 'get', path });
