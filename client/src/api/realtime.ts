import { useEffect, useRef, useSyncExternalStore } from 'react';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { ServerEvents } from '@besahubs/contracts/events';
import { getAccessToken, refreshSession } from './client';
import { queryClient } from './queryClient';

export type Connection = 'connecting' | 'live' | 'offline';

/** Changes arrive in bursts (an import, a bulk edit): one refetch per resource and burst. */
const COALESCE_MS = 150;
/** The longest pause between two attempts to come back. */
const AGAIN_MS = 10_000;

let socket: Socket<ServerEvents> | null = null;
let connection: Connection = 'connecting';
let missedSomething = false;
const watchers = new Set<() => void>();
const pending = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

function setConnection(next: Connection): void {
  connection = next;
  watchers.forEach((watcher) => watcher());
}

function flush(): void {
  timer = undefined;
  const resources = new Set(pending);
  pending.clear();
  // A change of one record shows in aggregates elsewhere: search, home and reports refetch when next looked at.
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => resources.has(String(queryKey[0])) });
  void queryClient.invalidateQueries({ queryKey: ['home'] });
}

function onChanged({ resource }: { resource: string }): void {
  pending.add(resource);
  timer ??= setTimeout(flush, COALESCE_MS);
}

function onConnect(): void {
  setConnection('live');
  if (missedSomething) void queryClient.invalidateQueries();
  missedSomething = false;
}

function onDown(): void {
  missedSomething = true;
  setConnection('offline');
}

/**
 * The server refuses an expired token, and Socket.IO does not retry a refusal by itself. The first time a renewed token
 * mends it at once; a server that cannot renew it just now, or refuses the new one too, is left in peace for a while.
 */
function comeBackAfterRefusal(opened: Socket<ServerEvents>): () => void {
  let again: ReturnType<typeof setTimeout> | undefined;
  let refusedBefore = false;
  let closed = false;
  const connect = () => {
    if (!closed) opened.connect();
  };
  const connectLater = () => {
    if (!closed) again = setTimeout(connect, AGAIN_MS);
  };
  opened.on('connect', () => {
    refusedBefore = false;
  });
  opened.on('connect_error', () => {
    if (opened.active) return;
    const next = refusedBefore ? connectLater : connect;
    refusedBefore = true;
    void refreshSession().then((renewed) => renewed && next(), connectLater);
  });
  return () => {
    closed = true;
    clearTimeout(again);
  };
}

/** Opens the socket for the signed-in user and keeps it; answers how to close it. */
export function connectRealtime(): () => void {
  const opened: Socket<ServerEvents> = io({
    auth: (give) => give({ token: getAccessToken() }),
    transports: ['websocket', 'polling'],
    reconnectionDelayMax: AGAIN_MS,
  });
  socket = opened;
  opened.on('connect', onConnect);
  opened.on('disconnect', onDown);
  opened.on('connect_error', onDown);
  const stopComingBack = comeBackAfterRefusal(opened);
  opened.on('changed', onChanged);
  watchers.forEach((watcher) => watcher());
  return () => {
    stopComingBack();
    // What one closes oneself is no outage.
    opened.removeAllListeners();
    opened.close();
    if (socket === opened) socket = null;
    missedSomething = false;
    setConnection('connecting');
  };
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Is the app live? For the indicator in the top bar. */
export const useConnection = (): Connection => useSyncExternalStore(watch, () => connection);

/** Calls `handler` for each server event of that name (`email:event`, …) while the component is mounted. */
export function useServerEvent<E extends keyof ServerEvents>(event: E, handler: ServerEvents[E]): void {
  const latest = useRef(handler);
  latest.current = handler;
  const current = useSyncExternalStore(watch, () => socket);
  useEffect(() => {
    if (!current) return;
    const listener = (payload: unknown) => (latest.current as (payload: unknown) => void)(payload);
    const untyped = current as unknown as Socket;
    const name: string = event;
    untyped.on(name, listener);
    return () => {
      untyped.off(name, listener);
    };
  }, [current, event]);
}
