import type {
  Lease as LeaseView,
  Property as PropertyView,
  RentRoll,
  Space as SpaceView,
} from '@besahubs/contracts/properties';
import type { Lease } from '../models/Lease';
import type { Property } from '../models/Property';
import type { Space } from '../models/Space';
import type { Actor } from '../policies/actor';
import { propertyPolicy } from '../policies/properties';
import { propertyFigures } from './propertyFigures';
import { metaOf, pick } from './refs';

const facts = [
  'name',
  'tags',
  'street',
  'city',
  'state',
  'zip',
  'county',
  'latitude',
  'longitude',
  'market',
  'submarket',
  'apn',
  'zoning',
  'subtype',
  'buildingClass',
  'buildingSF',
  'rentableSF',
  'lotAcres',
  'floors',
  'typicalFloorSF',
  'yearBuilt',
  'yearRenovated',
  'units',
  'occupancyPct',
  'parkingSpaces',
  'parkingRatio',
  'askingPrice',
  'noi',
  'capRate',
  'askingRentLow',
  'askingRentHigh',
  'camPerSF',
  'taxPerSF',
  'insurancePerSF',
  'clearHeightFt',
  'dockDoors',
  'driveIns',
  'power',
  'sprinkler',
  'columnSpacing',
  'truckCourtFt',
  'rail',
  'officePct',
  'lender',
  'loanBalance',
  'loanMaturity',
  'loanToValuePct',
  'lastSaleDate',
  'lastSalePrice',
  'description',
] as const;

export const presentProperty = (actor: Actor, property: Property): PropertyView => ({
  ...metaOf(property),
  ...pick(property, facts),
  ...propertyFigures(property),
  type: property.type as PropertyView['type'],
  status: property.status as PropertyView['status'],
  tenancy: property.tenancy as PropertyView['tenancy'],
  rentBasis: property.rentBasis as PropertyView['rentBasis'],
  leaseStructure: property.leaseStructure as PropertyView['leaseStructure'],
  abilities: {
    update: propertyPolicy.update(actor, property),
    delete: propertyPolicy.delete(actor, property),
  },
});

const spaceFacts = [
  'id',
  'suite',
  'status',
  'floor',
  'rentableSF',
  'askingRate',
  'availableDate',
  'tiPerSF',
  'deliveryCondition',
] as const;
export const presentSpace = (space: Space): SpaceView => ({
  ...pick(space, spaceFacts),
  leaseStructure: space.leaseStructure as SpaceView['leaseStructure'],
});

const leaseFacts = [
  'id',
  'tenantName',
  'type',
  'spaceId',
  'tenantCompanyId',
  'rentableSF',
  'commencementDate',
  'expirationDate',
  'baseRent',
  'escalationPct',
  'freeMonths',
  'tiPerSF',
  'options',
  'noticeDate',
] as const;
export const presentLease = (lease: Lease): LeaseView => ({
  ...pick(lease, leaseFacts),
  suite: lease.space?.suite ?? null,
});

export const presentRentRoll = (roll: { spaces: Space[]; leases: Lease[] }): RentRoll => ({
  spaces: roll.spaces.map(presentSpace),
  leases: roll.leases.map(presentLease),
});
