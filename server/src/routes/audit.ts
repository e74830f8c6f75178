import { auditEntry, auditQuery } from '@besahubs/contracts/audit';
import type { AuditEntry } from '@besahubs/contracts/audit';
import { page } from '@besahubs/contracts/common';
import type { AuditLog } from '../models/AuditLog';
import { iso, personRef, pick, presentPage } from '../presenters/refs';
import { findAudit, listAudit } from '../services/audit';
import { auditNames, namesIn } from '../services/auditNames';
import type { AuditNames } from '../services/auditNames';
import { route } from './route';

function presentEntry(entry: AuditLog, names: AuditNames): AuditEntry {
  const known = entry.resourceId ? names.get(entry.resourceId) : undefined;
  return {
    ...pick(entry, ['id', 'action', 'resource', 'resourceId', 'ip', 'userAgent', 'requestId', 'changes']),
    actor: personRef(entry.actor),
    record: entry.resourceId && known ? { id: entry.resourceId, ...known } : null,
    names: namesIn(entry, names),
    createdAt: iso(entry.createdAt),
  };
}

export const auditRoutes = [
  route(
    'get',
    '/audit',
    {
      summary: 'Who did what, when',
      permission: 'audit.read',
      query: auditQuery,
      response: page(auditEntry),
    },
    async ({ ctx, query }) => {
      const found = await listAudit(ctx, query);
      const names = await auditNames(ctx, found.rows);
      return presentPage(found, query, (entry) => presentEntry(entry, names));
    },
  ),
  route(
    'get',
    '/audit/:id',
    { summary: 'One entry of the audit log', permission: 'audit.read', response: auditEntry },
    async ({ ctx, params }) => {
      const entry = await findAudit(ctx, params.id);
      return presentEntry(entry, await auditNames(ctx, [entry]));
    },
  ),
];
