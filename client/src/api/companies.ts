import type { Company, CompanyInput, CompanyPatch } from '@besahubs/contracts/companies';
import { defineResource } from './resource';

export const companies = defineResource<Company, CompanyInput, CompanyPatch>('companies', { one: 'Company' });
