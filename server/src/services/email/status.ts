import type { SendgridCheck, SendgridStatus, SendgridTemplate } from '@besahubs/contracts/email';
import { env } from '../../config/env';
import { ProviderError } from '../../lib/providerError';
import { EmailEvent } from '../../models/EmailEvent';
import type { EmailLog } from '../../models/EmailLog';
import { User } from '../../models/User';
import { AppError } from '../../lib/errors';
import type { Ctx } from '../context';
import { isRealSendgrid, refusal, sendgridProvider } from './provider';
import { sendTransactional } from './send';
import { listTemplates, templateIdFor } from './templates';

const webhookUrl = (): string => `${env().API_BASE_URL}/api/integrations/sendgrid/webhook`;

type State = SendgridCheck['state'];
const check = (key: string, label: string, state: State, detail: string): SendgridCheck => ({
  key,
  label,
  state,
  detail,
});

interface Hook {
  url?: string;
  enabled?: boolean;
  public_key?: string;
}

/** How SendGrid stands: key and scopes, webhook, templates, sender, credits, last event. Checks that a limited key may not make say so. */
export async function sendgridStatus(): Promise<SendgridStatus> {
  const { SENDGRID_BASE_URL: baseUrl, SENDGRID_FROM_EMAIL, SENDGRID_FROM_NAME, EMULATORS_URL } = env();
  const checks = await allChecks();
  const last = await EmailEvent.max<Date | null, EmailEvent>('eventTimestamp');
  const real = isRealSendgrid(baseUrl);
  return {
    state: worst(checks),
    real,
    baseUrl,
    fromEmail: SENDGRID_FROM_EMAIL,
    fromName: SENDGRID_FROM_NAME,
    webhookUrl: webhookUrl(),
    checks,
    lastEventAt: last ? new Date(last).toISOString() : null,
    inboxUrl: real || !EMULATORS_URL ? null : `${EMULATORS_URL}/sendgrid/inbox`,
  };
}

const worst = (checks: SendgridCheck[]): State =>
  (['error', 'warning'] as const).find((state) => checks.some((entry) => entry.state === state)) ?? 'ok';

async function allChecks(): Promise<SendgridCheck[]> {
  const refused = refusal(env());
  if (refused) return [check('key', 'API key', 'error', refused)];
  const key = await checkKey();
  if (key.state === 'error') return [key];
  return [key, ...(await Promise.all([checkWebhook(), checkTemplates(), checkSender(), checkCredits()]))];
}

/** GET /v3/scopes answers any key; what we cannot do without is mail.send. */
async function checkKey(): Promise<SendgridCheck> {
  const label = 'API key';
  try {
    const { scopes } = await sendgridProvider().call<{ scopes: string[] }>('GET', '/v3/scopes');
    return scopes.includes('mail.send')
      ? check('key', label, 'ok', `Accepted, with ${scopes.length} scopes`)
      : check('key', label, 'error', 'The key lacks the scope mail.send');
  } catch (error) {
    return check('key', label, 'error', error instanceof Error ? error.message : 'no answer');
  }
}

/** An optional check; a key that may not look makes it unknown, not wrong. */
async function optional(
  key: string,
  label: string,
  look: () => Promise<[State, string]>,
): Promise<SendgridCheck> {
  try {
    return check(key, label, ...(await look()));
  } catch (error) {
    const limited = error instanceof ProviderError && error.status === 403;
    const detail = limited ? 'This key may not look (limited key)' : (error as Error).message;
    return check(key, label, limited ? 'unknown' : 'warning', detail);
  }
}

const checkWebhook = () =>
  optional('webhook', 'Event webhook', async () => {
    const { webhooks } = await sendgridProvider().call<{ webhooks: Hook[] }>(
      'GET',
      '/v3/user/webhooks/event/settings/all',
    );
    const ours = webhooks.find((hook) => hook.url === webhookUrl());
    if (!ours) return ['warning', `No webhook points at ${webhookUrl()}`];
    if (!ours.enabled) return ['warning', 'It is switched off at SendGrid'];
    if (!ours.public_key) return ['error', 'Signing is off at SendGrid: we accept signed events only'];
    const configured = env()
      .SENDGRID_WEBHOOK_SIGNING_KEY?.split(',')
      .map((key) => key.trim());
    if (configured && !configured.includes(ours.public_key))
      return ['error', 'SENDGRID_WEBHOOK_SIGNING_KEY is not the key that SendGrid signs with'];
    return ['ok', 'Enabled and signed'];
  });

const checkTemplates = () =>
  optional('templates', 'Templates', async () => {
    const names = ['invite', 'password_reset', 'property_promo'] as const;
    const known = new Set((await listTemplates()).map(({ id }) => id));
    const ids = await Promise.all(names.map(templateIdFor));
    const wrong = names.filter((_, index) => ids[index] && !known.has(ids[index]));
    if (wrong.length) return ['error', `Configured, but not in the account: ${wrong.join(', ')}`];
    const missing = names.filter((_, index) => !ids[index]);
    return missing.length
      ? ['warning', `Not set up: ${missing.join(', ')}. Our own plain mails are used.`]
      : ['ok', 'Invite, password reset and property promo are there'];
  });

const checkSender = () =>
  optional('sender', 'Sender', async () => {
    const from = env().SENDGRID_FROM_EMAIL.toLowerCase();
    if (!isRealSendgrid(env().SENDGRID_BASE_URL))
      return ['ok', `${from} (a stand-in asks for no verification)`];
    const provider = sendgridProvider();
    const { results } = await provider.call<{ results: { from_email: string; verified: boolean }[] }>(
      'GET',
      '/v3/verified_senders',
    );
    if (results.some((sender) => sender.verified && sender.from_email.toLowerCase() === from))
      return ['ok', `${from} is verified`];
    const domains = await provider.call<{ domain: string; valid: boolean }[]>(
      'GET',
      '/v3/whitelabel/domains',
    );
    return domains.some(({ domain, valid }) => valid && from.endsWith(`@${domain}`))
      ? ['ok', 'The domain is authenticated']
      : ['warning', `${from} is neither a verified sender nor of an authenticated domain`];
  });

const checkCredits = () =>
  optional('credits', 'Credits', async () => {
    const { remain, total } = await sendgridProvider().call<{ remain: number; total: number }>(
      'GET',
      '/v3/user/credits',
    );
    return [
      remain > 0 ? 'ok' : 'warning',
      `${remain.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} left in this period`,
    ];
  });

/** The account's dynamic templates, to choose from. */
export async function sendgridTemplates(): Promise<SendgridTemplate[]> {
  const templates = await listTemplates();
  return templates.map(({ id, name, versions }) => ({
    id,
    name,
    subject: versions.find(({ active }) => active === 1)?.subject ?? null,
  }));
}

/** A mail to oneself (or, for an admin, to any address), so that the loop can be seen to close. */
export async function sendTestMail(ctx: Ctx, to: string | undefined): Promise<EmailLog> {
  const me = await User.findByPk(ctx.actor.id);
  if (!me) throw new AppError('unauthenticated');
  return sendTransactional(ctx, {
    to: to ?? me.email,
    template: 'test',
    kind: 'test',
    userId: me.id,
    dynamicData: { recipientName: ctx.actor.name, appUrl: `${env().APP_BASE_URL}/settings/integrations` },
  });
}
