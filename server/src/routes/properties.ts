import { property, propertyInput, propertyPatch, propertyQuery } from '@besahubs/contracts/properties';
import { presentProperty } from '../presenters/properties';
import { createProperty, listProperties, propertyResource, updateProperty } from '../services/crm/properties';
import { rentRollRoutes } from './rentRoll';
import { resourceRoutes } from './resource';

export const propertyRoutes = [
  ...resourceRoutes({
    path: '/properties',
    noun: 'property',
    permissions: { read: 'properties.read', write: 'properties.write', delete: 'properties.delete' },
    contract: { query: propertyQuery, input: propertyInput, patch: propertyPatch, record: property },
    resource: propertyResource,
    list: listProperties,
    create: createProperty,
    update: updateProperty,
    present: presentProperty,
  }),
  ...rentRollRoutes,
];
