import { companyTypes } from '@besahubs/contracts/companies';
import { toOptions } from './options';

const LABELS: Record<string, string> = { law_title: 'Law / title' };
export const companyTypeOptions = toOptions(companyTypes, LABELS);
export const companyTypeLabel = (type: string): string =>
  companyTypeOptions.find((option) => option.value === type)?.label ?? type;
