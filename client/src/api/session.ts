import { useSyncExternalStore } from 'react';
import type { Flags, Me, Session as WireSession } from '@besahubs/contracts/auth';
import { permissions } from '@besahubs/contracts/permissions';
import type { Permission } from '@besahubs/contracts/permissions';
import { toast } from '../components/toast';
import { api, refreshSession, request, setAccessToken, whenSessionLost } from './client';
import { queryClient } from './queryClient';

export type SessionState =
  | { status: 'loading' }
  | { status: 'unreachable' }
  | { status: 'anonymous'; expired: boolean }
  | { status: 'signedIn'; user: Me };

let state: SessionState = { status: 'loading' };
const listeners = new Set<() => void>();
const tabs = new BroadcastChannel('besahubs-session');

function become(next: SessionState): void {
  state = next;
  listeners.forEach((listener) => listener());
}
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function leave(expired: boolean): void {
  setAccessToken(null);
  queryClient.clear();
  toast.clear();
  become({ status: 'anonymous', expired });
}

whenSessionLost(() => leave(true));
tabs.onmessage = (event: MessageEvent<string>) => {
  if (event.data === 'signed-out' && state.status === 'signedIn') leave(false);
  if (event.data === 'signed-in' && state.status === 'anonymous') void restoreSession();
};

/** On page load: turns the refresh cookie into a session, or finds that nobody is signed in. */
export async function restoreSession(): Promise<void> {
  try {
    const session = await refreshSession();
    become(session ? { status: 'signedIn', user: session.user } : { status: 'anonymous', expired: false });
  } catch {
    become({ status: 'unreachable' });
  }
}

/** @throws RequestError `unauthenticated` for wrong credentials, `rate_limited` after too many tries. */
export async function signIn(email: string, password: string): Promise<void> {
  adopt(await request<WireSession>('POST', '/auth/login', { auth: false, body: { email, password } }));
}

/** Takes over a session the server answered with (login, accepted invitation). */
export function adopt(session: WireSession): void {
  queryClient.clear();
  setAccessToken(session.accessToken);
  become({ status: 'signedIn', user: session.user });
  tabs.postMessage('signed-in');
}

/** Ends the session here, in the other tabs and on the server; works without the server too. */
export async function signOut(): Promise<void> {
  await api.post('/auth/logout').catch(() => undefined);
  leave(false);
  tabs.postMessage('signed-out');
}

/** Puts a changed profile into the session (name, time zone). */
export function updateMe(user: Me): void {
  become({ status: 'signedIn', user });
}

export const useSession = (): SessionState => useSyncExternalStore(subscribe, () => state);

/** The signed-in user. Only for screens behind the login; throws elsewhere. */
export function useMe(): Me {
  const session = useSession();
  if (session.status !== 'signedIn') throw new Error('useMe needs a signed-in user');
  return session.user;
}

/** May this user try `permission` at all? Records say more through their `abilities`. */
export function useCan(): (permission: Permission) => boolean {
  const { role } = useMe();
  return (permission) => (permissions[permission] as readonly string[]).includes(role);
}

export const useFlag = (flag: keyof Flags): boolean => useMe().flags[flag];
