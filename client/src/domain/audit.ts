import type { Option } from '../components/list/types';
import { words } from '../components/format';

/** What an audit entry says, in words. Codes are `noun.verb`: `deal.update`, `auth.login`. Pure. */
const SAID: Record<string, string> = {
  'auth.login': 'Signed in',
  'auth.login_failed': 'Sign-in failed',
  'auth.logout': 'Signed out',
  'auth.invite': 'Invitation sent',
  'auth.invite_accepted': 'Invitation accepted',
  'auth.password_change': 'Password changed',
  'auth.reset_requested': 'Password reset requested',
  'auth.reset_unknown': 'Password reset for an unknown address',
  'auth.refresh_reuse': 'Stolen session stopped',
  'agent.create': 'Agent invited',
  'agent.role_change': 'Role changed',
  'calendar.connect': 'Calendar connected',
  'calendar.disconnect': 'Calendar disconnected',
  'contact.invite': 'Contact invited',
  'contact.share': 'Contact shared',
  'contact.unshare': 'Contact no longer shared',
  'contact.access_request': 'Access to a contact requested',
  'contact.unsubscribe': 'Contact unsubscribed',
  'contact.welcome': 'Contact checked their details',
  'deal.splits': 'Commission split changed',
  'deal.members': 'Deal team changed',
};

const VERBS: Record<string, string> = {
  create: 'created',
  update: 'changed',
  delete: 'deleted',
  restore: 'restored',
};

/** “Deal changed”. Codes without a text of their own are spelled out. */
export function actionText(action: string): string {
  const said = SAID[action];
  if (said) return said;
  const [noun = '', verb = ''] = action.split('.');
  return `${words(noun)} ${VERBS[verb] ?? verb.replaceAll('_', ' ')}`.trim();
}

const NOUNS = [
  'contact',
  'company',
  'property',
  'deal',
  'task',
  'activity',
  'campaign',
  'list',
  'agent',
  'team',
  'dashboard',
  'widget',
  'calendar_event',
];
const asOption = (value: string): Option => ({ value, label: actionText(value) });
/** What people do to their own sessions; all that agents see. */
export const authOptions: readonly Option[] = Object.keys(SAID)
  .filter((action) => action.startsWith('auth.'))
  .map(asOption);
export const actionOptions: readonly Option[] = [
  ...new Set([
    ...Object.keys(SAID),
    ...NOUNS.flatMap((noun) => ['create', 'update', 'delete', 'restore'].map((verb) => `${noun}.${verb}`)),
  ]),
].map(asOption);

const RESOURCES: Record<string, string> = {
  agents: 'Agent',
  teams: 'Team',
  contacts: 'Contact',
  companies: 'Company',
  properties: 'Property',
  deals: 'Deal',
  tasks: 'Task',
  activities: 'Activity',
  campaigns: 'Campaign',
  lists: 'List',
  dashboards: 'Dashboard',
  widgets: 'Widget',
  'calendar-accounts': 'Calendar',
  'calendar-events': 'Event',
};
export const resourceText = (resource: string): string =>
  RESOURCES[resource] ?? words(resource.replaceAll('-', '_'));
export const resourceOptions: readonly Option[] = Object.entries(RESOURCES).map(([value, label]) => ({
  value,
  label,
}));

/** `expectedCloseDate` → “Expected close date”, `ownerId` → “Owner”. */
export const fieldText = (field: string): string =>
  words(
    field
      .replace(/Ids?$/, '')
      .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
      .toLowerCase(),
  );
