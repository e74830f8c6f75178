import { z } from 'zod';
import {
  abilities,
  count,
  csv,
  dateOnly,
  listParams,
  longText,
  money,
  numberParam,
  ownerFilter,
  patchOf,
  percent,
  positiveMoney,
  recordMeta,
  segmentParam,
  squareFeet,
  tags,
  text,
  uuid,
  year,
} from './common';

export const propertyTypes = {
  office: ['CBD', 'Suburban', 'Medical', 'Creative', 'Flex/R&D'],
  industrial: [
    'Warehouse',
    'Distribution',
    'Manufacturing',
    'Flex',
    'Truck Terminal',
    'Cold Storage',
    'Last-mile',
    'Data Center',
    'Outdoor Storage',
  ],
  retail: ['Neighborhood', 'Community', 'Strip', 'Power', 'Mall', 'Freestanding/NNN', 'Restaurant', 'Street'],
  multifamily: ['Garden', 'Mid-rise', 'High-rise', 'Student', 'Senior'],
  land: ['Commercial', 'Industrial', 'Residential', 'Agricultural'],
  hospitality: [],
  self_storage: [],
  mixed_use: [],
  special_purpose: [],
} as const;
export type PropertyType = keyof typeof propertyTypes;
export const propertyTypeKeys = Object.keys(propertyTypes) as [PropertyType, ...PropertyType[]];
export const propertyStatuses = [
  'off_market',
  'for_sale',
  'for_lease',
  'for_sale_or_lease',
  'under_contract',
  'leased',
  'sold',
] as const;
export const tenancies = ['single', 'multi', 'owner_user'] as const;
export const leaseStructures = ['nnn', 'modified_gross', 'full_service', 'absolute_net', 'ground'] as const;
/** Rents are quoted per SF and year, or per SF and month. */
export const rentBases = ['sf_year', 'sf_month'] as const;

const facts = {
  street: text(200).nullable(),
  city: text(100).nullable(),
  state: text(60).nullable(),
  /** Text: leading zeros and ZIP+4 survive. */
  zip: text(20).nullable(),
  county: text(100).nullable(),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  market: text(100).nullable(),
  submarket: text(100).nullable(),
  /** Assessor's parcel numbers, as text. */
  apn: text(200).nullable(),
  zoning: text(60).nullable(),
  subtype: text(60).nullable(),
  buildingClass: z.enum(['A', 'B', 'C']).nullable(),
  tenancy: z.enum(tenancies).nullable(),
  buildingSF: squareFeet.nullable(),
  rentableSF: squareFeet.nullable(),
  lotAcres: z.number().min(0).max(10_000_000).nullable(),
  floors: count.max(300).nullable(),
  typicalFloorSF: squareFeet.nullable(),
  yearBuilt: year.nullable(),
  yearRenovated: year.nullable(),
  units: count.nullable(),
  occupancyPct: percent.max(100).nullable(),
  parkingSpaces: count.nullable(),
  /** Spaces per 1,000 SF. */
  parkingRatio: z.number().min(0).max(1000).nullable(),
  askingPrice: positiveMoney.nullable(),
  noi: money.nullable(),
  /** Percent points. Flagged when it is more than 10 bp off NOI ÷ price. */
  capRate: percent.nullable(),
  askingRentLow: positiveMoney.nullable(),
  askingRentHigh: positiveMoney.nullable(),
  rentBasis: z.enum(rentBases).nullable(),
  leaseStructure: z.enum(leaseStructures).nullable(),
  /** $/SF/yr */
  camPerSF: positiveMoney.nullable(),
  taxPerSF: positiveMoney.nullable(),
  insurancePerSF: positiveMoney.nullable(),
  clearHeightFt: z.number().min(0).max(500).nullable(),
  dockDoors: count.nullable(),
  driveIns: count.nullable(),
  power: text(80).nullable(),
  sprinkler: text(60).nullable(),
  columnSpacing: text(40).nullable(),
  truckCourtFt: z.number().min(0).max(2000).nullable(),
  rail: z.boolean().nullable(),
  officePct: percent.max(100).nullable(),
  lender: text(120).nullable(),
  loanBalance: positiveMoney.nullable(),
  loanMaturity: dateOnly.nullable(),
  loanToValuePct: percent.nullable(),
  lastSaleDate: dateOnly.nullable(),
  lastSalePrice: positiveMoney.nullable(),
  description: longText().nullable(),
};

export const propertyInput = z.strictObject({
  name: text(200),
  type: z.enum(propertyTypeKeys),
  status: z.enum(propertyStatuses).default('off_market'),
  ownerId: uuid.optional(),
  tags: tags.optional(),
  ...z.object(facts).partial().shape,
});
export type PropertyInput = z.input<typeof propertyInput>;
export const propertyPatch = patchOf(propertyInput);
export type PropertyPatch = z.input<typeof propertyPatch>;

export const propertySortable = [
  'name',
  'type',
  'status',
  'city',
  'market',
  'submarket',
  'buildingSF',
  'askingPrice',
  'askingRentLow',
  'capRate',
  'yearBuilt',
  'occupancyPct',
  'loanMaturity',
  'createdAt',
  'updatedAt',
] as const;
export const propertyQuery = z.strictObject({
  ...listParams(propertySortable),
  ...segmentParam,
  type: csv(z.enum(propertyTypeKeys)).optional(),
  status: csv(z.enum(propertyStatuses)).optional(),
  market: csv(text(100)).optional(),
  submarket: csv(text(100)).optional(),
  buildingClass: csv(z.enum(['A', 'B', 'C'])).optional(),
  state: text(60).optional(),
  city: text(100).optional(),
  ownerId: ownerFilter.optional(),
  buildingSFMin: numberParam.optional(),
  buildingSFMax: numberParam.optional(),
  askingPriceMin: numberParam.optional(),
  askingPriceMax: numberParam.optional(),
  capRateMin: numberParam.optional(),
  capRateMax: numberParam.optional(),
  tag: csv(text(60)).optional(),
  loanMaturityTo: dateOnly.optional(),
});
export type PropertyQuery = z.output<typeof propertyQuery>;

export const property = z.object({
  ...recordMeta,
  name: z.string(),
  type: z.enum(propertyTypeKeys),
  status: z.enum(propertyStatuses),
  tags: z.array(z.string()),
  ...facts,
  /** Derived: dollars per SF of the building. */
  pricePerSF: z.number().nullable(),
  pricePerUnit: z.number().nullable(),
  /** What NOI ÷ price says, in percent points. */
  impliedCapRate: z.number().nullable(),
  capRateWarning: z.boolean(),
  abilities,
});
export type Property = z.infer<typeof property>;

export const spaceStatuses = ['available', 'leased', 'coming_available'] as const;
export const leaseTypes = ['new', 'renewal', 'sublease', 'assignment'] as const;

const spaceFacts = {
  floor: text(20).nullable(),
  rentableSF: squareFeet.nullable(),
  /** $/SF/yr */
  askingRate: positiveMoney.nullable(),
  leaseStructure: z.enum(leaseStructures).nullable(),
  availableDate: dateOnly.nullable(),
  tiPerSF: positiveMoney.nullable(),
  deliveryCondition: text(120).nullable(),
};
export const spaceInput = z.strictObject({
  suite: text(40),
  status: z.enum(spaceStatuses).default('available'),
  ...z.object(spaceFacts).partial().shape,
});
export type SpaceInput = z.input<typeof spaceInput>;
export const spacePatch = patchOf(spaceInput).omit({ version: true });
export type SpacePatch = z.input<typeof spacePatch>;
/** A suite of the building. */
export const space = z.object({
  id: uuid,
  suite: z.string(),
  status: z.enum(spaceStatuses),
  ...spaceFacts,
});
export type Space = z.infer<typeof space>;
export const spaceParams = z.strictObject({ id: uuid, spaceId: uuid });

const leaseFacts = {
  spaceId: uuid.nullable(),
  tenantCompanyId: uuid.nullable(),
  rentableSF: squareFeet.nullable(),
  commencementDate: dateOnly.nullable(),
  expirationDate: dateOnly.nullable(),
  /** $/SF/yr */
  baseRent: positiveMoney.nullable(),
  escalationPct: percent.nullable(),
  freeMonths: z.number().min(0).max(120).multipleOf(0.1).nullable(),
  tiPerSF: positiveMoney.nullable(),
  options: text(500).nullable(),
  /** The last day to give notice of an option. */
  noticeDate: dateOnly.nullable(),
};
export const leaseInput = z.strictObject({
  /** Taken from the tenant company when left out. */
  tenantName: text(200).optional(),
  type: z.enum(leaseTypes).default('new'),
  ...z.object(leaseFacts).partial().shape,
});
export type LeaseInput = z.input<typeof leaseInput>;
export const leasePatch = patchOf(leaseInput).omit({ version: true });
export type LeasePatch = z.input<typeof leasePatch>;
/** A lease in the building, of one suite when it is known which. */
export const lease = z.object({
  id: uuid,
  tenantName: z.string(),
  type: z.enum(leaseTypes),
  suite: z.string().nullable(),
  ...leaseFacts,
});
export type Lease = z.infer<typeof lease>;
export const leaseParams = z.strictObject({ id: uuid, leaseId: uuid });

/** Suites in their natural order, leases by what expires first. */
export const rentRoll = z.object({ spaces: z.array(space), leases: z.array(lease) });
export type RentRoll = z.infer<typeof rentRoll>;
