import { queryOptions } from '@tanstack/react-query';
import type { AuthConfig, Invitation, Me, ProfilePatch, Session } from '@besahubs/contracts/auth';
import { api, request } from './client';

/** What the pages in front of the login need; none of it asks for a session. */
export const authConfig = queryOptions({
  queryKey: ['auth', 'config'],
  queryFn: () => request<AuthConfig>('GET', '/auth/config', { auth: false }),
  staleTime: Infinity,
});

export const invitation = (token: string) =>
  queryOptions({
    queryKey: ['auth', 'invitation', token],
    queryFn: () =>
      request<Invitation>('GET', `/auth/invitations/${encodeURIComponent(token)}`, { auth: false }),
    retry: false,
  });

export interface Acceptance {
  password: string;
  firstName?: string;
  lastName?: string;
  timezone?: string;
}
/** Sets the password of an invited user and signs in. */
export const acceptInvitation = (token: string, acceptance: Acceptance): Promise<Session> =>
  request<Session>('POST', `/auth/invitations/${encodeURIComponent(token)}/accept`, {
    auth: false,
    body: acceptance,
  });

/** Answers the same whether the address is known or not. */
export const requestPasswordReset = (email: string, captchaToken: string | null): Promise<unknown> =>
  request('POST', '/auth/password/forgot', {
    auth: false,
    body: { email, ...(captchaToken && { captchaToken }) },
  });
export const resetPassword = (token: string, password: string): Promise<unknown> =>
  request('POST', '/auth/password/reset', { auth: false, body: { token, password } });

export const saveProfile = (patch: ProfilePatch): Promise<Me> => api.patch<Me>('/auth/me', patch);
/** Ends all other sessions; answers a new one for this browser. */
export const changePassword = (currentPassword: string, newPassword: string): Promise<Session> =>
  api.post<Session>('/auth/password', { currentPassword, newPassword });
