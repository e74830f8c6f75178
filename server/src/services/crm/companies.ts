import type { CompanyPatch, CompanyQuery } from '@besahubs/contracts/companies';
import type { companyInput } from '@besahubs/contracts/companies';
import { Op } from 'sequelize';
import type { z } from 'zod';
import { Company } from '../../models/Company';
import { companyPolicy } from '../../policies/companies';
import { everything } from '../../policies/policy';
import { invalidField } from '../../lib/errors';
import type { Ctx } from '../context';
import { createRecord, listRecords, ownedBy, personLabel, updateRecord } from './resource';
import type { Resource } from './resource';

/** `Acme, Inc.` and `ACME` are the same organisation to a person: what duplicates are found by. */
export const normalizeCompanyName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[.,'’"()]/g, '')
    .replace(/&/g, ' and ')
    .replace(/\b(inc|llc|llp|lp|ltd|corp|corporation|company|co|plc|gmbh)\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();

export const companyResource: Resource<Company, CompanyQuery> = {
  model: Company,
  policy: companyPolicy,
  noun: 'company',
  include: [personLabel('owner'), { model: Company, as: 'parent', attributes: ['id', 'name'] }],
  filters: (query, actor) => [
    query.type && { [Op.or]: query.type.map((type) => ({ types: { [Op.contains]: [type] } })) },
    ownedBy('ownerId', query.ownerId, actor),
    query.parentId ? { parentId: query.parentId } : undefined,
    query.city ? { city: query.city } : undefined,
    query.state ? { state: query.state } : undefined,
  ],
  references: { parentId: { model: Company, scope: () => everything } },
};

export const listCompanies = (ctx: Ctx, query: CompanyQuery) => listRecords(ctx, companyResource, query);

export const createCompany = (ctx: Ctx, input: z.output<typeof companyInput>) =>
  createRecord(ctx, companyResource, { ...input, normalizedName: normalizeCompanyName(input.name) });

export const updateCompany = (ctx: Ctx, id: string, patch: CompanyPatch) =>
  updateRecord(ctx, companyResource, id, patch, () => {
    if (patch.parentId === id) throw invalidField('parentId', 'A company cannot be its own parent.');
    return patch.name ? { normalizedName: normalizeCompanyName(patch.name) } : {};
  });
