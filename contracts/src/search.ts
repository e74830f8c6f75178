import { z } from 'zod';
import { uuid } from './common';

export const searchQuery = z.strictObject({
  q: z.string().trim().min(1).max(200),
  limit: z.coerce.number().int().min(1).max(20).default(5),
});
export const searchResource = [
  'contacts',
  'companies',
  'properties',
  'deals',
  'tasks',
  'campaigns',
  'agents',
] as const;
export const searchHit = z.object({ id: uuid, title: z.string(), subtitle: z.string().nullable() });
export const searchResult = z.object({
  groups: z.array(z.object({ resource: z.enum(searchResource), items: z.array(searchHit) })),
});
export type SearchResult = z.infer<typeof searchResult>;
