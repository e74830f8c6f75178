import { Op } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import { selectBehind } from '../../../policies/policy';
import type { Run } from '../pool';
import { combined, marked } from './mask';
import type { Mask } from './mask';
import { CodeColumn } from './table';
import type { ColumnTable, Held } from './table';

/**
 * A policy's scope as far as columns can apply it: the same object that is written into SQL everywhere else, read. There is
 * no second rule of who sees what.
 */
export type Scope =
  { all: Scope[] } | { any: Scope[] } | { column: string; values: string[] } | { idsOf: string };

/** Null when there is anything in it that is not known here: then the database answers. */
export function readScope(where: WhereOptions, held: readonly Held[]): Scope | null {
  if (typeof where !== 'object' || where === null || Array.isArray(where)) return null;
  const plain = Object.getPrototypeOf(where) === Object.prototype;
  if (!plain) return null;
  const parts = Reflect.ownKeys(where).map((key) =>
    readPart(key, (where as Record<PropertyKey, unknown>)[key], held),
  );
  return parts.every((part) => part !== null) ? { all: parts } : null;
}

function readPart(key: PropertyKey, value: unknown, held: readonly Held[]): Scope | null {
  if (key === Op.or || key === Op.and) {
    if (!Array.isArray(value)) return null;
    const parts = value.map((part: WhereOptions) => readScope(part, held));
    if (!parts.every((part) => part !== null)) return null;
    if (key === Op.and) return { all: parts };
    // Sequelize leaves out what says nothing, which is not what an OR with it would mean.
    return parts.length && parts.every(restricts) ? { any: parts } : null;
  }
  if (key === 'id') return readIds(value);
  const column = held.find((each) => each.column === key && (each.kind === 'ref' || each.kind === 'code'));
  const values = valuesOf(value);
  return column && values ? { column: column.column, values } : null;
}

const restricts = (scope: Scope): boolean => ('all' in scope ? scope.all.some(restricts) : true);

/** `{ id: null }` is nobody; `{ id: { [Op.eq]: the links of somebody } }`. */
function readIds(value: unknown): Scope | null {
  if (value === null) return { any: [] };
  const select = selectBehind(only(value, Op.eq));
  return select === undefined ? null : { idsOf: select };
}

/** What stands behind the one operator of an object. */
function only(value: unknown, operator: symbol): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const keys = Reflect.ownKeys(value);
  return keys.length === 1 && keys[0] === operator ? (value as Record<symbol, unknown>)[operator] : undefined;
}

function valuesOf(value: unknown): string[] | null {
  if (typeof value === 'string') return [value];
  const list = only(value, Op.in);
  return Array.isArray(list) && list.every((each) => typeof each === 'string') ? list : null;
}

/** The mask of a scope, with the links that `run` sees; null when everything is within. */
export async function scopeMask(scope: Scope, table: ColumnTable, run: Run): Promise<Mask | null> {
  if ('all' in scope && !scope.all.length) return null;
  return maskOf(scope, table, run);
}

async function maskOf(scope: Scope, table: ColumnTable, run: Run): Promise<Mask> {
  if ('idsOf' in scope) return table.placesMask(await idsOf(scope.idsOf, run));
  if ('column' in scope) {
    const column = table.columns.find(({ held }) => held.column === scope.column);
    if (!(column instanceof CodeColumn)) throw new Error(`${scope.column} is not held`);
    return marked(column, scope.values);
  }
  const masks: Mask[] = [];
  for (const part of 'all' in scope ? scope.all : scope.any) masks.push(await maskOf(part, table, run));
  return combined(masks, 'all' in scope ? 1 : 0);
}

async function idsOf(select: string, run: Run): Promise<string[]> {
  const rows = await run({ text: `SELECT id FROM ${select} AS links(id) WHERE id IS NOT NULL`, values: [] });
  return rows.map(({ id }) => id as string);
}
