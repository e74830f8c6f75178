import type { Order, literal } from 'sequelize';
import type { SortKey } from '@besahubs/contracts/common';

type Literal = ReturnType<typeof literal>;
/** Sort names that are not columns: the columns or expressions they stand for. */
export type SortBy = Record<string, (string | Literal)[]>;

/** Columns of a sort, nulls last when descending, and the id to make it total. */
export function orderOf(sort: SortKey[], sortBy: SortBy = {}): Order {
  const keys = sort.flatMap(({ field, desc }) =>
    (sortBy[field] ?? [field]).map((column): [string | Literal, string] => [
      column,
      desc ? 'DESC NULLS LAST' : 'ASC',
    ]),
  );
  return [...keys, ['id', 'ASC']];
}
