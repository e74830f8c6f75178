import { company, companyInput, companyPatch, companyQuery } from '@besahubs/contracts/companies';
import { presentCompany } from '../presenters/companies';
import { companyResource, createCompany, listCompanies, updateCompany } from '../services/crm/companies';
import { resourceRoutes } from './resource';

export const companyRoutes = resourceRoutes({
  path: '/companies',
  noun: 'company',
  permissions: { read: 'companies.read', write: 'companies.write', delete: 'companies.delete' },
  contract: { query: companyQuery, input: companyInput, patch: companyPatch, record: company },
  resource: companyResource,
  list: listCompanies,
  create: createCompany,
  update: updateCompany,
  present: presentCompany,
});
