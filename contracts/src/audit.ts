import { z } from 'zod';
import { csv, instant, listParams, ref, text, uuid } from './common';

export const auditQuery = z.strictObject({
  ...listParams(['createdAt']),
  action: csv(text(80)).optional(),
  resource: text(60).optional(),
  resourceId: uuid.optional(),
  actorId: uuid.optional(),
  from: instant.optional(),
  to: instant.optional(),
});
export type AuditQuery = z.output<typeof auditQuery>;
export const auditEntry = z.object({
  id: uuid,
  action: z.string(),
  resource: z.string().nullable(),
  resourceId: uuid.nullable(),
  actor: ref.nullable(),
  /** What it is about, when the caller may see it. */
  record: ref.extend({ deleted: z.boolean() }).nullable(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  requestId: z.string().nullable(),
  createdAt: instant,
  /** Field → [before, after]; secrets are never in it. */
  changes: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])).nullable(),
  /** The names of ids among the changes (a new owner, another team), as far as the caller may see them. */
  names: z.record(uuid, z.string()),
});
export type AuditEntry = z.infer<typeof auditEntry>;
