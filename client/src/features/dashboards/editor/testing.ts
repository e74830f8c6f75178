import type { DatasetInfo } from '@besahubs/contracts/reports';

type Field = DatasetInfo['fields'][number];

/** For tests: a field of a dataset, as the server describes it. */
export const field = (key: string, label: string, type: Field['type'], more: Partial<Field> = {}): Field => ({
  key,
  label,
  type,
  format: 'text',
  ops: ['eq', 'ne', 'in', 'notIn', 'isNull', 'isNotNull'],
  aggs: ['count', 'countDistinct'],
  groupable: true,
  ...more,
});
