import { queryOptions, useMutation } from '@tanstack/react-query';
import type { EmailLog, SendgridStatus } from '@besahubs/contracts/email';
import { toast } from '../components/toast';
import { api } from './client';

/** How e-mail stands: key, webhook, templates, sender. Asks SendGrid, so it is not asked on every focus. */
export const sendgridStatus = queryOptions({
  queryKey: ['sendgrid', 'status'],
  queryFn: ({ signal }) => api.get<SendgridStatus>('/integrations/sendgrid/status', undefined, signal),
  refetchOnWindowFocus: false,
});

/** Sends a test e-mail to an address, or to the caller without one. */
export const useTestMail = () =>
  useMutation({
    mutationFn: (to: string | null) =>
      api.post<EmailLog>('/integrations/sendgrid/test', to === null ? {} : { to }),
    onSuccess: (log) => {
      toast.success(`A test e-mail is on its way to ${log.toEmail}`);
    },
    onError: (error) => toast.error(error),
  });
