import { queryOptions, useMutation } from '@tanstack/react-query';
import type { Activity, ActivityInput } from '@besahubs/contracts/activities';
import type { Page } from '@besahubs/contracts/common';
import { api } from './client';
import type { Query } from './client';
import { queryClient } from './queryClient';

/** One page of a record's timeline, newest first: `timeline({contactId})`. */
export const timeline = (query: Query) =>
  queryOptions({
    queryKey: ['activities', 'list', query],
    queryFn: ({ signal }) => api.get<Page<Activity>>('/activities', query, signal),
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
