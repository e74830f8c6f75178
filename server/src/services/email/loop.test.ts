import { beforeAll, describe, expect, it } from 'vitest';
import type { EmailActivity } from '@besahubs/contracts/email';
import type { EmailEventBatch } from '@besahubs/contracts/events';
import { Contact } from '../../models/Contact';
import { EmailEvent } from '../../models/EmailEvent';
import { EmailLog } from '../../models/EmailLog';
import { Suppression } from '../../models/Suppression';
import { rooms } from '../../policies/policy';
import { changes } from '../changes';
import { useMail } from '../../testing/mail';
import type { SentMessage } from '../../testing/mail';
import { createFirm } from '../../testing/people';
import type { Firm } from '../../testing/people';

const mail = useMail();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});

let made = 0;
async function contactOf(owner = firm.agent, over: Partial<Contact> = {}): Promise<Contact> {
  made += 1;
  return Contact.create({
    firstName: 'Dana',
    lastName: `Number${made}`,
    email: `dana${made}@harbor.example`,
    ownerId: owner.id,
    teamId: owner.user.teamId,
    ...over,
  });
}
async function invite(contact: Contact, as = firm.agent): Promise<SentMessage> {
  const answer = await mail.api().post(`/contacts/${contact.id}/invite`, as, { message: 'Good to meet you' });
  expect(answer.status).toBe(202);
  await mail.deliver();
  const [message] = await mail.inbox(contact.email ?? '');
  if (!message) throw new Error('the mail has not arrived');
  return message;
}
const activity = async (contact: Contact, as = firm.agent) =>
  (await mail.api().get<EmailActivity>(`/contacts/${contact.id}/email-activity`, as)).data;
const types = ({ items }: EmailActivity) => items.map((event) => event.eventType).sort();
const logOf = (contact: Contact) =>
  EmailLog.findOne({ where: { contactId: contact.id }, rejectOnEmpty: true });

describe('from an invitation to the activity of a contact', () => {
  it('goes out, is opened and clicked, and comes back signed', async () => {
    const contact = await contactOf();
    const message = await invite(contact);
    expect(message.subject).toContain('Ann Tester');
    expect(message.html).toContain('Good to meet you');
    const link = message.links.find((url) => url.includes('/welcome/'));
    expect(link).toBeTruthy();

    await mail.act(message, 'open');
    await mail.act(message, 'click', { url: link });
    expect(await mail.flush()).toMatchObject({ pending: 0 });

    const seen = await activity(contact);
    expect(types(seen)).toEqual(['click', 'delivered', 'open', 'processed']);
    expect(seen.totals).toMatchObject({
      sent: 1,
      delivered: 1,
      opened: 1,
      clicked: 1,
      bounced: 0,
      openRate: 100,
    });
    expect(seen.series.at(-1)).toMatchObject({ opens: 1, clicks: 1 });
    expect(seen.series).toHaveLength(30);
    expect(await logOf(contact)).toMatchObject({
      status: 'clicked',
      messageId: message.messageId,
      openCount: 1,
    });

    const token = link?.split('/welcome/')[1] ?? '';
    const everything = JSON.stringify([await EmailLog.findAll(), await EmailEvent.findAll()]);
    expect(token.length).toBeGreaterThan(30);
    expect(everything).not.toContain(token);
  });

  it('keeps the link sealed until the mail is handed over, and not after', async () => {
    const contact = await contactOf();
    await mail.api().post(`/contacts/${contact.id}/invite`, firm.agent, {});
    const before = await logOf(contact);
    expect(before.status).toBe('queued');
    expect(before.sealedData).not.toContain('welcome');
    expect(JSON.stringify(before.dynamicData)).not.toContain('welcome');
    await mail.deliver();
    expect((await logOf(contact)).sealedData).toBeNull();
  });

  it('tells those concerned, and nobody else, once a batch', async () => {
    const contact = await contactOf();
    const message = await invite(contact);
    await mail.flush();
    const heard: { batch: EmailEventBatch; rooms: string[] }[] = [];
    const listen = (event: (typeof heard)[number]) => void heard.push(event);
    changes.on('email:event', listen);
    await mail.act(message, 'open');
    await mail.act(message, 'click');
    await mail.flush();
    changes.off('email:event', listen);
    expect(heard.map(({ rooms: audience }) => audience.sort())).toEqual([
      [rooms.admins],
      [rooms.managersOf(firm.north.id), rooms.user(firm.agent.id)],
      [rooms.user(firm.agent.id)],
    ]);
    expect(heard[1]?.batch).toEqual({
      contactIds: [contact.id],
      campaignIds: [],
      counts: { open: 1, click: 1 },
    });
  });

  it('is shown to those who see the contact', async () => {
    const contact = await contactOf();
    for (const [person, status] of [
      [firm.admin, 200],
      [firm.manager, 200],
      [firm.agent, 200],
      [firm.colleague, 404],
      [firm.stranger, 404],
      [firm.otherManager, 404],
    ] as const) {
      const answer = await mail.api().get(`/contacts/${contact.id}/email-activity`, person);
      expect(answer.status).toBe(status);
      expect((await mail.api().post(`/contacts/${contact.id}/invite`, person, {})).status).toBe(
        status === 200 ? 202 : 404,
      );
    }
  });

  it('does not invite who has no address, has left, or bounces', async () => {
    for (const over of [{ email: null }, { emailOptOut: true }]) {
      const contact = await contactOf(firm.agent, over);
      const answer = await mail.api().post(`/contacts/${contact.id}/invite`, firm.agent, {});
      expect(answer.error?.fields).toHaveProperty('email');
    }
  });
});

describe('ingestion', () => {
  it('counts an event once, however often and in whatever order it comes', async () => {
    for (const duplicates of ['same', 'changed']) {
      await mail.control('POST', '/chaos', { duplicates, reorder: true });
      const contact = await contactOf();
      const message = await invite(contact);
      await mail.act(message, 'open');
      await mail.act(message, 'click');
      await mail.flush();
      const seen = await activity(contact);
      expect(types(seen)).toEqual(['click', 'delivered', 'open', 'processed']);
      expect(await logOf(contact)).toMatchObject({ status: 'clicked', openCount: 1, clickCount: 1 });
      const repeats = (await EmailEvent.findAll({ where: { contactId: contact.id } })).filter(
        (event) => event.duplicateOf,
      );
      expect(repeats).toHaveLength(duplicates === 'changed' ? 4 : 0);
    }
    await mail.control('DELETE', '/chaos');
  });

  it('does not let a late event take the status back', async () => {
    const contact = await contactOf();
    const message = await invite(contact);
    await mail.act(message, 'open');
    await mail.flush();
    await mail.act(message, 'deliver');
    await mail.flush();
    expect((await logOf(contact)).status).toBe('opened');
  });

  it('counts machines apart', async () => {
    const contact = await contactOf();
    const message = await invite(contact);
    await mail.act(message, 'open', { machine: true });
    await mail.flush();
    const { totals, items } = await activity(contact);
    expect(totals).toMatchObject({ opened: 0, machineOpened: 1, totalOpens: 0 });
    expect(items.find((event) => event.eventType === 'open')?.isMachine).toBe(true);
    expect((await logOf(contact)).status).toBe('delivered');
  });

  it.each([
    ['spamreport', { emailOptOut: true, consentStatus: 'denied' }, 'spam_report'],
    ['unsubscribe', { emailOptOut: true, consentStatus: 'denied' }, 'unsubscribe'],
    ['bounce', { bounced: true, emailOptOut: false }, 'bounce'],
    ['block', { bounced: false, emailOptOut: false }, null],
  ])('draws the consequences of %s', async (action, state, reason) => {
    const contact = await contactOf();
    await mail.act(await invite(contact), action);
    await mail.flush();
    expect(await contact.reload()).toMatchObject(state);
    const suppressed = await Suppression.findOne({ where: { email: contact.email ?? '' } });
    expect(suppressed?.reason ?? null).toBe(reason);
  });

  it('finds the contact of a bounce that carries neither message id nor our ids', async () => {
    const contact = await contactOf();
    await mail.act(await invite(contact), 'bounce', { asynchronous: true });
    await mail.flush();
    expect(types(await activity(contact))).toContain('bounce');
    expect((await contact.reload()).bounced).toBe(true);
  });

  it('maps by message id and address when our ids are missing', async () => {
    const contact = await contactOf();
    const message = await invite(contact);
    await mail.flush();
    const { ingest } = await import('./webhook');
    const event = {
      email: contact.email,
      event: 'open',
      timestamp: 1_764_000_000,
      sg_event_id: 'bare',
      sg_message_id: `${message.messageId}.recvd-1`,
    };
    const { systemCtx } = await import('../context');
    await ingest(systemCtx('test'), Buffer.from(JSON.stringify([event])));
    const row = await EmailEvent.findOne({ where: { sgEventId: 'bare' } });
    expect(row).toMatchObject({ contactId: contact.id, emailLogId: (await logOf(contact)).id });
  });
});

describe('the webhook', () => {
  const post = async (body: string, headers: Record<string, string> = {}) => {
    const { default: request } = await import('supertest');
    return request(mail.api().app)
      .post('/api/integrations/sendgrid/webhook')
      .set({ 'content-type': 'application/json', ...headers })
      .send(body);
  };
  it('refuses what is not signed, whatever it is', async () => {
    const headers = {
      'X-Twilio-Email-Event-Webhook-Signature': 'bm90IGEgc2lnbmF0dXJl',
      'X-Twilio-Email-Event-Webhook-Timestamp': String(Math.floor(Date.now() / 1000)),
    };
    for (const body of ['[]', 'garbage', '', '[{"event":"open"}]']) {
      expect((await post(body)).status).toBe(403);
      expect((await post(body, headers)).status).toBe(403);
    }
  });

  it('refuses a replay of the day before yesterday', async () => {
    const contact = await contactOf();
    const message = await invite(contact);
    await mail.flush();
    await mail.control('POST', '/chaos', { signatureSkewMs: -48 * 3_600_000 });
    await mail.act(message, 'open');
    await mail.flush();
    const attempts = await mail.control<{ status: number }[]>('GET', '/webhook/attempts');
    expect(attempts.at(-1)?.status).toBe(403);
    await mail.control('DELETE', '/chaos');
    await mail.flush();
    expect(types(await activity(contact))).toContain('open');
  });

  it('takes events signed with a rotated key', async () => {
    const contact = await contactOf();
    const message = await invite(contact);
    await mail.flush();
    await mail.control('POST', '/webhook/rotate-key');
    await mail.act(message, 'open');
    await expect
      .poll(
        async () => {
          await mail.flush();
          return types(await activity(contact));
        },
        { timeout: 8000, interval: 300 },
      )
      .toContain('open');
  });
});
