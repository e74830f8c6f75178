import { QueryTypes } from 'sequelize';
import type { Transaction } from 'sequelize';
import { env } from '../../../config/env';
import { uuidv7 } from '../../../lib/ids';
import { database } from '../../../models';
import type { Campaign } from '../../../models/Campaign';
import { User } from '../../../models/User';
import type { MailBody, Personalization } from '../sendgridClient';
import { unsubscribeEndpoint, unsubscribeToken } from '../unsubscribe';
import { campaignTemplate, personalData, sharedData } from './content';
import type { Addressee } from './content';
import { EXCLUSION, exclusionJoins } from './exclusion';

/** SendGrid's limit per request; also how much can be of unknown fate at once. */
const BATCH_SIZE = 1000;

interface Recipient extends Addressee {
  id: string;
  contactId: string | null;
  email: string;
  /** The EmailLog row, made with the batch. */
  logId: string;
}
export interface Batch {
  id: string;
  campaign: Campaign;
  recipients: Recipient[];
}

/**
 * Takes up to a thousand pending recipients in the caller's transaction: looks at suppressions once more (somebody may
 * have left since the launch), writes the mails down as `submitting`, and returns them. Null: nobody is pending.
 */
export async function claimBatch(campaign: Campaign, transaction: Transaction): Promise<Batch | null> {
  const id = uuidv7();
  const claimed = await database().query<Omit<Recipient, 'logId'> & { reason: string | null }>(
    `WITH picked AS (
       SELECT id FROM "CampaignRecipient" WHERE "campaignId" = $1 AND status = 'pending'
        ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED
     ), checked AS (
       SELECT r.id, r.email, r."contactId", c."firstName", c."lastName", co.name AS company,
              ${EXCLUSION} AS reason
         FROM picked JOIN "CampaignRecipient" r USING (id)
         LEFT JOIN "Contact" c ON c.id = r."contactId"
         LEFT JOIN "Company" co ON co.id = c."companyId" ${exclusionJoins('r.email')}
     ), taken AS (
       UPDATE "CampaignRecipient" r
          SET status = CASE WHEN k.reason IS NULL THEN 'submitting' ELSE 'suppressed' END, reason = k.reason,
              batch = CASE WHEN k.reason IS NULL THEN $2::uuid END, "updatedAt" = now()
         FROM checked k WHERE r.id = k.id)
     SELECT * FROM checked`,
    { bind: [campaign.id, id, BATCH_SIZE], type: QueryTypes.SELECT, transaction },
  );
  if (!claimed.length) return null;
  const recipients = claimed
    .filter(({ reason }) => reason === null)
    .map(({ reason: _none, ...recipient }) => ({ ...recipient, logId: uuidv7() }));
  if (recipients.length) await writeLogs(campaign, id, recipients, transaction);
  return { id, campaign, recipients };
}

async function writeLogs(
  campaign: Campaign,
  batch: string,
  recipients: Recipient[],
  transaction: Transaction,
): Promise<void> {
  const rows = JSON.stringify(recipients);
  await database().query(
    `WITH r AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS t(id uuid, "logId" uuid, "contactId" uuid, email text)),
     logs AS (
       INSERT INTO "EmailLog" (id, kind, "templateId", "toEmail", subject, "contactId", "campaignId", "senderId", "teamId", batch, status, attempts)
       SELECT "logId", 'campaign', $2, email, $3, "contactId", $4, $5, $6, $7, 'submitting', 1 FROM r)
     UPDATE "CampaignRecipient" c SET "emailLogId" = r."logId" FROM r WHERE c.id = r.id`,
    {
      bind: [
        rows,
        campaign.templateId,
        campaign.subject ?? campaign.name,
        campaign.id,
        campaign.ownerId,
        campaign.teamId,
        batch,
      ],
      transaction,
    },
  );
}

/** The request for a batch: one personalization a recipient, with our ids and one-click unsubscribe (RFC 8058). */
export async function compileBatch({ id, campaign, recipients }: Batch): Promise<MailBody> {
  const { id: templateId } = await campaignTemplate(campaign);
  const shared = await sharedData(campaign);
  const owner = campaign.ownerId ? await User.findByPk(campaign.ownerId, { paranoid: false }) : null;
  const replyTo = campaign.replyTo ?? owner?.email;
  const group = env().SENDGRID_UNSUBSCRIBE_GROUP_ID;
  return {
    personalizations: recipients.map((recipient) => personalization(recipient, id, campaign.id, shared)),
    from: { email: env().SENDGRID_FROM_EMAIL, name: campaign.fromName ?? env().SENDGRID_FROM_NAME },
    ...(replyTo && { reply_to: { email: replyTo } }),
    template_id: templateId,
    categories: ['campaign', campaign.type],
    ...(group !== undefined && { asm: { group_id: group } }),
    tracking_settings: {
      click_tracking: { enable: true, enable_text: false },
      open_tracking: { enable: true },
      // Ours are in the headers and the template; SendGrid's would be a second, different one.
      subscription_tracking: { enable: false },
    },
  };
}

function personalization(
  recipient: Recipient,
  batch: string,
  campaignId: string,
  shared: Record<string, unknown>,
): Personalization {
  const token = unsubscribeToken(recipient.logId);
  return {
    to: [{ email: recipient.email }],
    dynamic_template_data: { ...shared, ...personalData(recipient, token) },
    custom_args: {
      crm_log_id: recipient.logId,
      crm_campaign_id: campaignId,
      crm_batch: batch,
      ...(recipient.contactId && { crm_contact_id: recipient.contactId }),
    },
    headers: {
      'List-Unsubscribe': `<${unsubscribeEndpoint(token)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  };
}
