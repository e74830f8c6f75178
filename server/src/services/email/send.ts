import { QueryTypes } from 'sequelize';
import { env } from '../../config/env';
import { enqueue } from '../../jobs/queue';
import { uuidv7 } from '../../lib/ids';
import { database } from '../../models';
import { EmailLog } from '../../models/EmailLog';
import { inTransaction, isSystem } from '../context';
import type { Ctx } from '../context';
import { launchCampaign } from './campaigns/lifecycle';
import type { CampaignSend } from './campaigns/lifecycle';
import { compose } from './builtin';
import { sealData } from './sealed';
import type { TemplateKey } from './templates';

export interface TransactionalMail {
  to: string;
  /** One of our own mails … */
  template?: TemplateKey;
  /** … or (and) the id of a template at the provider, `d-…`. */
  templateId?: string;
  dynamicData: Record<string, unknown>;
  /** Values with one-time tokens in them: sealed at rest, and forgotten once the mail was handed over. */
  secretData?: Record<string, string>;
  contactId?: string | null;
  /** The user it is written to. */
  userId?: string | null;
  kind?: 'transactional' | 'test';
  /** A second mail with the same key is the first one. */
  idempotencyKey?: string;
}

/**
 * Records a mail and the job that sends it, in the caller's transaction: committed together with its cause, or not at
 * all. Returns the EmailLog row, `queued`. What becomes of it is the row's status.
 */
export function sendTransactional(ctx: Ctx, mail: TransactionalMail): Promise<EmailLog> {
  return inTransaction(ctx, async (tx) => {
    const { transaction } = tx;
    if (mail.idempotencyKey) {
      // Two that ask at once line up here: the second sees what the first has committed.
      await database().query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', {
        bind: [`email:${mail.idempotencyKey}`],
        type: QueryTypes.SELECT,
        transaction,
      });
      const sent = await EmailLog.findOne({ where: { idempotencyKey: mail.idempotencyKey }, transaction });
      if (sent) return sent;
    }
    const id = uuidv7();
    const dynamicData = { organizationName: env().SENDGRID_FROM_NAME, ...mail.dynamicData };
    const log = await EmailLog.create(
      {
        id,
        kind: mail.kind ?? 'transactional',
        template: mail.template ?? null,
        templateId: mail.templateId ?? null,
        toEmail: mail.to,
        subject: mail.template ? compose(mail.template, dynamicData).subject : null,
        dynamicData,
        sealedData: mail.secretData ? sealData(id, mail.secretData) : null,
        contactId: mail.contactId ?? null,
        userId: mail.userId ?? null,
        senderId: isSystem(tx.actor) ? null : tx.actor.id,
        teamId: tx.actor.teamId,
        idempotencyKey: mail.idempotencyKey ?? null,
      },
      { transaction },
    );
    await enqueue('email:send', { emailLogId: id }, transaction, { jobKey: `email:${id}` });
    return log;
  });
}

/**
 * Launches a campaign now or at `scheduledAt`. The audience is taken down when it starts; an agent's large send waits
 * for approval instead. Errors: 404 out of scope, 403 not allowed, 409 already on its way, 400 nothing to send.
 */
export const sendCampaign = (ctx: Ctx, send: CampaignSend) => launchCampaign(ctx, send);
