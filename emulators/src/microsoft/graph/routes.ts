import { calendarViewDelta } from './delta';
import {
  cancelEvent,
  getEvent,
  listCalendarView,
  listEvents,
  listInstances,
  postEvent,
  removeEvent,
  respondToEvent,
  updateEvent,
} from './events';
import {
  getCalendar,
  getMailboxSettings,
  getMe,
  getSchedule,
  listCalendars,
  patchMailboxSettings,
  postCalendar,
  revokeSignInSessions,
} from './me';
import type { Handler } from './request';
import {
  deleteSubscription,
  getSubscription,
  listSubscriptions,
  patchSubscription,
  postSubscription,
  reauthorizeSubscription,
} from './subscriptions';

export interface Route {
  method: string;
  pattern: RegExp;
  names: string[];
  /** Any one of these delegated permissions will do. */
  scopes: string[];
  handler: Handler;
}

const WRITE = ['Calendars.ReadWrite', 'Calendars.ReadWrite.Shared'];
const READ = ['Calendars.Read', 'Calendars.Read.Shared', ...WRITE];
const FREE_BUSY = ['Calendars.ReadBasic', ...READ];
const USER = ['User.Read', 'User.ReadBasic.All', 'User.ReadWrite', 'User.Read.All'];
const SETTINGS = ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'];
const REVOKE = ['User.RevokeSessions.All', 'User.ReadWrite', 'Directory.AccessAsUser.All'];

/** `/me/events/:eventId` to a pattern over the undecoded path; a trailing `()` of a function may be left out. */
function route(method: string, path: string, scopes: string[], handler: Handler): Route {
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  const source = path.replace(/:\w+/g, '([^/]+)').replace(/delta$/, 'delta(?:\\(\\))?');
  return { method, pattern: new RegExp(`^${source}/?$`, 'i'), names, scopes, handler };
}

/** The same event routes exist under /me, under the default calendar and under any calendar. */
function eventRoutes(base: string): Route[] {
  const event = `${base}/events/:eventId`;
  return [
    route('GET', `${base}/events`, READ, listEvents),
    route('POST', `${base}/events`, WRITE, postEvent),
    route('GET', event, READ, getEvent),
    route('PATCH', event, WRITE, updateEvent),
    route('DELETE', event, WRITE, removeEvent),
    route('GET', `${event}/instances`, READ, listInstances),
    route('POST', `${event}/cancel`, WRITE, cancelEvent),
    ...(['accept', 'tentativelyAccept', 'decline'] as const).map((action) =>
      route('POST', `${event}/${action}`, WRITE, (graph, call) =>
        respondToEvent(graph, { ...call, params: { ...call.params, action } }),
      ),
    ),
    route('GET', `${base}/calendarView`, READ, listCalendarView),
    route('GET', `${base}/calendarView/delta`, READ, calendarViewDelta),
  ];
}

/** Graph v1.0 as far as calendars go. `/users/{id}` of the signed-in user is rewritten to `/me` before. */
export const ROUTES: Route[] = [
  route('GET', '/me', USER, getMe),
  route('GET', '/me/mailboxSettings', SETTINGS, getMailboxSettings),
  route('PATCH', '/me/mailboxSettings', ['MailboxSettings.ReadWrite'], patchMailboxSettings),
  route('POST', '/me/revokeSignInSessions', REVOKE, revokeSignInSessions),
  route('GET', '/me/calendars', READ, listCalendars),
  route('POST', '/me/calendars', WRITE, postCalendar),
  route('GET', '/me/calendar', READ, getCalendar),
  route('GET', '/me/calendars/:calendarId', READ, getCalendar),
  route('POST', '/me/calendar/getSchedule', FREE_BUSY, getSchedule),
  ...eventRoutes('/me'),
  ...eventRoutes('/me/calendar'),
  ...eventRoutes('/me/calendars/:calendarId'),
  route('GET', '/subscriptions', READ, listSubscriptions),
  route('POST', '/subscriptions', READ, postSubscription),
  route('GET', '/subscriptions/:subscriptionId', READ, getSubscription),
  route('PATCH', '/subscriptions/:subscriptionId', READ, patchSubscription),
  route('DELETE', '/subscriptions/:subscriptionId', READ, deleteSubscription),
  route('POST', '/subscriptions/:subscriptionId/reauthorize', READ, reauthorizeSubscription),
];
