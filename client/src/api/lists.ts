import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import type { ContactList, ListInput } from '@besahubs/contracts/campaigns';
import type { Page } from '@besahubs/contracts/common';
import type { Contact } from '@besahubs/contracts/contacts';
import { api } from './client';
import type { Query } from './client';
import { defineResource } from './resource';

export const lists = defineResource<ContactList, ListInput, Partial<ListInput>>('lists', { one: 'List' });

/** Contacts on a list: its members, or whom its filters find now. */
export const listMembers = (id: string, query: Query) =>
  queryOptions({
    queryKey: ['lists', 'members', id, query] as QueryKey,
    queryFn: ({ signal }) => api.get<Page<Contact>>(`/lists/${id}/members`, query, signal),
    placeholderData: keepPreviousData,
  });

export const useChangeMembers = (id: string) =>
  useMutation({
    mutationFn: ({ contactIds, remove = false }: { contactIds: string[]; remove?: boolean }) =>
      api.post<{ changed: number; memberCount: number }>(`/lists/${id}/members${remove ? '/remove' : ''}`, {
        contactIds,
      }),
    onSettled: () => void lists.invalidate(),
  });
