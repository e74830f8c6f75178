import { page } from '@besahubs/contracts/common';
import {
  notification,
  notificationPatch,
  notificationQuery,
  unreadCount as unreadContract,
} from '@besahubs/contracts/notifications';
import { presentNotification } from '../presenters/notifications';
import { presentPage } from '../presenters/refs';
import { findVisible } from '../services/crm/resource';
import {
  dismissNotification,
  listNotifications,
  markAllRead,
  markNotification,
  notificationResource,
  unreadCount,
} from '../services/notifications/inbox';
import { route } from './route';

const own = { permission: 'notifications.own' } as const;

export const notificationRoutes = [
  route(
    'get',
    '/notifications',
    { ...own, summary: 'My notifications', query: notificationQuery, response: page(notification) },
    async ({ ctx, query }) => presentPage(await listNotifications(ctx, query), query, presentNotification),
  ),
  route(
    'get',
    '/notifications/unread',
    { ...own, summary: 'How many I have not read', response: unreadContract },
    async ({ ctx }) => ({
      unread: await unreadCount(ctx),
    }),
  ),
  route(
    'post',
    '/notifications/read-all',
    { ...own, summary: 'Mark all as read', response: unreadContract },
    async ({ ctx }) => {
      await markAllRead(ctx);
      return { unread: 0 };
    },
  ),
  route(
    'get',
    '/notifications/:id',
    { ...own, summary: 'One notification', response: notification },
    async ({ ctx, params }) => presentNotification(await findVisible(ctx, notificationResource, params.id)),
  ),
  route(
    'patch',
    '/notifications/:id',
    { ...own, summary: 'Mark as read or unread', body: notificationPatch, response: notification },
    async ({ ctx, params, body }) => presentNotification(await markNotification(ctx, params.id, body.read)),
  ),
  route(
    'delete',
    '/notifications/:id',
    { ...own, summary: 'Dismiss a notification' },
    async ({ ctx, params }) => {
      await dismissNotification(ctx, params.id);
      return null;
    },
  ),
];
