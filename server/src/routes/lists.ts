import {
  contactList,
  listInput,
  listMembersInput,
  listMembersResult,
  listPatch,
  listQuery,
} from '@besahubs/contracts/campaigns';
import { listParams, page } from '@besahubs/contracts/common';
import { contact } from '@besahubs/contracts/contacts';
import { z } from 'zod';
import type { List } from '../models/List';
import { presentList } from '../presenters/campaigns';
import { presentContact } from '../presenters/contacts';
import { presentPage } from '../presenters/refs';
import type { Ctx } from '../services/context';
import {
  addMembers,
  createList,
  listLists,
  listMembers,
  listResource,
  removeMembers,
  updateList,
  withCounts,
} from '../services/crm/lists';
import { deleteRecord, findVisible, restoreRecord } from '../services/crm/resource';
import { route } from './route';

const read = { permission: 'campaigns.read' } as const;
const write = { permission: 'campaigns.write' } as const;
const membersQuery = z.strictObject(listParams(['name'], 'name')).pick({ page: true, pageSize: true });

const present = async (ctx: Ctx, list: List) => {
  const [counted] = await withCounts(ctx, [list]);
  return presentList(ctx.actor, counted ?? { list, memberCount: 0 });
};

export const listRoutes = [
  route(
    'get',
    '/lists',
    { ...read, summary: 'Lists of contacts', query: listQuery, response: page(contactList) },
    async ({ ctx, query }) =>
      presentPage(await listLists(ctx, query), query, (row) => presentList(ctx.actor, row)),
  ),
  route(
    'post',
    '/lists',
    { ...write, summary: 'Create a list', body: listInput, response: contactList, status: 201 },
    async ({ ctx, body }) => present(ctx, await createList(ctx, body)),
  ),
  route(
    'get',
    '/lists/:id',
    { ...read, summary: 'One list', response: contactList },
    async ({ ctx, params }) => present(ctx, await findVisible(ctx, listResource, params.id)),
  ),
  route(
    'patch',
    '/lists/:id',
    { ...write, summary: 'Change a list', body: listPatch, response: contactList },
    async ({ ctx, params, body }) => present(ctx, await updateList(ctx, params.id, body)),
  ),
  route(
    'delete',
    '/lists/:id',
    { ...write, summary: 'Delete a list (restorable)' },
    async ({ ctx, params }) => {
      await deleteRecord(ctx, listResource, params.id);
      return null;
    },
  ),
  route(
    'post',
    '/lists/:id/restore',
    { ...write, summary: 'Undo the deletion of a list', response: contactList },
    async ({ ctx, params }) => present(ctx, await restoreRecord(ctx, listResource, params.id)),
  ),
  route(
    'get',
    '/lists/:id/members',
    { ...read, summary: 'Contacts on a list', query: membersQuery, response: page(contact) },
    async ({ ctx, params, query }) =>
      presentPage(await listMembers(ctx, params.id, query), query, (row) => presentContact(ctx.actor, row)),
  ),
  route(
    'post',
    '/lists/:id/members',
    { ...write, summary: 'Put contacts on a list', body: listMembersInput, response: listMembersResult },
    ({ ctx, params, body }) => addMembers(ctx, params.id, body.contactIds),
  ),
  route(
    'post',
    '/lists/:id/members/remove',
    { ...write, summary: 'Take contacts off a list', body: listMembersInput, response: listMembersResult },
    ({ ctx, params, body }) => removeMembers(ctx, params.id, body.contactIds),
  ),
];
