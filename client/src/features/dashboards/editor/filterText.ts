import type { FilterOp, FilterTest } from '@besahubs/contracts/reportFilters';
import type { DraftField } from './changes';

const LABELS: Record<FilterOp, string> = {
  eq: 'is',
  ne: 'is not',
  in: 'is any of',
  notIn: 'is none of',
  contains: 'contains',
  notContains: 'does not contain',
  startsWith: 'starts with',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  between: 'is between',
  before: 'is before',
  after: 'is after',
  relative: 'is in',
  isNull: 'is empty',
  isNotNull: 'is not empty',
};
const DATE_LABELS: Partial<Record<FilterOp, string>> = {
  eq: 'is on',
  ne: 'is not on',
  gte: 'is on or after',
  lte: 'is on or before',
};
const isTime = ({ type }: DraftField) => type === 'instant' || type === 'date';

export const opLabel = (op: FilterOp, field: DraftField): string =>
  (isTime(field) ? DATE_LABELS[op] : undefined) ?? LABELS[op];

/** Operators worth offering: not two that mean the same, except for the one that is chosen already. */
export function opsFor(field: DraftField, chosen: FilterOp): FilterOp[] {
  const listed = field.ops.includes('in');
  const spare: FilterOp[] = isTime(field)
    ? ['gt', 'lt']
    : listed && field.type !== 'number' && field.type !== 'text'
      ? ['eq', 'ne']
      : [];
  return field.ops.filter((op) => op === chosen || !spare.includes(op));
}

/** The condition one begins with. */
export function newTest(field: DraftField): FilterTest {
  const op: FilterOp =
    field.type === 'text'
      ? 'contains'
      : field.type === 'number'
        ? 'gte'
        : field.type === 'boolean'
          ? 'eq'
          : isTime(field)
            ? 'relative'
            : 'in';
  const known = field.ops.includes(op) ? op : (field.ops[0] ?? 'isNotNull');
  return { field: field.key, op: known, ...(known === 'relative' && { value: 'last_30_days' }) };
}

type Shape = 'none' | 'one' | 'list' | 'pair' | 'range';
const shapeOf = (op: FilterOp): Shape => {
  if (op === 'isNull' || op === 'isNotNull') return 'none';
  if (op === 'in' || op === 'notIn') return 'list';
  if (op === 'between') return 'pair';
  return op === 'relative' ? 'range' : 'one';
};

/** The condition with another operator; its value stays where it means the same. */
export function withOp({ field, op: before, value }: FilterTest, op: FilterOp): FilterTest {
  const [from, to] = [shapeOf(before), shapeOf(op)];
  if (to === 'none') return { field, op };
  if (from === to) return { field, op, ...(value !== undefined && { value }) };
  if (to === 'list' && from === 'one' && value !== undefined) return { field, op, value: [value].flat() };
  const [first] = Array.isArray(value) ? value : [];
  if (to === 'one' && first !== undefined && first !== '') return { field, op, value: first };
  return to === 'range' ? { field, op, value: 'last_30_days' } : { field, op };
}
