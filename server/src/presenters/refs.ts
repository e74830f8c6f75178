import type { Ref } from '@besahubs/contracts/common';

interface Named {
  id: string;
  /** A generated column, never null on a stored row. */
  name: string | null;
}
interface Person {
  id: string;
  firstName: string;
  lastName: string;
}

export const personName = (person: Person): string => `${person.firstName} ${person.lastName}`;
/** Null when there is none; a plain row that joined nothing has a label without an id. */
export const refOf = (record: Named | null | undefined): Ref | null =>
  record?.id ? { id: record.id, name: record.name ?? '' } : null;
export const personRef = (person: Person | null | undefined): Ref | null =>
  person?.id ? { id: person.id, name: personName(person) } : null;
export const iso = (date: Date): string => date.toISOString();
export const isoOrNull = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;

/** Id, version, times and owner: the same on every record. */
export const metaOf = (record: {
  id: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  owner?: Person | null;
}) => ({
  id: record.id,
  version: record.version,
  createdAt: iso(record.createdAt),
  updatedAt: iso(record.updatedAt),
  owner: personRef(record.owner),
});

/**
 * Copies the named columns as they are: for the many plain facts of a record. Set one after the other, the copies of a page
 * share their shape, which makes a list several times faster to present and to write out.
 */
export function pick<T extends object, K extends keyof T>(record: T, keys: readonly K[]): Pick<T, K> {
  const copy = {} as Pick<T, K>;
  for (const key of keys) copy[key] = record[key];
  return copy;
}

/** Rows of a list, presented, with where the page stands. */
export const presentPage = <M, T>(
  { rows, total }: { rows: M[]; total: number },
  query: { page: number; pageSize: number },
  present: (row: M) => T,
) => ({ items: rows.map(present), total, page: query.page, pageSize: query.pageSize });
