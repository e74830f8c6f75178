import { propertyTypeKeys } from '@besahubs/contracts/properties';
import type { FieldType } from '@besahubs/contracts/reports';
import type { Actor } from '../../../policies/actor';
import type { Visible } from './scope';
import type { Clock } from './time';
import { decimal } from './values';
import type { Value } from './values';
import type { Row, World } from './world';

/** Who asks, when and where, over what. */
export interface Asking extends Clock {
  actor: Actor;
  world: World;
  seen: Visible;
}

export interface FieldSpec {
  type: FieldType;
  get(row: Row, asking: Asking): Value;
  /** Of enums, in their natural order. */
  values?: readonly string[];
  /** Of links: whose name it is, and which of them the asker may read. */
  names?: (asking: Asking) => readonly Row[];
  people?: 'users' | 'teams';
}
export type Fields = Record<string, FieldSpec>;

const stored: Partial<Record<FieldType, (value: unknown) => Value>> = {
  number: (value) => decimal(value as string),
  instant: (value) => Date.parse(value as string),
};
/** A column of the row itself. */
export const column = (name: string, type: FieldType, extra: Partial<FieldSpec> = {}): FieldSpec => {
  const read = (row: Row): Value => {
    const value = row[name];
    return value === null || value === undefined ? null : (stored[type]?.(value) ?? (value as Value));
  };
  return { type, get: once(read), ...extra };
};
/** Rows never change: what was read once is kept. */
function once(read: (row: Row) => Value): (row: Row) => Value {
  const kept = new WeakMap<Row, { value: Value }>();
  return (row) => {
    const found = kept.get(row) ?? { value: read(row) };
    kept.set(row, found);
    return found.value;
  };
}
export const each = (type: FieldType, ...names: string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, column(name, type)]));
/** Everybody’s names are everybody’s; other records are named to those who may read them. */
export const asPerson: Partial<FieldSpec> = { people: 'users', names: ({ world }) => world.User };
export const asTeam: Partial<FieldSpec> = { people: 'teams', names: ({ world }) => world.Team };
export const readable = (of: keyof Visible): Partial<FieldSpec> => ({ names: ({ seen }) => seen[of] });

export const oneOf = (name: string, values: readonly string[]) => column(name, 'enum', { values });
export const person = (name: string) => column(name, 'ref', asPerson);
export const team = column('teamId', 'ref', asTeam);
export const link = (name: string, of: keyof Visible) => column(name, 'ref', readable(of));

/** A column of the one row that this row leads to; null where it leads nowhere. */
export const through = (
  found: (row: Row, asking: Asking) => Row | undefined,
  name: string,
  type: FieldType,
  extra: Partial<FieldSpec> = {},
): FieldSpec => {
  const there = column(name, type);
  return {
    type,
    get: (row, asking) => {
      const other = found(row, asking);
      return other ? there.get(other, asking) : null;
    },
    ...extra,
  };
};

/** A deleted property is as good as none. */
export const propertyOf = (row: Row, { seen }: Asking): Row | undefined =>
  seen.properties.find(({ id }) => id === row['propertyId']);
export const propertyFields = (found = propertyOf): Fields => ({
  'property.type': through(found, 'type', 'enum', { values: propertyTypeKeys }),
  'property.market': through(found, 'market', 'text'),
});
