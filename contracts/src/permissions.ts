import type { Role } from './common';

/** The coarse gate every route declares: which roles may try at all. Policies decide about each record. */
export const permissions = {
  'properties.read': ['admin', 'manager', 'agent'],
  'properties.write': ['admin', 'manager', 'agent'],
  'properties.delete': ['admin', 'manager'],
  'companies.read': ['admin', 'manager', 'agent'],
  'companies.write': ['admin', 'manager', 'agent'],
  'companies.delete': ['admin', 'manager'],
  'contacts.read': ['admin', 'manager', 'agent'],
  'contacts.write': ['admin', 'manager', 'agent'],
  'contacts.delete': ['admin', 'manager', 'agent'],
  'deals.read': ['admin', 'manager', 'agent'],
  'deals.write': ['admin', 'manager', 'agent'],
  'deals.delete': ['admin', 'manager'],
  'splits.write': ['admin', 'manager'],
  'tasks.read': ['admin', 'manager', 'agent'],
  'tasks.write': ['admin', 'manager', 'agent'],
  'activities.read': ['admin', 'manager', 'agent'],
  'activities.write': ['admin', 'manager', 'agent'],
  'campaigns.read': ['admin', 'manager', 'agent'],
  'campaigns.write': ['admin', 'manager', 'agent'],
  'campaigns.approve': ['admin', 'manager'],
  'agents.read': ['admin', 'manager', 'agent'],
  'agents.write': ['admin', 'manager'],
  'agents.delete': ['admin'],
  'teams.write': ['admin'],
  'notifications.own': ['admin', 'manager', 'agent'],
  'audit.read': ['admin', 'manager', 'agent'],
  'search.read': ['admin', 'manager', 'agent'],
  'email.read': ['admin', 'manager', 'agent'],
  'email.settings': ['admin'],
  'calendar.own': ['admin', 'manager', 'agent'],
  'dashboards.own': ['admin', 'manager', 'agent'],
  /** Files of single records; files of figures are everybody's. */
  'reports.exportRows': ['admin', 'manager'],
  'integrations.read': ['admin', 'manager', 'agent'],
  'settings.write': ['admin'],
  'profile.own': ['admin', 'manager', 'agent'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;
