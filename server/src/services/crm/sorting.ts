import { literal } from 'sequelize';
import type { Model, ModelStatic } from 'sequelize';
import type { SortKey } from '@besahubs/contracts/common';

type Literal = ReturnType<typeof literal>;
/** Sort names that are not columns: the columns or expressions they stand for. */
export type SortBy = Record<string, (string | Literal)[]>;
export type OrderKey = [column: string | Literal, direction: string];

const ALWAYS_SET = new Set(['id', 'createdAt', 'updatedAt']);

const mayBeNull = (model: ModelStatic<Model>, column: string | Literal): boolean =>
  typeof column !== 'string' ||
  (!ALWAYS_SET.has(column) && model.getAttributes()[column]?.allowNull !== false);

/** What people wrote is sorted as people sort, not by code point; the indexes of names have the same collation. */
const WRITTEN = new Set(['name', 'firstName', 'lastName', 'title', 'city', 'subject']);
const inNaturalOrder = (model: ModelStatic<Model>, column: string | Literal): string | Literal =>
  typeof column === 'string' && WRITTEN.has(column)
    ? literal(`"${model.name}"."${column}" COLLATE by_name`)
    : column;

/**
 * Columns of a sort, nulls last when descending, and the id to make it total. What is never null is sorted without a
 * word about nulls: no index would serve `DESC NULLS LAST` but one made so.
 */
export function orderOf(model: ModelStatic<Model>, sort: SortKey[], sortBy: SortBy = {}): OrderKey[] {
  const keys = sort.flatMap(({ field, desc }) =>
    (sortBy[field] ?? [field]).map((column): OrderKey => {
      const key = inNaturalOrder(model, column);
      if (!desc) return [key, 'ASC'];
      return [key, mayBeNull(model, column) ? 'DESC NULLS LAST' : 'DESC'];
    }),
  );
  return [...keys, ['id', 'ASC']];
}

/** A sort as SQL, over rows that go by the model's name. */
export const orderText = (model: ModelStatic<Model>, order: OrderKey[]): string =>
  order
    .map(([column, direction]) =>
      typeof column === 'string'
        ? `"${model.name}"."${column}" ${direction}`
        : `${String(column.val)} ${direction}`,
    )
    .join(', ');
