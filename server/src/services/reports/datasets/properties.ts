import { propertyStatuses, propertyTypeKeys, tenancies } from '@besahubs/contracts/properties';
import { Property } from '../../../models/Property';
import { propertyPolicy } from '../../../policies/properties';
import { choices, column, idField, person, teamOf } from '../dataset';
import type { Dataset, Field } from '../dataset';

const money = { format: 'currency' } as const;
const percent = { format: 'percent' } as const;
const area = { format: 'area' } as const;

const fields: Record<string, Field> = {
  id: idField('Property'),
  name: column('name', 'Name', 'text'),
  type: column('type', 'Type', 'enum', { values: choices(propertyTypeKeys) }),
  subtype: column('subtype', 'Subtype', 'text'),
  status: column('status', 'Status', 'enum', { values: choices(propertyStatuses) }),
  buildingClass: column('buildingClass', 'Class', 'enum', { values: choices(['A', 'B', 'C']) }),
  tenancy: column('tenancy', 'Tenancy', 'enum', { values: choices(tenancies) }),
  owner: person('ownerId', 'Owner'),
  team: teamOf(),
  market: column('market', 'Market', 'text'),
  submarket: column('submarket', 'Submarket', 'text'),
  city: column('city', 'City', 'text'),
  state: column('state', 'State', 'text'),
  county: column('county', 'County', 'text'),
  buildingSF: column('buildingSF', 'Building SF', 'number', area),
  rentableSF: column('rentableSF', 'Rentable SF', 'number', area),
  lotAcres: column('lotAcres', 'Lot (acres)', 'number'),
  units: column('units', 'Units', 'number'),
  yearBuilt: column('yearBuilt', 'Year built', 'number'),
  occupancyPct: column('occupancyPct', 'Occupancy', 'number', percent),
  askingPrice: column('askingPrice', 'Asking price', 'number', money),
  noi: column('noi', 'NOI', 'number', money),
  capRate: column('capRate', 'Cap rate', 'number', percent),
  askingRentLow: column('askingRentLow', 'Asking rent, low', 'number', money),
  askingRentHigh: column('askingRentHigh', 'Asking rent, high', 'number', money),
  loanBalance: column('loanBalance', 'Loan balance', 'number', money),
  loanMaturity: column('loanMaturity', 'Loan maturity', 'date'),
  lastSaleDate: column('lastSaleDate', 'Last sale', 'date'),
  lastSalePrice: column('lastSalePrice', 'Last sale price', 'number', money),
  tags: column('tags', 'Tags', 'tags'),
  createdAt: column('createdAt', 'Created', 'instant'),
  updatedAt: column('updatedAt', 'Updated', 'instant'),
};

export const properties: Dataset = {
  key: 'properties',
  label: 'Properties',
  noun: 'properties',
  model: Property,
  scope: (actor) => propertyPolicy.scope(actor),
  scopeTables: [],
  dateField: 'createdAt',
  fields: new Map(Object.entries(fields)),
  joins: {},
  row: { name: column('name', 'Name', 'text'), opens: [{ resource: 'properties', id: idField('') }] },
  listResource: 'properties',
  shown: ['type', 'status', 'market', 'buildingSF', 'askingPrice'],
};
