import { QueryTypes } from 'sequelize';
import { database } from '../../models';
import { enqueue } from '../../jobs/queue';
import { inTransaction } from '../context';
import type { Ctx } from '../context';
import { resumeStalled } from './campaigns/run';
import { announceLogs } from './feed';

/** Longer than any call to SendGrid takes (30 s) and a worker needs to write down its end. */
const STALE_MINUTES = 3;
const DIED = 'The worker died before SendGrid answered.';

/**
 * Clears up after workers that died, once a minute: mails left `submitting` become `accepted` when an event has arrived
 * for them (or their batch), `unknown` otherwise; queued mails and sending campaigns whose job went with the worker get
 * a new one. Sends nothing by itself.
 */
export async function sweep(ctx: Ctx): Promise<void> {
  const settled = await inTransaction(ctx, async ({ transaction }) => {
    const rows = await database().query<{ id: string }>(
      `WITH stale AS (
         SELECT id, batch FROM "EmailLog"
          WHERE status = 'submitting' AND "updatedAt" < now() - make_interval(mins => $1) FOR UPDATE SKIP LOCKED
       ), proven AS (
         SELECT s.id FROM stale s WHERE EXISTS (SELECT 1 FROM "EmailEvent" e WHERE e."emailLogId" = s.id)
            OR (s.batch IS NOT NULL AND EXISTS (
                 SELECT 1 FROM "EmailLog" l JOIN "EmailEvent" e ON e."emailLogId" = l.id
                  WHERE l."campaignId" IS NOT NULL AND l.batch = s.batch))
       )
       UPDATE "EmailLog" l
          SET status = CASE WHEN p.id IS NULL THEN 'unknown' ELSE 'accepted' END,
              "acceptedAt" = CASE WHEN p.id IS NULL THEN l."acceptedAt" ELSE coalesce(l."acceptedAt", now()) END,
              error = CASE WHEN p.id IS NULL THEN $2 END, "sealedData" = NULL, "updatedAt" = now()
         FROM stale s LEFT JOIN proven p ON p.id = s.id WHERE l.id = s.id
       RETURNING l.id`,
      { bind: [STALE_MINUTES, DIED], type: QueryTypes.SELECT, transaction },
    );
    await database().query(
      `UPDATE "CampaignRecipient" r
          SET status = CASE WHEN l.status = 'unknown' THEN 'unknown' ELSE 'accepted' END, reason = l.error, "updatedAt" = now()
         FROM "EmailLog" l
        WHERE l.id = r."emailLogId" AND r.status = 'submitting' AND l.status <> 'submitting'`,
      { transaction },
    );
    return rows.map(({ id }) => id);
  });
  if (settled.length) await announceLogs(settled);
  await requeue();
  await resumeStalled(STALE_MINUTES);
}

async function requeue(): Promise<void> {
  const rows = await database().query<{ id: string }>(
    `SELECT id FROM "EmailLog" WHERE status = 'queued' AND "updatedAt" < now() - make_interval(mins => $1) LIMIT 1000`,
    { bind: [STALE_MINUTES * 2], type: QueryTypes.SELECT },
  );
  for (const { id } of rows) await enqueue('email:send', { emailLogId: id }, null, { jobKey: `email:${id}` });
}
