import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import type {
  CommissionSplit,
  Deal,
  DealBoard,
  DealInput,
  DealMember,
  DealPatch,
  StageEvent,
} from '@besahubs/contracts/deals';
import { api } from './client';
import type { Query } from './client';
import { queryClient } from './queryClient';
import { defineResource } from './resource';

export const deals = defineResource<Deal, DealInput, DealPatch>('deals', { one: 'Deal' });

/** All stages with their sums, and the first cards of each; the previous board stays while a filter changes. */
export const dealBoard = (query: Query) =>
  queryOptions({
    queryKey: ['deals', 'board', query],
    queryFn: ({ signal }) => api.get<DealBoard>('/deals/board', query, signal),
    placeholderData: keepPreviousData,
  });

/** Every move of a deal, the first first. */
export const stageEvents = (id: string) =>
  queryOptions({
    queryKey: ['deals', 'stage-events', id],
    queryFn: ({ signal }) => api.get<StageEvent[]>(`/deals/${id}/stage-events`, undefined, signal),
  });

/** The commission split as far as the caller sees it. */
export const dealSplits = (id: string) =>
  queryOptions({
    queryKey: ['deals', 'splits', id],
    queryFn: ({ signal }) => api.get<CommissionSplit[]>(`/deals/${id}/splits`, undefined, signal),
  });

/** Who works a deal besides its owner. */
export const dealMembers = (id: string) =>
  queryOptions({
    queryKey: ['deals', 'members', id],
    queryFn: ({ signal }) => api.get<DealMember[]>(`/deals/${id}/members`, undefined, signal),
  });

/** A line as it is sent; `bps` of all lines total 10,000. */
export type SplitDraft = Pick<CommissionSplit, 'party' | 'partyName' | 'bps' | 'status'> & {
  userId: string | null;
};
export const useSaveSplits = (id: string) =>
  useMutation({
    mutationFn: (lines: readonly SplitDraft[]) =>
      api.put<CommissionSplit[]>(`/deals/${id}/splits`, { lines }),
    onSuccess: (saved) => queryClient.setQueryData(dealSplits(id).queryKey, saved),
  });

export interface MemberDraft {
  userId: string;
  role: string;
}
/** Sets all members at once. */
export const useSaveMembers = (id: string) =>
  useMutation({
    mutationFn: (members: readonly MemberDraft[]) =>
      api.put<DealMember[]>(`/deals/${id}/members`, { members }),
    onSuccess: (saved) => queryClient.setQueryData(dealMembers(id).queryKey, saved),
  });
