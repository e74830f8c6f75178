import type { ReportField } from './reports';

/** Whether a figure over all rows is a total of those above it: the first or lowest of all is none. */
export const hasTotal = ({ role, extreme }: Pick<ReportField, 'role' | 'extreme'>): boolean =>
  role !== 'dimension' && !extreme;
