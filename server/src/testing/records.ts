import { CalendarAccount } from '../models/CalendarAccount';
import { CalendarEvent } from '../models/CalendarEvent';
import { Activity } from '../models/Activity';
import { AuditLog } from '../models/AuditLog';
import { Campaign } from '../models/Campaign';
import { Company } from '../models/Company';
import { Contact } from '../models/Contact';
import { ContactShare } from '../models/ContactShare';
import { Dashboard } from '../models/Dashboard';
import { DashboardRecipient } from '../models/DashboardRecipient';
import { DashboardSchedule } from '../models/DashboardSchedule';
import { Deal } from '../models/Deal';
import { DealMember } from '../models/DealMember';
import { List } from '../models/List';
import { Notification } from '../models/Notification';
import { Property } from '../models/Property';
import { SavedView } from '../models/SavedView';
import { Task } from '../models/Task';
import { Widget } from '../models/Widget';
import { uuidv7 } from '../lib/ids';
import { sealedTokens } from '../services/calendar/tokens';
import type { Firm, Person } from './people';

export interface Made {
  id: string;
}
type Facts = Record<string, unknown>;
let count = 0;

/**
 * Makes one record of a kind, named as in the URL: the agent's own, in his team, and as far as the kind can be shown to
 * somebody else, shown to the reader. `more` are columns of its own.
 */
export function recordMakers({ agent, north }: Firm, reader: Person) {
  const owned = { ownerId: agent.id, teamId: north.id };
  const named = (kind: string): string => `${kind} ${String((count += 1))}`;

  const contacts = async (more: Facts = {}): Promise<Contact> => {
    const email = `pat${String((count += 1))}@client.test`;
    const contact = await Contact.create({ firstName: 'Pat', lastName: 'Private', email, ...owned, ...more });
    await ContactShare.create({ contactId: contact.id, userId: reader.id, status: 'granted' });
    return contact;
  };
  const deals = async (more: Facts = {}): Promise<Deal> => {
    const deal = await Deal.create({
      name: named('Deal'),
      kind: 'sale',
      representation: 'seller',
      ...owned,
      ...more,
    });
    await DealMember.create({ dealId: deal.id, userId: reader.id });
    return deal;
  };
  const dashboards = (more: Facts = {}): Promise<Dashboard> =>
    Dashboard.create({
      userId: agent.id,
      name: named('Dashboard'),
      isShared: true,
      sharedWith: { userIds: [reader.id], roles: [] },
      ...more,
    });
  const accounts = (): Promise<CalendarAccount> => {
    const id = uuidv7();
    const tokens = {
      accessToken: 'a',
      refreshToken: 'r',
      expiresAt: new Date(Date.now() + 3_600_000),
      scopes: [],
    };
    return CalendarAccount.create({
      id,
      userId: agent.id,
      provider: 'google',
      providerUserId: id,
      email: 'a@cal.test',
      ...sealedTokens(id, tokens),
    });
  };
  const makers: Record<string, (more?: Facts) => Promise<Made>> = {
    contacts,
    deals,
    dashboards,
    'calendar/accounts': accounts,
    'calendar/events': async (more) => {
      const start = new Date();
      const { id: calendarAccountId } = await accounts();
      return CalendarEvent.create({ calendarAccountId, externalId: 'e', start, end: start, ...more });
    },
    tasks: async (more) =>
      Task.create({ title: 'Call', assigneeId: agent.id, dealId: (await deals()).id, ...owned, ...more }),
    activities: async (more) =>
      Activity.create({ type: 'note', body: 'Said', dealId: (await deals()).id, ...owned, ...more }),
    companies: (more) => Company.create({ name: named('Company'), ...owned, ...more }),
    properties: (more) => Property.create({ name: named('Tower'), type: 'office', ...owned, ...more }),
    lists: (more) => List.create({ name: named('List'), ...owned, ...more }),
    campaigns: (more) => Campaign.create({ name: named('Campaign'), filters: {}, ...owned, ...more }),
    notifications: () => Notification.create({ userId: agent.id, kind: 'test', title: 'News' }),
    widgets: async (more) =>
      Widget.create({
        dashboardId: (await dashboards(more)).id,
        type: 'kpi',
        dataset: 'deals',
        title: 'Deals',
        query: { metrics: [{ agg: 'count' }] },
      }),
    schedules: async (more) => {
      const schedule = await DashboardSchedule.create({
        dashboardId: (await dashboards(more)).id,
        frequency: 'daily',
        timezone: 'UTC',
      });
      await DashboardRecipient.create({ scheduleId: schedule.id, userId: agent.id });
      return schedule;
    },
    'reports/segments': (more) =>
      SavedView.create({ ...owned, resource: 'deals', name: 'Kept', query: { kind: 'segment' }, ...more }),
    audit: (more) => AuditLog.create({ action: 'deal.update', actorId: agent.id, teamId: north.id, ...more }),
  };
  return makers;
}
