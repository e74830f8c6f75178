import { auditEntry, auditQuery } from '@besahubs/contracts/audit';
import type { AuditEntry } from '@besahubs/contracts/audit';
import { page } from '@besahubs/contracts/common';
import type { AuditLog } from '../models/AuditLog';
import { iso, personRef, pick, presentPage } from '../presenters/refs';
import { listAudit } from '../services/audit';
import { route } from './route';

const present = (entry: AuditLog): AuditEntry => ({
  ...pick(entry, ['id', 'action', 'resource', 'resourceId', 'ip', 'userAgent', 'requestId', 'changes']),
  actor: personRef(entry.actor),
  createdAt: iso(entry.createdAt),
});

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
    async ({ ctx, query }) => presentPage(await listAudit(ctx, query), query, present),
  ),
];
