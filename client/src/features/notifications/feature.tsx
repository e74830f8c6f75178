import type { Feature } from '../../feature';
import { paths } from '../../paths';

/** Reached from the bell; the rail has no place for it. */
export const notificationsFeature: Feature = {
  routes: [{ path: paths.notifications, lazy: () => import('./NotificationsPage') }],
};
