import { QueryTypes } from 'sequelize';
import { beforeAll, describe, expect, it } from 'vitest';
import { campaignStatuses } from '@besahubs/contracts/campaigns';
import type { Campaign } from '@besahubs/contracts/campaigns';
import { database } from '../../../models';
import { AuditLog } from '../../../models/AuditLog';
import { Campaign as CampaignRow } from '../../../models/Campaign';
import { CampaignRecipient } from '../../../models/CampaignRecipient';
import { Contact } from '../../../models/Contact';
import { Notification } from '../../../models/Notification';
import { AGENT_SEND_LIMIT } from '../../../policies/campaigns';
import { ownedAudience } from '../../../policies/policy';
import { useMail } from '../../../testing/mail';
import { createFirm } from '../../../testing/people';
import type { Firm, Person } from '../../../testing/people';
import { changes } from '../../changes';
import type { Change } from '../../changes';
import { systemCtx } from '../../context';
import { launchDue, sendBatch } from './run';

const mail = useMail();
const system = systemCtx('test');
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
  await audience('small', AGENT_SEND_LIMIT);
  await audience('large', AGENT_SEND_LIMIT + 1);
});

const audience = (tag: string, count: number) =>
  Contact.bulkCreate(
    Array.from({ length: count }, (_, index) => ({
      firstName: 'Pat',
      lastName: tag,
      email: `${tag}-${index}-${made}@life.example`,
      tags: [tag],
      ownerId: firm.agent.id,
      teamId: firm.north.id,
    })),
  );
let made = 0;
type Status = Campaign['status'];
const campaignOf = async (over: Partial<CampaignRow> = {}, owner: Person = firm.agent) => {
  made += 1;
  const values = {
    name: `Life ${made}`,
    ownerId: owner.id,
    teamId: owner.user.teamId,
    filters: { tags: ['small'] },
  };
  return CampaignRow.create({ ...values, ...over });
};
const call = (id: string, verb: string, as: Person = firm.agent, body: object = {}) =>
  mail.api().post<Campaign>(`/campaigns/${id}/${verb}`, as, body);
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const launchJobs = (id: string) =>
  database().query<{ runAt: Date; payload: { scheduledAt: string } }>(
    `SELECT j.run_at AS "runAt", p.payload FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p USING (id) WHERE j.key = $1`,
    { bind: [`campaign-launch:${id}`], type: QueryTypes.SELECT },
  );
const batchJobs = async (id: string) =>
  database().query(`SELECT 1 FROM graphile_worker.jobs WHERE key = $1`, {
    bind: [`campaign:${id}`],
    type: QueryTypes.SELECT,
  });

describe('what may be done in which state', () => {
  const VERBS: Record<string, { from: Status[]; body?: () => object }> = {
    send: { from: ['draft', 'paused', 'failed', 'scheduled'] },
    schedule: { from: ['draft', 'paused', 'failed', 'scheduled'], body: () => ({ scheduledAt: inHours(2) }) },
    approve: { from: ['pending_approval'] },
    pause: { from: ['sending', 'scheduled'] },
    cancel: { from: ['sending', 'scheduled', 'paused', 'pending_approval', 'failed'] },
    'resend-unknown': { from: ['sent', 'paused', 'sending', 'failed'] },
  };

  it.each(Object.keys(VERBS))('%s is refused in all other states, and then changes nothing', async (verb) => {
    const { from = [], body } = VERBS[verb] ?? {};
    for (const status of campaignStatuses) {
      const row = await campaignOf({ status }, firm.manager);
      await CampaignRecipient.create({ campaignId: row.id, email: 'x@life.example', status: 'unknown' });
      const other = { ...body?.(), ...(body || verb === 'send' ? { filters: { tags: ['large'] } } : {}) };
      const answer = await call(row.id, verb, firm.manager, other);
      expect([status, answer.status]).toEqual([status, from.includes(status) ? 200 : 409]);
      const after = await CampaignRow.findByPk(row.id, { rejectOnEmpty: true });
      if (from.includes(status)) continue;
      expect(after).toMatchObject({ status, filters: { tags: ['small'] }, version: row.version });
    }
  });

  it('is what the screen is told', async () => {
    for (const status of campaignStatuses) {
      const { id } = await campaignOf({ status });
      const told = async (as: Person) =>
        (await mail.api().get<Campaign>(`/campaigns/${id}`, as)).data.abilities;
      const send = VERBS['send']?.from.includes(status);
      expect(await told(firm.agent)).toMatchObject({ send, approve: false });
      expect(await told(firm.manager)).toMatchObject({ send, approve: status === 'pending_approval' });
    }
  });

  it('leaves the content alone once it is on its way, but not the name', async () => {
    const open: Status[] = ['draft', 'pending_approval', 'scheduled', 'paused', 'failed'];
    for (const status of campaignStatuses) {
      const { id } = await campaignOf({ status });
      const patch = (body: object) => mail.api().patch<Campaign>(`/campaigns/${id}`, firm.agent, body);
      expect((await patch({ name: 'Other name' })).data).toMatchObject({ name: 'Other name', status });
      expect((await patch({ subject: 'Other' })).status).toBe(open.includes(status) ? 200 : 409);
      const held = ['pending_approval', 'scheduled'].includes(status) ? 'draft' : status;
      expect((await CampaignRow.findByPk(id))?.status).toBe(held);
      const gone = await mail.api().delete(`/campaigns/${id}`, firm.agent);
      expect(gone.status).toBe(status === 'sending' ? 409 : 200);
    }
  });
});

describe('every step is written down, and told to those concerned', () => {
  const unknown = async (over: Partial<CampaignRow>) => {
    const row = await campaignOf(over);
    await CampaignRecipient.create({ campaignId: row.id, email: 'u@life.example', status: 'unknown' });
    return row;
  };
  const soon = () => new Date(Date.now() - 60_000);
  const late = () => new Date(Date.now() - 31 * 60_000);
  const due = (row: CampaignRow) => launchDue(system, row.id, row.scheduledAt?.toISOString() ?? '');
  const STEPS: [
    string,
    Status,
    () => Promise<CampaignRow>,
    (row: CampaignRow) => Promise<unknown>,
    boolean,
  ][] = [
    ['send', 'sending', () => campaignOf(), ({ id }) => call(id, 'send'), true],
    [
      'schedule',
      'scheduled',
      () => campaignOf(),
      ({ id }) => call(id, 'schedule', firm.agent, { scheduledAt: inHours(1) }),
      true,
    ],
    [
      'submit',
      'pending_approval',
      () => campaignOf({ filters: { tags: ['large'] } }),
      ({ id }) => call(id, 'send'),
      true,
    ],
    [
      'approve',
      'sending',
      () => campaignOf({ status: 'pending_approval' }),
      ({ id }) => call(id, 'approve', firm.manager),
      true,
    ],
    ['pause', 'paused', () => campaignOf({ status: 'sending' }), ({ id }) => call(id, 'pause'), true],
    ['cancel', 'cancelled', () => campaignOf({ status: 'sending' }), ({ id }) => call(id, 'cancel'), true],
    [
      'resend_unknown',
      'sending',
      () => unknown({ status: 'sent' }),
      ({ id }) => call(id, 'resend-unknown'),
      true,
    ],
    ['launch', 'sending', () => campaignOf({ status: 'scheduled', scheduledAt: soon() }), due, false],
    ['overdue', 'paused', () => campaignOf({ status: 'scheduled', scheduledAt: late() }), due, false],
    [
      'submit',
      'pending_approval',
      () => campaignOf({ status: 'scheduled', scheduledAt: soon(), filters: { tags: ['large'] } }),
      due,
      false,
    ],
    ['sent', 'sent', () => campaignOf({ status: 'sending' }), ({ id }) => sendBatch(system, id), false],
  ];
  it.each(STEPS)('%s → %s', async (verb, status, make, act, byPerson) => {
    const row = await make();
    const heard: Change[] = [];
    const note = (change: Change) => change.id === row.id && heard.push(change);
    changes.on('changed', note);
    await act(row);
    changes.off('changed', note);
    const after = await CampaignRow.findByPk(row.id, { rejectOnEmpty: true });
    expect(after.status).toBe(status);
    expect(after.statusReason !== null).toBe(
      ['paused', 'cancelled'].includes(status) || (verb === 'submit' && !byPerson),
    );
    expect(heard).toEqual([{ resource: 'campaigns', id: row.id, rooms: ownedAudience(row) }]);
    const entries = await AuditLog.findAll({ where: { resourceId: row.id } });
    const actor = verb === 'approve' ? firm.manager.id : firm.agent.id;
    expect(entries.map(({ action, actorId, teamId }) => ({ action, actorId, teamId }))).toEqual([
      { action: `campaign.${verb}`, actorId: byPerson ? actor : null, teamId: firm.north.id },
    ]);
    if (byPerson) expect(entries[0]?.changes).toHaveProperty('status');
    expect(await batchJobs(row.id)).toHaveLength(status === 'sending' ? 1 : 0);
  });
});

describe('approval', () => {
  const large = { tags: ['large'] };
  const asked = (id: string) =>
    Notification.findAll({ where: { resourceId: id, kind: 'campaign.approval' } });

  it('is asked for beyond the limit only, of agents only', async () => {
    expect((await call((await campaignOf()).id, 'send')).data.status).toBe('sending');
    const big = await campaignOf({ filters: large });
    expect((await call(big.id, 'send')).data.status).toBe('pending_approval');
    expect((await asked(big.id)).map(({ userId }) => userId)).toEqual([firm.manager.id]);
    expect((await call((await campaignOf({ filters: large })).id, 'send', firm.manager)).data.status).toBe(
      'sending',
    );
    expect(
      (await call((await campaignOf({ filters: large }, firm.manager)).id, 'send', firm.manager)).data.status,
    ).toBe('sending');
  });

  it('is asked of admins where a team has no manager, and told to the owner when given', async () => {
    await firm.north.update({ managerId: null });
    const { id } = await campaignOf({ filters: large });
    await call(id, 'send');
    await firm.north.update({ managerId: firm.manager.id });
    expect((await asked(id)).map(({ userId }) => userId)).toEqual([firm.admin.id]);
    await call(id, 'approve', firm.admin);
    const told = await Notification.findAll({ where: { resourceId: id, kind: 'campaign.approved' } });
    expect(told.map(({ userId }) => userId)).toEqual([firm.agent.id]);
  });

  it('is for what was shown: while it is asked for, nothing can be slipped in by sending', async () => {
    const { id } = await campaignOf({ filters: large, templateId: null });
    await call(id, 'send');
    await audience('slipped', 3);
    expect((await call(id, 'send', firm.agent, { filters: { tags: ['large', 'slipped'] } })).status).toBe(
      409,
    );
    expect((await CampaignRow.findByPk(id))?.filters).toEqual(large);
  });

  it('ends when what it was given for changes', async () => {
    const ways: ((id: string) => Promise<unknown>)[] = [
      (id) => mail.api().patch(`/campaigns/${id}`, firm.agent, { filters: { tags: ['large', 'small'] } }),
      (id) => mail.api().patch(`/campaigns/${id}`, firm.agent, { subject: 'Something else' }),
      () => Promise.resolve(),
    ];
    for (const [index, change] of ways.entries()) {
      const { id } = await campaignOf({ filters: large });
      await call(id, 'schedule', firm.agent, { scheduledAt: inHours(5) });
      expect((await call(id, 'approve', firm.manager)).data.status).toBe('scheduled');
      await call(id, 'pause');
      await change(id);
      const unchanged = index === 2;
      expect((await call(id, 'send')).data.status).toBe(unchanged ? 'sending' : 'pending_approval');
    }
    const { id } = await campaignOf({ filters: large, status: 'paused', approvedById: firm.manager.id });
    const other = { filters: { tags: ['large', 'small'] } };
    expect((await call(id, 'send', firm.agent, other)).data.status).toBe('pending_approval');
    const same = await campaignOf({ filters: large, status: 'paused', approvedById: firm.manager.id });
    expect((await call(same.id, 'send', firm.agent, { filters: large })).data.status).toBe('sending');
  });

  it('is looked at again on the day, when the audience has grown since it was scheduled', async () => {
    await audience('growing', 1);
    const { id } = await campaignOf({ filters: { tags: ['growing'] } });
    const scheduledAt = inHours(3);
    const plan = (as: Person) => call(id, 'schedule', as, { scheduledAt });
    expect((await plan(firm.agent)).data.status).toBe('scheduled');
    made += 1;
    await audience('growing', AGENT_SEND_LIMIT);
    await launchDue(system, id, scheduledAt);
    expect(await CampaignRow.findByPk(id)).toMatchObject({ status: 'pending_approval' });
    expect((await asked(id)).map(({ userId }) => userId)).toEqual([firm.manager.id]);
    expect(await CampaignRecipient.count({ where: { campaignId: id } })).toBe(0);
    // Scheduled by who may approve, it needs nobody else's word.
    const other = await campaignOf({ filters: { tags: ['growing'] } });
    await call(other.id, 'schedule', firm.manager, { scheduledAt });
    await launchDue(system, other.id, scheduledAt);
    expect((await CampaignRow.findByPk(other.id))?.status).toBe('sending');
  });
});

describe('a schedule', () => {
  it('is one job at that instant, whichever was the last word; in the past it is now', async () => {
    const { id } = await campaignOf();
    for (const scheduledAt of [inHours(24), inHours(2)]) {
      const zone = 'Pacific/Auckland';
      const { data } = await call(id, 'schedule', firm.agent, { scheduledAt, timezone: zone });
      expect(data).toMatchObject({ status: 'scheduled', scheduledAt, timezone: zone });
      const jobs = await launchJobs(id);
      expect(jobs.map(({ payload }) => payload.scheduledAt)).toEqual([scheduledAt]);
      expect(new Date(jobs[0]?.runAt ?? 0).toISOString()).toBe(scheduledAt);
      expect(await batchJobs(id)).toHaveLength(0);
    }
    const { data } = await call(id, 'schedule', firm.agent, { scheduledAt: inHours(-1) });
    expect(data).toMatchObject({ status: 'sending', scheduledAt: null });
  });

  it('does not run when it was paused, cancelled, changed or deleted meanwhile', async () => {
    for (const stop of ['pause', 'cancel', 'patch', 'delete']) {
      const scheduledAt = inHours(1);
      const { id } = await campaignOf();
      await call(id, 'schedule', firm.agent, { scheduledAt });
      if (stop === 'patch') await mail.api().patch(`/campaigns/${id}`, firm.agent, { subject: 'Other' });
      else if (stop === 'delete') await mail.api().delete(`/campaigns/${id}`, firm.agent);
      else await call(id, stop);
      await launchDue(system, id, scheduledAt);
      expect(await CampaignRecipient.count({ where: { campaignId: id } })).toBe(0);
      expect(await batchJobs(id)).toHaveLength(0);
    }
  });

  it('takes its audience down when it runs, not when it was made', async () => {
    await audience('joining', 1);
    const { id } = await campaignOf({ filters: { tags: ['joining'] } });
    const scheduledAt = inHours(1);
    await call(id, 'schedule', firm.agent, { scheduledAt });
    await Contact.update({ tags: [] }, { where: { lastName: 'joining' } });
    made += 1;
    await audience('joining', 2);
    await launchDue(system, id, scheduledAt);
    expect(await CampaignRecipient.count({ where: { campaignId: id } })).toBe(2);
  });
});
