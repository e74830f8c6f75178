import type { Transaction } from 'sequelize';
import { ProviderError } from '../../../lib/providerError';
import { AppError } from '../../../lib/errors';
import { database } from '../../../models';
import type { Campaign } from '../../../models/Campaign';
import type { Batch } from './batch';

/** What became of a batch, and what it means for the campaign. */
export interface Outcome {
  /** Goes on at once, later (seconds), or stops with the campaign in this state. */
  next: 'on' | { later: number } | { status: Campaign['status']; reason: string };
}

const run = (sql: string, bind: unknown[], transaction: Transaction) =>
  database().query(sql, { bind, transaction });

/** 202: events may have come in before the answer, so what is further on stays. */
export async function markAccepted(
  batch: Batch,
  messageId: string,
  transaction: Transaction,
): Promise<Outcome> {
  await run(
    `UPDATE "EmailLog" SET "messageId" = $2, "acceptedAt" = coalesce("acceptedAt", now()),
            status = CASE WHEN status IN ('submitting','unknown') THEN 'accepted' ELSE status END, error = NULL, "updatedAt" = now()
      WHERE id = ANY($1::uuid[])`,
    [batch.recipients.map(({ logId }) => logId), messageId || null],
    transaction,
  );
  await run(
    `UPDATE "CampaignRecipient" SET status = 'accepted', reason = NULL, "updatedAt" = now() WHERE batch = $1`,
    [batch.id],
    transaction,
  );
  return { next: 'on' };
}

/** Surely not sent: the recipients wait again, and the mails that never were are forgotten. */
async function giveBack(batch: Batch, transaction: Transaction): Promise<void> {
  await run(
    `UPDATE "CampaignRecipient" SET status = 'pending', batch = NULL, "emailLogId" = NULL, "updatedAt" = now()
      WHERE batch = $1 AND status = 'submitting'`,
    [batch.id],
    transaction,
  );
  await run(`DELETE FROM "EmailLog" WHERE batch = $1 AND status = 'submitting'`, [batch.id], transaction);
}

/** May have been sent: never repeated by itself. A webhook event of this batch will prove it. */
async function markUnknown(batchId: string, reason: string, transaction: Transaction): Promise<void> {
  await run(
    `UPDATE "EmailLog" SET status = 'unknown', error = $2, "updatedAt" = now() WHERE batch = $1 AND status = 'submitting'`,
    [batchId, reason],
    transaction,
  );
  await run(
    `UPDATE "CampaignRecipient" SET status = 'unknown', reason = $2, "updatedAt" = now() WHERE batch = $1 AND status = 'submitting'`,
    [batchId, reason],
    transaction,
  );
}

const PERSONALIZATION = /personalizations[.[](\d+)/;

/** Recipients that SendGrid's validation names: they alone keep the request from being accepted. */
function poisoned(batch: Batch, error: ProviderError): Map<string, string> {
  const found = new Map<string, string>();
  for (const { field, message } of error.reasons) {
    const index = PERSONALIZATION.exec(field ?? '')?.[1];
    const recipient = index === undefined ? undefined : batch.recipients[Number(index)];
    if (recipient) found.set(recipient.id, message);
  }
  return found;
}

async function failRecipients(
  batch: Batch,
  failed: Map<string, string>,
  transaction: Transaction,
): Promise<void> {
  const rows = JSON.stringify([...failed].map(([id, reason]) => ({ id, reason })));
  await run(
    `UPDATE "CampaignRecipient" r SET status = 'failed', reason = t.reason, "updatedAt" = now()
       FROM jsonb_to_recordset($1::jsonb) AS t(id uuid, reason text) WHERE r.id = t.id`,
    [rows],
    transaction,
  );
  await run(
    `UPDATE "EmailLog" l SET status = 'failed', error = r.reason, "updatedAt" = now()
       FROM "CampaignRecipient" r WHERE r."emailLogId" = l.id AND r.batch = $1 AND r.status = 'failed'`,
    [batch.id],
    transaction,
  );
}

/** Writes down why a batch was not accepted, and says how the campaign goes on. */
export async function markRefused(batch: Batch, error: unknown, transaction: Transaction): Promise<Outcome> {
  const message = error instanceof Error ? error.message : 'unknown error';
  const refusal = error instanceof ProviderError ? error : null;
  if (refusal?.kind === 'unknown') {
    await markUnknown(batch.id, message, transaction);
    const reason = `SendGrid did not confirm ${batch.recipients.length} mails (${message}). The others wait.`;
    return { next: { status: 'paused', reason } };
  }
  const failed = refusal?.kind === 'rejected' ? poisoned(batch, refusal) : new Map<string, string>();
  if (failed.size) await failRecipients(batch, failed, transaction);
  await giveBack(batch, transaction);
  if (failed.size) return { next: 'on' };
  if (refusal?.kind === 'retry') return { next: { later: refusal.retryAfter ?? 30 } };
  if (refusal?.kind === 'reauthorise' || error instanceof AppError)
    return { next: { status: 'paused', reason: message } };
  return { next: { status: 'failed', reason: message } };
}
