import type { Model, ModelStatic, WhereOptions } from 'sequelize';
import type { Role } from '@besahubs/contracts/common';
import type { Aggregate, DatasetKey, FieldType, Format } from '@besahubs/contracts/reports';
import type { FilterOp } from '@besahubs/contracts/reportFilters';
import { Company } from '../../models/Company';
import { Property } from '../../models/Property';
import { Team } from '../../models/Team';
import { User } from '../../models/User';
import type { Actor } from '../../policies/actor';
import { companyPolicy } from '../../policies/companies';
import { propertyPolicy } from '../../policies/properties';
import { everything, scopeSql } from '../../policies/policy';
import { createCache } from './cache';
import type { Condition } from './conditions';

/** What SQL fragments may depend on: never the request, only who asks and when. */
export interface SqlContext {
  actor: Actor;
  now: Date;
  zone: string;
}

/** Names for ids, joined after aggregating: `SELECT id, label …`. */
export interface Labels {
  /** As in URLs: `companies`. */
  resource: string;
  sql(context: SqlContext): string;
  tables: readonly string[];
}

export interface Choice {
  value: string;
  label: string;
}

/** One field of a dataset. The SQL of a field exists only here; a request can name it by its key and no other way. */
export interface Field {
  label: string;
  type: FieldType;
  format: Format;
  /** Over the scoped row `d`, and over the joins of the dataset by their names. */
  sql(context: SqlContext): string;
  /** Columns of the dataset's table that `sql` reads. */
  columns: readonly string[];
  join?: string;
  /** For enums, in their natural order. */
  values?: readonly Choice[];
  labels?: Labels;
  /** Takes `me` and `my_team`; `teams` takes `my_team` only. */
  people?: 'users' | 'teams';
  /** Counters of changes that it depends on besides that of its table. */
  counters?: readonly string[];
  /** It counts this range alone, whatever the query's: the name of the range, and of what is counted in it. */
  period?: { preset: string; of: string };
  /** Who may use it at all, in filters and ordering too; everybody when left out. */
  roles?: readonly Role[];
  /** What it adds up: rows of another dataset. */
  behind?: Behind;
}

/**
 * The rows that a field of each row adds up, so that a sum of the field can be opened on them: deals behind what an agent
 * closed. Such a field is 0 where there are none, never null.
 */
export interface Behind {
  /** Within the reader's scope, as for everything of it. */
  dataset: Dataset;
  /** Of the rows behind: the id of the row that they belong to. */
  link: Field;
  /** What is added up; null counts the rows. */
  measure: Field | null;
  /** Which of them. */
  where: (context: SqlContext) => Condition;
  /** Columns of a list of them, before those usual for their dataset. */
  shown: readonly string[];
}

export interface Join {
  /** At most one row per row of `d`: figures must not multiply. */
  sql(context: SqlContext): string;
  tables: readonly string[];
  columns: readonly string[];
}

/** A record that a row leads to. */
export interface Opens {
  /** As in URLs: `deals`. */
  resource: string;
  id: Field;
  /** Those that the reader may open; all when left out. */
  within?: { model: ModelStatic<Model>; scope(actor: Actor): WhereOptions };
}

/** One file under datasets/ each, and a line in the registry. */
export interface Dataset {
  key: DatasetKey;
  label: string;
  /** `deals`: what the rows are called. */
  noun: string;
  model: ModelStatic<Model>;
  scope(actor: Actor): WhereOptions;
  /** Tables that the scope looks at besides the dataset's own. */
  scopeTables: readonly string[];
  /** What a date range means when it does not say. */
  dateField: string;
  fields: ReadonlyMap<string, Field>;
  joins: Readonly<Record<string, Join>>;
  /** What a row is called, and what it opens: the first of these that is set and that the reader may see. */
  row: { name: Field; opens: readonly Opens[] };
  /** The resource whose list has the same rows; null when no list has them. */
  listResource: ListResource | null;
  /**
   * Columns of its table that are kept in memory when it is large, for those who see every row. Its migration has to note
   * changes of the table in TableChange.
   */
  held?: readonly string[];
  /** Columns worth showing in a list of its rows. */
  shown: readonly string[];
}

/** Resources whose lists take `segment`. */
type ListResource = 'deals' | 'tasks' | 'properties' | 'contacts' | 'campaigns' | 'agents';

/** Writing out a scope takes longer than the rest of a statement. Weighed in characters. */
const written = createCache<string>({
  most: 1_000_000,
  weigh: (name, sql) => name.length + sql.length,
  ttlMs: 600_000,
});

/** The rows of a dataset that somebody may see, as SQL. Kept for everything of an actor that a scope can depend on. */
export function rowsInScope(dataset: Dataset, actor: Actor, columns: string[]): string {
  const { name: _shown, ...reader } = actor;
  const name = JSON.stringify([dataset.key, columns, reader]);
  const known = written.get(name, Date.now());
  if (known !== undefined) return known;
  const rows = scopeSql(dataset.model, dataset.scope(actor), columns);
  written.set(name, rows, Date.now());
  return rows;
}

const titled = (value: string): string =>
  value.charAt(0).toUpperCase() + value.slice(1).replaceAll('_', ' ').replaceAll('/', ' / ');
/** `off_market` → {value: 'off_market', label: 'Off market'} */
export const choices = (values: readonly string[]): Choice[] =>
  values.map((value) => ({ value, label: titled(value) }));

type Extra = Partial<
  Pick<Field, 'format' | 'roles' | 'values' | 'labels' | 'people' | 'join' | 'counters' | 'period'>
>;
const plainFormat: Record<FieldType, Format> = {
  text: 'text',
  enum: 'text',
  number: 'number',
  boolean: 'boolean',
  instant: 'datetime',
  date: 'date',
  ref: 'text',
  tags: 'text',
};

/** A column of the dataset's own table. */
export const column = (name: string, label: string, type: FieldType, extra: Extra = {}): Field => ({
  label,
  type,
  format: plainFormat[type],
  sql: () => `d."${name}"`,
  columns: [name],
  ...extra,
});

/** A column of a join. */
export const joined = (
  join: string,
  name: string,
  label: string,
  type: FieldType,
  extra: Extra = {},
): Field => ({
  label,
  type,
  format: plainFormat[type],
  sql: () => `${join}."${name}"`,
  columns: [],
  join,
  ...extra,
});

/** Something computed from the row. */
export const computed = (
  sql: Field['sql'],
  columns: readonly string[],
  label: string,
  type: FieldType,
  extra: Extra = {},
): Field => ({ label, type, format: plainFormat[type], sql, columns, ...extra });

/** Names of people and teams are everybody's, also of those who have left. */
const people: Labels = {
  resource: 'agents',
  sql: () => `SELECT id, "firstName" || ' ' || "lastName" AS label FROM "User"`,
  tables: [User.name],
};
const teams: Labels = {
  resource: 'teams',
  sql: () => `SELECT id, name AS label FROM "Team"`,
  tables: [Team.name],
};
/** Names of records the asker may see; of others only that there are such. */
export const namesWithin = (
  model: ModelStatic<Model>,
  resource: string,
  scope: (actor: Actor) => WhereOptions,
  scopeTables: readonly string[] = [],
): Labels => ({
  resource,
  sql: ({ actor }) => `SELECT id, name AS label FROM (${scopeSql(model, scope(actor), ['id', 'name'])}) x`,
  tables: [model.name, ...scopeTables],
});

const reference = (name: string, label: string, join: string | undefined, extra: Extra): Field =>
  join === undefined ? column(name, label, 'ref', extra) : joined(join, name, label, 'ref', extra);
/** A user, in the dataset's own table or in a join of it. */
export const person = (name: string, label: string, join?: string): Field =>
  reference(name, label, join, { labels: people, people: 'users' });
export const teamOf = (name = 'teamId', join?: string): Field =>
  reference(name, 'Team', join, { labels: teams, people: 'teams' });
export const companyOf = (name: string, label: string): Field =>
  column(name, label, 'ref', {
    labels: namesWithin(Company, 'companies', (actor) => companyPolicy.scope(actor)),
  });
export const propertyOf = (name = 'propertyId', join?: string): Field =>
  reference(name, 'Property', join, {
    labels: namesWithin(Property, 'properties', (actor) => propertyPolicy.scope(actor)),
  });
export const idField = (label: string): Field => column('id', label, 'ref');

const PROPERTY_COLUMNS = [
  'id',
  'type',
  'market',
  'submarket',
  'city',
  'state',
  'buildingClass',
  'ownerId',
  'teamId',
];
export const propertyJoin: Join = {
  sql: () =>
    `LEFT JOIN (${scopeSql(Property, everything, PROPERTY_COLUMNS)}) property ON property.id = d."propertyId"`,
  tables: [Property.name],
  columns: ['propertyId'],
};

const TEXT_OPS = ['eq', 'ne', 'in', 'notIn', 'contains', 'notContains', 'startsWith'] as const;
const NUMBER_OPS = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'between', 'in', 'notIn'] as const;
const DATE_OPS = ['relative', 'between', 'before', 'after', 'eq', 'ne', 'gt', 'gte', 'lt', 'lte'] as const;
const SET_OPS = ['in', 'notIn', 'eq', 'ne'] as const;
const opsByType: Record<FieldType, readonly FilterOp[]> = {
  text: TEXT_OPS,
  enum: SET_OPS,
  number: NUMBER_OPS,
  boolean: ['eq', 'ne'],
  instant: DATE_OPS,
  date: DATE_OPS,
  ref: SET_OPS,
  tags: SET_OPS,
};
/** Operators of a field. `isNull` goes with everything; on tags it means that there are none. */
export const opsOf = (field: Field): FilterOp[] => [...opsByType[field.type], 'isNull', 'isNotNull'];

/** Aggregations of a field; tags can only be filtered by, since one row has many. */
export function aggsOf(field: Field): Aggregate[] {
  if (field.type === 'tags') return [];
  if (field.type === 'number') return ['sum', 'avg', 'median', 'p90', 'min', 'max', 'count', 'countDistinct'];
  if (field.type === 'date' || field.type === 'instant') return ['min', 'max', 'count', 'countDistinct'];
  return ['count', 'countDistinct'];
}

/** A row has one value of it, so that groups do not overlap. */
export const isGroupable = (field: Field): boolean =>
  field.type !== 'tags' && !(field.type === 'ref' && !field.labels);

/** The field behind a key, if there is one that this role may use. */
export function fieldOf(dataset: Dataset, key: string, role: Role): Field | undefined {
  const field = dataset.fields.get(key);
  return field && (!field.roles || field.roles.includes(role)) ? field : undefined;
}

/** Its values are dates or instants. */
export const isTime = (field: Field): field is Field & { type: 'date' | 'instant' } =>
  field.type === 'date' || field.type === 'instant';
