import { queryOptions, useMutation } from '@tanstack/react-query';
import type { Page } from '@besahubs/contracts/common';
import type { Notification } from '@besahubs/contracts/notifications';
import { toast } from '../components/toast';
import { api } from './client';
import { queryClient } from './queryClient';

const keys = {
  all: ['notifications'],
  unread: ['notifications', 'unread'],
  latest: ['notifications', 'latest'],
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

function markLocally(read: (notification: Notification) => boolean): void {
  const now = new Date().toISOString();
  queryClient.setQueryData<Page<Notification>>(
    keys.latest,
    (page) =>
      page && {
        ...page,
        items: page.items.map((item) => (read(item) ? { ...item, readAt: item.readAt ?? now } : item)),
      },
  );
}

const settle = {
  onError: (error: unknown) => toast.error(error),
  onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.all }),
};

export const useMarkRead = () =>
  useMutation({
    mutationFn: (id: string) => api.patch<Notification>(`/notifications/${id}`, { read: true }),
    onMutate: (id) => markLocally((item) => item.id === id),
    ...settle,
  });

export const useMarkAllRead = () =>
  useMutation({
    mutationFn: () => api.post<null>('/notifications/read-all'),
    onMutate: () => markLocally(() => true),
    ...settle,
  });
