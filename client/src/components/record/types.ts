import type { QueryKey, UseMutationResult, UseQueryOptions } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { Named } from '../list/types';
import type { Fact, FactGroup } from './Facts';

export type { Fact, FactGroup };

export type Viewable = Named & { abilities: { update: boolean; delete: boolean } };

/** What `defineResource` returns fits. */
interface ViewResource<T> {
  name: string;
  one: string;
  record: (id: string) => Pick<UseQueryOptions<T, Error, T, QueryKey>, 'queryKey' | 'queryFn'>;
  useUpdate: () => { mutate: (change: { id: string; patch: never }) => void };
  useRemove: () => Pick<UseMutationResult<unknown, Error, { id: string; label: string }, unknown>, 'mutate'>;
}

/** A tab of the feature itself; other features add theirs through `recordTabs` of their Feature. */
interface OwnTab<T> {
  key: string;
  label: string;
  order: number;
  render: (record: T) => ReactNode;
}

/** How one resource is shown, the same beside its list and on its own page. */
export interface RecordViewDef<T extends Viewable> {
  resource: ViewResource<T>;
  /** The form that edits it, as named in the feature's `forms`; null when it cannot be edited by form. */
  form: string | null;
  listPath: string;
  schema: z.ZodObject;
  /** Avatar or icon before the title. */
  lead: (record: T) => ReactNode;
  /** One line under the title. */
  subtitle: (record: T) => ReactNode;
  /** Statuses beside the title. */
  chips?: (record: T) => ReactNode;
  /** Across the header, under the title: the steps of a process. */
  banner?: (record: T) => ReactNode;
  /** Three to five facts under the title, the ones a broker looks for first. */
  keyFacts: readonly Fact<T>[];
  /** The Overview tab. */
  groups: readonly FactGroup<T>[];
  /** Buttons beside Edit: call, write, advance. */
  actions?: (record: T) => ReactNode;
  /** Entries at the top of the ⋯ menu; use MenuItem. */
  menu?: (record: T, close: () => void) => ReactNode;
  tabs?: readonly OwnTab<T>[];
}
