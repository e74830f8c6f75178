import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { EmailEventBatch } from '@besahubs/contracts/events';
import type {
  EmailActivity,
  EmailLog,
  SendgridTemplate,
  UnsubscribeView,
  Welcome,
  WelcomeInput,
} from '@besahubs/contracts/email';
import { api, request } from './client';
import type { Query } from './client';
import { queryClient } from './queryClient';
import { useServerEvent } from './realtime';

/** Mail events of a contact or campaign with their totals and daily series. */
export const emailActivity = (resource: string, id: string, query: Query) =>
  queryOptions({
    queryKey: ['email', 'activity', resource, id, query],
    queryFn: ({ signal }) => api.get<EmailActivity>(`/${resource}/${id}/email-activity`, query, signal),
    placeholderData: keepPreviousData,
  });

/** A campaign in full flow brings several batches a second: one refetch each half second is enough to watch. */
const LIVE_MS = 500;

/** Keeps what is shown of one contact's or campaign's mail fresh while `email:event`s come in. */
export function useLiveEmail(resource: string, id: string): void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useServerEvent('email:event', (batch: EmailEventBatch) => {
    const ids = resource === 'campaigns' ? batch.campaignIds : batch.contactIds;
    if (!ids.includes(id)) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void queryClient.invalidateQueries({ queryKey: ['email', 'activity', resource, id] });
      void queryClient.invalidateQueries({ queryKey: [resource, 'record', id] });
    }, LIVE_MS);
  });
}

export const useInviteContact = () =>
  useMutation({
    mutationFn: ({ id, message }: { id: string; message: string | null }) =>
      api.post<EmailLog>(`/contacts/${id}/invite`, message ? { message } : {}),
    onSuccess: (_log, { id }) =>
      void queryClient.invalidateQueries({ queryKey: ['email', 'activity', 'contacts', id] }),
  });

/** The account's templates, to choose from. Asks SendGrid, so it is not asked on every focus. */
export const mailTemplates = queryOptions({
  queryKey: ['sendgrid', 'templates'],
  queryFn: ({ signal }) => api.get<SendgridTemplate[]>('/integrations/sendgrid/templates', undefined, signal),
  staleTime: 300_000,
  refetchOnWindowFocus: false,
});

const open = { auth: false } as const;
const part = encodeURIComponent;

/** The pages our mails lead to; nobody is signed in there. */
export const welcome = (token: string) =>
  queryOptions({
    queryKey: ['public', 'welcome', token],
    queryFn: () => request<Welcome>('GET', `/public/welcome/${part(token)}`, open),
    retry: false,
    refetchOnWindowFocus: false,
  });
export const answerWelcome = (token: string, body: WelcomeInput): Promise<unknown> =>
  request('POST', `/public/welcome/${part(token)}`, { ...open, body });

export const unsubscription = (token: string) =>
  queryOptions({
    queryKey: ['public', 'unsubscribe', token],
    queryFn: () => request<UnsubscribeView>('GET', `/public/unsubscribe/${part(token)}`, open),
    retry: false,
    refetchOnWindowFocus: false,
  });
export const useUnsubscribe = (token: string) =>
  useMutation({
    mutationFn: () =>
      request<UnsubscribeView>('POST', `/public/unsubscribe/${part(token)}`, { ...open, body: {} }),
    onSuccess: (view) => queryClient.setQueryData(unsubscription(token).queryKey, view),
  });
