import { z } from 'zod';
import { page } from '@besahubs/contracts/common';
import {
  contact,
  contactInput,
  contactPatch,
  contactQuery,
  contactShare,
  directoryQuery,
  maskedContact,
  shareInput,
  shareParams,
} from '@besahubs/contracts/contacts';
import { presentContact, presentMasked, presentShare } from '../presenters/contacts';
import { presentPage } from '../presenters/refs';
import { contactResource, createContact, listContacts, updateContact } from '../services/crm/contacts';
import {
  endShare,
  grantShare,
  listDirectory,
  listShares,
  requestAccess,
} from '../services/crm/contactSharing';
import { resourceRoutes } from './resource';
import { route } from './route';

export const contactRoutes = [
  // Before `/contacts/:id`, which would take the word for an id.
  route(
    'get',
    '/contacts/directory',
    {
      summary: "Team-mates' contacts by name, to ask for access",
      permission: 'contacts.read',
      query: directoryQuery,
      response: page(maskedContact),
    },
    async ({ ctx, query }) => presentPage(await listDirectory(ctx, query), query, presentMasked),
  ),
  ...resourceRoutes({
    path: '/contacts',
    noun: 'contact',
    permissions: { read: 'contacts.read', write: 'contacts.write', delete: 'contacts.delete' },
    contract: { query: contactQuery, input: contactInput, patch: contactPatch, record: contact },
    resource: contactResource,
    list: listContacts,
    create: createContact,
    update: updateContact,
    present: presentContact,
  }),
  route(
    'post',
    '/contacts/:id/access-requests',
    {
      summary: 'Ask the owner of a masked contact to share it',
      permission: 'contacts.read',
      response: maskedContact,
      status: 201,
    },
    async ({ ctx, params }) => presentMasked(await requestAccess(ctx, params.id)),
  ),
  route(
    'get',
    '/contacts/:id/shares',
    {
      summary: 'Who else sees a contact, and who asks to',
      permission: 'contacts.write',
      response: z.array(contactShare),
    },
    async ({ ctx, params }) => (await listShares(ctx, params.id)).map(presentShare),
  ),
  route(
    'post',
    '/contacts/:id/shares',
    {
      summary: 'Share a contact with a user (also grants a request)',
      permission: 'contacts.write',
      body: shareInput,
      response: contactShare,
      status: 201,
    },
    async ({ ctx, params, body }) => presentShare(await grantShare(ctx, params.id, body.userId)),
  ),
  route(
    'delete',
    '/contacts/:id/shares/:userId',
    {
      summary: 'Stop sharing a contact with a user (or decline a request)',
      permission: 'contacts.write',
      params: shareParams,
    },
    async ({ ctx, params }) => {
      await endShare(ctx, params.id, params.userId);
      return null;
    },
  ),
];
