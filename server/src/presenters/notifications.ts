import type { Notification as NotificationView } from '@besahubs/contracts/notifications';
import type { Notification } from '../models/Notification';
import { iso, isoOrNull, personRef, pick } from './refs';

export const presentNotification = (notification: Notification): NotificationView => ({
  ...pick(notification, ['id', 'kind', 'title', 'body', 'resource', 'resourceId']),
  actor: personRef(notification.actor),
  readAt: isoOrNull(notification.readAt),
  createdAt: iso(notification.createdAt),
});
