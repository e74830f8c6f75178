import { act, renderHook, waitFor } from '@testing-library/react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { surroundings as wrapper } from '../testing/screen';
import { hangUp, refuse, startServer, whenTestEnds } from '../testing/server';
import type { Ask } from '../testing/server';
import { timelinePages } from './activities';
import { auditEntry, auditList } from './audit';
import { datasetList, dashboardList } from './dashboards';
import { unreadCount } from './notifications';
import { queryClient } from './queryClient';
import { drillRows, segmentRecord } from './reports';
import type { DrillCell } from './reports';
import { globalSearch } from './search';
import { tasks } from './tasks';

/** How often the server is asked, when again, and when no more. */
const server = startServer();
whenTestEnds(() => queryClient.clear());

it.each([
  ['the connection ends', hangUp(), 3],
  ['the server is broken', refuse(500, 'internal'), 3],
  ['the server is busy', refuse(503, 'unavailable'), 3],
  ['it is refused', refuse(403, 'forbidden'), 1],
  ['it asks too often', refuse(429, 'rate_limited'), 1],
  ['it asks nonsense', refuse(400, 'invalid'), 1],
])('a query is repeated only when that can help: %s', async (_name, answer, times) => {
  server.answer('GET /tasks/i', answer);
  const { result } = renderHook(() => useQuery(tasks.record('i')), { wrapper });
  await waitFor(() => expect(result.current.isError).toBe(true));
  expect(server.asked()).toHaveLength(times);
});

it('a change is never repeated by itself', async () => {
  server.answer('POST /tasks', hangUp());
  const { result } = renderHook(() => tasks.useCreate(), { wrapper });
  await act(() => result.current.mutateAsync({} as never).catch(() => undefined));
  expect(server.asked()).toHaveLength(1);
});

it('what was answered half a minute ago is not asked for again, what is older is', async () => {
  server.answer('GET /tasks/i', { id: 'i' });
  const look = () => renderHook(() => useQuery(tasks.record('i')), { wrapper });
  const first = look();
  await waitFor(() => expect(first.result.current.data).toBeDefined());
  first.unmount();
  look().unmount();
  expect(server.asked()).toHaveLength(1);
  queryClient.setQueryData(['tasks', 'record', 'i'], { id: 'i' }, { updatedAt: Date.now() - 31_000 });
  const { result } = look();
  await waitFor(() => expect(server.asked()).toHaveLength(2));
  await waitFor(() => expect(result.current.isFetching).toBe(false));
});

it('an empty search asks nothing', async () => {
  server.answer('GET /search', { groups: [] });
  const { result, rerender } = renderHook(({ q }) => useQuery(globalSearch(q)), {
    wrapper,
    initialProps: { q: '' },
  });
  expect(result.current.fetchStatus).toBe('idle');
  rerender({ q: 'a' });
  await waitFor(() => expect(result.current.data).toBeDefined());
  expect(server.asked().map(({ query }) => query)).toEqual([{ q: 'a' }]);
});

it('what cannot change is asked for once; what nobody announces each time; the bell every two minutes', () => {
  const forever = [datasetList, segmentRecord('i'), auditEntry('i')];
  expect(forever.map(({ staleTime }) => staleTime)).toEqual([Infinity, Infinity, Infinity]);
  expect(auditList({}).staleTime).toBe(0);
  expect(unreadCount.refetchInterval).toBe(120_000);
});

it.each([
  [60, [1, 2]],
  [61, [1, 2, 3]],
  [0, [1]],
])('a timeline of %i ends where it ends', async (total, asked) => {
  server.answer('GET /activities', ({ query }: Ask) => ({
    items: [],
    total,
    page: Number(query['page']),
    pageSize: 30,
  }));
  const { result } = renderHook(() => useInfiniteQuery(timelinePages({ contactId: 'c' })), { wrapper });
  await waitFor(() => expect(result.current.data).toBeDefined());
  for (let page = 2; result.current.hasNextPage && page < 9; page += 1) {
    await act(() => result.current.fetchNextPage());
    await waitFor(() => expect(result.current.data?.pages).toHaveLength(page));
  }
  expect(server.asked().map(({ query }) => Number(query['page']))).toEqual(asked);
});

it('the rows behind a figure follow their cursor to the end', async () => {
  server.once('POST /widgets/drill', { rows: [], nextCursor: 'c1' });
  server.answer('POST /widgets/drill', { rows: [], nextCursor: null });
  const cell = { query: { dataset: 'deals' } } as unknown as DrillCell;
  const { result } = renderHook(() => useInfiniteQuery(drillRows(cell)), { wrapper });
  await waitFor(() => expect(result.current.hasNextPage).toBe(true));
  await act(() => result.current.fetchNextPage());
  await waitFor(() => expect(result.current.hasNextPage).toBe(false));
  expect(server.asked().map(({ body }) => (body as { cursor?: string }).cursor)).toEqual([undefined, 'c1']);
});

it('one’s own dashboards are not shown for a moment as those of others', async () => {
  server.once('GET /dashboards', { items: [{ id: 'a' }], total: 1 });
  const { result, rerender } = renderHook(
    ({ view, q }: { view: 'mine' | 'shared'; q: string }) => useQuery(dashboardList(view, q)),
    { wrapper, initialProps: { view: 'mine', q: '' } },
  );
  await waitFor(() => expect(result.current.data?.items).toHaveLength(1));
  const searched = server.hold('GET /dashboards', { items: [], total: 0 });
  rerender({ view: 'mine', q: 'x' });
  expect(result.current.data?.items).toHaveLength(1);
  searched.release();
  await waitFor(() => expect(result.current.data?.items).toHaveLength(0));
  const shared = server.hold('GET /dashboards', { items: [], total: 0 });
  rerender({ view: 'shared', q: 'x' });
  expect(result.current.data).toBeUndefined();
  shared.release();
  await waitFor(() => expect(result.current.data).toBeDefined());
});
