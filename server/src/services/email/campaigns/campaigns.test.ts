import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Audience, Campaign, CampaignPreview, ContactList } from '@besahubs/contracts/campaigns';
import type { EmailActivity } from '@besahubs/contracts/email';
import type { Page } from '@besahubs/contracts/common';
import { database } from '../../../models';
import { Campaign as CampaignRow } from '../../../models/Campaign';
import { CampaignRecipient } from '../../../models/CampaignRecipient';
import { Contact } from '../../../models/Contact';
import { EmailLog } from '../../../models/EmailLog';
import { Notification } from '../../../models/Notification';
import { systemCtx } from '../../context';
import { sweep } from '../sweep';
import { sendBatch } from './run';
import { useMail } from '../../../testing/mail';
import { createFirm } from '../../../testing/people';
import type { Firm, Person } from '../../../testing/people';

const mail = useMail();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
  // Events come when a test lets them: what is of unknown fate would else be proven at any moment.
  await mail.control('POST', '/settings', { batchMs: 600_000 });
});
beforeEach(() => mail.control('DELETE', '/faults'));

let group = 0;
/** Contacts of one owner under a tag of their own, so that tests do not meet. */
async function audienceOf(count: number, owner: Person = firm.agent, over: Partial<Contact> = {}) {
  group += 1;
  const tag = `group-${group}`;
  const contacts = await Contact.bulkCreate(
    Array.from({ length: count }, (_, index) => ({
      firstName: `First${index}`,
      lastName: tag,
      email: `${tag}-${index}@list.example`,
      tags: [tag],
      ownerId: owner.id,
      teamId: owner.user.teamId,
      ...over,
    })),
  );
  return { tag, contacts };
}
async function draft(tag: string, as: Person = firm.agent): Promise<Campaign> {
  const made = await mail.api().post<Campaign>('/campaigns', as, {
    name: `Promo ${tag}`,
    subject: 'Dock doors by the port',
    filters: { tags: [tag] },
  });
  expect(made.status).toBe(201);
  return made.data;
}
const get = async (id: string, as = firm.admin) =>
  (await mail.api().get<Campaign>(`/campaigns/${id}`, as)).data;
const send = (id: string, as: Person = firm.agent) =>
  mail.api().post<Campaign>(`/campaigns/${id}/send`, as, {});
const statuses = async (campaignId: string) => {
  const rows = await CampaignRecipient.findAll({ where: { campaignId }, order: ['email'] });
  return rows.map(({ status }) => status);
};

describe('a campaign', () => {
  it('goes to a list, without those we may not write to, and its numbers come back', async () => {
    const { tag, contacts } = await audienceOf(8);
    const [left, bounced, denied, copy, none] = contacts;
    await left?.update({ emailOptOut: true });
    await bounced?.update({ bounced: true });
    await denied?.update({ consentStatus: 'denied' });
    await copy?.update({ email: contacts[7]?.email?.toUpperCase() ?? null });
    await none?.update({ email: null });
    const list = await mail.api().post<ContactList>('/lists', firm.agent, { name: tag });
    const added = await mail
      .api()
      .post<{ memberCount: number }>(`/lists/${list.data.id}/members`, firm.agent, {
        contactIds: contacts.map(({ id }) => id),
      });
    expect(added.data.memberCount).toBe(8);
    const campaign = await mail
      .api()
      .post<Campaign>('/campaigns', firm.agent, { name: tag, listId: list.data.id });
    const audience = await mail.api().get<Audience>(`/campaigns/${campaign.data.id}/audience`, firm.agent);
    expect(audience.data).toMatchObject({ total: 8, recipients: 3, needsApproval: false });
    expect(audience.data.excluded.map(({ reason, count }) => `${reason} ${count}`).sort()).toEqual([
      'bounce 1',
      'denied 1',
      'duplicate 1',
      'no_email 1',
      'unsubscribe 1',
    ]);

    expect((await send(campaign.data.id)).data.status).toBe('sending');
    await mail.deliver();
    const [message] = await mail.inbox(contacts[5]?.email ?? '');
    expect(message?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    expect(message?.html).toContain('First5');
    await mail.act(message, 'open');
    await mail.act(message, 'one_click_unsubscribe');
    await mail.flush();

    const after = await get(campaign.data.id);
    expect(after).toMatchObject({ status: 'sent', sentAt: expect.any(String) as string });
    expect(after.counters).toMatchObject({
      recipients: 3,
      delivered: 3,
      opened: 1,
      unsubscribed: 1,
      pending: 0,
      suppressed: 3,
    });
    expect(await contacts[5]?.reload()).toMatchObject({ emailOptOut: true });
    const activity = await mail
      .api()
      .get<EmailActivity>(`/campaigns/${campaign.data.id}/email-activity?type=open`, firm.agent);
    expect(activity.data.items).toMatchObject([{ eventType: 'open', contact: { id: contacts[5]?.id } }]);
    expect(activity.data.totals).toMatchObject({ sent: 3, delivered: 3, opened: 1, unsubscribed: 1 });
  });

  it('looks at suppressions once more when it submits', async () => {
    const { tag, contacts } = await audienceOf(3);
    const { id } = await draft(tag);
    await send(id);
    await contacts[1]?.update({ emailOptOut: true });
    await mail.deliver();
    expect(await statuses(id)).toEqual(['accepted', 'suppressed', 'accepted']);
    expect(await mail.inbox(contacts[1]?.email ?? '')).toHaveLength(0);
  });

  it('is sent once, however often the button is pressed', async () => {
    const { tag, contacts } = await audienceOf(2);
    const { id } = await draft(tag);
    const answers = await Promise.all([send(id), send(id), send(id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await Promise.all([mail.deliver(), mail.deliver()]);
    for (const { email } of contacts) expect(await mail.inbox(email ?? '')).toHaveLength(1);
  });

  it('is refused without an audience, without a template that exists, and to those who may not', async () => {
    const { tag } = await audienceOf(1);
    const { id } = await draft(tag);
    const wrong = await mail
      .api()
      .post(`/campaigns/${id}/send`, firm.agent, { templateId: `d-${'9'.repeat(32)}` });
    expect(wrong.error?.fields).toHaveProperty('templateId');
    const nobody = await mail
      .api()
      .post(`/campaigns/${id}/send`, firm.agent, { filters: { tags: ['nobody has this'] } });
    expect(nobody.status).toBe(400);
    expect((await send(id, firm.stranger)).status).toBe(404);
    expect((await send(id, firm.otherManager)).status).toBe(404);
    expect((await mail.api().get<Page<Campaign>>('/campaigns', firm.stranger)).data.total).toBe(0);
  });

  it('of an agent, when it is large, waits for the manager', async () => {
    const { tag } = await audienceOf(101);
    const { id } = await draft(tag);
    expect((await send(id)).data).toMatchObject({
      status: 'pending_approval',
      abilities: { approve: false },
    });
    const asked = await Notification.findOne({ where: { resourceId: id, userId: firm.manager.id } });
    expect(asked?.title).toContain('Ann Tester');
    expect((await mail.api().post(`/campaigns/${id}/approve`, firm.agent)).status).toBe(403);
    expect((await mail.api().post<Campaign>(`/campaigns/${id}/approve`, firm.manager)).data.status).toBe(
      'sending',
    );
    await mail.deliver();
    expect((await get(id)).counters.recipients).toBe(101);
    expect((await get(id)).status).toBe('sent');
  });

  it('is previewed as a contact, and tested without counting', async () => {
    const { tag, contacts } = await audienceOf(1);
    const { id } = await draft(tag);
    const preview = await mail.api().post<CampaignPreview>(`/campaigns/${id}/preview`, firm.agent, {
      contactId: contacts[0]?.id,
    });
    expect(preview.data).toMatchObject({
      subject: 'Dock doors by the port',
      contact: { id: contacts[0]?.id },
    });
    expect(preview.data.html).toContain('Hello First0');
    expect((await mail.api().post(`/campaigns/${id}/test`, firm.agent, {})).status).toBe(202);
    await mail.deliver();
    expect((await mail.inbox(firm.agent.user.email))[0]?.subject).toBe('Dock doors by the port');
    await mail.flush();
    expect((await get(id)).counters).toMatchObject({ recipients: 0, delivered: 0 });
  });

  it('is scheduled, held, and not sent by a job of an earlier plan', async () => {
    const { tag, contacts } = await audienceOf(1);
    const { id } = await draft(tag);
    const scheduledAt = new Date(Date.now() + 3_600_000).toISOString();
    const body = { scheduledAt, timezone: 'America/Denver' };
    const planned = await mail.api().post<Campaign>(`/campaigns/${id}/schedule`, firm.agent, body);
    expect(planned.data).toMatchObject({ status: 'scheduled', scheduledAt, timezone: 'America/Denver' });
    const { launchDue } = await import('./run');
    await launchDue(systemCtx('test'), id, new Date().toISOString());
    expect((await get(id)).status).toBe('scheduled');
    await launchDue(systemCtx('test'), id, scheduledAt);
    await mail.deliver();
    expect((await get(id)).status).toBe('sent');
    expect(await mail.inbox(contacts[0]?.email ?? '')).toHaveLength(1);
  });

  it('goes out at its time also when its job was lost', async () => {
    const { tag } = await audienceOf(1);
    const { id } = await draft(tag);
    await CampaignRow.update(
      { status: 'scheduled', scheduledAt: new Date(Date.now() - 600_000) },
      { where: { id } },
    );
    await sweep(systemCtx('test'));
    await mail.deliver();
    expect((await get(id)).status).toBe('sent');
  });

  it('asks before it goes out long after its time', async () => {
    const { tag } = await audienceOf(1);
    const { id } = await draft(tag);
    const due = new Date(Date.now() - 3 * 3_600_000);
    await CampaignRow.update({ status: 'scheduled', scheduledAt: due }, { where: { id } });
    const { launchDue } = await import('./run');
    await launchDue(systemCtx('test'), id, due.toISOString());
    expect(await get(id)).toMatchObject({
      status: 'paused',
      statusReason: expect.stringContaining('due') as string,
    });
  });

  it('stops when paused, goes on where it was, and ends when cancelled', async () => {
    const { tag, contacts } = await audienceOf(2);
    const { id } = await draft(tag);
    await send(id);
    expect((await mail.api().post<Campaign>(`/campaigns/${id}/pause`, firm.agent)).data.status).toBe(
      'paused',
    );
    await mail.deliver();
    expect(await statuses(id)).toEqual(['pending', 'pending']);
    await send(id);
    await mail.deliver();
    expect((await get(id)).status).toBe('sent');
    expect(await mail.inbox(contacts[0]?.email ?? '')).toHaveLength(1);
    expect((await mail.api().post(`/campaigns/${id}/cancel`, firm.agent)).status).toBe(409);
    expect((await mail.api().patch(`/campaigns/${id}`, firm.agent, { subject: 'Too late' })).status).toBe(
      409,
    );
  });
});

describe('when things go wrong', () => {
  const fault = (effect: object, times = 1) =>
    mail.control('POST', '/faults', { match: { method: 'POST', path: '/v3/mail/send' }, times, effect });
  const started = async (count: number) => {
    const { tag, contacts } = await audienceOf(count);
    const { id } = await draft(tag);
    await send(id);
    return { id, contacts };
  };

  it('never repeats a batch that may have been accepted, and learns from its events that it was', async () => {
    const { id, contacts } = await started(2);
    await fault({ drop: 'after' });
    await mail.deliver();
    expect(await statuses(id)).toEqual(['unknown', 'unknown']);
    expect(await get(id)).toMatchObject({ status: 'paused', counters: { unknown: 2 } });
    await send(id);
    await mail.deliver();
    for (const { email } of contacts) expect(await mail.inbox(email ?? '')).toHaveLength(1);
    await mail.flush();
    expect(await statuses(id)).toEqual(['accepted', 'accepted']);
    expect((await get(id)).counters).toMatchObject({ unknown: 0, delivered: 2 });
  });

  it('lets the operator send again what was not confirmed', async () => {
    const { id, contacts } = await started(1);
    await fault({ drop: 'before' });
    await mail.deliver();
    expect(await statuses(id)).toEqual(['unknown']);
    expect((await mail.api().post(`/campaigns/${id}/resend-unknown`, firm.agent)).status).toBe(200);
    await mail.deliver();
    expect(await statuses(id)).toEqual(['accepted']);
    expect(await mail.inbox(contacts[0]?.email ?? '')).toHaveLength(1);
  });

  it('survives a worker that is killed between writing down and sending', async () => {
    const { id, contacts } = await started(2);
    // What a kill -9 leaves behind: the batch is committed, the job is gone, nobody knows what SendGrid did.
    await database().query(
      `UPDATE "CampaignRecipient" SET status = 'submitting', batch = gen_random_uuid(), "updatedAt" = now() - interval '1 hour'
        WHERE "campaignId" = $1 AND email = $2`,
      { bind: [id, contacts[0]?.email] },
    );
    await database().query(
      `WITH l AS (INSERT INTO "EmailLog" (kind, "toEmail", "campaignId", batch, status, "updatedAt")
         SELECT 'campaign', email, "campaignId", batch, 'submitting', now() - interval '1 hour' FROM "CampaignRecipient"
          WHERE "campaignId" = $1 AND status = 'submitting' RETURNING id)
       UPDATE "CampaignRecipient" SET "emailLogId" = (SELECT id FROM l) WHERE "campaignId" = $1 AND status = 'submitting'`,
      { bind: [id] },
    );
    await sweep(systemCtx('test'));
    await mail.deliver();
    expect((await statuses(id)).sort()).toEqual(['accepted', 'unknown']);
    expect(await mail.inbox(contacts[0]?.email ?? '')).toHaveLength(0);
    expect(await mail.inbox(contacts[1]?.email ?? '')).toHaveLength(1);
    expect((await get(id)).status).toBe('sent');
  });

  it('waits when SendGrid asks for it, and loses nobody', async () => {
    const { id, contacts } = await started(2);
    await fault({
      status: 429,
      body: { errors: [{ message: 'too many requests' }] },
      headers: { 'X-RateLimit-Reset': '1' },
    });
    await sendBatch(systemCtx('test'), id);
    expect(await statuses(id)).toEqual(['pending', 'pending']);
    expect(await EmailLog.count({ where: { campaignId: id } })).toBe(0);
    await sendBatch(systemCtx('test'), id);
    expect(await statuses(id)).toEqual(['accepted', 'accepted']);
    expect(await mail.inbox(contacts[0]?.email ?? '')).toHaveLength(1);
  });

  it('takes out the one recipient that SendGrid refuses, and writes to the others', async () => {
    const { id, contacts } = await started(3);
    const refusal = { message: 'Does not contain a valid address.', field: 'personalizations.1.to.0.email' };
    await fault({ status: 400, body: { errors: [refusal] } });
    await mail.deliver();
    expect((await statuses(id)).sort()).toEqual(['accepted', 'accepted', 'failed']);
    expect((await get(id)).status).toBe('sent');
    const inboxes = await Promise.all(contacts.map(({ email }) => mail.inbox(email ?? '')));
    expect(inboxes.map(({ length }) => length).sort()).toEqual([0, 1, 1]);
  });

  it('stops with the reason when the key is refused', async () => {
    const { id } = await started(1);
    await fault({
      status: 401,
      body: { errors: [{ message: 'The provided authorization grant is invalid' }] },
    });
    await mail.deliver();
    expect(await get(id)).toMatchObject({
      status: 'paused',
      statusReason: expect.stringContaining('authorization grant') as string,
    });
    expect(await statuses(id)).toEqual(['pending']);
  });
});
