import request from 'supertest';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Campaign } from '@besahubs/contracts/campaigns';
import type { UnsubscribeView } from '@besahubs/contracts/email';
import { AuditLog } from '../../models/AuditLog';
import { Contact } from '../../models/Contact';
import { EmailLog } from '../../models/EmailLog';
import { Suppression } from '../../models/Suppression';
import { rooms } from '../../policies/policy';
import { breakWrites } from '../../testing/gate';
import { useMail } from '../../testing/mail';
import type { SentMessage } from '../../testing/mail';
import { createFirm } from '../../testing/people';
import type { Firm } from '../../testing/people';
import { changes } from '../changes';
import { systemCtx } from '../context';
import { deliverEmail } from './deliver';
import { sendTransactional } from './send';
import type { TransactionalMail } from './send';
import { unsubscribeToken } from './unsubscribe';

const mail = useMail();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});
beforeEach(() => mail.control('DELETE', '/faults'));

let made = 0;
const contactOf = (over: Partial<Contact> = {}) => {
  made += 1;
  return Contact.create({
    firstName: 'Dana',
    lastName: `Leaving${made}`,
    email: `dana${made}@leaving.example`,
    tags: [`leaving-${made}`],
    ownerId: firm.agent.id,
    teamId: firm.north.id,
    ...over,
  });
};
/** A campaign's mail to the contact, as it lies in their inbox. */
async function promoTo(contact: Contact, over: object = {}): Promise<SentMessage> {
  const body = { name: 'Promo', subject: 'Dock doors', filters: { tags: contact.tags }, ...over };
  const { id } = (await mail.api().post<Campaign>('/campaigns', firm.agent, body)).data;
  await mail.api().post(`/campaigns/${id}/send`, firm.agent, {});
  await mail.deliver();
  const [message] = await mail.inbox(contact.email ?? '');
  if (!message) throw new Error('the mail has not arrived');
  return message;
}
const endpoint = (message: SentMessage) =>
  new URL(/<([^>]+)>/.exec(message.headers['List-Unsubscribe'] ?? '')?.[1] ?? '').pathname;
const entries = async (email: string | null) =>
  (await Suppression.findAll({ where: { email: email?.toLowerCase() ?? '' } })).map(({ reason, source }) => [
    reason,
    source,
  ]);
const LINK = ['unsubscribe', 'unsubscribe link'];

describe('every marketing mail', () => {
  it('has the link for people and the one for programs, both of its recipient alone', async () => {
    const contact = await contactOf();
    const message = await promoTo(contact);
    expect(message.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    const token = endpoint(message).split('/').at(-1) ?? '';
    expect(message.html).toContain(`/u/${token}`);
    const view = await mail.api().get<UnsubscribeView>(`/public/unsubscribe/${token}`);
    expect(view.data).toEqual({
      email: `d•••@leaving.example`,
      organization: 'BesaHubs',
      unsubscribed: false,
    });
  });

  it('carries our ids, the sender of the campaign, and no link of the provider', async () => {
    const contact = await contactOf();
    const message = await promoTo(contact, { fromName: 'North Team', replyTo: 'reply@firm.example' });
    const log = await EmailLog.findOne({ where: { contactId: contact.id }, rejectOnEmpty: true });
    expect(message.customArgs).toEqual({
      crm_log_id: log.id,
      crm_campaign_id: log.campaignId,
      crm_contact_id: contact.id,
      crm_batch: log.batch,
    });
    const asked = await mail.control<{ path: string; body: string | object }[]>('GET', '/requests');
    const sent = asked.filter(({ path }) => path.includes('/mail/send')).at(-1)?.body;
    const body = (typeof sent === 'string' ? JSON.parse(sent) : sent) as object;
    expect(body).toMatchObject({
      from: { name: 'North Team' },
      reply_to: { email: 'reply@firm.example' },
      categories: ['campaign', 'property_promo'],
      tracking_settings: {
        click_tracking: { enable: true },
        open_tracking: { enable: true },
        subscription_tracking: { enable: false },
      },
    });
    expect(body).not.toHaveProperty('mail_settings');
  });
});

describe('leaving', () => {
  const click = (message: SentMessage) =>
    request(mail.api().app).post(endpoint(message)).type('form').send('List-Unsubscribe=One-Click');

  it('takes one click without a session, is written down with its origin, and may be repeated', async () => {
    const contact = await contactOf();
    const message = await promoTo(contact);
    const heard: string[][] = [];
    const told: { counts: object; rooms: string[] }[] = [];
    const note = ({ resource, rooms: audience }: { resource: string; rooms: string[] }) =>
      resource === 'contacts' && heard.push([...audience].sort());
    const listen = (event: { batch: { counts: object }; rooms: string[] }) =>
      void told.push({ counts: event.batch.counts, rooms: [...event.rooms].sort() });
    changes.on('changed', note).on('email:event', listen);
    const answer = await click(message);
    changes.off('changed', note).off('email:event', listen);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ data: { unsubscribed: true } });
    expect(await contact.reload()).toMatchObject({
      emailOptOut: true,
      consentStatus: 'denied',
      emailOptOutAt: expect.any(Date) as Date,
    });
    expect(await entries(contact.email)).toEqual([LINK]);
    const log = await EmailLog.findOne({ where: { contactId: contact.id }, rejectOnEmpty: true });
    expect(log).toMatchObject({ status: 'unsubscribed', unsubscribedAt: expect.any(Date) as Date });
    const team = [rooms.admins, rooms.user(firm.agent.id), rooms.managersOf(firm.north.id)].sort();
    expect(heard).toEqual([team]);
    expect(told).toContainEqual({ counts: { unsubscribe: 1 }, rooms: [rooms.admins] });
    const written = await AuditLog.findAll({
      where: { resourceId: contact.id, action: 'contact.unsubscribe' },
    });
    expect(written.map(({ teamId }) => teamId)).toEqual([firm.north.id]);

    expect((await click(message)).status).toBe(200);
    expect(await entries(contact.email)).toEqual([LINK]);
    const { unsubscribedAt } = log;
    expect((await log.reload()).unsubscribedAt).toEqual(unsubscribedAt);
  });

  it('is of one address: nobody else leaves with it, and looking is not leaving', async () => {
    const [contact, neighbour] = [await contactOf(), await contactOf()];
    const [message, other] = [await promoTo(contact), await promoTo(neighbour)];
    const page = await request(mail.api().app).get(endpoint(message)).set('accept', 'text/html');
    expect(page.status).toBe(302);
    expect(page.headers['location']).toContain(`/u/${endpoint(message).split('/').at(-1) ?? ''}`);
    await request(mail.api().app).get(endpoint(message)).set('accept', 'application/json');
    expect(await entries(contact.email)).toEqual([]);
    await click(message);
    expect(await entries(neighbour.email)).toEqual([]);
    expect((await neighbour.reload()).emailOptOut).toBe(false);
    const token = endpoint(other).split('/').at(-1) ?? '';
    expect((await mail.api().get<UnsubscribeView>(`/public/unsubscribe/${token}`)).data.unsubscribed).toBe(
      false,
    );
  });

  it.each([
    ['nonsense', () => 'nonsense'.repeat(8)],
    ['a token of a mail that is gone', () => unsubscribeToken('0190a5d0-0000-7000-8000-000000000009')],
    ['a token of no mail', () => unsubscribeToken('not a uuid')],
    [
      'a token that was tampered with',
      () => `${unsubscribeToken('0190a5d0-0000-7000-8000-000000000009').slice(0, -2)}xx`,
    ],
  ])('is not possible with %s', async (_what, token) => {
    for (const verb of ['get', 'post'] as const) {
      const path = `/api/public/unsubscribe/${encodeURIComponent(token())}`;
      expect((await request(mail.api().app)[verb](path).set('accept', 'application/json')).status).toBe(404);
    }
  });

  it('is known to the page also of who had bounced before', async () => {
    const contact = await contactOf();
    const message = await promoTo(contact);
    await Suppression.create({ email: contact.email ?? '', reason: 'bounce', createdAt: new Date(0) });
    await click(message);
    const view = await mail.api().get<UnsubscribeView>(endpoint(message).slice('/api'.length));
    expect(view.data.unsubscribed).toBe(true);
  });

  it('does not make less of a spam report', async () => {
    const contact = await contactOf();
    const message = await promoTo(contact);
    await mail.act(message, 'spamreport');
    await mail.flush();
    await click(message);
    const log = await EmailLog.findOne({ where: { contactId: contact.id }, rejectOnEmpty: true });
    expect(log).toMatchObject({ status: 'spam', unsubscribedAt: expect.any(Date) as Date });
  });

  it('is all or nothing, and nobody hears of nothing', async () => {
    const contact = await contactOf();
    const message = await promoTo(contact);
    // What the provider still had to tell of the mail itself would be heard too.
    await mail.flush();
    const mend = await breakWrites(mail.url(), 'AuditLog', `NEW.action = 'contact.unsubscribe'`);
    let heard = 0;
    const count = () => void (heard += 1);
    changes.on('changed', count).on('email:event', count);
    expect((await click(message)).status).toBe(500);
    changes.off('changed', count).off('email:event', count);
    await mend();
    expect(heard).toBe(0);
    expect(await entries(contact.email)).toEqual([]);
    expect((await contact.reload()).emailOptOut).toBe(false);
  });

  it('is undone by the person alone, on the welcome page, and not for what they did not say themselves', async () => {
    const contact = await contactOf({ emailOptOut: false });
    const email = contact.email ?? '';
    await mail.api().post(`/contacts/${contact.id}/invite`, firm.agent, {});
    await mail.deliver();
    const link = (await mail.inbox(email))[0]?.links.find((url) => url.includes('/welcome/')) ?? '';
    for (const reason of [
      'unsubscribe',
      'group_unsubscribe',
      'manual',
      'bounce',
      'spam_report',
      'invalid',
    ] as const)
      await Suppression.create({ email, reason });
    await contact.update({ emailOptOut: true, emailOptOutAt: new Date(), consentStatus: 'denied' });
    const token = link.split('/welcome/')[1] ?? '';
    const body = { firstName: 'Dana', lastName: 'Back', consent: true };
    expect((await mail.api().post(`/public/welcome/${token}`, null, body)).status).toBe(200);
    expect((await entries(email)).map(([reason]) => reason).sort()).toEqual([
      'bounce',
      'invalid',
      'spam_report',
    ]);
    expect(await contact.reload()).toMatchObject({
      emailOptOut: false,
      emailOptOutAt: null,
      consentStatus: 'granted',
    });
    expect((await mail.api().post(`/public/welcome/${token}`, null, body)).status).not.toBe(200);
  });

  it('is what refusing consent on the welcome page means', async () => {
    const contact = await contactOf();
    await mail.api().post(`/contacts/${contact.id}/invite`, firm.agent, {});
    await mail.deliver();
    const link =
      (await mail.inbox(contact.email ?? ''))[0]?.links.find((url) => url.includes('/welcome/')) ?? '';
    const body = { firstName: 'Dana', lastName: 'Gone', consent: false };
    await mail.api().post(`/public/welcome/${link.split('/welcome/')[1] ?? ''}`, null, body);
    expect(await entries(contact.email)).toEqual([['unsubscribe', 'welcome page']]);
    expect(await contact.reload()).toMatchObject({
      emailOptOut: true,
      consentStatus: 'denied',
      lastName: 'Gone',
    });
  });
});

describe('our own mails', () => {
  const SECURITY = ['invite', 'password_reset'] as const;
  const OTHER = ['contact_invite', 'dashboard', 'test'] as const;
  const REASONS = ['unsubscribe', 'group_unsubscribe', 'bounce', 'spam_report', 'invalid', 'manual'] as const;
  const send = async (over: Partial<TransactionalMail>) => {
    made += 1;
    const log = await sendTransactional(firm.agent.ctx, {
      to: `Own${made}@leaving.example`,
      dynamicData: { subject: 'S', html: '<p>H</p>', text: 'T', recipientName: 'R', inviterName: 'I' },
      ...over,
    });
    return log;
  };

  it.each(REASONS)('go to an address listed as “%s” only when they are about signing in', async (reason) => {
    for (const template of [...SECURITY, ...OTHER]) {
      const log = await send({ template, secretData: { inviteUrl: 'https://crm.example/x' } });
      await Suppression.create({ email: log.toEmail.toLowerCase(), reason });
      await deliverEmail(systemCtx('test'), log.id);
      const passes = template === 'invite' || template === 'password_reset';
      expect(await log.reload()).toMatchObject({
        status: passes ? 'accepted' : 'suppressed',
        error: passes ? null : reason,
        sealedData: null,
      });
      expect(await mail.inbox(log.toEmail.toLowerCase())).toHaveLength(passes ? 1 : 0);
    }
  });

  it.each([...SECURITY, ...OTHER])('(%s) are tracked and answered as they should', async (template) => {
    const log = await send({ template });
    await deliverEmail(systemCtx('test'), log.id);
    const asked = await mail.control<{ path: string; body: string | object }[]>('GET', '/requests');
    const sent = asked.filter(({ path }) => path.includes('/mail/send')).at(-1)?.body;
    const body = (typeof sent === 'string' ? JSON.parse(sent) : sent) as Record<string, unknown>;
    const security = (SECURITY as readonly string[]).includes(template);
    expect(body['mail_settings']).toEqual(
      security ? { bypass_unsubscribe_management: { enable: true } } : undefined,
    );
    expect(body['reply_to']).toEqual(
      security ? undefined : { email: firm.agent.user.email, name: 'Ann Tester' },
    );
    expect(body['categories']).toEqual([template]);
    expect(body['tracking_settings']).toEqual({
      click_tracking: { enable: !security && template !== 'dashboard', enable_text: false },
      open_tracking: { enable: true },
      subscription_tracking: { enable: false },
    });
  });

  it('of one key are one, also when two ask at once', async () => {
    const to = 'once@leaving.example';
    const once = { to, template: 'test', idempotencyKey: 'at-once' } as const;
    const logs = await Promise.all(Array.from({ length: 4 }, () => send(once)));
    expect(new Set(logs.map(({ id }) => id)).size).toBe(1);
    await mail.deliver();
    expect(await mail.inbox(to)).toHaveLength(1);
  });
});
