import type { AuditQuery } from '@besahubs/contracts/audit';
import { AuditLog } from '../models/AuditLog';
import { auditScope } from '../policies/audit';
import { containing } from './crm/resource';
import { allOf, among, between, personLabel } from './crm/resource';
import type { Rows } from './crm/resource';
import type { Ctx } from './context';
import { Op } from 'sequelize';

/** Audit entries within the caller's scope, newest first. `q` looks at the action. */
export async function listAudit(ctx: Ctx, query: AuditQuery): Promise<Rows<AuditLog>> {
  const where = allOf([
    auditScope(ctx.actor),
    among('action', query.action),
    query.q ? { action: { [Op.like]: containing(query.q) } } : undefined,
    query.resource ? { resource: query.resource } : undefined,
    query.resourceId ? { resourceId: query.resourceId } : undefined,
    query.actorId ? { actorId: query.actorId } : undefined,
    between('createdAt', query.from, query.to, 'lt'),
  ]);
  const [rows, total] = await Promise.all([
    AuditLog.findAll({
      where,
      include: [personLabel('actor')],
      order: [
        ['createdAt', query.sort[0]?.desc === false ? 'ASC' : 'DESC'],
        ['id', 'ASC'],
      ],
      limit: query.pageSize,
      offset: (query.page - 1) * query.pageSize,
    }),
    AuditLog.count({ where }),
  ]);
  return { rows, total };
}
