import * as activities from '../api/activities';
import * as audit from '../api/audit';
import * as auth from '../api/auth';
import * as calendar from '../api/calendar';
import * as campaigns from '../api/campaigns';
import * as dashboards from '../api/dashboards';
import * as deals from '../api/deals';
import * as email from '../api/email';
import * as home from '../api/home';
import * as integrations from '../api/integrations';
import * as lists from '../api/lists';
import * as notifications from '../api/notifications';
import * as properties from '../api/properties';
import * as reports from '../api/reports';
import * as schedules from '../api/schedules';
import * as search from '../api/search';
import * as sendgrid from '../api/sendgrid';
import * as teams from '../api/teams';

export interface Asked {
  ask: string;
  query?: Record<string, string>;
  body?: unknown;
}
export const page = { items: [], total: 0, page: 1, pageSize: 50 };
/** What any call may be answered with. */
export const rec = {
  id: 'i',
  name: 'N',
  version: 2,
  email: 'e@x.test',
  team: null,
  toEmail: 'e@x.test',
  abilities: {},
};

export interface QueryRow extends Asked {
  options: unknown;
  root: string;
  answer?: unknown;
  /** Cannot be given up: works without a session, or is a POST that asks. */
  stays?: true;
}
export const cell = { query: { dataset: 'deals' }, row: [] } as unknown as reports.DrillCell;
export const reportQuery = { dataset: 'deals', metrics: ['count'] } as unknown as Parameters<
  typeof dashboards.report
>[0];

/** What each query of the resource files asks, under which key. Two rows of one query differ by what follows its name. */
export const QUERIES: Record<string, QueryRow> = {
  'activities.timelinePages': {
    options: activities.timelinePages({ contactId: 'c' }),
    ask: 'GET /activities',
    query: { contactId: 'c', page: '1', pageSize: '30' },
    root: 'activities',
    answer: page,
  },
  'audit.auditList': {
    options: audit.auditList({ page: 2 }),
    ask: 'GET /audit',
    query: { page: '2' },
    root: 'audit',
  },
  'audit.auditEntry': { options: audit.auditEntry('i'), ask: 'GET /audit/i', root: 'audit' },
  'auth.authConfig': { options: auth.authConfig, ask: 'GET /auth/config', root: 'auth', stays: true },
  'auth.invitation': {
    options: auth.invitation('a/b'),
    ask: 'GET /auth/invitations/a%2Fb',
    root: 'auth',
    stays: true,
  },
  'calendar.calendarAccounts': {
    options: calendar.calendarAccounts(),
    ask: 'GET /calendar/accounts',
    root: 'calendar-accounts',
  },
  'calendar.calendarAccounts of all': {
    options: calendar.calendarAccounts(true),
    ask: 'GET /calendar/accounts',
    query: { all: 'true' },
    root: 'calendar-accounts',
  },
  'calendar.calendarEvents': {
    options: calendar.calendarEvents({ from: 'a', to: 'b' }),
    ask: 'GET /calendar/events',
    query: { from: 'a', to: 'b' },
    root: 'calendar-events',
  },
  'calendar.calendarEvent': {
    options: calendar.calendarEvent('i'),
    ask: 'GET /calendar/events/i',
    root: 'calendar-events',
  },
  'campaigns.campaignAudience': {
    options: campaigns.campaignAudience('i'),
    ask: 'GET /campaigns/i/audience',
    root: 'campaigns',
  },
  'campaigns.campaignRecipients': {
    options: campaigns.campaignRecipients('i', { page: 3 }),
    ask: 'GET /campaigns/i/recipients',
    query: { page: '3' },
    root: 'campaigns',
  },
  'campaigns.campaignPreview': {
    options: campaigns.campaignPreview('i', 'c'),
    ask: 'POST /campaigns/i/preview',
    body: { contactId: 'c' },
    root: 'campaigns',
    stays: true,
  },
  'campaigns.campaignPreview of nobody': {
    options: campaigns.campaignPreview('i', null),
    ask: 'POST /campaigns/i/preview',
    body: {},
    root: 'campaigns',
    stays: true,
  },
  'dashboards.dashboardList': {
    options: dashboards.dashboardList('shared', 'x'),
    ask: 'GET /dashboards',
    query: { view: 'shared', q: 'x', pageSize: '200' },
    root: 'dashboards',
  },
  'dashboards.dashboardRecord': {
    options: dashboards.dashboardRecord('i'),
    ask: 'GET /dashboards/i',
    root: 'dashboards',
  },
  'dashboards.datasetList': {
    options: dashboards.datasetList,
    ask: 'GET /reports/datasets',
    root: 'report-datasets',
  },
  'dashboards.report': {
    options: dashboards.report(reportQuery),
    ask: 'POST /widgets/query',
    body: reportQuery,
    root: 'reports',
  },
  'dashboards.dashboardTemplates': {
    options: dashboards.dashboardTemplates,
    ask: 'GET /dashboards/templates',
    root: 'dashboard-templates',
  },
  'deals.dealBoard': {
    options: deals.dealBoard({ ownerId: 'me' }),
    ask: 'GET /deals/board',
    query: { ownerId: 'me' },
    root: 'deals',
  },
  'deals.stageEvents': { options: deals.stageEvents('i'), ask: 'GET /deals/i/stage-events', root: 'deals' },
  'deals.dealSplits': { options: deals.dealSplits('i'), ask: 'GET /deals/i/splits', root: 'deals' },
  'deals.dealMembers': { options: deals.dealMembers('i'), ask: 'GET /deals/i/members', root: 'deals' },
  'email.emailActivity': {
    options: email.emailActivity('contacts', 'i', { page: 1 }),
    ask: 'GET /contacts/i/email-activity',
    query: { page: '1' },
    root: 'email',
  },
  'email.mailTemplates': {
    options: email.mailTemplates,
    ask: 'GET /integrations/sendgrid/templates',
    root: 'sendgrid',
  },
  'email.welcome': {
    options: email.welcome('a/b'),
    ask: 'GET /public/welcome/a%2Fb',
    root: 'public',
    stays: true,
  },
  'email.unsubscription': {
    options: email.unsubscription('a/b'),
    ask: 'GET /public/unsubscribe/a%2Fb',
    root: 'public',
    stays: true,
  },
  'home.home': { options: home.home(), ask: 'GET /home', root: 'home' },
  'home.home as another': {
    options: home.home('manager' as Parameters<typeof home.home>[0]),
    ask: 'GET /home',
    query: { view: 'manager' },
    root: 'home',
  },
  'integrations.integrations': {
    options: integrations.integrations,
    ask: 'GET /integrations',
    root: 'integrations',
  },
  'lists.listMembers': {
    options: lists.listMembers('i', { page: 1 }),
    ask: 'GET /lists/i/members',
    query: { page: '1' },
    root: 'lists',
  },
  'notifications.unreadCount': {
    options: notifications.unreadCount,
    ask: 'GET /notifications/unread',
    root: 'notifications',
  },
  'notifications.latestNotifications': {
    options: notifications.latestNotifications,
    ask: 'GET /notifications',
    query: { pageSize: '30' },
    root: 'notifications',
  },
  'notifications.notificationPages': {
    options: notifications.notificationPages(false),
    ask: 'GET /notifications',
    query: { page: '1', pageSize: '50' },
    root: 'notifications',
    answer: page,
  },
  'notifications.notificationPages unread': {
    options: notifications.notificationPages(true),
    ask: 'GET /notifications',
    query: { page: '1', pageSize: '50', unread: 'true' },
    root: 'notifications',
    answer: page,
  },
  'properties.rentRoll': {
    options: properties.rentRoll('i'),
    ask: 'GET /properties/i/rent-roll',
    root: 'properties',
  },
  'reports.drillRows': {
    options: reports.drillRows(cell),
    ask: 'POST /widgets/drill',
    body: { ...cell, pageSize: 100 },
    root: 'reports',
    answer: { rows: [], nextCursor: null },
  },
  'reports.segmentRecord': {
    options: reports.segmentRecord('i'),
    ask: 'GET /reports/segments/i',
    root: 'segments',
  },
  'schedules.scheduleList': {
    options: schedules.scheduleList('d'),
    ask: 'GET /dashboards/d/schedules',
    root: 'schedules',
  },
  'search.globalSearch': {
    options: search.globalSearch('x'),
    ask: 'GET /search',
    query: { q: 'x' },
    root: 'search',
  },
  'sendgrid.sendgridStatus': {
    options: sendgrid.sendgridStatus,
    ask: 'GET /integrations/sendgrid/status',
    root: 'sendgrid',
  },
  'teams.teamList': { options: teams.teamList, ask: 'GET /teams', root: 'teams', answer: [] },
};
