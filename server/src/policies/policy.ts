import { Op, literal } from 'sequelize';
import type { Model, ModelStatic, WhereOptions } from 'sequelize';
import { isUuid } from '../lib/ids';
import type { Actor } from './actor';

/**
 * A policy is predicates about one record, and `scope`: the rows an actor may know of at all. Lists, details, counts,
 * search, exports, report datasets and sockets all use that one scope. Out of scope is 404; in scope but refused, 403.
 */
export interface Policy<T> {
  /** As in the URL and in socket messages: `deals`. */
  resource: string;
  scope(actor: Actor): WhereOptions;
  create(actor: Actor): boolean;
  update(actor: Actor, record: T): boolean;
  delete(actor: Actor, record: T): boolean;
  /** Socket rooms that may learn that this record changed. */
  audience(record: T): string[];
}

export const rooms = {
  everyone: 'everyone',
  admins: 'role:admin',
  role: (role: Actor['role']) => `role:${role}`,
  user: (id: string) => `user:${id}`,
  /** Joined by the managers of the team, and by admins through `admins`. */
  managersOf: (teamId: string) => `managers:${teamId}`,
};

export interface Owned {
  ownerId: string | null;
  teamId: string | null;
}

/** Everything there is: for admins, and for what the whole firm shares. */
export const everything: WhereOptions = {};
/** No row at all. */
export const nothing: WhereOptions = { id: null };

export const isOwner = (actor: Actor, record: Owned): boolean => record.ownerId === actor.id;
export const inTeam = (actor: Actor, record: Owned): boolean =>
  record.teamId !== null && actor.teamIds.includes(record.teamId);
export const managesIt = (actor: Actor, record: Owned): boolean =>
  actor.role === 'manager' && inTeam(actor, record);

/** Rows a manager sees: their teams' and their own. */
export const teamRows = (actor: Actor): WhereOptions => ({
  [Op.or]: [{ teamId: { [Op.in]: actor.teamIds } }, { ownerId: actor.id }],
});

/** Who hears of a change to something that has an owner and a team. */
export const ownedAudience = (record: Owned): string[] => [
  rooms.admins,
  ...(record.ownerId ? [rooms.user(record.ownerId)] : []),
  ...(record.teamId ? [rooms.managersOf(record.teamId)] : []),
];

/** A uuid as an SQL literal for a sub-select; anything else is a mistake in the program. */
export function sqlUuid(id: string): string {
  if (!isUuid(id)) throw new Error('not a uuid');
  return `'${id}'`;
}

const linksOf = (actor: Actor, table: string, column: string, extra: string): string =>
  `(SELECT "${column}" FROM "${table}" WHERE "userId" = ${sqlUuid(actor.id)}${extra})`;

/** `(SELECT "column" FROM "table" WHERE "userId" = actor)`, to be used with Op.in. */
export const linkedTo = (
  actor: Actor,
  table: string,
  column: string,
  extra = '',
): ReturnType<typeof literal> => literal(linksOf(actor, table, column, extra));

const selects = new WeakMap<object, string>();

/** Rows whose id is among those. Inside an OR the index finds them; of an IN (SELECT …) it would have to read all. */
export function linkedRows(actor: Actor, table: string, column: string, extra = ''): WhereOptions {
  const select = linksOf(actor, table, column, extra);
  const ids = literal(`ANY (ARRAY${select})`);
  selects.set(ids, select);
  return { id: { [Op.eq]: ids } };
}

/** The select behind `linkedRows`, for who applies a scope to rows in memory; undefined for anything else. */
export const selectBehind = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null ? selects.get(value) : undefined;

interface SelectGenerator {
  selectQuery(table: string, options: object, model: ModelStatic<Model>): string;
}

/**
 * A scope as SQL text, `SELECT <columns> FROM … WHERE <scope>`: for report datasets and for scopes that lean on another
 * scope. Values are escaped by Sequelize; they come from the actor, never from the request.
 */
export function scopeSql(
  model: ModelStatic<Model>,
  where: WhereOptions,
  attributes: string[] = ['id'],
): string {
  const generator = model.sequelize?.getQueryInterface().queryGenerator as SelectGenerator;
  const alive = 'deletedAt' in model.getAttributes() ? { [Op.and]: [where, { deletedAt: null }] } : where;
  return generator
    .selectQuery(model.getTableName() as string, { attributes, where: alive }, model)
    .replace(/;$/, '');
}

/** `(SELECT id …)` of another model's scope, to be used with Op.in. */
export const idsWithin = (model: ModelStatic<Model>, where: WhereOptions): ReturnType<typeof literal> =>
  literal(`(${scopeSql(model, where)})`);
