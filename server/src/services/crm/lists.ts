import { Op, QueryTypes, literal } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import type { z } from 'zod';
import type { AudienceFilter, ListQuery, listInput, listPatch } from '@besahubs/contracts/campaigns';
import { invalidField } from '../../lib/errors';
import { database } from '../../models';
import { Contact } from '../../models/Contact';
import { List } from '../../models/List';
import { ListMember } from '../../models/ListMember';
import type { Actor } from '../../policies/actor';
import { contactPolicy } from '../../policies/contacts';
import { listPolicy } from '../../policies/campaigns';
import { sqlUuid } from '../../policies/policy';
import { authorize, inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { contactResource } from './contacts';
import { holdsAny } from './filters';
import {
  allOf,
  among,
  createRecord,
  findVisible,
  listRecords,
  personLabel,
  recordChange,
  updateRecord,
} from './resource';
import type { ListQuery as Page, Resource, Rows } from './resource';

export const listResource: Resource<List, ListQuery> = {
  model: List,
  policy: listPolicy,
  noun: 'list',
  include: [personLabel('owner')],
  filters: (query): (WhereOptions | undefined)[] => [
    among('kind', query.kind),
    query.hasMembers === undefined
      ? undefined
      : { id: { [query.hasMembers ? Op.in : Op.notIn]: literal('(SELECT "listId" FROM "ListMember")') } },
  ],
};

/** The words of an audience as a condition on contacts. */
export const filterWhere = (filters: AudienceFilter): WhereOptions =>
  allOf([
    holdsAny('roles', filters.roles),
    holdsAny('tags', filters.tags),
    among('ownerId', filters.ownerIds),
    among('companyId', filters.companyIds),
    among('city', filters.cities),
    among('state', filters.states),
    filters.decisionMaker === undefined ? undefined : { decisionMaker: filters.decisionMaker },
  ]);

/** Who is on a list, as a condition on contacts: its members, or whom its filters find now. */
export const membersWhere = (list: Pick<List, 'id' | 'kind' | 'filters'>): WhereOptions =>
  list.kind === 'dynamic'
    ? filterWhere((list.filters ?? {}) as AudienceFilter)
    : {
        id: {
          [Op.in]: literal(`(SELECT "contactId" FROM "ListMember" WHERE "listId" = ${sqlUuid(list.id)})`),
        },
      };

const scopedMembers = (actor: Actor, list: List): WhereOptions =>
  allOf([contactPolicy.scope(actor), membersWhere(list)]);

export interface CountedList {
  list: List;
  memberCount: number;
}

/** Lists with how many of their members the caller may see. */
export async function withCounts(ctx: Ctx, lists: List[]): Promise<CountedList[]> {
  const transaction = ctx.transaction ?? null;
  const count = (list: List) => Contact.count({ where: scopedMembers(ctx.actor, list), transaction });
  const counts = await Promise.all(lists.map(count));
  return lists.map((list, index) => ({ list, memberCount: counts[index] ?? 0 }));
}

export async function listLists(ctx: Ctx, query: ListQuery): Promise<Rows<CountedList>> {
  const { rows, total } = await listRecords(ctx, listResource, query);
  return { rows: await withCounts(ctx, rows), total };
}

const kindRule = (kind: string, filters: unknown): void => {
  if (kind === 'static' && filters) throw invalidField('filters', 'A static list has members, not filters.');
};

export function createList(ctx: Ctx, input: z.output<typeof listInput>): Promise<List> {
  kindRule(input.kind, input.filters);
  return createRecord(ctx, listResource, {
    ...input,
    ...(input.kind === 'dynamic' && { filters: input.filters ?? {} }),
  });
}

export const updateList = (ctx: Ctx, id: string, patch: z.output<typeof listPatch>): Promise<List> =>
  updateRecord(ctx, listResource, id, patch, (_tx, list) => {
    if (patch.kind && patch.kind !== list.kind)
      throw invalidField('kind', 'A list stays what it was made as.');
    kindRule(list.kind, patch.filters);
    return {};
  });

/** Contacts on the list, as far as the caller may see them. */
export async function listMembers(
  ctx: Ctx,
  id: string,
  page: Pick<Page, 'page' | 'pageSize'>,
): Promise<Rows<Contact>> {
  const list = await findVisible(ctx, listResource, id);
  const where = scopedMembers(ctx.actor, list);
  const [rows, total] = await Promise.all([
    Contact.findAll({
      where,
      include: contactResource.include ?? [],
      order: [
        ['lastName', 'ASC'],
        ['firstName', 'ASC'],
        ['id', 'ASC'],
      ],
      limit: page.pageSize,
      offset: (page.page - 1) * page.pageSize,
    }),
    Contact.count({ where }),
  ]);
  return { rows, total };
}

async function changeableList(tx: TxCtx, id: string): Promise<List> {
  const list = await findVisible(tx, listResource, id, { lock: true });
  authorize(tx.actor, listPolicy.update.bind(listPolicy), list);
  if (list.kind === 'dynamic')
    throw invalidField('contactIds', 'Who is on a dynamic list is decided by its filters.');
  return list;
}

export interface MembersChanged {
  changed: number;
  memberCount: number;
}

/** Puts contacts on a static list; those out of the caller's scope are 400. */
export function addMembers(ctx: Ctx, id: string, contactIds: string[]): Promise<MembersChanged> {
  return inTransaction(ctx, async (tx) => {
    const list = await changeableList(tx, id);
    const ids = [...new Set(contactIds)];
    const visible = await Contact.count({
      where: allOf([contactPolicy.scope(tx.actor), { id: { [Op.in]: ids } }]),
      transaction: tx.transaction,
    });
    if (visible !== ids.length) throw invalidField('contactIds', 'There are no such contacts.');
    const added = await database().query(
      `INSERT INTO "ListMember" ("listId", "contactId") SELECT $1::uuid, unnest($2::uuid[])
       ON CONFLICT DO NOTHING RETURNING 1`,
      { bind: [id, ids], type: QueryTypes.SELECT, transaction: tx.transaction },
    );
    return membersChanged(tx, list, added.length, 'add');
  });
}

export function removeMembers(ctx: Ctx, id: string, contactIds: string[]): Promise<MembersChanged> {
  return inTransaction(ctx, async (tx) => {
    const list = await changeableList(tx, id);
    const changed = await ListMember.destroy({
      where: { listId: id, contactId: { [Op.in]: contactIds } },
      transaction: tx.transaction,
    });
    return membersChanged(tx, list, changed, 'remove');
  });
}

async function membersChanged(tx: TxCtx, list: List, changed: number, verb: string): Promise<MembersChanged> {
  if (changed) await recordChange(tx, listResource, `members_${verb}`, list, { members: [null, changed] });
  const [counted] = await withCounts(tx, [list]);
  return { changed, memberCount: counted?.memberCount ?? 0 };
}
