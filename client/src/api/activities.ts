import { infiniteQueryOptions, useMutation } from '@tanstack/react-query';
import type { Activity, ActivityInput } from '@besahubs/contracts/activities';
import type { Page } from '@besahubs/contracts/common';
import { api } from './client';
import type { Query } from './client';
import { queryClient } from './queryClient';

const PAGE_SIZE = 30;

/** A record's timeline, newest first, page by page: `timelinePages({contactId})`. */
export const timelinePages = (query: Query) =>
  infiniteQueryOptions({
    queryKey: ['activities', 'timeline', query],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Activity>>('/activities', { ...query, page: pageParam, pageSize: PAGE_SIZE }, signal),
    initialPageParam: 1,
    getNextPageParam: ({ page, pageSize, total }) => (page * pageSize < total ? page + 1 : undefined),
  });

/** Logs a call, note, meeting, tour or e-mail; touches of contacts follow from it on the server. */
export const useLogActivity = () =>
  useMutation({
    mutationFn: (input: ActivityInput) => api.post<Activity>('/activities', input),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['activities'] });
      void queryClient.invalidateQueries({ queryKey: ['contacts'] });
    },
  });
