import {
  lease,
  leaseInput,
  leaseParams,
  leasePatch,
  rentRoll,
  space,
  spaceInput,
  spaceParams,
  spacePatch,
} from '@besahubs/contracts/properties';
import { presentLease, presentRentRoll, presentSpace } from '../presenters/properties';
import {
  addLease,
  addSpace,
  changeLease,
  changeSpace,
  readRentRoll,
  removeLease,
  removeSpace,
} from '../services/crm/rentRoll';
import { route } from './route';

/** Spaces and leases of a property. */
export const rentRollRoutes = [
  route(
    'get',
    '/properties/:id/rent-roll',
    { summary: 'Spaces and leases of a property', permission: 'properties.read', response: rentRoll },
    async ({ ctx, params }) => presentRentRoll(await readRentRoll(ctx, params.id)),
  ),
  route(
    'post',
    '/properties/:id/spaces',
    {
      summary: 'Add a space',
      permission: 'properties.write',
      body: spaceInput,
      response: space,
      status: 201,
    },
    async ({ ctx, params, body }) => presentSpace(await addSpace(ctx, params.id, body)),
  ),
  route(
    'patch',
    '/properties/:id/spaces/:spaceId',
    {
      summary: 'Change a space',
      permission: 'properties.write',
      params: spaceParams,
      body: spacePatch,
      response: space,
    },
    async ({ ctx, params, body }) => presentSpace(await changeSpace(ctx, params.id, params.spaceId, body)),
  ),
  route(
    'delete',
    '/properties/:id/spaces/:spaceId',
    { summary: 'Remove a space', permission: 'properties.write', params: spaceParams },
    async ({ ctx, params }) => {
      await removeSpace(ctx, params.id, params.spaceId);
      return null;
    },
  ),
  route(
    'post',
    '/properties/:id/leases',
    {
      summary: 'Add a lease',
      permission: 'properties.write',
      body: leaseInput,
      response: lease,
      status: 201,
    },
    async ({ ctx, params, body }) => presentLease(await addLease(ctx, params.id, body)),
  ),
  route(
    'patch',
    '/properties/:id/leases/:leaseId',
    {
      summary: 'Change a lease',
      permission: 'properties.write',
      params: leaseParams,
      body: leasePatch,
      response: lease,
    },
    async ({ ctx, params, body }) => presentLease(await changeLease(ctx, params.id, params.leaseId, body)),
  ),
  route(
    'delete',
    '/properties/:id/leases/:leaseId',
    { summary: 'Remove a lease', permission: 'properties.write', params: leaseParams },
    async ({ ctx, params }) => {
      await removeLease(ctx, params.id, params.leaseId);
      return null;
    },
  ),
];
