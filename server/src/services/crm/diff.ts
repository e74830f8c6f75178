import type { Model } from 'sequelize';

/** Field → [before, after] of what a save is about to change. */
export function diffOf(record: Model): Record<string, [unknown, unknown]> {
  const changed = record.changed() || [];
  return Object.fromEntries(
    changed
      .filter((field) => !['updatedAt', 'updatedById', 'version'].includes(field))
      .map((field) => [field, [record.previous(field as never) ?? null, record.get(field) ?? null]]),
  );
}

/** The same for a row that is being created: what was given. */
export const diffOfNew = (values: object): Record<string, [unknown, unknown]> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, [null, value]]),
  );
