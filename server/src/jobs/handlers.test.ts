import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { parseCrontab } from 'graphile-worker';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database } from '../models';
import { CalendarAccount } from '../models/CalendarAccount';
import { Campaign } from '../models/Campaign';
import { CampaignRecipient } from '../models/CampaignRecipient';
import { Contact } from '../models/Contact';
import { Dashboard } from '../models/Dashboard';
import { DashboardRecipient } from '../models/DashboardRecipient';
import { DashboardSchedule } from '../models/DashboardSchedule';
import { EmailLog } from '../models/EmailLog';
import { Notification } from '../models/Notification';
import { RefreshToken } from '../models/RefreshToken';
import { storeAccount } from '../services/calendar/connect';
import { sendTransactional } from '../services/email/send';
import { forgetJobs, queuedJobs } from '../testing/jobs';
import { useMail } from '../testing/mail';
import { createFirm } from '../testing/people';
import type { Firm } from '../testing/people';
import { crontab, handlers } from './handlers';
import type { JobPayloads } from './payloads';
import { enqueue } from './queue';

const mail = useMail();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});
beforeEach(forgetJobs);

const MINUTE = 60_000;
const DAY = 86_400_000;
const ago = (ms: number): Date => new Date(Date.now() - ms);

/** How often a day each job runs by itself: all that need to be told nothing. One that is missing here does not compile. */
type Periodic = {
  [Name in keyof JobPayloads as JobPayloads[Name] extends Record<string, never> ? Name : never]: number;
};
const periodic: Periodic = {
  'sessions:prune': 1,
  'reports:prune': 24,
  'calendar:poll': 288,
  'email:sweep': 1440,
  'dashboards:due': 1440,
};
const WORDS: Record<number, string> = {
  1: 'at night',
  24: 'every hour',
  288: 'every five',
  1440: 'every minute',
};

describe('the crontab', () => {
  it('names every job that runs by itself, each once, as often as is meant', () => {
    const lines = parseCrontab(crontab) as unknown as {
      task: string;
      match: (digest: { min: number; hour: number; date: number; month: number; dow: number }) => boolean;
    }[];
    const minutesOfADay = Array.from({ length: 1440 }, (_, minute) => ({
      min: minute % 60,
      hour: Math.floor(minute / 60),
    }));
    // A line that holds on some days only would be seen on one of these.
    const days = [
      { date: 1, month: 1, dow: 0 },
      { date: 29, month: 2, dow: 4 },
      { date: 31, month: 12, dow: 6 },
    ];
    for (const day of days) {
      const runs = lines.map(
        ({ task, match }) =>
          [task, minutesOfADay.filter((time) => match({ ...time, ...day })).length] as const,
      );
      expect(runs.toSorted()).toEqual(Object.entries(periodic).toSorted());
    }
  });

  it('runs what is meant for the night while the firm sleeps', () => {
    const [night] = parseCrontab(crontab).filter(({ task }) => task === 'sessions:prune');
    expect(crontab).toContain('sessions:prune ?fill=1d');
    expect(night?.options.backfillPeriod).toBe(DAY);
    expect(crontab).toMatch(/^\d+ 3 \* \* \* sessions:prune/m);
  });

  it('is what docs/ARCHITECTURE.md says', () => {
    const [paragraph = ''] =
      /The crontab stands in[^]*?\n\n/.exec(readFileSync('docs/ARCHITECTURE.md', 'utf8')) ?? [];
    const told = paragraph
      .replaceAll('\n', ' ')
      .split(/[,:] |\. /)
      .flatMap((part) => [...part.matchAll(/`(\w+:\w+)`/g)].map(([, name]) => [name, part] as const));
    const said = told.map(([name, part]) => [
      name,
      Object.values(WORDS).find((words) => part.includes(words)),
    ]);
    const meant = Object.entries(periodic).map(([name, runs]) => [name, WORDS[runs]]);
    expect(said.toSorted()).toEqual(meant.toSorted());
  });
});

interface Effect<Payload> {
  payload: Payload;
  /** What has come of it; the same after the second run. */
  done: () => Promise<unknown>;
}
type Effects = { [Name in keyof JobPayloads]: () => Promise<Effect<JobPayloads[Name]>> };

let made = 0;
const account = async (over: Partial<CalendarAccount>): Promise<CalendarAccount> => {
  const identity = { providerUserId: `u-${(made += 1)}`, email: 'ann@calendar.example', timezone: null };
  const grant = { accessToken: 'a', refreshToken: 'r', expiresAt: ago(DAY), scopes: ['calendar'] };
  const row = await storeAccount(firm.agent.ctx, 'google', identity, grant);
  await forgetJobs();
  return row.update(over);
};
async function schedule(nextRunAt: Date) {
  const board = await Dashboard.create({ userId: firm.agent.id, name: `Board ${(made += 1)}` });
  const row = await DashboardSchedule.create({
    dashboardId: board.id,
    userId: firm.agent.id,
    frequency: 'daily',
    timezone: 'America/Chicago',
    nextRunAt,
  });
  await DashboardRecipient.create({ scheduleId: row.id, userId: firm.agent.id });
  const arrived = async () =>
    (await mail.inbox(firm.agent.user.email)).filter(({ html }) => html.includes(board.id)).length;
  return { row, arrived };
}
async function campaign(over: Partial<Campaign>, pending: boolean) {
  const tag = `handler-${(made += 1)}`;
  const to = `${tag}@out.example`;
  const contact = await Contact.create({
    firstName: 'Ida',
    lastName: tag,
    email: to,
    tags: [tag],
    ownerId: firm.agent.id,
  });
  const row = await Campaign.create({
    name: tag,
    subject: 'Dock doors',
    filters: { tags: [tag] },
    ownerId: firm.agent.id,
    ...over,
  });
  if (pending)
    await CampaignRecipient.create({
      campaignId: row.id,
      contactId: contact.id,
      email: to,
      status: 'pending',
    });
  const done = async () => {
    expect(await mail.inbox(to)).toHaveLength(1);
    expect(await row.reload()).toMatchObject({ status: 'sent' });
  };
  return { row, done };
}

const effects: Effects = {
  'sessions:prune': async () => {
    const token = (days: number) =>
      RefreshToken.create({
        userId: firm.agent.id,
        familyId: randomUUID(),
        tokenHash: randomUUID(),
        expiresAt: ago(days * DAY),
      });
    const [old, recent, valid] = [await token(8), await token(6), await token(-20)];
    const left = async () => (await RefreshToken.findAll()).map(({ id }) => id).sort();
    expect(await left()).toContain(old.id);
    return { payload: {}, done: async () => expect(await left()).toEqual([recent.id, valid.id].sort()) };
  },
  'reports:prune': async () => {
    await database().query(`INSERT INTO "TableChange" ("tableName") VALUES ('Deal')`);
    return {
      payload: {},
      // Notes go once every transaction of their time has ended, here and in the databases beside this one.
      done: () =>
        expect
          .poll(
            async () => {
              await handlers['reports:prune']({}, 'again');
              const [row] = (await database().query(`SELECT count(*) FROM "TableChange"`))[0] as [
                { count: number },
              ];
              return row.count;
            },
            { timeout: 20_000 },
          )
          .toBe(0),
    };
  },
  'calendar:poll': async () => {
    await CalendarAccount.destroy({ where: {} });
    const due = [await account({ lastSyncAt: null }), await account({ lastSyncAt: ago(16 * MINUTE) })];
    await account({ lastSyncAt: ago(14 * MINUTE) });
    await account({ lastSyncAt: null, status: 'needs_reauth' });
    return {
      payload: {},
      async done() {
        const jobs = await queuedJobs('calendar:sync');
        expect(jobs.map(({ payload }) => (payload as { accountId: string }).accountId).sort()).toEqual(
          due.map(({ id }) => id).sort(),
        );
        for (const { runAt } of jobs) expect(runAt.getTime() - Date.now()).toBeLessThanOrEqual(4 * MINUTE);
      },
    };
  },
  'calendar:sync': async () => {
    const row = await account({});
    return {
      payload: { accountId: row.id },
      // The grant is none that the provider knows: its owner is told once, and nobody tries again.
      async done() {
        expect(await row.reload()).toMatchObject({ status: 'needs_reauth' });
        expect(await Notification.count({ where: { resourceId: row.id } })).toBe(1);
        expect(await queuedJobs()).toEqual([]);
      },
    };
  },
  'email:send': async () => {
    const to = `handler-${(made += 1)}@out.example`;
    const { id } = await sendTransactional(firm.agent.ctx, { to, template: 'test', dynamicData: {} });
    return {
      payload: { emailLogId: id },
      done: async () => expect(await mail.inbox(to)).toHaveLength(1),
    };
  },
  'email:sweep': async () => {
    const left = await EmailLog.create({ kind: 'test', toEmail: 'died@out.example', status: 'submitting' });
    const underWay = await EmailLog.create({
      kind: 'test',
      toEmail: 'now@out.example',
      status: 'submitting',
    });
    await database().query(`UPDATE "EmailLog" SET "updatedAt" = now() - interval '4 minutes' WHERE id = $1`, {
      bind: [left.id],
    });
    return {
      payload: {},
      async done() {
        expect((await left.reload()).status).toBe('unknown');
        expect((await underWay.reload()).status).toBe('submitting');
      },
    };
  },
  'dashboards:due': async () => {
    const { row, arrived } = await schedule(ago(60 * MINUTE));
    return {
      payload: {},
      async done() {
        expect((await row.reload()).nextRunAt?.getTime()).toBeGreaterThan(Date.now());
        expect(await arrived()).toBe(1);
      },
    };
  },
  'dashboards:mail': async () => {
    const { row, arrived } = await schedule(ago(-60 * MINUTE));
    return {
      payload: { scheduleId: row.id, runAt: ago(0).toISOString(), userId: firm.agent.id },
      done: async () => expect(await arrived()).toBe(1),
    };
  },
  'campaign:launch': async () => {
    const { row, done } = await campaign({ status: 'scheduled', scheduledAt: ago(MINUTE) }, false);
    return {
      payload: { campaignId: row.id, scheduledAt: row.scheduledAt?.toISOString() ?? '' },
      done,
    };
  },
  'campaign:batch': async () => {
    const { row, done } = await campaign({ status: 'sending' }, true);
    return { payload: { campaignId: row.id }, done };
  },
};

describe('a job', () => {
  it.each(Object.keys(handlers) as (keyof JobPayloads)[])(
    '%s does its work, and bears to run again',
    async (name) => {
      const { payload, done } = await effects[name]();
      for (const _run of ['first', 'again']) {
        await enqueue(name, payload, null);
        await mail.deliver();
        expect(await queuedJobs(name)).toEqual([]);
        await done();
      }
    },
  );

  it('reports:prune leaves what was noted since it ran last: a copy made in between needs it', async () => {
    const prune = () => handlers['reports:prune']({}, 'test');
    await prune();
    await database().query(`INSERT INTO "TableChange" ("tableName") VALUES ('Since')`);
    await prune();
    const [rows] = await database().query(`SELECT FROM "TableChange" WHERE "tableName" = 'Since'`);
    expect(rows).toHaveLength(1);
  });

  it('calendar:sync is tried again when the provider is away, and the account is not blamed', async () => {
    const row = await account({});
    await mail.google('POST', '/faults', { match: {}, times: 9, effect: { status: 503 } });
    await enqueue('calendar:sync', { accountId: row.id }, null);
    await mail.deliver();
    await mail.google('DELETE', '/faults');
    expect(await queuedJobs('calendar:sync')).toMatchObject([{ attempts: 1 }]);
    expect((await row.reload()).status).not.toBe('needs_reauth');
  });

  it.each(['paused', 'cancelled', 'sent', 'draft'] as const)(
    'campaign:launch leaves a campaign alone that is %s by now',
    async (status) => {
      const { row } = await campaign({ status, scheduledAt: ago(MINUTE) }, false);
      const scheduledAt = row.scheduledAt?.toISOString() ?? '';
      await handlers['campaign:launch']({ campaignId: row.id, scheduledAt }, 'test');
      expect((await row.reload()).status).toBe(status);
    },
  );
});
