import { QueryTypes } from 'sequelize';
import type { Model, ModelStatic, Transaction, WhereOptions } from 'sequelize';
import { database } from '../../models';
import { scopeSql } from '../../policies/policy';
import { orderText } from './sorting';
import type { OrderKey } from './sorting';

/** A record that a row points at, many to one, of which a few columns are shown. An association of the models. */
export interface Label {
  model: ModelStatic<Model>;
  as: string;
  attributes: string[];
  /** False: shown although it was deleted since. */
  paranoid?: boolean;
}

/** What is kept for searching, importing and tracing; no presenter shows it. */
const INTERNAL = new Set([
  'searchText',
  'deletedAt',
  'externalId',
  'importBatchId',
  'createdById',
  'updatedById',
]);
const columnsOf = (model: ModelStatic<Model>): string[] =>
  Object.keys(model.getAttributes()).filter((name) => !INTERNAL.has(name));

/** `LEFT JOIN "User" AS "owner" ON …` */
function joinOf(model: ModelStatic<Model>, { model: target, as, paranoid }: Label): string {
  const key = model.associations[as]?.foreignKey;
  if (!key) throw new Error(`${model.name} has no association ${as}`);
  const alive =
    paranoid !== false && 'deletedAt' in target.getAttributes() ? ` AND "${as}"."deletedAt" IS NULL` : '';
  return `LEFT JOIN "${target.name}" AS "${as}" ON "${as}".id = "${model.name}"."${key}"${alive}`;
}

/** Rows of `source`, which are of the model's columns, with the columns of their labels as `owner.id`. */
function withLabels(model: ModelStatic<Model>, source: string, labels: readonly Label[]): string {
  const shown = labels.flatMap(({ as, attributes }) =>
    attributes.map((name) => `"${as}"."${name}" AS "${as}.${name}"`),
  );
  const joins = labels.map((label) => joinOf(model, label));
  return `SELECT ${[`"${model.name}".*`, ...shown].join(', ')} FROM (${source}) AS "${model.name}" ${joins.join(' ')}`;
}

type Row = Record<string, unknown>;

/** `owner.id` and its like become `owner`: an object, or null where nothing was joined. In place: pages are read often. */
function nest(rows: Row[], labels: readonly Label[]): void {
  for (const { as, attributes } of labels) {
    const keys = attributes.map((name): [string, string] => [name, `${as}.${name}`]);
    for (const row of rows) {
      const missing = keys.every(([, key]) => row[key] === null);
      row[as] = missing ? null : Object.fromEntries(keys.map(([name, key]) => [name, row[key]]));
    }
  }
}

async function select<M extends Model>(
  sql: string,
  labels: readonly Label[],
  transaction: Transaction | undefined,
): Promise<M[]> {
  const rows = await database().query<Row>(sql, {
    type: QueryTypes.SELECT,
    transaction: transaction ?? null,
  });
  nest(rows, labels);
  return rows as unknown as M[];
}

export interface PageOf {
  where: WhereOptions;
  labels: readonly Label[];
  order: OrderKey[];
  limit: number;
  offset: number;
  transaction: Transaction | undefined;
}

/**
 * A page of rows, and how many match in all. The rows are plain: the columns and labels that the model declares,
 * without its methods, because building models takes several times as long as the query. Labels are joined to the
 * page, not to all that match.
 */
export async function readPage<M extends Model>(
  model: ModelStatic<M>,
  { where, labels, order, limit, offset, transaction }: PageOf,
): Promise<{ rows: M[]; total: number }> {
  const matching = scopeSql(model, where, columnsOf(model));
  const sorted = `ORDER BY ${orderText(model, order)}`;
  const page = `${matching} ${sorted} LIMIT ${limit} OFFSET ${offset}`;
  const [rows, counted] = await Promise.all([
    select<M>(`${withLabels(model, page, labels)} ${sorted}`, labels, transaction),
    database().query<{ total: number }>(`SELECT count(*) AS total FROM (${matching}) AS matching`, {
      type: QueryTypes.SELECT,
      transaction: transaction ?? null,
    }),
  ]);
  return { rows, total: counted[0]?.total ?? 0 };
}

/** All rows that match, plain as in `readPage`. */
export function readRows<M extends Model>(
  model: ModelStatic<M>,
  {
    where,
    labels,
    order,
    transaction,
  }: Pick<PageOf, 'where' | 'labels' | 'transaction'> & { order?: OrderKey[] },
): Promise<M[]> {
  const rows = withLabels(model, scopeSql(model, where, columnsOf(model)), labels);
  return select<M>(order ? `${rows} ORDER BY ${orderText(model, order)}` : rows, labels, transaction);
}
