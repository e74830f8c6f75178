import type { Company as CompanyView } from '@besahubs/contracts/companies';
import type { Company } from '../models/Company';
import type { Actor } from '../policies/actor';
import { companyPolicy } from '../policies/companies';
import { metaOf, pick, refOf } from './refs';

const facts = [
  'name',
  'dba',
  'domain',
  'parentId',
  'naics',
  'employees',
  'portfolioSF',
  'creditRating',
  'website',
  'phone',
  'street',
  'city',
  'state',
  'zip',
  'description',
  'tags',
] as const;

export const presentCompany = (actor: Actor, company: Company): CompanyView => ({
  ...metaOf(company),
  ...pick(company, facts),
  types: company.types as CompanyView['types'],
  parent: refOf(company.parent),
  abilities: { update: companyPolicy.update(actor, company), delete: companyPolicy.delete(actor, company) },
});
