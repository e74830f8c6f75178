/**
 * Every address of the app, in one place. Screens link through this file and never build a path by hand.
 * It imports nothing, so that every folder may use it.
 */
export const paths = {
  home: '/',
  login: '/login',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password',
  invitation: '/invitation',
  /** Where mails to contacts lead; the token follows. */
  welcome: '/welcome',
  unsubscribe: '/u',
  properties: '/properties',
  property: (id: string) => `/properties/${id}`,
  contacts: '/contacts',
  contact: (id: string) => `/contacts/${id}`,
  companies: '/companies',
  company: (id: string) => `/companies/${id}`,
  deals: '/deals',
  deal: (id: string) => `/deals/${id}`,
  tasks: '/tasks',
  task: (id: string) => `/tasks?peek=${id}`,
  calendar: '/calendar',
  campaigns: '/campaigns',
  campaign: (id: string) => `/campaigns/${id}`,
  lists: '/lists',
  list: (id: string) => `/lists/${id}`,
  dashboards: '/dashboards',
  dashboard: (id: string) => `/dashboards/${id}`,
  agents: '/agents',
  agent: (id: string) => `/agents/${id}`,
  notifications: '/notifications',
  settings: '/settings',
  profile: '/settings/profile',
  integrations: '/settings/integrations',
  teams: '/settings/teams',
  audit: '/settings/audit',
} as const;

const RECORD_PATHS: Record<string, (id: string) => string> = {
  properties: paths.property,
  contacts: paths.contact,
  companies: paths.company,
  deals: paths.deal,
  tasks: paths.task,
  campaigns: paths.campaign,
  lists: paths.list,
  dashboards: paths.dashboard,
  agents: paths.agent,
  teams: (id) => `${paths.teams}?team=${id}`,
  'calendar-events': (id) => `${paths.calendar}?event=${id}`,
  'calendar-accounts': () => paths.integrations,
};

/** The page of one record by its resource name (`deals`, …), or null when that resource has no page. */
export const recordPath = (resource: string, id: string): string | null =>
  RECORD_PATHS[resource]?.(id) ?? null;

const LIST_PATHS: Record<string, string> = {
  properties: paths.properties,
  contacts: paths.contacts,
  companies: paths.companies,
  deals: paths.deals,
  tasks: paths.tasks,
  campaigns: paths.campaigns,
  agents: paths.agents,
};

/** The list of a resource by its name, or null when it has none. */
export const listPath = (resource: string): string | null => LIST_PATHS[resource] ?? null;
