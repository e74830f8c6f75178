import { Op } from 'sequelize';
import type { WhereOptions } from 'sequelize';

/** Rows whose JSON array column holds at least one of the values. */
export const holdsAny = (column: string, values: readonly string[] | undefined): WhereOptions | undefined =>
  values && { [Op.or]: values.map((value) => ({ [column]: { [Op.contains]: [value] } })) };

/** The same text whatever its case; `%` and `_` mean themselves. */
export const sameText = (column: string, text: string | undefined): WhereOptions | undefined =>
  text === undefined ? undefined : { [column]: { [Op.iLike]: text.replace(/[\\%_]/g, '\\$&') } };

/** `column = value` when the filter was given. */
export const equal = (column: string, value: unknown): WhereOptions | undefined =>
  value === undefined ? undefined : { [column]: value };
