import { createHash } from 'node:crypto';
import { QueryTypes } from 'sequelize';
import { env } from '../../config/env';
import { AppError } from '../../lib/errors';
import { uuidv7 } from '../../lib/ids';
import { logger } from '../../lib/logger';
import { database } from '../../models';
import { inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { publish } from './feed';
import { INGEST, PROVE_BATCHES } from './ingestSql';
import { mapWebhook } from './mapWebhook';
import type { MappedBatch, MappedEvent } from './mapWebhook';
import { isSignedBySendgrid } from './signature';
import type { SignedPost } from './signature';
import { mayHaveRotated, verificationKeys } from './signingKeys';
import { storable } from './storable';
import { applySuppressions } from './suppressions';
import type { CountedEvent } from './suppressions';

const FUTURE_MS = 5 * 60_000;

/** 503 without a key, 403 when the signature is not SendGrid's or too old. */
export async function checkSignature(post: SignedPost): Promise<void> {
  const tolerance = {
    past: env().SENDGRID_WEBHOOK_TOLERANCE_HOURS * 3_600_000,
    future: FUTURE_MS,
    now: Date.now(),
  };
  if (isSignedBySendgrid(post, await verificationKeys(), tolerance)) return;
  const again =
    mayHaveRotated() && isSignedBySendgrid(post, await verificationKeys({ fresh: true }), tolerance);
  if (!again) throw new AppError('forbidden', { message: 'The signature is not valid.' });
}

export interface Ingested {
  /** Events that were new and count. */
  stored: number;
  quarantined: number;
}

/**
 * Takes one signed POST of events (EM1). Whatever is readable is stored once, whatever is not is kept aside; both are
 * answered with success, since SendGrid would repeat a refused batch for a day.
 */
export async function ingest(ctx: Ctx, body: Buffer): Promise<Ingested> {
  const batch = parse(body);
  const counted = await retryOnDeadlock(() => inTransaction(ctx, (tx) => store(tx, batch)));
  await publish(counted.map((event) => ({ ...event, type: event.eventType ?? event.rawEventType })));
  return { stored: counted.length, quarantined: batch.quarantined.length };
}

function parse(body: Buffer): MappedBatch {
  try {
    return mapWebhook(JSON.parse(body.toString('utf8')));
  } catch {
    return {
      events: [],
      quarantined: [{ reason: 'not JSON', event: body.toString('utf8').slice(0, 10_000) }],
    };
  }
}

async function store(tx: TxCtx, { events, quarantined }: MappedBatch): Promise<CountedEvent[]> {
  if (quarantined.length) logger.warn({ count: quarantined.length }, 'webhook events put aside');
  const rows = [...withIds(events), ...quarantined.map(asideRow)];
  if (!rows.length) return [];
  const counted = await database().query<CountedEvent>(INGEST, {
    bind: [JSON.stringify(rows)],
    type: QueryTypes.SELECT,
    transaction: tx.transaction,
  });
  await proveBatches(tx, events);
  await applySuppressions(tx, counted);
  return counted.filter((event) => event.rawEventType !== ASIDE);
}

function withIds(events: MappedEvent[]): object[] {
  const ids = events.map(() => uuidv7());
  return events.map((event, index) => ({
    ...event,
    id: ids[index],
    repeatsId: event.repeats === null ? null : ids[event.repeats],
  }));
}

const ASIDE = 'quarantined';

/** What could not be read, as a row that counts nowhere. */
function asideRow({ reason, event }: MappedBatch['quarantined'][number]): object {
  const content = storable((JSON.stringify(storable(event)) ?? '').slice(0, 20_000)) as string;
  const fingerprint = createHash('sha256').update(content).digest('hex');
  return {
    id: uuidv7(),
    sgEventId: `aside:${fingerprint}`,
    fingerprint,
    eventType: null,
    rawEventType: ASIDE,
    eventTimestamp: new Date().toISOString(),
    isMachine: false,
    isSuspectedBot: false,
    metadata: { reason, content },
  };
}

async function proveBatches(tx: TxCtx, events: MappedEvent[]): Promise<void> {
  const batches = [...new Set(events.map((event) => event.batch).filter((batch) => batch !== null))];
  if (!batches.length) return;
  for (const sql of PROVE_BATCHES)
    await database().query(sql, { bind: [batches], transaction: tx.transaction });
}

const DEADLOCK = '40P01';

async function retryOnDeadlock<T>(work: () => Promise<T>, tries = 3): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = (error as { parent?: { code?: string } }).parent ?? {};
    if (code !== DEADLOCK || tries <= 1) throw error;
    return retryOnDeadlock(work, tries - 1);
  }
}
