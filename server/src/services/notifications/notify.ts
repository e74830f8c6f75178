import { Notification } from '../../models/Notification';
import { User } from '../../models/User';
import { rooms } from '../../policies/policy';
import { announce } from '../changes';
import { inTransaction, isSystem } from '../context';
import type { Ctx } from '../context';

export interface NotifyInput {
  userId: string;
  /** `task.assigned`, `contact.access_requested` … */
  kind: string;
  title: string;
  body?: string | null;
  /** The record it is about, by its name in the URL. */
  resource?: string;
  resourceId?: string;
  /** A second notification with the same key for the same user is dropped. */
  dedupeKey?: string;
}

/**
 * Leaves a notification with one user, in the transaction of what caused it. Nobody is told of what they did themselves, nor
 * who has left.
 */
export function notify(ctx: Ctx, input: NotifyInput): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    if (input.userId === tx.actor.id) return;
    const where = { id: input.userId, status: 'active' };
    if (!(await User.count({ where, transaction: tx.transaction }))) return;
    const actorId = isSystem(tx.actor) ? null : tx.actor.id;
    const [row] = await Notification.bulkCreate([{ ...input, body: input.body ?? null, actorId }], {
      ignoreDuplicates: true,
      transaction: tx.transaction,
    });
    announce(tx, { resource: 'notifications', id: row?.id ?? null, rooms: [rooms.user(input.userId)] });
  });
}
