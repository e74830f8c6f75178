import { propertyTypeKeys } from '@besahubs/contracts/properties';
import { Op } from 'sequelize';
import { dateIn } from '../../../lib/time';
import { Lease } from '../../../models/Lease';
import { Property } from '../../../models/Property';
import { idsWithin } from '../../../policies/policy';
import { propertyPolicy } from '../../../policies/properties';
import {
  choices,
  column,
  companyOf,
  computed,
  idField,
  joined,
  person,
  propertyJoin,
  propertyOf,
  teamOf,
} from '../dataset';
import type { Dataset, Field } from '../dataset';

const money = { format: 'currency' } as const;
const area = { format: 'area' } as const;

const fields: Record<string, Field> = {
  id: idField('Lease'),
  tenant: column('tenantName', 'Tenant', 'text'),
  tenantCompany: companyOf('tenantCompanyId', 'Tenant company'),
  type: column('type', 'Type', 'enum', { values: choices(['new', 'renewal', 'sublease', 'assignment']) }),
  property: propertyOf(),
  'property.type': joined('property', 'type', 'Property type', 'enum', { values: choices(propertyTypeKeys) }),
  'property.market': joined('property', 'market', 'Market', 'text'),
  'property.submarket': joined('property', 'submarket', 'Submarket', 'text'),
  'property.city': joined('property', 'city', 'City', 'text'),
  owner: person('ownerId', 'Owner', 'property'),
  team: teamOf('teamId', 'property'),
  rentableSF: column('rentableSF', 'Rentable SF', 'number', area),
  baseRent: column('baseRent', 'Base rent per SF and year', 'number', money),
  annualRent: computed(
    () => `(d."baseRent" * d."rentableSF")`,
    ['baseRent', 'rentableSF'],
    'Annual rent',
    'number',
    money,
  ),
  escalationPct: column('escalationPct', 'Escalation', 'number', { format: 'percent' }),
  freeMonths: column('freeMonths', 'Free months', 'number'),
  tiPerSF: column('tiPerSF', 'TI per SF', 'number', money),
  commencementDate: column('commencementDate', 'Commencement', 'date'),
  expirationDate: column('expirationDate', 'Expiration', 'date'),
  noticeDate: column('noticeDate', 'Notice date', 'date'),
  /** Whole calendar months from the reader's today to the expiration; negative when it has passed. */
  monthsToExpiration: computed(
    ({ zone, now }) => `(extract(year FROM age(d."expirationDate", '${dateIn(zone, now)}'::date)) * 12
      + extract(month FROM age(d."expirationDate", '${dateIn(zone, now)}'::date)))`,
    ['expirationDate'],
    'Months to expiration',
    'number',
  ),
  expired: computed(
    ({ zone, now }) => `(d."expirationDate" < '${dateIn(zone, now)}'::date)`,
    ['expirationDate'],
    'Expired',
    'boolean',
  ),
  createdAt: column('createdAt', 'Created', 'instant'),
};

/** Leases of the properties that the reader sees. Owner and team are the property's. */
export const leases: Dataset = {
  key: 'leases',
  label: 'Leases',
  noun: 'leases',
  model: Lease,
  scope: (actor) => ({ propertyId: { [Op.in]: idsWithin(Property, propertyPolicy.scope(actor)) } }),
  scopeTables: ['Property'],
  dateField: 'expirationDate',
  fields: new Map(Object.entries(fields)),
  joins: { property: propertyJoin },
  row: {
    name: column('tenantName', 'Tenant', 'text'),
    opens: [{ resource: 'properties', id: column('propertyId', 'Property', 'ref') }],
  },
  listResource: null,
  shown: ['property', 'expirationDate', 'rentableSF', 'baseRent', 'annualRent', 'type'],
};
