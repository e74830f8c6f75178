import { act, renderHook, screen, waitFor } from '@testing-library/react';
import { useQuery } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import type { Mutation } from '../testing/mutationCalls';
import { surroundings } from '../testing/screen';
import { hangUp, refuse, startServer, whenTestEnds } from '../testing/server';
import type { Ask } from '../testing/server';
import { useDeleteEvent, useMoveEvent } from './calendar';
import { useRemoveDashboard, useRemoveWidget, useUpdateDashboard } from './dashboards';
import { useDismiss, useMarkAllRead, useMarkRead } from './notifications';
import { queryClient } from './queryClient';
import { tasks } from './tasks';

/** Changes that are shown before the server has agreed: taken back, whatever the reason and whoever looks. */
const server = startServer();
whenTestEnds(() => queryClient.clear());
const SOURCES = import.meta.glob<string>('./*.ts', { query: '?raw', import: 'default', eager: true });

const page = (...items: object[]) => ({ items, total: items.length, page: 1, pageSize: 50 });
const a = { id: 'a', title: 'A', name: 'A', version: 1 };
const b = { id: 'b', title: 'B', name: 'B', version: 1 };
const shared = { layout: [], defaults: {}, sharedWith: { userIds: [], roles: [] }, isShared: false };
const board = {
  ...a,
  ...shared,
  widgets: [
    { id: 'w', title: 'W' },
    { id: 'v', title: 'V' },
  ],
};
const unread = { ...a, readAt: null };
const event = { ...a, isAllDay: false, start: '1', end: '2', startDate: null, endDate: null, etag: 'e' };
const SPAN = ['calendar-events', 'span', 'x', 'y'];

interface Row {
  hook: () => Mutation;
  input?: unknown;
  ask: string;
  /** What is remembered before, by key. */
  before: [key: unknown[], data: unknown][];
  /** What stands under these keys while the server thinks. */
  shown: unknown[];
}
const LATEST = ['notifications', 'latest'];
const PAGES = ['notifications', 'pages', 'all'];
const notifications: Row['before'] = [
  [LATEST, page(unread, b)],
  [PAGES, { pages: [page(unread, b)], pageParams: [1] }],
];
const both = (...items: object[]): unknown[] => [
  expect.objectContaining({ items }),
  expect.objectContaining({ pages: [expect.objectContaining({ items })] }),
];
const read: unknown = expect.objectContaining({ id: 'a', readAt: expect.any(String) as string });

const ROWS: Record<string, Row> = {
  'resource.useUpdate': {
    hook: () => tasks.useUpdate(),
    input: { id: 'a', patch: { title: 'New' } },
    ask: 'PATCH /tasks/:id',
    before: [
      [['tasks', 'list', {}], page(a, b)],
      [['tasks', 'record', 'a'], a],
    ],
    shown: [page({ ...a, title: 'New' }, b), { ...a, title: 'New' }],
  },
  'resource.useRemove': {
    hook: () => tasks.useRemove(),
    input: { id: 'a', label: 'A' },
    ask: 'DELETE /tasks/:id',
    before: [
      [['tasks', 'list', {}], page(a, b)],
      [['tasks', 'record', 'a'], a],
    ],
    shown: [page(b), a],
  },
  'dashboards.useUpdateDashboard': {
    hook: function useRename() {
      return useUpdateDashboard('a');
    },
    input: { name: 'New', sharedWith: { roles: ['agent'] } },
    ask: 'PUT /dashboards/:id',
    before: [
      [['dashboards', 'list', 'mine', ''], page({ ...a, ...shared }, b)],
      [['dashboards', 'record', 'a'], board],
    ],
    shown: [
      page(
        { ...a, ...shared, name: 'New', sharedWith: { userIds: [], roles: ['agent'] }, isShared: true },
        b,
      ),
      { ...board, name: 'New', sharedWith: { userIds: [], roles: ['agent'] }, isShared: true },
    ],
  },
  'dashboards.useRemoveDashboard': {
    hook: useRemoveDashboard,
    input: a,
    ask: 'DELETE /dashboards/:id',
    before: [[['dashboards', 'list', 'mine', ''], page(a, b)]],
    shown: [page(b)],
  },
  'dashboards.useRemoveWidget': {
    hook: useRemoveWidget,
    input: { id: 'w', dashboardId: 'a', title: 'W' },
    ask: 'DELETE /widgets/:id',
    before: [[['dashboards', 'record', 'a'], board]],
    shown: [{ ...board, widgets: [{ id: 'v', title: 'V' }] }],
  },
  'notifications.useMarkRead': {
    hook: useMarkRead,
    input: { id: 'a', read: true },
    ask: 'PATCH /notifications/:id',
    before: notifications,
    shown: both(read as object, b),
  },
  'notifications.useMarkAllRead': {
    hook: useMarkAllRead,
    ask: 'POST /notifications/read-all',
    before: notifications,
    shown: both(read as object, { ...b, readAt: expect.any(String) as string }),
  },
  'notifications.useDismiss': {
    hook: useDismiss,
    input: 'a',
    ask: 'DELETE /notifications/:id',
    before: notifications,
    shown: both(b),
  },
  'calendar.useMoveEvent': {
    hook: useMoveEvent,
    input: { event, times: { isAllDay: false, start: '3', end: '4' } },
    ask: 'PUT /calendar/events/:id',
    before: [[SPAN, [event, b]]],
    shown: [[{ ...event, start: '3', end: '4' }, b]],
  },
  'calendar.useDeleteEvent': {
    hook: useDeleteEvent,
    input: event,
    ask: 'DELETE /calendar/events/:id',
    before: [[SPAN, [event, b]]],
    shown: [[b]],
  },
};

it('every optimistic change stands in the table', () => {
  const found = Object.entries(SOURCES).flatMap(([file, source]) =>
    [...source.matchAll(/\bonMutate\b/g)].map(() => file.slice(2, -3)),
  );
  expect(
    Object.keys(ROWS)
      .map((name) => name.split('.')[0])
      .sort(),
  ).toEqual(found.sort());
});

const use = (hook: () => Mutation) => renderHook(hook, { wrapper: surroundings }).result;
const states = (row: Row) => row.before.map(([key]) => queryClient.getQueryData(key));

describe.each(Object.entries(ROWS))('%s', (_name, row) => {
  it.each([
    ['refused', refuse(403, 'forbidden'), 'You are not allowed to do that.'],
    ['torn off', hangUp(), 'The server cannot be reached. Check your connection.'],
  ])('shows at once, and is taken back with a message when it is %s', async (_how, answer, message) => {
    for (const [key, data] of row.before) queryClient.setQueryData(key, data);
    const thinking = server.hold(row.ask);
    const mutation = use(row.hook);
    let end: Promise<unknown> = Promise.resolve();
    act(() => {
      end = mutation.current.mutateAsync(row.input as never).catch(() => undefined);
    });
    await thinking.asked;
    expect(states(row)).toEqual(row.shown);
    await act(async () => {
      thinking.release(answer);
      await end;
    });
    expect(states(row)).toEqual(row.before.map(([, data]) => data));
    await screen.findByText(message);
    for (const [key] of row.before.slice(0, 1))
      expect(queryClient.getQueryState(key)?.isInvalidated).toBe(true);
  });

  it('is not overwritten by an answer that was asked for before', async () => {
    const [key, data] = row.before[0] ?? [[], null];
    queryClient.setQueryData(key, data);
    let given: AbortSignal | undefined;
    const before = queryClient
      .fetchQuery({
        queryKey: key,
        staleTime: 0,
        queryFn: ({ signal }) => {
          given = signal;
          return new Promise(() => undefined);
        },
      })
      .catch(() => undefined);
    server.answer(row.ask, a);
    const mutation = use(row.hook);
    await act(() => mutation.current.mutateAsync(row.input as never).catch(() => undefined));
    expect(given?.aborted).toBe(true);
    await before;
  });
});

describe('a change of a record', () => {
  const list = tasks.list({});
  function useScreen() {
    const { data } = useQuery(list);
    return { rows: data?.items, update: tasks.useUpdate() };
  }
  const start = () => renderHook(useScreen, { wrapper: surroundings }).result;
  const versionOf = (ask: Ask | undefined) => (ask?.body as { version?: number } | undefined)?.version;

  it('is sent with the version of the row that is shown', async () => {
    server.answer('GET /tasks', page({ ...a, version: 4 }));
    server.answer('PATCH /tasks/:id', { ...a, version: 5 });
    const result = start();
    await waitFor(() => expect(result.current.rows).toHaveLength(1));
    await act(() => result.current.update.mutateAsync({ id: 'a', patch: { title: 'New' } }));
    expect(server.asked('PATCH /tasks/:id')[0]?.body).toEqual({ title: 'New', version: 4 });
  });

  it('after a change of somebody else is sent with their version, not with that of the own change before', async () => {
    server.once('GET /tasks', page(a));
    server.answer('GET /tasks', page({ ...a, version: 7 }));
    server.answer('PATCH /tasks/:id', { ...a, version: 2 });
    const result = start();
    await waitFor(() => expect(result.current.rows).toHaveLength(1));
    await act(() => result.current.update.mutateAsync({ id: 'a', patch: { title: 'Mine' } }));
    await waitFor(() => expect(result.current.rows?.[0]?.version).toBe(7));
    await act(() => result.current.update.mutateAsync({ id: 'a', patch: { title: 'Mine again' } }));
    expect(versionOf(server.asked('PATCH /tasks/:id')[1])).toBe(7);
  });

  it('waits for the one before, and is sent with the version that one gave', async () => {
    server.answer('GET /tasks', page(a));
    const first = server.hold('PATCH /tasks/:id', { ...a, title: 'One', version: 2 });
    const second = server.hold('PATCH /tasks/:id', { ...a, title: 'Two', version: 3 });
    const result = start();
    await waitFor(() => expect(result.current.rows).toHaveLength(1));
    act(() => {
      result.current.update.mutate({ id: 'a', patch: { title: 'One' } });
      result.current.update.mutate({ id: 'a', patch: { title: 'Two' } });
    });
    await first.asked;
    expect(server.asked('PATCH /tasks/:id')).toHaveLength(1);
    server.answer('GET /tasks', page({ ...a, title: 'Two', version: 3 }));
    first.release();
    await second.asked;
    second.release();
    await waitFor(() => expect(result.current.rows?.[0]).toMatchObject({ title: 'Two', version: 3 }));
    expect(server.asked('PATCH /tasks/:id').map(versionOf)).toEqual([1, 2]);
    await waitFor(() => expect(queryClient.isFetching() + queryClient.isMutating()).toBe(0));
  });

  it('that lost against another loads the record anew', async () => {
    queryClient.setQueryData(['tasks', 'record', 'a'], a);
    server.answer('PATCH /tasks/:id', refuse(409, 'conflict'));
    const mutation = use(() => tasks.useUpdate());
    await act(() => mutation.current.mutateAsync({ id: 'a', patch: {} } as never).catch(() => undefined));
    await screen.findByText('Someone else changed this in the meantime.');
    expect(queryClient.getQueryState(['tasks', 'record', 'a'])?.isInvalidated).toBe(true);
  });

  it('made in a form is shown when it is saved, and its refusal is the form’s to show', async () => {
    queryClient.setQueryData(['tasks', 'record', 'a'], a);
    const thinking = server.hold(
      'PATCH /tasks/:id',
      refuse(422, 'invalid', { fields: { title: 'Too long' } }),
    );
    const mutation = use(() => tasks.useUpdate({ silent: true }));
    let thrown: unknown;
    act(() => {
      mutation.current
        .mutateAsync({ id: 'a', patch: { title: 'New' } } as never)
        .catch((error: unknown) => (thrown = error));
    });
    await thinking.asked;
    expect(queryClient.getQueryData(['tasks', 'record', 'a'])).toEqual(a);
    await act(async () => {
      thinking.release();
      await waitFor(() => expect(thrown).toMatchObject({ fields: { title: 'Too long' } }));
    });
    expect(screen.queryByText('Too long')).toBeNull();
  });
});
