import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import type {
  CalendarAccount,
  CalendarEvent,
  CalendarProviderName,
  EventInput,
  EventPatch,
  SyncResult,
} from '@besahubs/contracts/calendar';
import { toast } from '../components/toast';
import { isErrorCode } from '../hooks/errors';
import { api } from './client';
import { queryClient, remember } from './queryClient';

/** The first words of the keys are what the server's `changed` events name. */
const ACCOUNTS = 'calendar-accounts';
const EVENTS = 'calendar-events';
const SPANS = [EVENTS, 'span'];

/** The caller's own connected calendars, the oldest first; with `all` everybody's, which only an admin gets. */
export const calendarAccounts = (all = false) =>
  queryOptions({
    queryKey: [ACCOUNTS, all ? 'all' : 'own'],
    queryFn: ({ signal }) =>
      api.get<CalendarAccount[]>('/calendar/accounts', all ? { all: 'true' } : {}, signal),
  });

/** Instants, ISO 8601; `to` is exclusive. */
export interface Span {
  from: string;
  to: string;
}
/** What overlaps the span, from all of the caller's calendars; the previous span stays while the next loads. */
export const calendarEvents = ({ from, to }: Span) =>
  queryOptions({
    queryKey: [...SPANS, from, to],
    queryFn: ({ signal }) => api.get<CalendarEvent[]>('/calendar/events', { from, to }, signal),
    placeholderData: keepPreviousData,
  });

export const calendarEvent = (id: string) =>
  queryOptions({
    queryKey: [EVENTS, 'one', id],
    queryFn: ({ signal }) => api.get<CalendarEvent>(`/calendar/events/${id}`, undefined, signal),
  });

/** Leaves for the provider's consent screen, which comes back to `returnTo`. Rejects when the server refuses. */
export async function connectCalendar(provider: CalendarProviderName, returnTo: string): Promise<void> {
  const { url } = await api.get<{ url: string }>(`/integrations/${provider}/connect`, { returnTo });
  window.location.assign(url);
}

const refetchAccounts = () => queryClient.invalidateQueries({ queryKey: [ACCOUNTS] });
const refetchEvents = () => queryClient.invalidateQueries({ queryKey: [EVENTS] });

/** Brings accounts up to date; what one of them cannot do does not hold up the others. */
export const useSync = () =>
  useMutation({
    mutationFn: (accountIds: readonly string[]) =>
      Promise.allSettled(
        accountIds.map((accountId) => api.post<SyncResult>('/calendar/sync', { accountId })),
      ),
    onSuccess: (results) => {
      for (const result of results) if (result.status === 'rejected') toast.error(result.reason);
    },
    onSettled: () => Promise.all([refetchAccounts(), refetchEvents()]),
  });

/** Forgets a connected calendar and its events here, and gives the permission back to the provider. No Undo: ask first. */
export const useDisconnect = () =>
  useMutation({
    mutationFn: ({ id }: CalendarAccount) => api.delete<null>(`/calendar/accounts/${id}`),
    onSuccess: (_data, { email }) => {
      toast.success(`Disconnected ${email}`);
    },
    onError: (error) => toast.error(error),
    onSettled: () => Promise.all([refetchAccounts(), refetchEvents()]),
  });

type Change = (event: CalendarEvent) => CalendarEvent | null;
function changeSpans(id: string, change: Change): void {
  queryClient.setQueriesData<CalendarEvent[]>({ queryKey: SPANS }, (events) =>
    events?.flatMap((event) => (event.id === id ? (change(event) ?? []) : [event])),
  );
}

/** Puts what the server answered in the place of what was shown. */
function keep(saved: CalendarEvent): void {
  queryClient.setQueryData(calendarEvent(saved.id).queryKey, saved);
  changeSpans(saved.id, () => saved);
}

/** For the form: errors go to its fields. */
export const useCreateEvent = () =>
  useMutation({
    mutationFn: (input: EventInput) => api.post<CalendarEvent>('/calendar/events', input),
    onSuccess: (created) => {
      queryClient.setQueryData(calendarEvent(created.id).queryKey, created);
      void refetchEvents();
    },
  });

export interface EventChange {
  id: string;
  patch: EventPatch;
}
const update = ({ id, patch }: EventChange) => api.put<CalendarEvent>(`/calendar/events/${id}`, patch);

/** For the form: errors go to its fields. */
export const useUpdateEvent = () =>
  useMutation({
    mutationFn: update,
    onSuccess: (saved) => {
      keep(saved);
      void refetchEvents();
    },
  });

/** Either instants or, for all-day events, dates with an exclusive end. */
export type EventTimes =
  { isAllDay: false; start: string; end: string } | { isAllDay: true; startDate: string; endDate: string };
export const timesOf = ({ isAllDay, start, end, startDate, endDate }: CalendarEvent): EventTimes =>
  isAllDay && startDate && endDate ? { isAllDay: true, startDate, endDate } : { isAllDay: false, start, end };

const withTimes = (event: CalendarEvent, times: EventTimes): CalendarEvent =>
  times.isAllDay ? { ...event, ...times } : { ...event, ...times, startDate: null, endDate: null };

export interface EventMove {
  event: CalendarEvent;
  times: EventTimes;
}
/**
 * Moves an event at once, with the etag it was seen with. Refused, it goes back to where it was, and what the calendar
 * says by now is loaded.
 */
export const useMoveEvent = () =>
  useMutation({
    mutationFn: ({ event, times }: EventMove) =>
      update({ id: event.id, patch: { ...times, ...(event.etag !== null && { etag: event.etag }) } }),
    onMutate: async ({ event, times }) => {
      await queryClient.cancelQueries({ queryKey: [EVENTS] });
      changeSpans(event.id, (shown) => withTimes(shown, times));
    },
    onError: (error, { event }) => {
      changeSpans(event.id, () => event);
      toast.error(
        isErrorCode(error, 'conflict')
          ? `“${event.title ?? 'This event'}” was changed in the calendar meanwhile. It is as it was; look again.`
          : error,
      );
      void refetchEvents();
    },
    onSuccess: keep,
  });

/** Gone from the provider too, so there is no Undo: ask first. */
export const useDeleteEvent = () =>
  useMutation({
    mutationFn: (event: CalendarEvent) => api.delete<null>(`/calendar/events/${event.id}`),
    onMutate: async (event) => {
      const putBack = await remember([EVENTS]);
      changeSpans(event.id, () => null);
      return putBack;
    },
    onError: (error, _event, putBack) => {
      putBack?.();
      toast.error(error);
    },
    onSuccess: (_data, event) => {
      toast.success(`Deleted ${event.title ?? 'the event'}`);
    },
    onSettled: refetchEvents,
  });
