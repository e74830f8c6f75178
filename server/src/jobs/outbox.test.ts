import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { database } from '../models';
import { CalendarAccount } from '../models/CalendarAccount';
import { Campaign } from '../models/Campaign';
import { CampaignRecipient } from '../models/CampaignRecipient';
import { Contact } from '../models/Contact';
import { Dashboard } from '../models/Dashboard';
import { DashboardRecipient } from '../models/DashboardRecipient';
import { DashboardSchedule } from '../models/DashboardSchedule';
import { EmailLog } from '../models/EmailLog';
import { storeAccount } from '../services/calendar/connect';
import { enqueueDueSyncs } from '../services/calendar/schedule';
import { systemCtx } from '../services/context';
import type { Ctx } from '../services/context';
import { createAgent } from '../services/crm/agents';
import { runDueSchedules } from '../services/dashboards/schedules/due';
import { sendNow } from '../services/dashboards/schedules/schedules';
import { approveCampaign, launchCampaign, resendUnknown } from '../services/email/campaigns/lifecycle';
import { launchDue, sendBatch } from '../services/email/campaigns/run';
import { sweep } from '../services/email/sweep';
import { forgetJobs, queuedJobs } from '../testing/jobs';
import { useMail } from '../testing/mail';
import { createFirm } from '../testing/people';
import type { Firm } from '../testing/people';
import type { JobPayloads } from './payloads';

const SOURCES = join(import.meta.dirname, '..');
/** A caller of the queue is known by what it imports: the reports have an `enqueue` of their own. */
const ENQUEUES = /\b(enqueue(?:Batch|Mails)?)\(\s*([\w.']+:?[\w:']*)/g;

/** `file verb(first argument)` of every place that puts a job into the queue, definitions of the verbs left out. */
function placesThatEnqueue(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'jobs/queue.ts');
  return files
    .flatMap((file) => {
      const text = readFileSync(join(SOURCES, file), 'utf8');
      if (!/jobs\/queue'|\benqueue(Batch|Mails)\b/.test(text)) return [];
      return [...text.matchAll(ENQUEUES)]
        .filter(({ index }) => !/function $/.test(text.slice(0, index)))
        .map(([, verb = '', first = '']) => `${file} ${verb}(${first})`);
    })
    .sort();
}

const mail = useMail();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});
beforeEach(async () => {
  await mail.control('DELETE', '/faults');
  await forgetJobs();
});

afterEach(() => vi.useRealTimers());

const MINUTE = 60_000;
const ago = (minutes: number): Date => new Date(Date.now() - minutes * MINUTE);
const system = systemCtx('test');
/** As if nothing had been written to these rows for ten minutes: longer than anybody waits for a worker. */
const leaveStale = (table: string) =>
  database().query(`UPDATE "${table}" SET "updatedAt" = now() - interval '10 minutes'`);

let made = 0;
let pressed = '';
async function campaign(over: Partial<Campaign> = {}, recipients: Partial<CampaignRecipient>[] = []) {
  made += 1;
  const tag = `outbox-${made}`;
  const owner = { ownerId: firm.agent.id, teamId: firm.north.id };
  const contact = await Contact.create({
    firstName: 'Ida',
    lastName: tag,
    email: `${tag}@out.example`,
    tags: [tag],
    ...owner,
  });
  const row = await Campaign.create({ name: tag, filters: { tags: [tag] }, ...owner, ...over });
  for (const each of recipients)
    await CampaignRecipient.create({
      campaignId: row.id,
      contactId: contact.id,
      email: contact.email ?? '',
      ...each,
    });
  return row;
}
async function schedule(nextRunAt: Date): Promise<DashboardSchedule> {
  const { id: dashboardId } = await Dashboard.create({ userId: firm.agent.id, name: 'By mail' });
  const row = await DashboardSchedule.create({
    dashboardId,
    userId: firm.agent.id,
    frequency: 'daily',
    timezone: 'America/Chicago',
    nextRunAt,
  });
  await DashboardRecipient.create({ scheduleId: row.id, userId: firm.agent.id });
  return row;
}
const tokens = () => ({ accessToken: 'a', refreshToken: 'r', expiresAt: ago(-60), scopes: ['calendar'] });
const identity = () => ({
  providerUserId: `user-${(made += 1)}`,
  email: 'ann@calendar.example',
  timezone: null,
});

interface Cause {
  what: string;
  job: keyof JobPayloads;
  /** The places that this goes through. */
  places: string[];
  /** Prepares rows; what it returns is the verb, to be called in the transaction of its context. */
  prepare(): Promise<(ctx: Ctx) => Promise<unknown>>;
  /** Somebody else asks for the same job: it must not be there twice. */
  again?(): Promise<unknown>;
}
const RUN = 'services/email/campaigns/run.ts';
const LIFECYCLE = 'services/email/campaigns/lifecycle.ts';
const SCHEDULES = 'services/dashboards/schedules/schedules.ts';
const sweepStaleCampaigns = async () => {
  await leaveStale('CampaignRecipient');
  await sweep(system);
};

/** What queues a job together with its cause. */
const causes: Cause[] = [
  {
    what: 'an invitation',
    job: 'email:send',
    places: [`services/email/send.ts enqueue('email:send')`],
    prepare: () =>
      Promise.resolve((ctx) =>
        createAgent({ ...ctx, actor: firm.admin.ctx.actor }, {
          email: `new-${(made += 1)}@firm.test`,
          firstName: 'New',
          lastName: 'Agent',
          role: 'agent',
          timezone: 'UTC',
        } as never),
      ),
    again: async () => {
      await leaveStale('EmailLog');
      await sweep(system);
    },
  },
  {
    what: 'a calendar that is connected',
    job: 'calendar:sync',
    places: [`services/calendar/connect.ts enqueue('calendar:sync')`],
    prepare: () => {
      const who = identity();
      return Promise.resolve((ctx) =>
        storeAccount({ ...ctx, actor: firm.agent.ctx.actor }, 'google', who, tokens()),
      );
    },
    again: () => enqueueDueSyncs(system),
  },
  {
    what: 'a dashboard that is due',
    job: 'dashboards:mail',
    places: [
      'services/dashboards/schedules/due.ts enqueueMails(tx)',
      `${SCHEDULES} enqueue('dashboards:mail')`,
    ],
    prepare: async () => {
      await schedule(ago(60));
      return (ctx) => runDueSchedules(ctx);
    },
    again: () => runDueSchedules(system),
  },
  {
    what: 'a dashboard that is sent at once',
    job: 'dashboards:mail',
    places: [`${SCHEDULES} enqueueMails(tx)`],
    prepare: async () => {
      // Pressed twice within one minute is pressed once: whatever the clock says, this is one.
      vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / MINUTE) * MINUTE + 1000 });
      ({ id: pressed } = await schedule(ago(-60)));
      return (ctx) => sendNow({ ...ctx, actor: firm.agent.ctx.actor }, pressed);
    },
    again: () => sendNow(firm.agent.ctx, pressed),
  },
  {
    what: 'a campaign that is sent',
    job: 'campaign:batch',
    places: [`${RUN} enqueueBatch(campaign.id)`, `${RUN} enqueue('campaign:batch')`],
    prepare: async () => {
      const { id: campaignId } = await campaign();
      return (ctx) => launchCampaign({ ...ctx, actor: firm.agent.ctx.actor }, { campaignId });
    },
    again: sweepStaleCampaigns,
  },
  {
    what: 'a campaign that is approved',
    job: 'campaign:batch',
    places: [],
    prepare: async () => {
      const { id } = await campaign({ status: 'pending_approval' });
      return (ctx) => approveCampaign({ ...ctx, actor: firm.manager.ctx.actor }, id);
    },
    again: sweepStaleCampaigns,
  },
  {
    what: 'a campaign whose time has come',
    job: 'campaign:batch',
    places: [],
    prepare: async () => {
      const { id, scheduledAt } = await campaign({ status: 'scheduled', scheduledAt: ago(1) });
      return (ctx) => launchDue(ctx, id, scheduledAt?.toISOString() ?? '');
    },
    again: sweepStaleCampaigns,
  },
  {
    what: 'a campaign that is to go out later',
    job: 'campaign:launch',
    places: [`${LIFECYCLE} enqueue('campaign:launch')`],
    prepare: async () => {
      const { id: campaignId } = await campaign();
      return (ctx) =>
        launchCampaign({ ...ctx, actor: firm.agent.ctx.actor }, { campaignId, scheduledAt: ago(-60) });
    },
    again: async () => {
      await Campaign.update({ scheduledAt: ago(10) }, { where: { status: 'scheduled' } });
      await sweep(system);
    },
  },
  {
    what: 'mails of unknown fate that are sent again',
    job: 'campaign:batch',
    places: [`${LIFECYCLE} enqueueBatch(id)`],
    prepare: async () => {
      const { id } = await campaign({ status: 'paused' }, [{ status: 'unknown' }]);
      return (ctx) => resendUnknown({ ...ctx, actor: firm.agent.ctx.actor }, id);
    },
    again: sweepStaleCampaigns,
  },
  {
    what: 'a batch that was accepted',
    job: 'campaign:batch',
    places: [`${RUN} enqueueBatch(campaignId)`],
    prepare: async () => {
      const { id } = await campaign({ status: 'sending' }, [{ status: 'pending' }]);
      return (ctx) => sendBatch(ctx, id);
    },
    again: sweepStaleCampaigns,
  },
  {
    what: 'a batch that is to be tried later',
    job: 'campaign:batch',
    places: [`${RUN} enqueueBatch(campaignId)`],
    prepare: async () => {
      const { id } = await campaign({ status: 'sending' }, [{ status: 'pending' }]);
      await mail.control('POST', '/faults', {
        match: { path: '/v3/mail/send' },
        times: 9,
        effect: { status: 429, headers: { 'Retry-After': '60' } },
      });
      return (ctx) => sendBatch(ctx, id);
    },
    again: sweepStaleCampaigns,
  },
];

/** What asks for a job without a change of its own: a second asking finds the first. */
const reminders: Omit<Cause, 'again'>[] = [
  {
    what: 'a calendar that was not synced for a while',
    job: 'calendar:sync',
    places: [`services/calendar/schedule.ts enqueue('calendar:sync')`],
    prepare: async () => {
      await storeAccount(firm.agent.ctx, 'google', identity(), tokens());
      return enqueueDueSyncs;
    },
  },
  {
    what: 'a mail whose job was lost',
    job: 'email:send',
    places: [`services/email/sweep.ts enqueue('email:send')`],
    prepare: async () => {
      await EmailLog.create({ kind: 'test', template: 'test', toEmail: 'lost@out.example' });
      await leaveStale('EmailLog');
      return sweep;
    },
  },
  {
    what: 'a sending campaign whose job was lost',
    job: 'campaign:batch',
    places: [`${RUN} enqueueBatch(id)`],
    prepare: async () => {
      await campaign({ status: 'sending' }, [{ status: 'pending' }]);
      await leaveStale('CampaignRecipient');
      return sweep;
    },
  },
  {
    what: 'a scheduled campaign whose job was lost',
    job: 'campaign:launch',
    places: [`${RUN} enqueue('campaign:launch')`],
    prepare: async () => {
      await campaign({ status: 'scheduled', scheduledAt: ago(10) });
      return sweep;
    },
  },
];

/** One test does not meet what another has left half done. */
beforeEach(async () => {
  await Promise.all([
    Campaign.update({ status: 'cancelled' }, { where: {} }),
    EmailLog.update({ status: 'accepted' }, { where: {} }),
    DashboardSchedule.destroy({ where: {} }),
    CalendarAccount.destroy({ where: {} }),
  ]);
});

describe('a job', () => {
  it('is queued by nothing that is not tried here', () => {
    const tried = [...causes, ...reminders].flatMap(({ places }) => places);
    expect(placesThatEnqueue()).toEqual(tried.sort());
  });

  it.each(causes)('of $what goes with its cause: rolled back there is none, committed one', async (cause) => {
    const act = await cause.prepare();
    await expect(
      database().transaction(async (transaction) => {
        await act({ ...system, transaction });
        throw new Error('the cause failed');
      }),
    ).rejects.toThrow('the cause failed');
    expect(await queuedJobs()).toEqual([]);

    await database().transaction(async (transaction) => {
      await act({ ...system, transaction });
      expect(await queuedJobs()).toEqual([]);
    });
    expect((await queuedJobs()).map(({ name }) => name)).toEqual([cause.job]);
    await cause.again?.();
    expect((await queuedJobs(cause.job)).map(({ name }) => name)).toEqual([cause.job]);
  });

  it.each(reminders)('is asked for once for $what, however often somebody looks', async (reminder) => {
    const act = await reminder.prepare();
    await forgetJobs();
    await act(system);
    await act(system);
    expect((await queuedJobs()).map(({ name }) => name)).toEqual([reminder.job]);
  });
});
