import type { Cell, FieldType } from '@besahubs/contracts/reports';
import type { FilterNode, FilterOp, FilterTest, Scalar } from '@besahubs/contracts/reportFilters';
import { parsePreset } from '@besahubs/contracts/reportRanges';
import { isUuid } from '../../lib/ids';
import type { Actor } from '../../policies/actor';
import { fieldOf, opsOf } from './dataset';
import type { Dataset, Field } from './dataset';
import type { Problems } from './problems';
import { boundsOf, explicitSpan, spanOf } from './ranges';
import type { Clock } from './ranges';

/** A filter whose fields exist, whose values have the right type and whose dates are absolute. */
export type Condition =
  { all: Condition[] } | { any: Condition[] } | { field: Field; not: boolean; test: Test };

export type Test =
  | { is: 'null' }
  | { is: 'oneOf'; values: Scalar[]; teams: string[] }
  | { is: 'like'; pattern: string }
  | { is: 'within'; gte?: Scalar; gt?: Scalar; lt?: Scalar; lte?: Scalar };

export interface FilterContext {
  dataset: Dataset;
  actor: Actor;
  clock: Clock;
  problems: Problems;
}

/** Reads a filter; a list is a group whose parts must all hold. What is wrong goes to `problems`, by path. */
export function readFilter(
  filter: FilterNode | FilterNode[] | undefined,
  path: string,
  context: FilterContext,
): Condition | null {
  if (!filter) return null;
  return Array.isArray(filter) ? readAll(filter, path, context) : readNode(filter, path, context);
}

const readAll = (nodes: FilterNode[], path: string, context: FilterContext): Condition => ({
  all: nodes.map((node, index) => readNode(node, `${path}.${index}`, context)),
});

function readNode(node: FilterNode, path: string, context: FilterContext): Condition {
  if ('and' in node) return readAll(node.and, `${path}.and`, context);
  if ('or' in node)
    return { any: node.or.map((part, index) => readNode(part, `${path}.or.${index}`, context)) };
  return readTest(node, path, context);
}

/** No row fulfils it. */
export const NOTHING: Condition = { any: [] };

function readTest(node: FilterTest, path: string, context: FilterContext): Condition {
  const field = fieldOf(context.dataset, node.field, context.actor.role);
  if (!field) {
    context.problems.add(`${path}.field`, 'There is no such field.');
    return NOTHING;
  }
  if (!opsOf(field).includes(node.op)) {
    context.problems.add(`${path}.op`, `${field.label} takes ${opsOf(field).join(', ')}.`);
    return NOTHING;
  }
  if (node.op === 'isNull' || node.op === 'isNotNull') {
    if (node.value !== undefined) context.problems.add(`${path}.value`, 'Takes no value.');
    return { field, not: node.op === 'isNotNull', test: { is: 'null' } };
  }
  try {
    return { field, not: NEGATIVE.has(node.op), test: testOf(field, node, context) };
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    context.problems.add(error.at === null ? `${path}.value` : `${path}.value.${error.at}`, error.message);
    return NOTHING;
  }
}

/** Rows of the group with this key; null is the group of those without a value. */
export function inGroup(
  field: Field,
  key: Cell,
  path: string,
  { actor, problems }: Pick<FilterContext, 'actor' | 'problems'>,
): Condition {
  if (key === null) return { field, not: false, test: { is: 'null' } };
  try {
    return { field, not: false, test: oneOf(field, [key], actor, () => null) };
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    problems.add(path, error.message);
    return NOTHING;
  }
}

const NEGATIVE = new Set<FilterOp>(['ne', 'notIn', 'notContains']);

class BadValue extends Error {
  readonly at: number | null;
  constructor(message: string, at: number | null = null) {
    super(message);
    this.at = at;
  }
}

function testOf(field: Field, { op, value }: FilterTest, context: FilterContext): Test {
  if (field.type === 'date' || field.type === 'instant')
    return dateTest(field.type, op, value, context.clock);
  switch (op) {
    case 'eq':
    case 'ne':
      return oneOf(field, [single(value)], context.actor, () => null);
    case 'in':
    case 'notIn':
      return oneOf(field, list(value), context.actor, (index) => index);
    case 'contains':
    case 'notContains':
      return { is: 'like', pattern: `%${literally(needle(value))}%` };
    case 'startsWith':
      return { is: 'like', pattern: `${literally(needle(value))}%` };
    case 'between': {
      const [from, to] = pair(value);
      return { is: 'within', gte: scalarOf('number', from, 0), lte: scalarOf('number', to, 1) };
    }
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return { is: 'within', [op]: scalarOf('number', single(value), null) };
    default:
      throw new BadValue('Not for this field.');
  }
}

/** The user's own % and _ mean themselves. */
const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

function single(value: FilterTest['value']): Scalar {
  if (value === undefined || Array.isArray(value)) throw new BadValue('One value is needed.');
  return value;
}
function list(value: FilterTest['value']): Scalar[] {
  if (!Array.isArray(value)) throw new BadValue('A list is needed.');
  return value;
}
function pair(value: FilterTest['value']): [Scalar, Scalar] {
  const [from, to, ...rest] = list(value);
  if (from === undefined || to === undefined || rest.length) throw new BadValue('Two values are needed.');
  return [from, to];
}
function needle(value: FilterTest['value']): string {
  const text = single(value);
  if (typeof text !== 'string' || text === '') throw new BadValue('Text is needed.');
  return text;
}

/** PostgreSQL compares these exactly; larger ones are a slip of the keyboard. */
const MOST = 1e15;

function scalarOf(type: FieldType, value: Scalar, at: number | null): Scalar {
  const expected = type === 'number' || type === 'boolean' ? type : 'string';
  if (typeof value !== expected)
    throw new BadValue(`Must be a ${expected === 'string' ? 'text' : expected}.`, at);
  if (typeof value === 'number' && Math.abs(value) > MOST) throw new BadValue('Too large.', at);
  return value;
}

/** `me` is the reader, `my_team` whoever is on the reader's teams (or, for a team, those teams). */
function oneOf(field: Field, given: Scalar[], actor: Actor, at: (index: number) => number | null): Test {
  const values: Scalar[] = [];
  let teams: string[] = [];
  given.forEach((value, index) => {
    const scalar = scalarOf(field.type, value, at(index));
    if (field.people === 'users' && scalar === 'me') values.push(actor.id);
    else if (field.people === 'users' && scalar === 'my_team') teams = actor.teamIds;
    else if (field.people === 'teams' && scalar === 'my_team') values.push(...actor.teamIds);
    else if (field.type === 'ref' && !isUuid(String(scalar)))
      throw new BadValue(field.people ? 'Must be an id, me or my_team.' : 'Must be an id.', at(index));
    else if (field.type === 'enum' && !field.values?.some((choice) => choice.value === scalar))
      throw new BadValue(
        `Must be one of ${field.values?.map((choice) => choice.value).join(', ')}.`,
        at(index),
      );
    else values.push(scalar);
  });
  return { is: 'oneOf', values, teams };
}

function dateTest(type: 'date' | 'instant', op: FilterOp, value: FilterTest['value'], clock: Clock): Test {
  if (op === 'relative') {
    const preset = parsePreset(String(single(value)));
    if (!preset) throw new BadValue('There is no such range.');
    return inside(boundsOf(spanOf(preset, clock), type, clock.zone));
  }
  if (op === 'between') {
    const [from, to] = pair(value);
    const span = explicitSpan(moment(type, from, 0), moment(type, to, 1), clock.zone);
    return inside(boundsOf(span, type, clock.zone));
  }
  const at = moment(type, single(value), null);
  if (at.length > 10) return instantTest(op, at);
  const { from, to } = boundsOf(explicitSpan(at, at, clock.zone), type, clock.zone);
  if (op === 'before' || op === 'lt') return inside({ from: null, to: from });
  if (op === 'after' || op === 'gt') return inside({ from: to, to: null });
  if (op === 'gte') return inside({ from, to: null });
  if (op === 'lte') return inside({ from: null, to });
  return inside({ from, to });
}

const inside = ({ from, to }: { from: string | null; to: string | null }): Test => ({
  is: 'within',
  ...(from !== null && { gte: from }),
  ...(to !== null && { lt: to }),
});

function instantTest(op: FilterOp, at: string): Test {
  if (op === 'before' || op === 'lt') return { is: 'within', lt: at };
  if (op === 'after' || op === 'gt') return { is: 'within', gt: at };
  if (op === 'gte') return { is: 'within', gte: at };
  if (op === 'lte') return { is: 'within', lte: at };
  return { is: 'within', gte: at, lte: at };
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A date, or for instants a moment, between 1900 and 2200. */
function moment(type: 'date' | 'instant', value: Scalar, at: number | null): string {
  const text = String(value);
  const wellFormed = DATE.test(text) || (type === 'instant' && INSTANT.test(text));
  const real = wellFormed && !Number.isNaN(Date.parse(text)) && isOnCalendar(text);
  if (!real)
    throw new BadValue(type === 'date' ? 'Must be a date, YYYY-MM-DD.' : 'Must be a date or an instant.', at);
  if (text < '1900' || text >= '2200') throw new BadValue('Must lie between 1900 and 2200.', at);
  return text;
}

/** Date.parse lets February 30th pass. */
const isOnCalendar = (text: string): boolean => {
  const day = text.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
};
