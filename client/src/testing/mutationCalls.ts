import * as activities from '../api/activities';
import * as agents from '../api/agents';
import * as auth from '../api/auth';
import * as calendar from '../api/calendar';
import * as campaigns from '../api/campaigns';
import * as dashboards from '../api/dashboards';
import * as deals from '../api/deals';
import * as email from '../api/email';
import * as lists from '../api/lists';
import * as notifications from '../api/notifications';
import * as reports from '../api/reports';
import * as schedules from '../api/schedules';
import * as sendgrid from '../api/sendgrid';
import * as teams from '../api/teams';
import { cell, rec, reportQuery } from './queryCalls';
import type { Asked } from './queryCalls';

export interface Mutation {
  mutateAsync: (input: never) => Promise<unknown>;
}
export interface MutationRow extends Asked {
  /** A hook of a mutation with its input, or a plain call. */
  run: (() => Mutation) | (() => Promise<unknown>);
  input?: unknown;
  old: string[];
  answer?: unknown;
}

const event = { id: 'i', title: 'T', etag: 'e1' } as never;
const times = { isAllDay: false, start: 's', end: 'e' };
const schedule = {
  ...{ id: 'i', dashboardId: 'd', frequency: 'daily', weekday: null, dayOfMonth: null, hour: 8, minute: 0 },
  ...{ timezone: 'UTC', enabled: true, recipients: [{ id: 'u', name: 'U' }] },
};
const widget = {
  id: 'i',
  dashboardId: 'd',
  type: 'bar',
  title: 'W',
  dataset: 'deals',
  query: {},
  options: {},
};
const agentRow = { id: 'i', name: 'N', team: { id: 't0', name: 'T' } };
const line = { party: 'us', partyName: 'Us', bps: 10_000, status: 'open', userId: null };

/** What each change asks, and which of the remembered answers it makes old. */
export const MUTATIONS: Record<string, MutationRow> = {
  'activities.useLogActivity': {
    run: activities.useLogActivity,
    input: { type: 'note' },
    ask: 'POST /activities',
    body: { type: 'note' },
    old: ['activities', 'contacts'],
  },
  'agents.useInviteAgain': {
    run: agents.useInviteAgain,
    input: 'i',
    ask: 'POST /agents/i/invite',
    body: {},
    old: [],
  },
  'agents.useSetActive': {
    run: agents.useSetActive,
    input: { id: 'i', active: false },
    ask: 'PATCH /agents/i',
    body: { active: false },
    old: ['agents'],
  },
  'auth.acceptInvitation': {
    run: () => auth.acceptInvitation('a/b', { password: 'p' }),
    ask: 'POST /auth/invitations/a%2Fb/accept',
    body: { password: 'p' },
    old: [],
  },
  'auth.requestPasswordReset': {
    run: () => auth.requestPasswordReset('e', null),
    ask: 'POST /auth/password/forgot',
    body: { email: 'e' },
    old: [],
  },
  'auth.requestPasswordReset with a captcha': {
    run: () => auth.requestPasswordReset('e', 'c'),
    ask: 'POST /auth/password/forgot',
    body: { email: 'e', captchaToken: 'c' },
    old: [],
  },
  'auth.resetPassword': {
    run: () => auth.resetPassword('t', 'p'),
    ask: 'POST /auth/password/reset',
    body: { token: 't', password: 'p' },
    old: [],
  },
  'auth.saveProfile': {
    run: () => auth.saveProfile({ firstName: 'F' }),
    ask: 'PATCH /auth/me',
    body: { firstName: 'F' },
    old: [],
  },
  'auth.changePassword': {
    run: () => auth.changePassword('a', 'b'),
    ask: 'POST /auth/password',
    body: { currentPassword: 'a', newPassword: 'b' },
    old: [],
  },
  'calendar.useSync': {
    run: calendar.useSync,
    input: ['a'],
    ask: 'POST /calendar/sync',
    body: { accountId: 'a' },
    old: ['calendar-accounts', 'calendar-events'],
  },
  'calendar.useDisconnect': {
    run: calendar.useDisconnect,
    input: rec,
    ask: 'DELETE /calendar/accounts/i',
    old: ['calendar-accounts', 'calendar-events'],
  },
  'calendar.useCreateEvent': {
    run: calendar.useCreateEvent,
    input: { title: 'T' },
    ask: 'POST /calendar/events',
    body: { title: 'T' },
    old: ['calendar-events'],
  },
  'calendar.useUpdateEvent': {
    run: calendar.useUpdateEvent,
    input: { id: 'i', patch: { title: 'T', etag: 'e' } },
    ask: 'PUT /calendar/events/i',
    body: { title: 'T', etag: 'e' },
    old: ['calendar-events'],
  },
  'calendar.useMoveEvent': {
    run: calendar.useMoveEvent,
    input: { event, times },
    ask: 'PUT /calendar/events/i',
    body: { ...times, etag: 'e1' },
    old: [],
  },
  'calendar.useDeleteEvent': {
    run: calendar.useDeleteEvent,
    input: event,
    ask: 'DELETE /calendar/events/i',
    old: ['calendar-events'],
  },
  'campaigns.useCampaignStep': {
    run: () => campaigns.useCampaignStep('i'),
    input: { step: 'schedule', body: { at: 'x' } },
    ask: 'POST /campaigns/i/schedule',
    body: { at: 'x' },
    old: ['campaigns'],
  },
  'campaigns.useCampaignTest': {
    run: () => campaigns.useCampaignTest('i'),
    input: { to: 'x' },
    ask: 'POST /campaigns/i/test',
    body: { to: 'x' },
    old: [],
  },
  'dashboards.useCreateDashboard': {
    run: dashboards.useCreateDashboard,
    input: { name: 'N' },
    ask: 'POST /dashboards',
    body: { name: 'N' },
    old: ['dashboards'],
  },
  'dashboards.useDuplicateDashboard': {
    run: dashboards.useDuplicateDashboard,
    input: 'i',
    ask: 'POST /dashboards/i/duplicate',
    body: {},
    old: ['dashboards'],
  },
  'dashboards.useUpdateDashboard': {
    run: () => dashboards.useUpdateDashboard('i'),
    input: { name: 'N', version: 2 },
    ask: 'PUT /dashboards/i',
    body: { name: 'N', version: 2 },
    old: ['dashboards'],
  },
  'dashboards.useRemoveDashboard': {
    run: dashboards.useRemoveDashboard,
    input: rec,
    ask: 'DELETE /dashboards/i',
    old: ['dashboards.list'],
  },
  'dashboards.addWidget': {
    run: () => dashboards.addWidget('d', { title: 'W' } as never),
    ask: 'POST /dashboards/d/widgets',
    body: { title: 'W' },
    old: ['dashboards'],
  },
  'dashboards.changeWidget': {
    run: () => dashboards.changeWidget('i', { title: 'W', version: 4 }),
    ask: 'PUT /widgets/i',
    body: { title: 'W', version: 4 },
    old: ['dashboards'],
  },
  'dashboards.exportWidget': {
    run: () => dashboards.exportWidget('T', reportQuery),
    ask: 'POST /widgets/export',
    body: { title: 'T', query: reportQuery },
    old: [],
  },
  'dashboards.useDuplicateWidget': {
    run: dashboards.useDuplicateWidget,
    input: widget,
    ask: 'POST /dashboards/d/widgets',
    body: { type: 'bar', title: 'W (copy)', dataset: 'deals', query: {}, options: {} },
    old: ['dashboards'],
  },
  'dashboards.useRemoveWidget': {
    run: dashboards.useRemoveWidget,
    input: widget,
    ask: 'DELETE /widgets/i',
    old: ['dashboards'],
  },
  'deals.useSaveSplits': {
    run: () => deals.useSaveSplits('i'),
    input: [line],
    ask: 'PUT /deals/i/splits',
    body: { lines: [line] },
    old: [],
  },
  'deals.useSaveMembers': {
    run: () => deals.useSaveMembers('i'),
    input: [{ userId: 'u', role: 'x' }],
    ask: 'PUT /deals/i/members',
    body: { members: [{ userId: 'u', role: 'x' }] },
    old: [],
  },
  'email.useInviteContact': {
    run: email.useInviteContact,
    input: { id: 'i', message: 'Hi' },
    ask: 'POST /contacts/i/invite',
    body: { message: 'Hi' },
    old: ['email.activity'],
  },
  'email.useInviteContact without words': {
    run: email.useInviteContact,
    input: { id: 'i', message: null },
    ask: 'POST /contacts/i/invite',
    body: {},
    old: ['email.activity'],
  },
  'email.answerWelcome': {
    run: () => email.answerWelcome('a/b', { consent: true } as never),
    ask: 'POST /public/welcome/a%2Fb',
    body: { consent: true },
    old: [],
  },
  'email.useUnsubscribe': {
    run: () => email.useUnsubscribe('a/b'),
    ask: 'POST /public/unsubscribe/a%2Fb',
    body: {},
    old: [],
  },
  'lists.useChangeMembers': {
    run: () => lists.useChangeMembers('i'),
    input: { contactIds: ['c'] },
    ask: 'POST /lists/i/members',
    body: { contactIds: ['c'] },
    old: ['lists'],
  },
  'lists.useChangeMembers taking away': {
    run: () => lists.useChangeMembers('i'),
    input: { contactIds: ['c'], remove: true },
    ask: 'POST /lists/i/members/remove',
    body: { contactIds: ['c'] },
    old: ['lists'],
  },
  'notifications.useMarkRead': {
    run: notifications.useMarkRead,
    input: { id: 'i', read: true },
    ask: 'PATCH /notifications/i',
    body: { read: true },
    old: ['notifications'],
  },
  'notifications.useMarkAllRead': {
    run: notifications.useMarkAllRead,
    ask: 'POST /notifications/read-all',
    body: {},
    old: ['notifications'],
  },
  'notifications.useDismiss': {
    run: notifications.useDismiss,
    input: 'i',
    ask: 'DELETE /notifications/i',
    old: ['notifications'],
  },
  'reports.createSegment': {
    run: () => reports.createSegment({ name: 'S' } as never),
    ask: 'POST /reports/segments',
    body: { name: 'S' },
    old: [],
  },
  'reports.exportRows': {
    run: () => reports.exportRows(cell),
    ask: 'POST /widgets/drill/export',
    body: cell,
    old: [],
  },
  'schedules.useSaveSchedule': {
    run: () => schedules.useSaveSchedule('d'),
    input: { id: null, input: { hour: 8 } },
    ask: 'POST /dashboards/d/schedules',
    body: { hour: 8 },
    old: ['schedules'],
  },
  'schedules.useSaveSchedule of one that stands': {
    run: () => schedules.useSaveSchedule('d'),
    input: { id: 'i', input: { hour: 8 } },
    ask: 'PATCH /schedules/i',
    body: { hour: 8 },
    old: ['schedules'],
  },
  'schedules.useChangeSchedule': {
    run: schedules.useChangeSchedule,
    input: { id: 'i', patch: { enabled: false } },
    ask: 'PATCH /schedules/i',
    body: { enabled: false },
    old: ['schedules'],
  },
  'schedules.useSendSchedule': {
    run: schedules.useSendSchedule,
    input: 'i',
    ask: 'POST /schedules/i/send',
    body: {},
    old: ['schedules'],
  },
  'schedules.useRemoveSchedule': {
    run: schedules.useRemoveSchedule,
    input: schedule,
    ask: 'DELETE /schedules/i',
    old: ['schedules'],
  },
  'sendgrid.useTestMail': {
    run: sendgrid.useTestMail,
    input: 'x',
    ask: 'POST /integrations/sendgrid/test',
    body: { to: 'x' },
    old: [],
  },
  'sendgrid.useTestMail to oneself': {
    run: sendgrid.useTestMail,
    input: null,
    ask: 'POST /integrations/sendgrid/test',
    body: {},
    old: [],
  },
  'teams.createTeam': {
    run: () => teams.createTeam({ name: 'T' }),
    ask: 'POST /teams',
    body: { name: 'T' },
    old: ['teams'],
  },
  'teams.updateTeam': {
    run: () => teams.updateTeam('i', { name: 'T' }),
    ask: 'PATCH /teams/i',
    body: { name: 'T' },
    old: ['agents', 'teams'],
  },
  'teams.useDeleteTeam': { run: teams.useDeleteTeam, input: rec, ask: 'DELETE /teams/i', old: ['teams'] },
  'teams.useMoveToTeam': {
    run: teams.useMoveToTeam,
    input: { agent: agentRow, teamId: 't1' },
    ask: 'PATCH /agents/i',
    body: { teamId: 't1' },
    old: ['agents', 'teams'],
  },
};
