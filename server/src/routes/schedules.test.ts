import request from 'supertest';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Dashboard, Widget } from '@besahubs/contracts/dashboards';
import type { Schedule, ScheduleInput } from '@besahubs/contracts/schedules';
import { enqueue } from '../jobs/queue';
import { AuditLog } from '../models/AuditLog';
import { DashboardSchedule } from '../models/DashboardSchedule';
import { Deal } from '../models/Deal';
import { EmailLog } from '../models/EmailLog';
import { User } from '../models/User';
import { systemCtx } from '../services/context';
import { runDueSchedules } from '../services/dashboards/schedules/due';
import { mailDashboard } from '../services/dashboards/schedules/mail';
import { useMail } from '../testing/mail';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';

const mail = useMail();
let firm: Firm;
let shared: Dashboard;
const ctx = systemCtx('test');
const daily = (userIds: string[]): ScheduleInput => ({
  frequency: 'daily',
  hour: 8,
  timezone: 'America/Chicago',
  userIds,
});

beforeAll(async () => {
  firm = await createFirm();
  const deal = (owner: Person, value: number) =>
    Deal.create({
      name: `Deal of ${owner.user.firstName}`,
      kind: 'sale',
      representation: 'seller',
      ownerId: owner.id,
      teamId: owner.user.teamId,
      value,
    });
  await deal(firm.agent, 1_000_000);
  await deal(firm.stranger, 234_000);
});
beforeEach(async () => {
  shared = await newDashboard();
});

async function newDashboard(): Promise<Dashboard> {
  const { data } = await mail.api().post<Dashboard>('/dashboards', firm.manager, {
    name: 'Pipeline <week>',
    sharedWith: { userIds: [firm.agent.id], roles: ['admin'] },
  });
  const add = (widget: object) =>
    mail.api().post<Widget>(`/dashboards/${data.id}/widgets`, firm.manager, widget);
  await add({ type: 'kpi', title: 'Value & more', dataset: 'deals', query: { metrics: ['sum:value'] } });
  const byOwner = { metrics: ['sum:value'], groupBy: ['owner'], totals: true };
  await add({ type: 'bar', title: 'By owner', dataset: 'deals', query: byOwner });
  return data;
}
const schedule = async (userIds: string[], over: object = {}): Promise<Schedule> => {
  const answer = await mail
    .api()
    .post<Schedule>(`/dashboards/${shared.id}/schedules`, firm.manager, { ...daily(userIds), ...over });
  expect(answer.status).toBe(201);
  return answer.data;
};
const list = async () =>
  (await mail.api().get<Schedule[]>(`/dashboards/${shared.id}/schedules`, firm.manager)).data;
/** As if the schedule had been due an hour ago. */
const makeDue = (id: string, at = new Date(Date.now() - 3_600_000)) =>
  DashboardSchedule.update({ nextRunAt: at }, { where: { id } });
/** What arrived about the dashboard of this test. */
const arrived = async (person: Person) =>
  (await mail.inbox(person.user.email)).filter(({ html }) => html.includes(`/dashboards/${shared.id}"`));

describe('schedules', () => {
  it('are made, listed, changed and deleted by the owner, and audited', async () => {
    const made = await schedule([firm.agent.id], { frequency: 'monthly', dayOfMonth: 31 });
    expect(made).toMatchObject({ frequency: 'monthly', dayOfMonth: 31, hour: 8, minute: 0, enabled: true });
    expect(made.recipients).toEqual([
      { id: firm.agent.id, name: 'Ann Tester', lastSentAt: null, problem: null },
    ]);
    expect(Date.parse(made.nextRunAt ?? '')).toBeGreaterThan(Date.now());
    expect(await list()).toHaveLength(1);

    const patch = (body: object) => mail.api().patch<Schedule>(`/schedules/${made.id}`, firm.manager, body);
    const off = await patch({ enabled: false, userIds: [firm.admin.id, firm.agent.id] });
    expect(off.data).toMatchObject({ enabled: false, nextRunAt: null, dayOfMonth: 31 });
    expect(off.data.recipients.map(({ name }) => name).sort()).toEqual(['Ada Tester', 'Ann Tester']);
    expect((await patch({ hour: 9, version: made.version })).error?.code).toBe('conflict');
    expect((await patch({ enabled: true, version: off.data.version })).data.nextRunAt).toBeTruthy();

    expect((await mail.api().delete(`/schedules/${made.id}`, firm.manager)).status).toBe(200);
    expect(await list()).toEqual([]);
    const entries = await AuditLog.findAll({ where: { resourceId: made.id }, order: ['createdAt'] });
    expect(entries.map(({ action }) => action)).toEqual([
      'schedule.create',
      'schedule.update',
      'schedule.update',
      'schedule.delete',
    ]);
  });

  it('are for the owner and for admins who see the dashboard', async () => {
    const made = await schedule([firm.agent.id]);
    const attempts = (as: Person | null) =>
      Promise.all([
        mail.api().get(`/dashboards/${shared.id}/schedules`, as),
        mail.api().post(`/dashboards/${shared.id}/schedules`, as, daily([firm.agent.id])),
        mail.api().patch(`/schedules/${made.id}`, as, { hour: 7 }),
        mail.api().post(`/schedules/${made.id}/send`, as),
        mail.api().delete(`/schedules/${made.id}`, as),
      ]);
    const statuses = async (as: Person | null) => (await attempts(as)).map(({ status }) => status);
    expect(await statuses(null)).toEqual([401, 401, 401, 401, 401]);
    expect(await statuses(firm.agent)).toEqual([403, 403, 403, 403, 403]);
    expect(await statuses(firm.stranger)).toEqual([404, 404, 404, 404, 404]);
    expect(
      (await mail.api().post(`/dashboards/${shared.id}/schedules`, firm.admin, daily([firm.admin.id])))
        .status,
    ).toBe(201);
  });

  it('go to active users who can see the dashboard, and name the others', async () => {
    const gone = await User.create({
      email: 'gone@firm.test',
      firstName: 'Gone',
      lastName: 'Tester',
      role: 'admin',
      status: 'disabled',
      timezone: 'UTC',
    });
    const userIds = [firm.agent.id, firm.stranger.id, gone.id, firm.north.id];
    const answer = await mail.api().post(`/dashboards/${shared.id}/schedules`, firm.manager, daily(userIds));
    expect(Object.keys(answer.error?.fields ?? {})).toEqual(['userIds.1', 'userIds.2', 'userIds.3']);
    const wrong = await mail.api().post(`/dashboards/${shared.id}/schedules`, firm.manager, {
      ...daily([firm.agent.id]),
      timezone: 'Mars/Base',
      dayOfMonth: 32,
    });
    expect(Object.keys(wrong.error?.fields ?? {}).sort()).toEqual(['dayOfMonth', 'timezone']);
  });
});

describe('a due schedule', () => {
  it('sends each recipient one mail, with their own figures and in their zone', async () => {
    const { id } = await schedule([firm.agent.id, firm.admin.id]);
    await makeDue(id);
    await runDueSchedules(ctx);
    await mail.deliver();
    const [[agents], [admins]] = [await arrived(firm.agent), await arrived(firm.admin)];
    expect(agents?.html).toContain('$1,000,000');
    expect(agents?.html).not.toContain('Sid Tester');
    expect(admins?.html).toContain('$1,234,000');
    expect(admins?.html).toContain('Sid Tester');
    expect(agents?.subject).toMatch(/^Pipeline <week>, \w+day, /);
    expect(agents?.html).toContain('Pipeline &lt;week&gt;');
    expect(agents?.html).toContain('Value &amp; more');
    expect(agents?.html).toContain('Max Tester has it sent to you every day');
    expect(agents?.html).not.toMatch(/<img(?![^>]*(?:track|open|wf))/);
    expect(agents?.links.some((url) => url.endsWith(`/dashboards/${shared.id}`))).toBe(true);

    const [line] = await list();
    expect(line?.recipients.every(({ lastSentAt, problem }) => lastSentAt && !problem)).toBe(true);
    expect(Date.parse(line?.nextRunAt ?? '')).toBeGreaterThan(Date.now());
    expect(Date.parse(line?.lastRunAt ?? '')).toBeLessThanOrEqual(Date.now());
    const logs = await EmailLog.findAll({ where: { userId: firm.agent.id, template: 'dashboard' } });
    expect(JSON.stringify(logs)).not.toContain('1,000,000');
    expect(logs.at(-1)).toMatchObject({ sealedData: null, error: null });
  });

  it('says of which days a widget with a zone of its own is, in that zone', async () => {
    const query = {
      dateRange: { field: 'createdAt', from: '2026-03-01', to: '2026-03-31' },
      timezone: 'Pacific/Kiritimati',
    };
    const widget = { type: 'kpi', title: 'March', dataset: 'deals', query };
    expect((await mail.api().post(`/dashboards/${shared.id}/widgets`, firm.manager, widget)).status).toBe(
      201,
    );
    const { id } = await schedule([firm.agent.id]);
    await makeDue(id);
    await runDueSchedules(ctx);
    await mail.deliver();
    expect((await arrived(firm.agent))[0]?.html).toContain('Mar 1, 2026 to Mar 31, 2026');
  });

  it('runs once, however many look at once, and makes up for missed runs by one', async () => {
    const { id } = await schedule([firm.agent.id]);
    await makeDue(id, new Date(Date.now() - 5 * 86_400_000));
    await Promise.all([runDueSchedules(ctx), runDueSchedules(ctx), runDueSchedules(ctx)]);
    await runDueSchedules(ctx);
    await mail.deliver();
    expect(await arrived(firm.agent)).toHaveLength(1);
  });

  it('is not doubled by a worker that dies after it wrote the mail, nor lost by one that died before', async () => {
    const { id } = await schedule([firm.agent.id]);
    const runAt = new Date(Date.now() - 3_600_000);
    await makeDue(id, runAt);
    await runDueSchedules(ctx);
    const run = { scheduleId: id, userId: firm.agent.id, runAt: runAt.toISOString() };
    // The job did its work and was killed before it could say so: the queue gives it to somebody else.
    await mailDashboard(ctx, run);
    await enqueue('dashboards:mail', run, null);
    await mail.deliver();
    await Promise.allSettled([mailDashboard(ctx, run), mailDashboard(ctx, run)]);
    await mail.deliver();
    expect(await arrived(firm.agent)).toHaveLength(1);
  });

  it('is tried again when the figures did not come in time, rather than sent without them', async () => {
    const { id } = await schedule([firm.agent.id]);
    const run = { scheduleId: id, userId: firm.agent.id, runAt: new Date().toISOString() };
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    await expect(mailDashboard(ctx, run)).rejects.toMatchObject({ code: 'unavailable' });
    timeout.mockRestore();
    await mailDashboard(ctx, run);
    await mail.deliver();
    expect(await arrived(firm.agent)).toHaveLength(1);
  });

  it('writes to nobody who was disabled or sees it no longer, and says so', async () => {
    const { id } = await schedule([firm.agent.id, firm.admin.id]);
    await mail.api().put(`/dashboards/${shared.id}`, firm.manager, { sharedWith: ['role:admin'] });
    await User.update({ status: 'disabled' }, { where: { id: firm.admin.id } });
    await makeDue(id);
    await runDueSchedules(ctx);
    await mail.deliver();
    await User.update({ status: 'active' }, { where: { id: firm.admin.id } });
    expect(await arrived(firm.agent)).toEqual([]);
    expect(await arrived(firm.admin)).toEqual([]);
    const [line] = await list();
    expect(new Map(line?.recipients.map(({ id: userId, problem }) => [userId, problem]))).toEqual(
      new Map([
        [firm.agent.id, 'no_access'],
        [firm.admin.id, 'disabled'],
      ]),
    );
  });

  it('sends nothing while it is off or its dashboard is deleted', async () => {
    const off = await schedule([firm.agent.id], { enabled: false });
    await makeDue(off.id);
    const on = await schedule([firm.agent.id]);
    await makeDue(on.id);
    await mail.api().delete(`/dashboards/${shared.id}`, firm.manager);
    await runDueSchedules(ctx);
    await mail.deliver();
    expect(await arrived(firm.agent)).toEqual([]);
  });
});

describe('send now', () => {
  afterEach(() => vi.useRealTimers());

  it('sends besides the schedule, and once when pressed twice', async () => {
    const { id, nextRunAt } = await schedule([firm.agent.id, firm.manager.id]);
    // Within one minute, whatever the clock says.
    vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 60_000) * 60_000 + 1000 });
    const press = () => mail.api().post<{ queued: number }>(`/schedules/${id}/send`, firm.manager);
    expect(await press()).toMatchObject({ status: 202, data: { queued: 2 } });
    await press();
    await mail.deliver();
    expect(await arrived(firm.agent)).toHaveLength(1);
    const [own] = await arrived(firm.manager);
    expect(own?.html).toContain('you have it sent to you');
    expect((await list())[0]?.nextRunAt).toBe(nextRunAt);
  });
});

describe('the link that switches a mail off', () => {
  it('asks before it does so, needs no signing in, and ends a schedule nobody gets', async () => {
    const { id } = await schedule([firm.agent.id]);
    await mail.api().post(`/schedules/${id}/send`, firm.manager);
    await mail.deliver();
    const [message] = await arrived(firm.agent);
    const link = message?.links.find((url) => url.includes('/dashboard-mail/')) ?? '';
    const path = new URL(link).pathname;
    const { app } = mail.api();

    const asked = await request(app).get(path).set('accept', 'text/html');
    expect(asked.text).toContain('Pipeline &#60;week&#62;');
    expect((await list())[0]?.recipients).toHaveLength(1);
    const json = await request(app).get(path).set('accept', 'application/json');
    expect((json.body as { data: object }).data).toEqual({ subscribed: true, dashboard: 'Pipeline <week>' });

    for (let times = 0; times < 2; times += 1) {
      const done = await request(app)
        .post(path)
        .set('accept', 'text/html')
        .type('form')
        .send('List-Unsubscribe=One-Click');
      expect(done.status).toBe(200);
      expect(done.text).toContain('Switched off');
    }
    expect((await list())[0]).toMatchObject({ recipients: [], enabled: false, nextRunAt: null });
    const forged = `${path.slice(0, -3)}AAA`;
    expect((await request(app).post(forged)).status).toBe(404);
  });
});
