import { EventEmitter } from 'node:events';
import type { Transaction } from 'sequelize';
import type { EmailEventBatch } from '@besahubs/contracts/events';
import { AuditLog } from '../models/AuditLog';
import { isSystem } from './context';
import type { Ctx, TxCtx } from './context';

export interface Change {
  resource: string;
  id: string | null;
  rooms: string[];
}
interface Events {
  changed: [Change];
  'email:event': [{ batch: EmailEventBatch; rooms: string[] }];
}

/** What happened, after commit. Realtime forwards it to sockets; nothing else of the house listens. */
export const changes = new EventEmitter<Events>();

export interface AuditInput {
  /** `deal.update`, `auth.login`, `calendar.connect` … */
  action: string;
  resource?: string;
  resourceId?: string;
  /** Whose managers may read it; the actor's own team when left out, admins alone when null. */
  teamId?: string | null;
  changes?: Record<string, [unknown, unknown]> | null;
}

const SECRET = /password|token|secret|hash|apikey/i;

/** Appends one audit row, in the caller's transaction when there is one. Values of secret-looking fields are left out. */
export async function audit(ctx: Ctx, entry: AuditInput): Promise<void> {
  const diff =
    entry.changes && Object.fromEntries(Object.entries(entry.changes).filter(([key]) => !SECRET.test(key)));
  await AuditLog.create(
    {
      action: entry.action,
      resource: entry.resource ?? null,
      resourceId: entry.resourceId ?? null,
      actorId: isSystem(ctx.actor) ? null : ctx.actor.id,
      teamId: entry.teamId === undefined ? ctx.actor.teamId : entry.teamId,
      changes: diff ?? null,
      ip: ctx.ip ?? null,
      userAgent: ctx.userAgent?.slice(0, 400) ?? null,
      requestId: ctx.requestId,
    },
    { transaction: ctx.transaction ?? null },
  );
}

type Work = () => void;
const waiting = new WeakMap<Transaction, Work[]>();

/** Sequelize's own `afterCommit` also runs when the COMMIT itself was refused or got no answer, and nothing was kept. */
function whenCommitted(transaction: Transaction, work: Work): void {
  const known = waiting.get(transaction);
  if (known) {
    known.push(work);
    return;
  }
  const works = [work];
  waiting.set(transaction, works);
  const commit = transaction.commit.bind(transaction);
  transaction.commit = async () => {
    await commit();
    for (const each of works) each();
  };
}

/** Tells open screens, once the transaction has committed; rolled back, nobody hears of it. */
export function announce(tx: TxCtx, change: Change): void {
  whenCommitted(tx.transaction, () => {
    changes.emit('changed', { ...change, rooms: [...new Set(change.rooms)] });
  });
}
