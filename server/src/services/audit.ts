import type { AuditQuery } from '@besahubs/contracts/audit';
import { Op } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import { AppError } from '../lib/errors';
import { isUuid } from '../lib/ids';
import { AuditLog } from '../models/AuditLog';
import { auditScope } from '../policies/audit';
import type { Ctx } from './context';
import { allOf, among, between, containing, personLabel } from './crm/resource';
import type { Rows } from './crm/resource';

/** Audit entries within the caller's scope, newest first. `q` looks at the action, or is an address or a request id. */
export async function listAudit(ctx: Ctx, query: AuditQuery): Promise<Rows<AuditLog>> {
  const where = allOf([
    auditScope(ctx.actor),
    among('action', query.action),
    query.q ? matching(query.q) : undefined,
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

const matching = (q: string): WhereOptions => ({
  [Op.or]: [
    { action: { [Op.like]: containing(q) } },
    { ip: q },
    ...(isUuid(q) ? [{ requestId: q }, { resourceId: q }] : []),
  ],
});

/** One entry within the caller's scope; 404 otherwise. */
export async function findAudit(ctx: Ctx, id: string): Promise<AuditLog> {
  const where = allOf([auditScope(ctx.actor), { id }]);
  const entry = await AuditLog.findOne({ where, include: [personLabel('actor')] });
  if (!entry) throw new AppError('not_found');
  return entry;
}
