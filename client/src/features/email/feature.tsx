import { lazy } from 'react';
import type { Feature, RecordTab } from '../../feature';
import { paths } from '../../paths';

const EmailActivityTab = lazy(() => import('./EmailActivityTab'));
const tab: Omit<RecordTab, 'resource'> = {
  key: 'email',
  label: 'E-mail activity',
  order: 12,
  flag: 'sendgrid',
  component: EmailActivityTab,
};

/** What became of our mails, on the pages of contacts and campaigns, and the pages our mails lead to. */
export const emailFeature: Feature = {
  routes: [],
  publicRoutes: [
    { path: `${paths.welcome}/:token`, lazy: () => import('./WelcomePage') },
    { path: `${paths.unsubscribe}/:token`, lazy: () => import('./UnsubscribePage') },
  ],
  forms: { 'contact-invitation': lazy(() => import('./InviteContactForm')) },
  recordTabs: [
    { ...tab, resource: 'contacts' },
    { ...tab, resource: 'campaigns' },
  ],
};
