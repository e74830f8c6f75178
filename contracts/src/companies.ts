import { z } from 'zod';
import {
  abilities,
  count,
  csv,
  listParams,
  longText,
  ownerFilter,
  patchOf,
  recordMeta,
  ref,
  squareFeet,
  tags,
  text,
  uuid,
} from './common';

export const companyTypes = [
  'owner',
  'investor',
  'tenant',
  'developer',
  'lender',
  'brokerage',
  'law_title',
  'vendor',
] as const;

const facts = {
  dba: text(160).nullable(),
  domain: text(160).nullable(),
  parentId: uuid.nullable(),
  naics: text(12).nullable(),
  employees: count.nullable(),
  portfolioSF: squareFeet.nullable(),
  creditRating: text(20).nullable(),
  website: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .nullable(),
  phone: text(40).nullable(),
  street: text(200).nullable(),
  city: text(100).nullable(),
  state: text(60).nullable(),
  zip: text(20).nullable(),
  description: longText().nullable(),
};

export const companyInput = z.strictObject({
  name: text(200),
  types: z.array(z.enum(companyTypes)).max(8).optional(),
  ownerId: uuid.optional(),
  tags: tags.optional(),
  ...z.object(facts).partial().shape,
});
export type CompanyInput = z.input<typeof companyInput>;
export const companyPatch = patchOf(companyInput);
export type CompanyPatch = z.input<typeof companyPatch>;

export const companySortable = [
  'name',
  'city',
  'employees',
  'portfolioSF',
  'createdAt',
  'updatedAt',
] as const;
export const companyQuery = z.strictObject({
  ...listParams(companySortable, 'name'),
  type: csv(z.enum(companyTypes)).optional(),
  ownerId: ownerFilter.optional(),
  parentId: uuid.optional(),
  city: text(100).optional(),
  state: text(60).optional(),
});
export type CompanyQuery = z.output<typeof companyQuery>;

export const company = z.object({
  ...recordMeta,
  name: z.string(),
  types: z.array(z.enum(companyTypes)),
  tags: z.array(z.string()),
  ...facts,
  parent: ref.nullable(),
  abilities,
});
export type Company = z.infer<typeof company>;
