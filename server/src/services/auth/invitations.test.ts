import { beforeAll, describe, expect, it } from 'vitest';
import type { Invitation, Session } from '@besahubs/contracts/auth';
import type { Agent } from '@besahubs/contracts/agents';
import type { UnsubscribeView, Welcome } from '@besahubs/contracts/email';
import { env } from '../../config/env';
import { Contact } from '../../models/Contact';
import { EmailLog } from '../../models/EmailLog';
import { OneTimeToken } from '../../models/OneTimeToken';
import { Suppression } from '../../models/Suppression';
import { useMail } from '../../testing/mail';
import { TEST_PASSWORD, createFirm } from '../../testing/people';
import type { Firm } from '../../testing/people';

const mail = useMail();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});

const linkIn = async (to: string, part: string): Promise<string> => {
  await mail.deliver();
  const [message] = await mail.inbox(to);
  const link = message?.links.find((url) => url.includes(part));
  if (!link) throw new Error(`no ${part} in the mail to ${to}`);
  return link;
};
const tokenAfter = (link: string, part: string): string => link.split(part)[1] ?? '';

describe('inviting a user', () => {
  const invited = { email: 'nora@firm.test', firstName: 'Nora', lastName: 'New', role: 'agent' };

  it('leads from the mail to a session, once', async () => {
    const made = await mail.api().post<Agent>('/agents', firm.manager, invited);
    expect(made.data.status).toBe('invited');
    const token = tokenAfter(await linkIn(invited.email, '/invitation/'), '/invitation/');
    expect((await mail.api().get<Invitation>(`/auth/invitations/${token}`)).data).toEqual({
      email: invited.email,
      firstName: 'Nora',
      lastName: 'New',
      invitedBy: 'Max Tester',
    });
    const short = await mail.api().post(`/auth/invitations/${token}/accept`, null, { password: 'short' });
    expect(short.error?.fields).toHaveProperty('password');
    const body = { password: TEST_PASSWORD, timezone: 'America/Denver' };
    const accepted = await mail.api().post<Session>(`/auth/invitations/${token}/accept`, null, body);
    expect(accepted.data.user).toMatchObject({ email: invited.email, timezone: 'America/Denver' });
    expect((await mail.api().post(`/auth/invitations/${token}/accept`, null, body)).status).toBe(404);
    const login = await mail
      .api()
      .post<Session>('/auth/login', null, { email: invited.email, password: TEST_PASSWORD });
    expect(login.status).toBe(200);
  });

  it('replaces an earlier link by a new one', async () => {
    const made = await mail.api().post<Agent>('/agents', firm.admin, { ...invited, email: 'otto@firm.test' });
    const first = tokenAfter(await linkIn('otto@firm.test', '/invitation/'), '/invitation/');
    expect((await mail.api().post(`/agents/${made.data.id}/invite`, firm.admin)).status).toBe(200);
    const second = tokenAfter(await linkIn('otto@firm.test', '/invitation/'), '/invitation/');
    expect(second).not.toBe(first);
    expect((await mail.api().get(`/auth/invitations/${first}`)).status).toBe(404);
    expect((await mail.api().get(`/auth/invitations/${second}`)).status).toBe(200);
    await OneTimeToken.update({ expiresAt: new Date(0) }, { where: { userId: made.data.id } });
    expect((await mail.api().get(`/auth/invitations/${second}`)).status).toBe(404);
  });
});

describe('resetting a password', () => {
  it('answers the same for everybody, mails only those we know, and ends their sessions', async () => {
    const known = await mail.api().post('/auth/password/forgot', null, { email: firm.colleague.user.email });
    const unknown = await mail.api().post('/auth/password/forgot', null, { email: 'nobody@firm.test' });
    expect([known.status, known.data]).toEqual([unknown.status, unknown.data]);
    const link = await linkIn(firm.colleague.user.email, '/reset-password');
    expect(await mail.inbox('nobody@firm.test')).toHaveLength(0);
    const token = new URL(link).searchParams.get('token') ?? '';
    const log = await EmailLog.findOne({ where: { template: 'password_reset' }, rejectOnEmpty: true });
    expect(JSON.stringify(log)).not.toContain(token);

    const login = await mail.api().post('/auth/login', null, {
      email: firm.colleague.user.email,
      password: TEST_PASSWORD,
    });
    const cookie = String(login.headers['set-cookie']).split(';')[0] ?? '';
    const next = { token, password: 'another fine password' };
    expect((await mail.api().post('/auth/password/reset', null, next)).status).toBe(200);
    expect((await mail.api().post('/auth/password/reset', null, next)).status).toBe(404);
    const { default: request } = await import('supertest');
    expect((await request(mail.api().app).post('/api/auth/refresh').set('cookie', cookie)).status).toBe(401);
    const again = await mail.api().post('/auth/login', null, {
      email: firm.colleague.user.email,
      password: next.password,
    });
    expect(again.status).toBe(200);
  });

  it('asks for the captcha when one is configured', async () => {
    const config = env();
    Object.assign(config, { TURNSTILE_SECRET_KEY: '0x4AAAAAAA-secret-of-a-test' });
    const email = firm.stranger.user.email;
    const without = await mail.api().post('/auth/password/forgot', null, { email });
    expect(without.error?.fields).toHaveProperty('captchaToken');
    const wrong = await mail.api().post('/auth/password/forgot', null, { email, captchaToken: 'made up' });
    expect(wrong.error?.fields).toHaveProperty('captchaToken');
    const { token } = await mail.turnstile<{ token: string }>('POST', '/tokens', {});
    const right = await mail.api().post('/auth/password/forgot', null, { email, captchaToken: token });
    expect(right.status).toBe(200);
    Object.assign(config, { TURNSTILE_SECRET_KEY: undefined });
  });
});

describe('the pages our mails lead to', () => {
  const invite = async (contact: Contact) => {
    await mail.api().post(`/contacts/${contact.id}/invite`, firm.agent, {});
    return tokenAfter(await linkIn(contact.email ?? '', '/welcome/'), '/welcome/');
  };
  const contactNamed = (firstName: string) =>
    Contact.create({
      firstName,
      lastName: 'Guest',
      email: `${firstName.toLowerCase()}@guest.example`,
      ownerId: firm.agent.id,
      teamId: firm.north.id,
    });

  it('lets a contact correct their details and say yes, once', async () => {
    const contact = await contactNamed('Yes');
    const token = await invite(contact);
    const page = await mail.api().get<Welcome>(`/public/welcome/${token}`);
    expect(page.data).toMatchObject({ firstName: 'Yes', invitedBy: 'Ann Tester', phone: null });
    const answer = { firstName: 'Yasmin', lastName: 'Guest', phone: '+1 512 555 0134', consent: true };
    expect((await mail.api().post(`/public/welcome/${token}`, null, answer)).status).toBe(200);
    expect(await contact.reload()).toMatchObject({
      firstName: 'Yasmin',
      consentStatus: 'granted',
      consentSource: 'Welcome page',
      emailOptOut: false,
    });
    expect(contact.phones[0]).toMatchObject({ number: '+1 512 555 0134', primary: true });
    expect((await mail.api().post(`/public/welcome/${token}`, null, answer)).status).toBe(404);
  });

  it('takes no for an answer', async () => {
    const contact = await contactNamed('No');
    const token = await invite(contact);
    const answer = { firstName: 'No', lastName: 'Guest', consent: false };
    await mail.api().post(`/public/welcome/${token}`, null, answer);
    expect(await contact.reload()).toMatchObject({ consentStatus: 'denied', emailOptOut: true });
    expect(await Suppression.count({ where: { email: 'no@guest.example' } })).toBe(1);
    const again = await mail.api().post(`/contacts/${contact.id}/invite`, firm.agent, {});
    expect(again.error?.fields).toHaveProperty('email');
  });

  it('unsubscribes on POST only, and sends browsers to the page', async () => {
    const contact = await contactNamed('Bye');
    await invite(contact);
    const log = await EmailLog.findOne({ where: { contactId: contact.id }, rejectOnEmpty: true });
    const { unsubscribeToken } = await import('../email/unsubscribe');
    const token = unsubscribeToken(log.id);
    const path = `/public/unsubscribe/${token}`;
    const look = await mail.api().get<UnsubscribeView>(path);
    expect(look.data).toMatchObject({ email: 'b•••@guest.example', unsubscribed: false });
    const { default: request } = await import('supertest');
    const browser = await request(mail.api().app).get(`/api${path}`).set('accept', 'text/html');
    expect(browser.headers['location']).toContain(`/u/${token}`);
    expect((await contact.reload()).emailOptOut).toBe(false);
    const oneClick = await request(mail.api().app)
      .post(`/api${path}`)
      .type('form')
      .send('List-Unsubscribe=One-Click');
    expect(oneClick.status).toBe(200);
    expect(await contact.reload()).toMatchObject({ emailOptOut: true, consentStatus: 'denied' });
    expect((await mail.api().get<UnsubscribeView>(path)).data.unsubscribed).toBe(true);
    for (const bad of ['x'.repeat(40), `${token.slice(0, -2)}AA`])
      expect((await mail.api().get(`/public/unsubscribe/${bad}`)).status).toBe(404);
  });
});
