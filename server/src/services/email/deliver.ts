import { QueryTypes } from 'sequelize';
import { env } from '../../config/env';
import { logger } from '../../lib/logger';
import { ProviderError } from '../../lib/providerError';
import { database } from '../../models';
import { EmailLog } from '../../models/EmailLog';
import { User } from '../../models/User';
import { AppError } from '../../lib/errors';
import type { Ctx } from '../context';
import { compose } from './builtin';
import { announceLogs } from './feed';
import { sendgridProvider } from './provider';
import { fullData } from './sealed';
import type { MailBody } from './sendgridClient';
import { suppressionOf } from './suppressions';
import { templateIdFor } from './templates';
import type { TemplateKey } from './templates';

/** After this many refusals of the kind "try later" the mail is given up. */
const MOST_ATTEMPTS = 12;
/** Mails that a person must get although they want no marketing. */
const SECURITY: readonly (string | null)[] = ['invite', 'password_reset'];
/** Mails whose links carry tokens. */
const UNTRACKED: readonly (string | null)[] = [...SECURITY, 'dashboard'];

/**
 * Takes a queued mail for sending; null when somebody else has it or it has been sent. The state is committed before
 * SendGrid is called: SendGrid knows no idempotency key, so whoever dies in between leaves a `submitting` row, which
 * the sweep turns into `unknown`, and nobody sends it again by himself.
 */
async function claim(id: string): Promise<EmailLog | null> {
  const [count] = await EmailLog.update(
    { status: 'submitting', attempts: database().literal('attempts + 1') },
    { where: { id, status: 'queued' } },
  );
  return count ? EmailLog.findByPk(id) : null;
}

/** The job `email:send`. Throws only to be tried again: when the mail surely has not been sent. */
export async function deliverEmail(_ctx: Ctx, id: string): Promise<void> {
  const log = await claim(id);
  if (!log) return;
  const suppressed = SECURITY.includes(log.template) ? null : await suppressionOf(log.toEmail);
  if (suppressed) return settle(log, { status: 'suppressed', error: suppressed });
  try {
    const { body, templateId } = await compile(log);
    const messageId = await sendgridProvider().sendMail(body);
    await accepted(log.id, messageId, templateId);
  } catch (error) {
    await failed(log, error);
  }
}

const senderOf = (log: EmailLog) => (log.senderId ? User.findByPk(log.senderId, { paranoid: false }) : null);

async function compile(log: EmailLog): Promise<{ body: MailBody; templateId: string | null }> {
  const data = fullData(log);
  const key = log.template as TemplateKey | null;
  const templateId = log.templateId ?? (key ? await templateIdFor(key) : null);
  const sender = await senderOf(log);
  const security = SECURITY.includes(key);
  const body: MailBody = {
    personalizations: [
      {
        to: [{ email: log.toEmail }],
        custom_args: {
          crm_log_id: log.id,
          ...(log.contactId && { crm_contact_id: log.contactId }),
        },
        ...(templateId && { dynamic_template_data: data }),
      },
    ],
    from: { email: env().SENDGRID_FROM_EMAIL, name: env().SENDGRID_FROM_NAME },
    ...(sender &&
      !security && { reply_to: { email: sender.email, name: `${sender.firstName} ${sender.lastName}` } }),
    categories: [key ?? log.kind],
    ...(security && { mail_settings: { bypass_unsubscribe_management: { enable: true } } }),
    tracking_settings: {
      // A rewritten link would carry the one-time token through a third party's redirect.
      click_tracking: { enable: !UNTRACKED.includes(key), enable_text: false },
      open_tracking: { enable: true },
      subscription_tracking: { enable: false },
    },
  };
  if (templateId) return { body: { ...body, template_id: templateId }, templateId };
  const { subject, html, text } = compose(key ?? 'test', data);
  const content: MailBody['content'] = [
    { type: 'text/plain', value: text },
    { type: 'text/html', value: html },
  ];
  return { body: { ...body, subject, content }, templateId: null };
}

/** 202. Events may have arrived before the answer did: a status that is further on stays. */
async function accepted(id: string, messageId: string, templateId: string | null): Promise<void> {
  await database().query(
    `UPDATE "EmailLog"
        SET "messageId" = $2, "templateId" = coalesce("templateId", $3), "acceptedAt" = coalesce("acceptedAt", now()),
            status = CASE WHEN status IN ('submitting','unknown') THEN 'accepted' ELSE status END,
            "sealedData" = NULL, error = NULL, "updatedAt" = now()
      WHERE id = $1`,
    { bind: [id, messageId || null, templateId], type: QueryTypes.UPDATE },
  );
  await announceLogs([id]);
}

/** A final state; the sealed part is forgotten with it. */
async function settle(log: EmailLog, values: { status: EmailLog['status']; error: string }): Promise<void> {
  await EmailLog.update({ ...values, sealedData: null }, { where: { id: log.id, status: 'submitting' } });
  await announceLogs([log.id]);
}

async function failed(log: EmailLog, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : 'unknown error';
  const kind = error instanceof ProviderError ? error.kind : error instanceof AppError ? 'retry' : 'rejected';
  logger.warn({ err: error as Error, emailLogId: log.id, kind }, 'mail not sent');
  if (kind === 'unknown') return settle(log, { status: 'unknown', error: message });
  if (kind !== 'retry' || log.attempts >= MOST_ATTEMPTS)
    return settle(log, { status: 'failed', error: message });
  await EmailLog.update(
    { status: 'queued', error: message },
    { where: { id: log.id, status: 'submitting' } },
  );
  throw error;
}
