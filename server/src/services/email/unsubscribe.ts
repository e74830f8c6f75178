import { literal } from 'sequelize';
import { env } from '../../config/env';
import { open, seal } from '../../lib/crypto';
import { AppError } from '../../lib/errors';
import { isUuid } from '../../lib/ids';
import { EmailLog } from '../../models/EmailLog';
import { Suppression } from '../../models/Suppression';
import { audit } from '../changes';
import { inTransaction } from '../context';
import type { Ctx } from '../context';
import { publish } from './feed';
import { suppress } from './suppressions';

const CONTEXT = 'unsubscribe';

/** The token in a mail's unsubscribe links: the mail's id, sealed. It needs no row and outlives key rotation. */
export const unsubscribeToken = (emailLogId: string): string =>
  seal(env().TOKEN_ENCRYPTION_KEY, emailLogId, CONTEXT);

/** Where the page is, for people. */
export const unsubscribePage = (token: string): string => `${env().APP_BASE_URL}/u/${token}`;
/** Where mail programs post (RFC 8058); opened in a browser it leads to the page. */
export const unsubscribeEndpoint = (token: string): string =>
  `${env().API_BASE_URL}/api/public/unsubscribe/${token}`;

async function mailOf(ctx: Ctx, token: string): Promise<EmailLog> {
  let id = '';
  try {
    id = open(env().TOKEN_ENCRYPTION_KEY, token, CONTEXT);
  } catch {
    throw new AppError('not_found', { message: 'This link is not valid.' });
  }
  const log = isUuid(id) ? await EmailLog.findByPk(id, { transaction: ctx.transaction ?? null }) : null;
  if (!log) throw new AppError('not_found', { message: 'This link is not valid.' });
  return log;
}

export interface Unsubscription {
  email: string;
  unsubscribed: boolean;
}

/** Whose subscription a link is about. Looking changes nothing: security scanners follow links. */
export async function unsubscriptionOf(ctx: Ctx, token: string): Promise<Unsubscription> {
  const { toEmail } = await mailOf(ctx, token);
  const left = await Suppression.count({ where: { email: toEmail.toLowerCase(), reason: 'unsubscribe' } });
  return { email: toEmail, unsubscribed: left > 0 };
}

/** Ends all marketing mail to the address. Repeating it is fine. */
export async function unsubscribe(ctx: Ctx, token: string): Promise<Unsubscription> {
  const log = await inTransaction(ctx, async (tx) => {
    const mail = await mailOf(tx, token);
    const at = new Date();
    await suppress(tx, [{ email: mail.toEmail, reason: 'unsubscribe', at, source: 'unsubscribe link' }]);
    await EmailLog.update(
      {
        unsubscribedAt: at,
        status: literal(`CASE WHEN "spamAt" IS NULL THEN 'unsubscribed' ELSE status END`),
      },
      { where: { id: mail.id, unsubscribedAt: null }, transaction: tx.transaction },
    );
    await audit(tx, {
      action: 'contact.unsubscribe',
      resource: 'contacts',
      ...(mail.contactId && { resourceId: mail.contactId }),
      teamId: mail.teamId,
    });
    return mail;
  });
  const { contactId, campaignId, id: emailLogId, toEmail } = log;
  await publish([{ contactId, campaignId, emailLogId, type: 'unsubscribe' }]);
  return { email: toEmail, unsubscribed: true };
}
