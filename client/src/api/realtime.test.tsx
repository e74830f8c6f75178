import { act, configure, renderHook, screen, waitFor } from '@testing-library/react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { person, sessionOf } from '../testing/people';
import { renderApp, surroundings as wrapper } from '../testing/screen';
import { hangUp, refuse, startServer } from '../testing/server';
import { startSocket } from '../testing/socket';
import { setAccessToken } from './client';
import { deals } from './deals';
import { useLiveEmail } from './email';
import { queryClient } from './queryClient';
import { connectRealtime, useConnection, useServerEvent } from './realtime';
import { tasks } from './tasks';

const server = startServer();
const socket = startSocket(server);
const page = { items: [], total: 0, page: 1, pageSize: 50 };

// Longer than any wait that is made short below.
configure({ asyncUtilTimeout: 20_000 });

/** Waits of seconds are short here; those of milliseconds and those for a silent server stay. */
const waits: number[] = [];
beforeEach(() => {
  const real = globalThis.setTimeout;
  waits.length = 0;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation((run: () => void, ms = 0, ...rest: []) => {
    if (ms >= 500 && ms <= 11_000) waits.push(ms);
    return real(run, ms >= 500 && ms <= 11_000 ? 5 : ms, ...rest);
  });
  setAccessToken('mine');
});
afterEach(() => {
  vi.restoreAllMocks();
});

function useLive() {
  useEffect(() => connectRealtime(), []);
  return useConnection();
}
async function live() {
  const drawn = renderHook(useLive, { wrapper });
  await waitFor(() => expect(drawn.result.current).toBe('live'));
  return drawn;
}
/** Everything that was under way has been told and done. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 250));
const isOld = (...key: unknown[]) => queryClient.getQueryState(key)?.isInvalidated;

it('connects with the token in memory, and the first connection asks for nothing again', async () => {
  queryClient.setQueryData(['deals', 'list', {}], page);
  await live();
  expect(socket.tokens).toEqual(['mine']);
  expect(isOld('deals', 'list', {})).toBe(false);
});

it.each(['deals', 'tasks', 'contacts', 'companies', 'notifications', 'calendar-events', 'teams'])(
  'a change of %s makes what is remembered of it old, and Home, and nothing else',
  async (resource) => {
    const others = ['deals', 'tasks', 'audit'].filter((name) => name !== resource);
    for (const root of [resource, 'home', ...others]) queryClient.setQueryData([root, 'list', {}], page);
    await live();
    socket.tell('changed', { resource, id: 'i' });
    await waitFor(() => expect(isOld(resource, 'list', {})).toBe(true));
    expect(isOld('home', 'list', {})).toBe(true);
    for (const root of others) expect(isOld(root, 'list', {})).toBe(false);
  },
);

it('a burst of changes asks once for each open list, and for nothing that is closed', async () => {
  server.answer('GET /deals', page);
  server.answer('GET /tasks', page);
  const closed = renderHook(() => useQuery(deals.list({ stage: 'loi' })), { wrapper });
  await waitFor(() => expect(closed.result.current.data).toBeDefined());
  closed.unmount();
  renderHook(() => [useQuery(deals.list({})), useQuery(tasks.list({}))], { wrapper });
  await live();
  await waitFor(() => expect(server.asked()).toHaveLength(3));
  for (let each = 0; each < 30; each += 1) {
    socket.tell('changed', { resource: 'deals', id: String(each) });
    socket.tell('changed', { resource: 'tasks', id: null });
  }
  await waitFor(() => expect(server.asked('GET /tasks')).toHaveLength(2));
  await settled();
  expect(server.asked('GET /tasks')).toHaveLength(2);
  expect(server.asked('GET /deals').map(({ query }) => query)).toEqual([{ stage: 'loi' }, {}, {}]);
});

it('a second burst asks again', async () => {
  server.answer('GET /tasks', page);
  renderHook(() => useQuery(tasks.list({})), { wrapper });
  await live();
  for (const times of [2, 3]) {
    socket.tell('changed', { resource: 'tasks', id: null });
    await waitFor(() => expect(server.asked('GET /tasks')).toHaveLength(times));
  }
});

it('after a break everything that is open is asked for again, once', async () => {
  server.answer('GET /tasks', page);
  renderHook(() => useQuery(tasks.list({})), { wrapper });
  const { result } = await live();
  await waitFor(() => expect(server.asked('GET /tasks')).toHaveLength(1));
  const seen: string[] = [];
  renderHook(() => seen.push(useConnection()), { wrapper });
  act(() => socket.drop());
  await waitFor(() => expect(socket.tokens).toHaveLength(2));
  await waitFor(() => expect(result.current).toBe('live'));
  await waitFor(() => expect(server.asked('GET /tasks')).toHaveLength(2));
  expect(seen).toContain('offline');
  await settled();
  expect(server.asked('GET /tasks')).toHaveLength(2);
});

it('a refused token is renewed, and the socket comes back with the new one', async () => {
  socket.accepts = (token) => token === 'fresh';
  server.answer('POST /auth/refresh', sessionOf(person('agent'), 'fresh'));
  await live();
  expect(socket.tokens).toEqual(['mine', 'fresh']);
  expect(waits).toEqual([]);
});

it('a refused token that cannot be renewed just now is tried again later', async () => {
  socket.accepts = (token) => token === 'fresh';
  server.once('POST /auth/refresh', hangUp());
  server.answer('POST /auth/refresh', sessionOf(person('agent'), 'fresh'));
  await live();
  expect(socket.tokens).toEqual(['mine', 'mine', 'fresh']);
  expect(waits).toContain(10_000);
});

it('a socket that is refused with a good token does not ask in a hurry', async () => {
  let refusals = 0;
  socket.accepts = () => (refusals += 1) > 3;
  server.answer('POST /auth/refresh', sessionOf(person('agent'), 'fresh'));
  await live();
  expect(socket.tokens).toEqual(['mine', 'fresh', 'fresh', 'fresh']);
  expect(waits.filter((ms) => ms === 10_000)).toHaveLength(2);
});

it('a session that is over is not asked for again', async () => {
  socket.accepts = () => false;
  server.answer('POST /auth/refresh', refuse(401, 'unauthenticated'));
  const { result } = renderHook(useLive, { wrapper });
  await waitFor(() => expect(server.asked('POST /auth/refresh')).toHaveLength(1));
  await settled();
  expect(socket.tokens).toEqual(['mine']);
  expect(result.current).toBe('offline');
});

it('closed, it hears nothing and does not come back', async () => {
  queryClient.setQueryData(['tasks', 'list', {}], page);
  const { unmount } = await live();
  unmount();
  await waitFor(() => expect(socket.connected).toBe(0));
  socket.tell('changed', { resource: 'tasks', id: null });
  await settled();
  expect(isOld('tasks', 'list', {})).toBe(false);
  expect(socket.tokens).toHaveLength(1);
});

it('a closed page does not try a refused socket again', async () => {
  socket.accepts = () => false;
  const renewal = server.hold('POST /auth/refresh', sessionOf(person('agent'), 'fresh'));
  const { unmount } = renderHook(useLive, { wrapper });
  await renewal.asked;
  unmount();
  renewal.release();
  await settled();
  expect(socket.tokens).toEqual(['mine']);
});

it('a screen hears an event with its newest handler, until it is closed', async () => {
  const heard: string[] = [];
  const { rerender, unmount } = renderHook(
    ({ name }) => useServerEvent('email:event', ({ contactIds }) => heard.push(name + contactIds.join())),
    { wrapper, initialProps: { name: 'old ' } },
  );
  await live();
  rerender({ name: 'new ' });
  const tell = (id: string) => socket.tell('email:event', { contactIds: [id], campaignIds: [], counts: {} });
  tell('a');
  await waitFor(() => expect(heard).toEqual(['new a']));
  unmount();
  tell('b');
  await settled();
  expect(heard).toEqual(['new a']);
});

it.each([
  ['contacts', { contactIds: ['i'], campaignIds: ['other'] }],
  ['campaigns', { contactIds: ['other'], campaignIds: ['i'] }],
])('mail events of %s renew what is shown of the one that is open', async (resource, ids) => {
  const keys = [
    ['email', 'activity', resource, 'i', {}],
    [resource, 'record', 'i'],
  ];
  for (const key of keys) queryClient.setQueryData(key, {});
  renderHook(() => useLiveEmail(resource, 'i'), { wrapper });
  await live();
  socket.tell('email:event', { contactIds: ['x'], campaignIds: ['x'], counts: {} });
  await settled();
  expect(keys.map((key) => isOld(...key))).toEqual([false, false]);
  socket.tell('email:event', { ...ids, counts: {} });
  await waitFor(() => expect(keys.map((key) => isOld(...key))).toEqual([true, true]));
});

it('the shell says when what one sees may be old, and when it is live again', async () => {
  server.answer('GET /notifications/unread', { unread: 0 });
  renderApp({ path: '/nowhere' });
  const state = await screen.findByText('Live');
  await waitFor(() => expect(socket.tokens).toEqual(['token of Ana Agent']));
  await waitFor(() => expect(socket.connected).toBe(1));
  socket.accepts = () => false;
  const renewal = server.hold('POST /auth/refresh', sessionOf(person('agent'), 'fresh'));
  act(() => socket.drop());
  await waitFor(() => expect(state.textContent).toBe('Offline'));
  expect(waits).toContain(2_000);
  await renewal.asked;
  socket.accepts = () => true;
  renewal.release();
  await waitFor(() => expect(state.textContent).toBe('Live'));
});
