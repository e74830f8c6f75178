import { Op } from 'sequelize';
import type { Includeable, Model, ModelStatic, WhereOptions } from 'sequelize';
import type { SortKey } from '@besahubs/contracts/common';
import { AppError } from '../../lib/errors';
import { User } from '../../models/User';
import type { Actor } from '../../policies/actor';
import type { Owned, Policy } from '../../policies/policy';
import { announce, audit } from '../changes';
import { authorize, inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { segmentFilter } from '../reports/segments';
import { audienceOf } from './audience';
import { diffOf, diffOfNew } from './diff';
import { ownership } from './ownership';
import { checkReferences } from './references';
import type { References } from './references';
import { readPage, readRows } from './rows';
import type { Label } from './rows';
import { orderOf } from './sorting';
import type { OrderKey, SortBy } from './sorting';

/** A row every CRM resource has in common. */
export type RecordModel = Model & Partial<Owned> & { id: string; version?: number };

/** What makes one table a resource: the same verbs for all of them, and these differences. */
export interface Resource<M extends RecordModel, Q> {
  model: ModelStatic<M>;
  policy: Policy<M>;
  /** `deal` in audit actions such as `deal.update`. */
  noun: string;
  /** Labels joined to each row. */
  include?: Label[];
  /** Rows of other tables that belong to it and are always read with it; lists of such records are models. */
  children?: Includeable[];
  /** False when the table has no `searchText`; the filters then deal with `q`. */
  searchable?: boolean;
  /** The typed filters of the list; undefined entries are dropped. */
  filters?(query: Q, actor: Actor): (WhereOptions | undefined)[];
  /** Sort names that are not columns. Nulls come last either way. */
  sortBy?: SortBy;
  /** Foreign keys a caller may set, and the rows they may point at: out of scope is as good as missing. */
  references?: References;
  /** Rows that managers see nothing of: their history is for admins alone. */
  secret?: (record: M, ctx: Ctx) => boolean | Promise<boolean>;
  /** Rooms of people to whom a record was opened one by one, and who work with it as its owner does. */
  linked?: (tx: TxCtx, record: M) => Promise<string[]>;
}

export interface ListQuery {
  page: number;
  pageSize: number;
  sort: SortKey[];
  q?: string | undefined;
  /** Only the rows behind a figure of a report. */
  segment?: string | undefined;
}
export interface Rows<M> {
  /** Plain where they were read by `listRecords`: see `readPage`. */
  rows: M[];
  total: number;
}

/** `%text%` for LIKE, with the user's own % and _ meaning themselves. */
export const containing = (text: string): string => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;

/** Every word of the search must occur, in any order. */
export const searchFilter = (q: string | undefined): WhereOptions | undefined =>
  q
    ? {
        [Op.and]: q
          .split(/\s+/)
          .filter(Boolean)
          .slice(0, 8)
          .map((word) => ({ searchText: { [Op.like]: containing(word) } })),
      }
    : undefined;

export const allOf = (parts: (WhereOptions | undefined)[]): WhereOptions => ({
  [Op.and]: parts.filter((part) => part !== undefined),
});

/** `column IN (…)` when the filter was given. */
export const among = (column: string, values: readonly unknown[] | undefined): WhereOptions | undefined =>
  values && { [column]: { [Op.in]: values } };

/** Half-open for instants, inclusive for numbers and dates: says the caller by `upper`. */
export function between(
  column: string,
  from: unknown,
  to: unknown,
  upper: 'lte' | 'lt' = 'lte',
): WhereOptions | undefined {
  if (from === undefined && to === undefined) return undefined;
  return {
    [column]: { ...(from !== undefined && { [Op.gte]: from }), ...(to !== undefined && { [Op[upper]]: to }) },
  };
}

/** An owner filter with `me` in it. */
export const ownedBy = (
  column: string,
  owners: string[] | undefined,
  actor: Actor,
): WhereOptions | undefined =>
  among(
    column,
    owners?.map((owner) => (owner === 'me' ? actor.id : owner)),
  );

/** A person's name joined to a row; also of somebody who has left. */
export const personLabel = (as: string): Label => ({
  model: User,
  as,
  attributes: ['id', 'firstName', 'lastName'],
  paranoid: false,
});

/** One page within the actor's scope, and how many there are in all. */
export async function listRecords<M extends RecordModel, Q extends ListQuery>(
  ctx: Ctx,
  resource: Resource<M, Q>,
  query: Q,
): Promise<Rows<M>> {
  const where = allOf([
    resource.policy.scope(ctx.actor),
    query.segment ? await segmentFilter(ctx, resource.policy.resource, query.segment) : undefined,
    resource.searchable === false ? undefined : searchFilter(query.q),
    ...(resource.filters?.(query, ctx.actor) ?? []),
  ]);
  const page = {
    where,
    order: orderOf(resource.model, query.sort, resource.sortBy),
    limit: query.pageSize,
    offset: (query.page - 1) * query.pageSize,
  };
  if (resource.children) return modelPage(ctx, resource, page);
  return readPage(resource.model, { ...page, labels: resource.include ?? [], transaction: ctx.transaction });
}

async function modelPage<M extends RecordModel, Q>(
  ctx: Ctx,
  resource: Resource<M, Q>,
  page: { where: WhereOptions; order: OrderKey[]; limit: number; offset: number },
): Promise<Rows<M>> {
  const transaction = ctx.transaction ?? null;
  const [rows, total] = await Promise.all([
    resource.model.findAll({ ...page, include: includesOf(resource), transaction }),
    resource.model.count({ where: page.where, transaction }),
  ]);
  return { rows, total };
}

const includesOf = <M extends RecordModel, Q>({
  include = [],
  children = [],
}: Resource<M, Q>): Includeable[] => [...include, ...children];

/** The record to be shown, if it is in the actor's scope; 404 otherwise. A plain row, as in lists. */
export async function readVisible<M extends RecordModel, Q>(
  ctx: Ctx,
  resource: Resource<M, Q>,
  id: string,
): Promise<M> {
  const where = allOf([resource.policy.scope(ctx.actor), { id }]);
  const labels = resource.include ?? [];
  const [record] = await readRows(resource.model, { where, labels, transaction: ctx.transaction });
  if (!record) throw new AppError('not_found');
  return record;
}

/** The record to work with, if it is in the actor's scope; 404 otherwise, as if it did not exist. */
export async function findVisible<M extends RecordModel, Q>(
  ctx: Ctx,
  resource: Resource<M, Q>,
  id: string,
  options: { deleted?: boolean; lock?: boolean } = {},
): Promise<M> {
  const record = await resource.model.findOne({
    where: allOf([resource.policy.scope(ctx.actor), { id }]),
    ...(options.lock ? { lock: true } : { include: includesOf(resource) }),
    paranoid: !options.deleted,
    transaction: ctx.transaction ?? null,
  });
  if (!record) throw new AppError('not_found');
  return record;
}

/** Audit row now, socket invalidation after commit: also for the rooms that knew the record `before` and may not now. */
export async function recordChange<M extends RecordModel, Q>(
  tx: TxCtx,
  resource: Resource<M, Q>,
  verb: string,
  record: M,
  diff: Record<string, [unknown, unknown]> | null = null,
  before: string[] = [],
): Promise<void> {
  const { isSecret, rooms } = await audienceOf(tx, resource, record);
  await audit(tx, {
    action: `${resource.noun}.${verb}`,
    resource: resource.policy.resource,
    resourceId: record.id,
    teamId: isSecret ? null : (record.teamId ?? tx.actor.teamId),
    changes: diff,
  });
  announce(tx, { resource: resource.policy.resource, id: record.id, rooms: [...before, ...rooms] });
}

/** Creates within one transaction; `values` are columns, already parsed by the contract. */
export function createRecord<M extends RecordModel, Q>(
  ctx: Ctx,
  resource: Resource<M, Q>,
  values: Record<string, unknown> & { ownerId?: string | undefined },
): Promise<M> {
  return inTransaction(ctx, async (tx) => {
    if (!resource.policy.create(tx.actor)) throw new AppError('forbidden');
    await checkReferences(tx, resource.references, values);
    const owner = await ownership(tx, values.ownerId);
    const columns = { ...values, ...owner, createdById: tx.actor.id, updatedById: tx.actor.id };
    const record = await resource.model.create(columns as never, { transaction: tx.transaction });
    await recordChange(tx, resource, 'create', record, diffOfNew(values));
    return findVisibleAfterWrite(tx, resource, record.id);
  });
}

/** After one's own write the record is shown even if the write moved it out of one's scope (given to somebody else). */
async function findVisibleAfterWrite<M extends RecordModel, Q>(
  tx: TxCtx,
  resource: Resource<M, Q>,
  id: string,
): Promise<M> {
  const record = await resource.model.findByPk(id, {
    include: includesOf(resource),
    transaction: tx.transaction,
  });
  if (!record) throw new AppError('not_found');
  return record;
}

/** Columns of a patch: what a service may add to or refuse, given the row before. */
export type PatchHook<M> = (tx: TxCtx, record: M) => Promise<object> | object;

/** Patches within one transaction, the row locked. A `version` older than the row's is 409: somebody else saved first. */
export function updateRecord<M extends RecordModel, Q>(
  ctx: Ctx,
  resource: Resource<M, Q>,
  id: string,
  patch: object & { version?: number | undefined; ownerId?: string | undefined },
  hook: PatchHook<M> = () => ({}),
): Promise<M> {
  return inTransaction(ctx, async (tx) => {
    const record = await findVisible(tx, resource, id, { lock: true });
    authorize(tx.actor, resource.policy.update.bind(resource.policy), record);
    const { version, ownerId, ...columns } = patch;
    if (version !== undefined && version !== record.version) throw new AppError('conflict');
    // A link that stays as it is may point beyond the actor's sight: forms send it back with the rest.
    const relinked = Object.entries(columns).filter(([field, value]) => record.get(field) !== value);
    await checkReferences(tx, resource.references, Object.fromEntries(relinked));
    const owner = ownerId && ownerId !== record.ownerId ? await ownership(tx, ownerId) : {};
    const before = await audienceOf(tx, resource, record);
    record.set({ ...columns, ...owner, ...(await hook(tx, record)) });
    const diff = diffOf(record);
    if (Object.keys(diff).length) {
      record.set('updatedById' as never, tx.actor.id as never);
      await record.save({ transaction: tx.transaction });
      await recordChange(tx, resource, 'update', record, diff, before.rooms);
    }
    return findVisibleAfterWrite(tx, resource, id);
  });
}

/** Soft: the row stays, hidden everywhere, until `restoreRecord`. */
export function deleteRecord<M extends RecordModel, Q>(
  ctx: Ctx,
  resource: Resource<M, Q>,
  id: string,
): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const record = await findVisible(tx, resource, id, { lock: true });
    authorize(tx.actor, resource.policy.delete.bind(resource.policy), record);
    await record.destroy({ transaction: tx.transaction });
    await recordChange(tx, resource, 'delete', record);
  });
}

/** Undo of a deletion, for whoever may delete. */
export function restoreRecord<M extends RecordModel, Q>(
  ctx: Ctx,
  resource: Resource<M, Q>,
  id: string,
): Promise<M> {
  return inTransaction(ctx, async (tx) => {
    const record = await findVisible(tx, resource, id, { deleted: true, lock: true });
    authorize(tx.actor, resource.policy.delete.bind(resource.policy), record);
    await record.restore({ transaction: tx.transaction });
    await recordChange(tx, resource, 'restore', record);
    return findVisibleAfterWrite(tx, resource, id);
  });
}
