import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Notification } from '@besahubs/contracts/notifications';
import { renderScreen } from '../../testing/screen';
import { hangUp, refuse, startServer } from '../../testing/server';
import type { Ask } from '../../testing/server';
import { Component as NotificationsPage } from './NotificationsPage';

const server = startServer();
const note = (id: number): Notification => ({
  ...{
    id: `n${id}`,
    kind: 'task.assigned',
    title: `Note ${id}`,
    body: null,
    resource: 'deals',
    resourceId: 'd',
  },
  ...{ readAt: null, createdAt: new Date(0).toISOString(), actor: null },
});
const pages = (total: number) => (ask: Ask) => {
  const page = Number(ask.query['page']);
  const items = Array.from({ length: Math.min(50, total - 50 * (page - 1)) }, (_, at) =>
    note(50 * (page - 1) + at),
  );
  return { items, total, page, pageSize: 50 };
};

it('older ones come a page at a time, until there are no more', async () => {
  server.answer('GET /notifications/unread', { unread: 60 });
  server.answer('GET /notifications', pages(60));
  const { user } = renderScreen(<NotificationsPage />);
  await screen.findByText('Note 49');
  expect(screen.queryByText('Note 50')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Show older' }));
  await screen.findByText('Note 59');
  expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull();
});

it('a full last page is the last', async () => {
  server.answer('GET /notifications/unread', { unread: 1 });
  server.answer('GET /notifications', pages(50));
  renderScreen(<NotificationsPage />);
  await screen.findByText('Note 49');
  expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull();
});

it('the unread alone are asked for, and the choice is in the address', async () => {
  server.answer('GET /notifications/unread', { unread: 0 });
  server.answer('GET /notifications', { items: [], total: 0, page: 1, pageSize: 50 });
  const { user, at } = renderScreen(<NotificationsPage />, { path: '/notifications?show=unread' });
  await screen.findByText('You are all caught up');
  expect(server.asked('GET /notifications')[0]?.query['unread']).toBe('true');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Mark all as read' }).disabled).toBe(true);
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  await screen.findByText('No notifications yet');
  expect(at()).toBe('/notifications');
});

it('marking all as read counts anew', async () => {
  server.once('GET /notifications/unread', { unread: 2 });
  server.answer('GET /notifications/unread', { unread: 0 });
  server.answer('GET /notifications', pages(2));
  server.answer('POST /notifications/read-all', null);
  const { user } = renderScreen(<NotificationsPage />);
  await screen.findByText('2 unread');
  await user.click(screen.getByRole('button', { name: 'Mark all as read' }));
  await screen.findByText('All read');
});

it('what cannot be loaded can be tried again', async () => {
  server.answer('GET /notifications/unread', { unread: 0 });
  server.once('GET /notifications', refuse(400, 'internal'));
  server.answer('GET /notifications', pages(1));
  const { user } = renderScreen(<NotificationsPage />);
  await user.click(await screen.findByRole('button', { name: 'Try again' }));
  await screen.findByText('Note 0');
});

it('marking all as read is taken back when it fails', async () => {
  server.answer('GET /notifications/unread', { unread: 1 });
  server.answer('GET /notifications', pages(1));
  server.answer('POST /notifications/read-all', hangUp());
  const { user } = renderScreen(<NotificationsPage />);
  await screen.findByText('1 unread');
  await user.click(screen.getByRole('button', { name: 'Mark all as read' }));
  await screen.findByText('The server cannot be reached. Check your connection.');
  await waitFor(() => expect(screen.getByText('1 unread')).toBeTruthy());
});
