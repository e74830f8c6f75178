import type { CreateItem, Feature, LazyForm, NavItem, RecordTab, SettingsPage } from '../feature';
import { agentsFeature } from '../features/agents/feature';
import { auditFeature } from '../features/audit/feature';
import { authFeature } from '../features/auth/feature';
import { calendarFeature } from '../features/calendar/feature';
import { campaignsFeature } from '../features/campaigns/feature';
import { companiesFeature } from '../features/companies/feature';
import { contactsFeature } from '../features/contacts/feature';
import { dashboardsFeature } from '../features/dashboards/feature';
import { dealsFeature } from '../features/deals/feature';
import { emailFeature } from '../features/email/feature';
import { homeFeature } from '../features/home/feature';
import { integrationsFeature } from '../features/integrations/feature';
import { listsFeature } from '../features/lists/feature';
import { notificationsFeature } from '../features/notifications/feature';
import { propertiesFeature } from '../features/properties/feature';
import { relatedFeature } from '../features/related/feature';
import { settingsFeature } from '../features/settings/feature';
import { tasksFeature } from '../features/tasks/feature';
import { teamsFeature } from '../features/teams/feature';
import { paths } from '../paths';

/**
 * All features; the order is the order of the rail. Adding one is a folder and a line here.
 * The app reads nothing else of a feature than its `Feature`.
 */
const installed: readonly Feature[] = [
  homeFeature,
  propertiesFeature,
  contactsFeature,
  companiesFeature,
  dealsFeature,
  tasksFeature,
  calendarFeature,
  campaignsFeature,
  listsFeature,
  dashboardsFeature,
  emailFeature,
  agentsFeature,
  notificationsFeature,
  settingsFeature,
  integrationsFeature,
  teamsFeature,
  auditFeature,
  relatedFeature,
  authFeature,
];

export const settingsPages: readonly SettingsPage[] = installed.flatMap((feature) => feature.settings ?? []);

/** Settings are one place with tabs, whichever feature a tab comes from. */
const withSettingsPages = (feature: Feature): Feature => ({
  ...feature,
  routes: feature.routes.map((route) =>
    route.path === paths.settings && !route.index
      ? {
          ...route,
          children: [...(route.children ?? []), ...settingsPages.map(({ path, lazy }) => ({ path, lazy }))],
        }
      : route,
  ),
});

export const features: readonly Feature[] = installed.map(withSettingsPages);

export const navItems: readonly NavItem[] = features.flatMap((feature) => feature.nav ?? []);
export const createItems: readonly CreateItem[] = features.flatMap((feature) => feature.create ?? []);
export const recordTabs: readonly RecordTab[] = features
  .flatMap((feature) => feature.recordTabs ?? [])
  .sort((a, b) => a.order - b.order);
export const forms: Readonly<Record<string, LazyForm>> = Object.assign(
  {},
  ...features.map((feature) => feature.forms ?? {}),
) as Record<string, LazyForm>;
