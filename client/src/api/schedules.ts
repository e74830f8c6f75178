import { queryOptions, useMutation } from '@tanstack/react-query';
import type { Schedule, ScheduleInput, SchedulePatch } from '@besahubs/contracts/schedules';
import { toast } from '../components/toast';
import { api } from './client';
import { queryClient } from './queryClient';

const SCHEDULES = 'schedules';
const refetch = () => queryClient.invalidateQueries({ queryKey: [SCHEDULES] });
const failed = (error: unknown) => void toast.error(error);

/** When and to whom a dashboard is sent by e-mail; for its owner. */
export const scheduleList = (dashboardId: string) =>
  queryOptions({
    queryKey: [SCHEDULES, dashboardId],
    queryFn: ({ signal }) => api.get<Schedule[]>(`/dashboards/${dashboardId}/schedules`, undefined, signal),
  });

/** With an id the schedule is changed, without one it is made. Errors are the form's to show. */
export const useSaveSchedule = (dashboardId: string) =>
  useMutation({
    mutationFn: ({ id, input }: { id: string | null; input: ScheduleInput }) =>
      id
        ? api.patch<Schedule>(`/schedules/${id}`, input)
        : api.post<Schedule>(`/dashboards/${dashboardId}/schedules`, input),
    onSettled: refetch,
  });

export const useChangeSchedule = () =>
  useMutation({
    mutationFn: ({ id, patch }: { id: string; patch: SchedulePatch }) =>
      api.patch<Schedule>(`/schedules/${id}`, patch),
    onError: failed,
    onSettled: refetch,
  });

export const useSendSchedule = () =>
  useMutation({
    mutationFn: (id: string) => api.post<{ queued: number }>(`/schedules/${id}/send`),
    onError: failed,
    onSettled: refetch,
  });

/** Deletes at once; Undo makes the same one anew. */
export const useRemoveSchedule = () =>
  useMutation({
    mutationFn: ({ id }: Schedule) => api.delete<null>(`/schedules/${id}`),
    onSuccess: (_none, { dashboardId, recipients, ...schedule }) => {
      const { frequency, weekday, dayOfMonth, hour, minute, timezone, enabled } = schedule;
      const input: ScheduleInput = {
        ...{ frequency, weekday, dayOfMonth, hour, minute, timezone, enabled },
        userIds: recipients.map((person) => person.id),
      };
      toast.undo('This mail is sent no longer', () => {
        api.post(`/dashboards/${dashboardId}/schedules`, input).then(refetch, failed);
      });
    },
    onError: failed,
    onSettled: refetch,
  });
