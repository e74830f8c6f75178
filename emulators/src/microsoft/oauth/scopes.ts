const GRAPH = /^https:\/\/graph\.microsoft\.com\//i;
const OPENID = ['openid', 'profile', 'email', 'offline_access'];

/** What each permission lets an app do, as the consent page words it. */
const MEANING: Record<string, { title: string; detail: string }> = {
  'calendars.readwrite': {
    title: 'Have full access to your calendars',
    detail: 'Create, read, update and delete events in your calendars.',
  },
  'calendars.read': { title: 'Read your calendars', detail: 'Read events in your calendars.' },
  'calendars.readbasic': {
    title: 'Read basic details of your calendars',
    detail: 'See when you are free or busy.',
  },
  'calendars.readwrite.shared': {
    title: 'Read and write your and shared calendars',
    detail: 'Create, read, update and delete events in all calendars you can reach.',
  },
  'calendars.read.shared': {
    title: 'Read calendars you can access',
    detail: 'Including those others share with you.',
  },
  'user.read': { title: 'View your basic profile', detail: 'Your name, e-mail address and photo.' },
  'mailboxsettings.read': {
    title: 'Read your mailbox settings',
    detail: 'Your time zone and working hours.',
  },
  'mailboxsettings.readwrite': {
    title: 'Read and write your mailbox settings',
    detail: 'Your time zone and hours.',
  },
  openid: { title: 'Sign you in', detail: 'Sign in to the app with your work or school account.' },
  profile: { title: 'View your basic profile', detail: 'Your name and picture.' },
  email: { title: 'View your e-mail address', detail: 'The address of this account.' },
  offline_access: {
    title: 'Maintain access to data you have given it access to',
    detail: 'The app can see and update this data even when you are not using it.',
  },
};

/** Splits a scope parameter; Graph's URL form and the short form are the same permission. */
export function parseScopes(text: string): string[] {
  const scopes = text
    .split(/\s+/)
    .filter(Boolean)
    .map((scope) => scope.replace(GRAPH, ''));
  return [...new Set(scopes)];
}

/** The `scope` of a token answer: what the access token carries, without offline_access. */
export const grantedScopes = (scopes: string[]): string =>
  scopes.filter((scope) => scope !== 'offline_access').join(' ');

/** True when every Graph permission asked for was consented to. `.default` asks for what there is. */
export const covers = (granted: string[], asked: string[]): boolean =>
  asked.every((scope) => scope === '.default' || OPENID.includes(scope) || granted.includes(scope));

export function describeScopes(scopes: string[]): { title: string; detail: string }[] {
  const described = scopes.map((scope) => MEANING[scope.toLowerCase()] ?? { title: scope, detail: '' });
  return described.filter(({ title }, at) => described.findIndex((other) => other.title === title) === at);
}
