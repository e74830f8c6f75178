import type { QueryKey, UseQueryOptions } from '@tanstack/react-query';
import type { Page } from '@besahubs/contracts/common';
import type { ReactNode } from 'react';

/** Anything that can be shown by name. Tasks have a title instead. */
export interface Named {
  id: string;
  name?: string;
  title?: string | null;
}
export const nameOf = (record: Named): string => record.name ?? record.title ?? 'Untitled';

/** The first records that a search finds, and how many there are in all. */
export type Found = Pick<Page<Named>, 'items' | 'total'>;

/** Where pickers find records; what `defineResource` returns fits. */
export interface RecordSource {
  name: string;
  one: string;
  search: (q: string, signal?: AbortSignal) => Promise<Found>;
  load: (id: string, signal?: AbortSignal) => Promise<Named>;
}

/** Where a list gets its pages; what `defineResource` returns fits. */
export interface ListSource<T> {
  name: string;
  one: string;
  list: (query: Record<string, string | number>) => ListOptions<T>;
  segment: SegmentOf;
}
type ListOptions<T> = Pick<
  UseQueryOptions<Page<T>, Error, Page<T>, QueryKey>,
  'queryKey' | 'queryFn' | 'placeholderData'
>;

export interface Column<T> {
  key: string;
  label: string;
  render: (row: T) => ReactNode;
  /** The field the server sorts by; columns without one cannot be sorted. */
  sort?: string;
  /** Pixels; `flex` shares what is left. */
  width?: number;
  flex?: number;
  align?: 'left' | 'right';
  /** Off until chosen in the column menu. */
  hidden?: boolean;
}

export interface Option {
  value: string;
  label: string;
}

/** What a kept segment of a list is called. */
export type SegmentOf = (
  id: string,
) => Pick<UseQueryOptions<Named, Error, Named, QueryKey>, 'queryKey' | 'queryFn'>;

interface FilterBase {
  label: string;
}
/**
 * A typed filter. Keys are the query parameters of the API and, unchanged, of the URL.
 * `range` and `days` use one or two parameters; the rest use `key`.
 */
export type Filter =
  | (FilterBase & { kind: 'options'; key: string; options: readonly Option[]; single?: boolean })
  | (FilterBase & { kind: 'boolean'; key: string; yes: string; no: string })
  | (FilterBase & { kind: 'text'; key: string })
  | (FilterBase & { kind: 'range'; minKey?: string; maxKey?: string; unit: string })
  | (FilterBase & { kind: 'days'; fromKey?: string; toKey?: string; instant?: boolean })
  | (FilterBase & { kind: 'record'; key: string; source: RecordSource; me?: boolean });

/** The texts of the three empty states. `noun` is plural and lower case: “contacts”. */
export interface EmptyTexts {
  noun: string;
  /** Why one would add the first: “Contacts hold everyone you call, write to and meet.” */
  why: string;
}
