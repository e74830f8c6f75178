import { beforeEach, describe, expect, it } from 'vitest';
import { stagePatienceDays } from '@besahubs/contracts/dealAgeing';
import { dealStageKeys } from '@besahubs/contracts/deals';
import type { DealStage } from '@besahubs/contracts/deals';
import { dayStart } from '../../lib/time';
import { database } from '../../models';
import { CalendarAccount } from '../../models/CalendarAccount';
import { CalendarEvent } from '../../models/CalendarEvent';
import { Contact } from '../../models/Contact';
import { Deal } from '../../models/Deal';
import { EmailEvent } from '../../models/EmailEvent';
import { Task } from '../../models/Task';
import { useDatabase } from '../../testing/db';
import { createFirm } from '../../testing/people';
import type { Firm, Person } from '../../testing/people';
import { homeOf } from './home';

/** The morning page at instants that are handed in: the days on which clocks change, and the turns of months and years. */

useDatabase();
let firm: Firm;
beforeEach(async () => {
  await database().query('TRUNCATE "User", "Team" CASCADE');
  firm = await createFirm();
});

const DAY = 86_400_000;
const owned = (person: Person) => ({ ownerId: person.id, teamId: person.user.teamId });
const task = (title: string, dueAt: Date | null, more: object = {}) =>
  Task.create({ title, dueAt, assigneeId: firm.agent.id, ...owned(firm.agent), ...more });
const deal = (name: string, more: object = {}, person = firm.agent) =>
  Deal.create({ name, kind: 'sale', representation: 'seller', ...owned(person), ...more });
const contact = (lastName: string, more: object = {}, person = firm.agent) =>
  Contact.create({ firstName: 'Pat', lastName, ...owned(person), ...more });
const at = (person: Person, zone: string, now: Date, view?: 'mine' | 'all') =>
  homeOf({ ...person.ctx, actor: { ...person.ctx.actor, timezone: zone } }, view, now);

/** A little before midnight where the day has 23, 25, 24 hours, and where a year or a leap day ends. */
const evenings: [string, string, string][] = [
  ['America/Chicago', '2026-03-09T04:30:00Z', 'the 23 hours of spring'],
  ['America/Chicago', '2026-11-02T05:30:00Z', 'the 25 hours of autumn'],
  ['Pacific/Auckland', '2026-09-27T10:30:00Z', 'spring in the south'],
  ['Asia/Kathmandu', '2028-02-29T18:00:00Z', 'a leap day, three quarters of an hour off'],
  ['Pacific/Kiritimati', '2026-12-31T09:30:00Z', 'the last day of a year, far ahead'],
];

describe('tasks', () => {
  it.each(evenings)(
    'in %s at %s (%s) are overdue, today or upcoming by the day there',
    async (zone, instant) => {
      const now = new Date(instant);
      const [today, tomorrow] = [dayStart(zone, now), dayStart(zone, now, 1)];
      expect(now < tomorrow && now > today).toBe(true);
      const before = (date: Date) => new Date(date.getTime() - 1);
      await task('long ago', new Date(now.getTime() - 40 * DAY));
      await task('just before today', before(today), { status: 'in_progress' });
      await task('first of today', today);
      await task('last of today', before(tomorrow));
      await task('first of tomorrow', tomorrow);
      await task('no date', null);
      for (const status of ['done', 'cancelled']) await task(status, today, { status });
      await (await task('deleted', today)).destroy();
      await task('for somebody else', today, { assigneeId: firm.colleague.id });
      const home = await at(firm.agent, zone, now);
      expect(home.tasks).toEqual({ overdue: 2, today: 2, upcoming: 1 });
      expect(home.nextTasks.map(({ title, overdue }) => [title, overdue])).toEqual([
        ['long ago', true],
        ['just before today', true],
        ['first of today', true],
        ['last of today', false],
      ]);
      expect(home.tasksOverdue).toBe(2);
    },
  );

  it('are ten at most, the soonest first, with whom and what they are about', async () => {
    const now = new Date('2026-06-15T18:00:00Z');
    const client = await contact('Client');
    const about = await deal('About');
    for (let n = 12; n > 0; n -= 1)
      await task(`T${n}`, new Date(now.getTime() - (13 - n) * 60_000), {
        contactId: client.id,
        dealId: about.id,
        type: 'call',
      });
    const { nextTasks, tasks } = await at(firm.agent, 'America/Chicago', now);
    expect(tasks.today).toBe(12);
    expect(nextTasks.map(({ title }) => title)).toEqual([
      'T1',
      'T2',
      'T3',
      'T4',
      'T5',
      'T6',
      'T7',
      'T8',
      'T9',
      'T10',
    ]);
    expect(nextTasks[0]).toMatchObject({
      type: 'call',
      version: 0,
      dueAt: '2026-06-15T17:48:00.000Z',
      contact: { id: client.id, name: 'Pat Client' },
      deal: { id: about.id, name: 'About' },
    });
  });

  it('that are overdue are counted for the view: one’s own, or those of everybody in sight', async () => {
    const now = new Date('2026-06-15T18:00:00Z');
    const due = new Date(now.getTime() - 2 * DAY);
    await task('an agent’s', due);
    await task('a manager’s', due, { assigneeId: firm.manager.id });
    await task('a stranger’s', due, { ...owned(firm.stranger), assigneeId: firm.stranger.id });
    const overdue = async (person: Person, view?: 'mine' | 'all') =>
      (await at(person, 'UTC', now, view)).tasksOverdue;
    expect(await overdue(firm.admin)).toBe(3);
    expect(await overdue(firm.manager)).toBe(2);
    expect(await overdue(firm.manager, 'mine')).toBe(1);
    expect(await overdue(firm.agent)).toBe(1);
    expect(await overdue(firm.otherManager)).toBe(1);
  });
});

describe('meetings', () => {
  let count = 0;
  const account = async (person: Person) => {
    count += 1;
    const id = String(count);
    return CalendarAccount.create({
      userId: person.id,
      provider: 'google',
      providerUserId: id,
      email: `${id}@b.test`,
      accessToken: 'x',
      expiresAt: new Date(),
    });
  };
  const meeting = (calendarAccountId: string, title: string, start: Date, end: Date, more: object = {}) => {
    count += 1;
    return CalendarEvent.create({ calendarAccountId, externalId: String(count), title, start, end, ...more });
  };

  it.each(evenings)('in %s at %s (%s) are those that touch the day there', async (zone, instant) => {
    const now = new Date(instant);
    const [today, tomorrow] = [dayStart(zone, now), dayStart(zone, now, 1)];
    const hour = 3_600_000;
    const mine = (await account(firm.agent)).id;
    const second = (await account(firm.agent)).id;
    const client = await contact('Client');
    const plus = (date: Date, ms: number) => new Date(date.getTime() + ms);
    await meeting(mine, 'over by midnight', plus(today, -hour), today);
    await meeting(mine, 'past midnight', plus(today, -hour), plus(today, 1), {
      contactId: client.id,
      location: 'Here',
    });
    await meeting(second, 'into the night', plus(tomorrow, -1), plus(tomorrow, hour), {
      status: 'tentative',
    });
    await meeting(mine, 'tomorrow', tomorrow, plus(tomorrow, hour));
    await meeting(mine, 'cancelled', today, tomorrow, { status: 'cancelled' });
    await meeting(mine, 'all day', today, tomorrow, { isAllDay: true });
    await meeting((await account(firm.colleague)).id, 'a colleague’s', today, tomorrow);
    const { meetings } = await at(firm.agent, zone, now);
    expect(meetings.map(({ title }) => title)).toEqual(['past midnight', 'all day', 'into the night']);
    expect(meetings.map(({ isAllDay }) => isAllDay)).toEqual([false, true, false]);
    expect(meetings[0]).toMatchObject({
      start: plus(today, -hour).toISOString(),
      end: plus(today, 1).toISOString(),
      location: 'Here',
      contact: { id: client.id, name: 'Pat Client' },
    });
    expect((await at(firm.admin, zone, now)).meetings).toEqual([]);
  });

  it('are twenty at most, in order', async () => {
    const now = new Date('2026-06-15T12:00:00Z');
    const { id } = await account(firm.agent);
    for (let n = 21; n >= 0; n -= 1)
      await meeting(id, `M${n}`, new Date(now.getTime() + n * 60_000), new Date(now.getTime() + DAY / 4));
    const { meetings } = await at(firm.agent, 'UTC', now);
    expect(meetings.map(({ title }) => title)).toEqual(Array.from({ length: 20 }, (_, n) => `M${n}`));
  });
});

describe('deals that stand still', () => {
  const now = new Date('2026-06-15T12:00:00Z');
  const patience: Partial<Record<DealStage, number>> = stagePatienceDays;
  const entered = (days: number, ms: number) => new Date(now.getTime() - days * DAY - ms);

  it.each(dealStageKeys)('in %s are those beyond its patience, while they are worked', async (stage) => {
    const days = patience[stage] ?? 0;
    const status = stage === 'won' || stage === 'lost' ? stage : 'active';
    await deal('beyond', { stage, status, stageEnteredAt: entered(days, 1) });
    await deal('within', { stage, status, stageEnteredAt: entered(days, 0) });
    await deal('held', { stage, status: 'on_hold', stageEnteredAt: entered(days, DAY) });
    const { rottingDeals } = await at(firm.agent, 'UTC', now);
    expect(rottingDeals.map(({ name, daysInStage }) => [name, daysInStage])).toEqual(
      stage in patience ? [['beyond', days]] : [],
    );
  });

  it('are ten at most, the longest first, with what they are worth and whose they are', async () => {
    for (let n = 1; n <= 12; n += 1)
      await deal(`D${n}`, {
        stageEnteredAt: entered(100 + n, DAY - 1),
        grossCommission: 1000,
        probability: 12.5,
        expectedCloseDate: '2026-12-31',
      });
    const { rottingDeals } = await at(firm.manager, 'UTC', now);
    expect(rottingDeals.map(({ name }) => name)).toEqual([
      'D12',
      'D11',
      'D10',
      'D9',
      'D8',
      'D7',
      'D6',
      'D5',
      'D4',
      'D3',
    ]);
    expect(rottingDeals[0]).toMatchObject({
      stage: 'prospect',
      daysInStage: 112,
      weightedCommission: 125,
      expectedCloseDate: '2026-12-31',
      owner: { id: firm.agent.id, name: 'Ann Tester' },
    });
  });
});

describe('opens and clicks', () => {
  const now = new Date('2026-06-15T12:00:00Z');
  let count = 0;
  const event = (contactId: string, type: string, ago: number, more: object = {}) => {
    count += 1;
    return EmailEvent.create({
      contactId,
      eventType: type as 'open',
      rawEventType: type,
      eventTimestamp: new Date(now.getTime() - ago),
      fingerprint: String(count),
      ...more,
    });
  };

  it('are of people, of the last seven days, one line a contact with the latest', async () => {
    const keen = await contact('Keen');
    const cool = await contact('Cool');
    await event(keen.id, 'open', 3000);
    await event(keen.id, 'click', 1000);
    await event(keen.id, 'open', 2000);
    await event(cool.id, 'open', 7 * DAY);
    await event(cool.id, 'click', 7 * DAY + 1);
    for (const more of [{ isMachine: true }, { isSuspectedBot: true }, { duplicateOf: keen.id }])
      await event(cool.id, 'click', 10, more);
    for (const type of ['delivered', 'bounce', 'unsubscribe', 'processed']) await event(cool.id, type, 10);
    const { engagement } = await at(firm.agent, 'UTC', now);
    expect(engagement).toEqual([
      { contact: { id: keen.id, name: 'Pat Keen' }, type: 'click', at: '2026-06-15T11:59:59.000Z', count: 3 },
      { contact: { id: cool.id, name: 'Pat Cool' }, type: 'open', at: '2026-06-08T12:00:00.000Z', count: 1 },
    ]);
  });

  it('are ten at most, and of contacts in sight: nothing confidential, nothing deleted', async () => {
    for (let n = 0; n < 12; n += 1) await event((await contact(`C${n}`)).id, 'open', n);
    await event((await contact('Hush', { confidential: true })).id, 'open', 0);
    const gone = await contact('Gone');
    await event(gone.id, 'open', 0);
    await gone.destroy();
    const names = async (person: Person, view?: 'mine' | 'all') =>
      (await at(person, 'UTC', now, view)).engagement.map(({ contact: { name } }) => name.slice(4));
    expect(await names(firm.manager)).toEqual(['C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9']);
    expect(await names(firm.agent)).toContain('Hush');
    expect(await names(firm.manager, 'mine')).toEqual([]);
    expect(await names(firm.colleague)).toEqual([]);
  });
});

describe('the pipeline', () => {
  it('sums what is open, also what is on hold, and what closed this year where one is', async () => {
    const fee = { grossCommission: 100, probability: 50 };
    await deal('open', fee);
    await deal('held', { ...fee, status: 'on_hold' });
    await deal('without a fee');
    await deal('lost', { ...fee, stage: 'lost', status: 'lost', actualCloseDate: '2026-01-01' });
    const won = { stage: 'won', status: 'won', probability: 100 };
    await deal('won first day', { ...won, grossCommission: 1, actualCloseDate: '2026-01-01' });
    await deal('won last year', { ...won, grossCommission: 10, actualCloseDate: '2025-12-31' });
    await (await deal('deleted', fee)).destroy();
    await deal('a stranger’s', fee, firm.stranger);
    const turn = new Date('2026-01-01T05:59:00Z');
    const pipeline = async (zone: string) => (await at(firm.agent, zone, turn)).pipeline;
    const open = { openDeals: 3, grossCommission: 200, weightedCommission: 100 };
    expect(await pipeline('UTC')).toEqual({ ...open, closedThisYear: 1 });
    expect(await pipeline('America/Chicago')).toEqual({ ...open, closedThisYear: 11 });
  });

  it('is nothing, not unknown, where there is no deal', async () => {
    const { pipeline, ...rest } = await at(firm.stranger, 'UTC', new Date('2026-06-15T12:00:00Z'));
    expect(pipeline).toEqual({ openDeals: 0, grossCommission: 0, weightedCommission: 0, closedThisYear: 0 });
    expect(rest).toEqual({
      view: 'mine',
      tasks: { overdue: 0, today: 0, upcoming: 0 },
      tasksOverdue: 0,
      nextTasks: [],
      meetings: [],
      rottingDeals: [],
      engagement: [],
    });
  });
});
