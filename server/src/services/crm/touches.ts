import { Op, Transaction } from 'sequelize';
import { Activity } from '../../models/Activity';
import { Contact } from '../../models/Contact';
import type { Actor } from '../../policies/actor';
import { contactPolicy } from '../../policies/contacts';
import { announce } from '../changes';
import type { TxCtx } from '../context';
import { nextTouch } from './contacts';

const TOUCHING = ['call', 'email', 'meeting', 'tour'];
/** Nobody was reached. */
const MISSED = ['no_answer', 'wrong_number'];

/** What an entry of the timeline says about being in touch. */
export type Logged = Pick<Activity, 'type' | 'outcome' | 'contactId' | 'occurredAt'>;

/** Whether this is somebody of us having been in touch with somebody: what is planned for later is not yet. */
export const isTouch = ({ type, outcome, occurredAt }: Logged, now: Date): boolean =>
  TOUCHING.includes(type) && !MISSED.includes(outcome ?? '') && occurredAt <= now;

/**
 * When the contact was last in touch and should next be. A cadence counts from the last touch; without one, a date that
 * the touch has met is done with, and a later one stays.
 */
export function touchColumns(
  actor: Actor,
  contact: Pick<Contact, 'lastTouchAt' | 'nextTouchAt' | 'cadenceDays'>,
  at: Date,
): { lastTouchAt: Date; nextTouchAt: Date | null } | null {
  if (contact.lastTouchAt && contact.lastTouchAt >= at) return null;
  const { cadenceDays, nextTouchAt } = contact;
  if (cadenceDays) return { lastTouchAt: at, nextTouchAt: nextTouch(actor, at, cadenceDays) };
  return { lastTouchAt: at, nextTouchAt: nextTouchAt && nextTouchAt <= at ? null : nextTouchAt };
}

/**
 * The contact, held until the end. Not FOR UPDATE: whoever has just written an entry about the contact holds its key, and two
 * of them would wait for each other.
 */
const hold = (tx: TxCtx, contactId: string): Promise<Contact | null> =>
  Contact.findByPk(contactId, { transaction: tx.transaction, lock: Transaction.LOCK.NO_KEY_UPDATE });

/** Notes on the contact that we were in touch at `at`. The version stays: nobody's open form is out of date by a call. */
export async function touchContact(tx: TxCtx, contactId: string, at: Date): Promise<void> {
  const contact = await hold(tx, contactId);
  const columns = contact && touchColumns(tx.actor, contact, at);
  if (columns) await write(tx, contact, columns);
}

/** Takes a touch back that is gone (deleted, or moved to somebody else): the one before it is the last again. */
export async function untouchContact(tx: TxCtx, contactId: string, at: Date): Promise<void> {
  const contact = await hold(tx, contactId);
  if (contact?.lastTouchAt?.getTime() !== at.getTime()) return;
  const last = await Activity.findOne({
    where: {
      contactId,
      type: { [Op.in]: TOUCHING },
      occurredAt: { [Op.lte]: new Date() },
      [Op.or]: [{ outcome: null }, { outcome: { [Op.notIn]: MISSED } }],
    },
    order: [['occurredAt', 'DESC']],
    transaction: tx.transaction,
  });
  const { cadenceDays, nextTouchAt, createdAt } = contact;
  const from = last?.occurredAt ?? createdAt;
  await write(tx, contact, {
    lastTouchAt: last?.occurredAt ?? null,
    nextTouchAt: cadenceDays ? nextTouch(tx.actor, from, cadenceDays) : nextTouchAt,
  });
}

async function write(
  tx: TxCtx,
  contact: Contact,
  columns: { lastTouchAt: Date | null; nextTouchAt: Date | null },
): Promise<void> {
  await Contact.update(columns, { where: { id: contact.id }, silent: true, transaction: tx.transaction });
  announce(tx, { resource: 'contacts', id: contact.id, rooms: contactPolicy.audience(contact) });
}
