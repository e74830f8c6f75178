import { z } from 'zod';
import { booleanParam, instant, listParams, uuid } from './common';

export const notificationQuery = z.strictObject({
  ...listParams(['createdAt']),
  unread: booleanParam.optional(),
});
export type NotificationQuery = z.output<typeof notificationQuery>;
export const notification = z.object({
  id: uuid,
  kind: z.string(),
  title: z.string(),
  body: z.string().nullable(),
  /** The record it is about, by resource name as in the URL (`deals`). */
  resource: z.string().nullable(),
  resourceId: uuid.nullable(),
  actor: z.object({ id: uuid, name: z.string() }).nullable(),
  readAt: instant.nullable(),
  createdAt: instant,
});
export type Notification = z.infer<typeof notification>;
export const notificationPatch = z.strictObject({ read: z.boolean() });
export const unreadCount = z.object({ unread: z.number() });
