import type { FilterNode, FilterTest, Scalar } from '@besahubs/contracts/reportFilters';
import { fieldSpec } from './catalog';
import type { CatalogKey } from './catalog';
import type { Asking, FieldSpec } from './fields';
import { presetSpan, within } from './ranges';
import { addDays, dayStart } from './time';
import { decimal } from './values';
import type { Value } from './values';
import type { Row } from './world';

type Filters = FilterNode | FilterNode[] | undefined;

/** Does the row pass? A list is an “and”. */
export function passes(filters: Filters, row: Row, dataset: CatalogKey, asking: Asking): boolean {
  if (!filters) return true;
  if (Array.isArray(filters)) return filters.every((part) => passes(part, row, dataset, asking));
  if ('and' in filters) return filters.and.every((part) => passes(part, row, dataset, asking));
  if ('or' in filters) return filters.or.some((part) => passes(part, row, dataset, asking));
  return passesTest(filters, row, dataset, asking);
}

const NEGATIONS: Partial<Record<FilterTest['op'], FilterTest['op']>> = {
  ne: 'eq',
  notIn: 'in',
  notContains: 'contains',
  isNotNull: 'isNull',
};

function passesTest(test: FilterTest, row: Row, dataset: CatalogKey, asking: Asking): boolean {
  const field = fieldSpec(dataset, test.field);
  const value = field.get(row, asking);
  const positive = NEGATIONS[test.op];
  // “Is not” is the opposite of “is”, also for rows without a value.
  if (positive) return !holds(positive, value, test.value, field, asking);
  return holds(test.op, value, test.value, field, asking);
}

function holds(
  op: FilterTest['op'],
  value: Value,
  wanted: FilterTest['value'],
  field: FieldSpec,
  asking: Asking,
): boolean {
  if (op === 'isNull') return Array.isArray(value) ? value.length === 0 : value === null;
  // All time leaves nothing out, as a range as little as here.
  if (op === 'relative' && wanted === 'all_time') return true;
  if (value === null) return false;
  const list = (Array.isArray(wanted) ? wanted : [wanted]) as Scalar[];
  if (field.type === 'instant' || field.type === 'date')
    return holdsTime(op, value as number | string, list, field, asking);
  switch (op) {
    case 'eq':
    case 'in':
      return list.some((each) => equals(value, each, field, asking));
    case 'contains':
      return (value as string).toLowerCase().includes(String(list[0]).toLowerCase());
    case 'startsWith':
      return (value as string).toLowerCase().startsWith(String(list[0]).toLowerCase());
    default:
      return holdsNumber(
        op,
        value as bigint,
        list.map((each) => decimal(each as number)),
      );
  }
}

function equals(value: Value, wanted: Scalar, field: FieldSpec, { actor, world }: Asking): boolean {
  if (Array.isArray(value)) return value.includes(wanted);
  if (field.type === 'number') return value === decimal(wanted as number);
  if (field.people === 'users' && wanted === 'me') return value === actor.id;
  if (field.people === 'teams' && wanted === 'my_team') return actor.teamIds.includes(value as string);
  if (field.people === 'users' && wanted === 'my_team') {
    const person = world.User.find(({ id }) => id === value);
    return person?.['teamId'] != null && actor.teamIds.includes(person['teamId'] as string);
  }
  return value === wanted;
}

function holdsNumber(op: FilterTest['op'], value: bigint, [first = 0n, second = 0n]: bigint[]): boolean {
  switch (op) {
    case 'gt':
      return value > first;
    case 'gte':
      return value >= first;
    case 'lt':
      return value < first;
    case 'lte':
      return value <= first;
    case 'between':
      return value >= first && value <= second;
    default:
      throw new Error(`no such test of a number: ${op}`);
  }
}

/** A date means the whole day, in the asker’s zone for instants: after it is after its end. */
function holdsTime(
  op: FilterTest['op'],
  value: number | string,
  wanted: Scalar[],
  field: FieldSpec,
  asking: Asking,
): boolean {
  const instants = field.type === 'instant';
  if (op === 'relative') return within(presetSpan(wanted[0] as string, instants, asking), value);
  const start = (text: string) => {
    if (!instants) return text;
    return text.includes('T') ? Date.parse(text) : dayStart(text, asking.zone);
  };
  /** The first moment after what `text` names. */
  const end = (text: string) => {
    if (!instants) return addDays(text, 1);
    return text.includes('T') ? Date.parse(text) + 1 : dayStart(addDays(text, 1), asking.zone);
  };
  const [first, second] = wanted as [string, string];
  switch (op) {
    case 'eq':
      return value >= start(first) && value < end(first);
    case 'before':
    case 'lt':
      return value < start(first);
    case 'gte':
      return value >= start(first);
    case 'after':
    case 'gt':
      return value >= end(first);
    case 'lte':
      return value < end(first);
    case 'between':
      return value >= start(first) && value < (second.includes('T') ? start(second) : end(second));
    default:
      throw new Error(`no such test of a time: ${op}`);
  }
}
