import type { BenchCase } from '../case';
import { get } from '../case';

/** What any answer costs: HTTP over loopback and our middleware; then the same with a token checked. */
export const floorCases = (): BenchCase[] => [
  { name: 'health', as: 'admin', requests: [get('/health')], limit: { atMostMs: 10 } },
  { name: 'me', as: 'admin', requests: [get('/auth/me')], limit: { atMostMs: 20 } },
];
