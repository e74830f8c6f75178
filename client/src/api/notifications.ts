import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import type { Page } from '@besahubs/contracts/common';
import type { Notification } from '@besahubs/contracts/notifications';
import { toast } from '../components/toast';
import { api } from './client';
import { queryClient, remember } from './queryClient';

const keys = {
  all: ['notifications'],
  unread: ['notifications', 'unread'],
  latest: ['notifications', 'latest'],
  pages: ['notifications', 'pages'],
};

export const unreadCount = queryOptions({
  queryKey: keys.unread,
  queryFn: ({ signal }) => api.get<{ unread: number }>('/notifications/unread', undefined, signal),
  refetchInterval: 120_000,
});

export const latestNotifications = queryOptions({
  queryKey: keys.latest,
  queryFn: ({ signal }) => api.get<Page<Notification>>('/notifications', { pageSize: 30 }, signal),
});

const PAGE_SIZE = 50;

/** All of them, newest first, a page at a time; or the unread alone. */
export const notificationPages = (unread: boolean) =>
  infiniteQueryOptions({
    queryKey: [...keys.pages, unread ? 'unread' : 'all'],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Notification>>(
        '/notifications',
        { page: pageParam, pageSize: PAGE_SIZE, ...(unread && { unread: 'true' }) },
        signal,
      ),
    initialPageParam: 1,
    getNextPageParam: ({ page, pageSize, total }) => (page * pageSize < total ? page + 1 : undefined),
  });

type Change = (notification: Notification) => Notification | null;

const changePage = (page: Page<Notification>, change: Change): Page<Notification> => ({
  ...page,
  items: page.items.flatMap((item) => change(item) ?? []),
});

/** Shows a change in every list at once; what the server says follows. Answers how to take it back. */
async function applyLocally(change: Change): Promise<() => void> {
  const putBack = await remember(keys.all);
  queryClient.setQueryData<Page<Notification>>(keys.latest, (page) => page && changePage(page, change));
  queryClient.setQueriesData<InfiniteData<Page<Notification>>>(
    { queryKey: keys.pages },
    (data) => data && { ...data, pages: data.pages.map((page) => changePage(page, change)) },
  );
  return putBack;
}

const settle = {
  onError: (error: unknown, _input: unknown, putBack: (() => void) | undefined) => {
    putBack?.();
    toast.error(error);
  },
  onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.all }),
};
const now = () => new Date().toISOString();

/** Marks one as read, or as unread again. */
export const useMarkRead = () =>
  useMutation({
    mutationFn: ({ id, read }: { id: string; read: boolean }) =>
      api.patch<Notification>(`/notifications/${id}`, { read }),
    onMutate: ({ id, read }) =>
      applyLocally((item) => (item.id === id ? { ...item, readAt: read ? now() : null } : item)),
    ...settle,
  });

export const useMarkAllRead = () =>
  useMutation({
    mutationFn: () => api.post<null>('/notifications/read-all'),
    onMutate: () => applyLocally((item) => ({ ...item, readAt: item.readAt ?? now() })),
    ...settle,
  });

/** Removes one for good. */
export const useDismiss = () =>
  useMutation({
    mutationFn: (id: string) => api.delete<null>(`/notifications/${id}`),
    onMutate: (id) => applyLocally((item) => (item.id === id ? null : item)),
    ...settle,
  });
