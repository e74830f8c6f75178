import type { FilterOp, FilterTest, Scalar } from '@besahubs/contracts/reportFilters';
import type { DatasetInfo, DatasetKey } from '@besahubs/contracts/reports';
import { presetLabel } from '@besahubs/contracts/reportRanges';
import { number, words } from '../../../components/format';
import { isPeriod, periodText } from './periods';

type DatasetField = DatasetInfo['fields'][number];
/** A field that a dashboard can be filtered by, and the datasets that have it. */
export interface FilterField extends DatasetField {
  datasets: readonly DatasetKey[];
}

/** The two that every dashboard is asked for first. */
const FIRST = ['owner', 'team'];

/** The fields of all datasets in use, each once: filters hold wherever the field is there. Owner and team come first. */
export function fieldsOf(datasets: readonly DatasetInfo[], used: ReadonlySet<DatasetKey>): FilterField[] {
  const fields = new Map<string, FilterField>();
  for (const dataset of datasets.filter(({ key }) => used.has(key))) {
    for (const field of dataset.fields) {
      if (field.key === 'id') continue;
      const known = fields.get(field.key);
      fields.set(
        field.key,
        known ? joined(known, field, dataset.key) : { ...field, datasets: [dataset.key] },
      );
    }
  }
  const rank = ({ key }: FilterField) => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
  return [...fields.values()].toSorted((a, b) => rank(a) - rank(b) || a.label.localeCompare(b.label));
}

/** Tasks and deals both have a status, with other values: one filter offers them all. */
function joined(known: FilterField, field: DatasetField, dataset: DatasetKey): FilterField {
  const datasets = [...known.datasets, dataset];
  if (!known.values || !field.values) return { ...known, datasets };
  const values = new Map([...known.values, ...field.values].map((choice) => [choice.value, choice]));
  return { ...known, datasets, values: [...values.values()] };
}

/** The name of a field that a filter mentions, whichever dataset it is from. */
export function fieldLabel(datasets: readonly DatasetInfo[], key: string): string {
  const found = datasets.flatMap(({ fields }) => fields).find((field) => field.key === key);
  return found?.label ?? words(key);
}

/** What a filter of each kind of field can say, the usual one first. */
export function opsOf({ type, values }: Pick<FilterField, 'type' | 'values'>): readonly FilterOp[] {
  if (type === 'enum' || type === 'ref' || type === 'tags' || values)
    return ['in', 'notIn', 'isNull', 'isNotNull'];
  if (type === 'boolean') return ['eq'];
  if (type === 'number') return ['gte', 'lte', 'between', 'eq', 'isNull', 'isNotNull'];
  if (type === 'date' || type === 'instant')
    return ['relative', 'between', 'before', 'after', 'isNull', 'isNotNull'];
  return ['contains', 'notContains', 'startsWith', 'eq', 'ne', 'isNull', 'isNotNull'];
}

export const opLabels: Record<FilterOp, string> = {
  eq: 'is',
  ne: 'is not',
  in: 'is',
  notIn: 'is not',
  contains: 'contains',
  notContains: 'does not contain',
  startsWith: 'starts with',
  gt: 'more than',
  gte: 'at least',
  lt: 'less than',
  lte: 'at most',
  between: 'between',
  before: 'before',
  after: 'after',
  relative: 'in',
  isNull: 'is empty',
  isNotNull: 'is not empty',
};

export const takesNoValue = (op: FilterOp): boolean => op === 'isNull' || op === 'isNotNull';

export const listOf = (value: FilterTest['value']): readonly Scalar[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
};

interface Named {
  field: FilterField | undefined;
  /** Names of the records that the values are ids of. */
  names: ReadonlyMap<string, string>;
  /** Of the reader: their days are those of the filter. */
  zone: string;
}

function valueText(value: Scalar, { field, names }: Named): string {
  if (value === 'me') return 'Me';
  if (value === 'my_team') return 'My team';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return number(value);
  return field?.values?.find((choice) => choice.value === value)?.label ?? names.get(value) ?? value;
}

/** What a filter says after its field's name: “is LOI, Tour”, “at least 1,000”, “is empty”. */
export function testText(test: FilterTest, named: Named): { op: string; value: string } {
  const op = opLabels[test.op];
  if (takesNoValue(test.op)) return { op, value: '' };
  if (test.op === 'relative') return { op, value: presetLabel(String(test.value)) };
  if (isPeriod(test)) return { op: opLabels.relative, value: periodText(test, named.zone) };
  const values = listOf(test.value).map((value) => valueText(value, named));
  return { op, value: values.join(test.op === 'between' ? ' and ' : ', ') };
}
