import { Op } from 'sequelize';
import type { DirectoryQuery } from '@besahubs/contracts/contacts';
import { AppError, invalidField } from '../../lib/errors';
import { Company } from '../../models/Company';
import { Contact } from '../../models/Contact';
import { ContactShare } from '../../models/ContactShare';
import { User } from '../../models/User';
import { contactPolicy } from '../../policies/contacts';
import { rooms } from '../../policies/policy';
import { announce } from '../changes';
import { authorize, inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { notify } from '../notifications/notify';
import { contactResource } from './contacts';
import { allOf, containing, findVisible, personLabel, recordChange } from './resource';
import type { Rows } from './resource';
import { orderOf } from './sorting';

/** A team-mate's contact as far as it may be known, and whether one has asked for more. */
export interface MaskedRow {
  contact: Contact;
  accessRequested: boolean;
}

const masked = {
  attributes: ['id', 'firstName', 'lastName', 'companyId', 'ownerId', 'teamId', 'confidential'],
  include: [personLabel('owner'), { model: Company, as: 'company', attributes: ['id', 'name'] }],
};

/** Names of team-mates' contacts. Searching and sorting look at the name alone: nothing hidden can be guessed at. */
export async function listDirectory(ctx: Ctx, query: DirectoryQuery): Promise<Rows<MaskedRow>> {
  const words = (query.q ?? '').split(/\s+/).filter(Boolean).slice(0, 8);
  const where = allOf([
    contactPolicy.maskedScope(ctx.actor),
    ...words.map((word) => ({ name: { [Op.iLike]: containing(word) } })),
  ]);
  const transaction = ctx.transaction ?? null;
  const [contacts, total] = await Promise.all([
    Contact.findAll({
      ...masked,
      where,
      order: orderOf(Contact, query.sort, contactResource.sortBy),
      limit: query.pageSize,
      offset: (query.page - 1) * query.pageSize,
      transaction,
    }),
    Contact.count({ where, transaction }),
  ]);
  const requests = await ContactShare.findAll({
    attributes: ['contactId'],
    where: { userId: ctx.actor.id, status: 'requested', contactId: contacts.map(({ id }) => id) },
    transaction,
  });
  const requested = new Set(requests.map(({ contactId }) => contactId));
  return {
    rows: contacts.map((contact) => ({ contact, accessRequested: requested.has(contact.id) })),
    total,
  };
}

/**
 * Asks the owner of a masked contact to share it. Asking twice is asking once. 409 when the caller sees the contact
 * already, 404 when they may not even know its name.
 */
export function requestAccess(ctx: Ctx, contactId: string): Promise<MaskedRow> {
  return inTransaction(ctx, async (tx) => {
    const contact = await Contact.findOne({
      ...masked,
      where: allOf([contactPolicy.maskedScope(tx.actor), { id: contactId }]),
      transaction: tx.transaction,
    });
    if (!contact) {
      await findVisible(tx, contactResource, contactId);
      throw new AppError('duplicate', { message: 'You can see this contact already.' });
    }
    const isNew = await setShare(tx, contact.id, tx.actor.id, 'requested');
    if (isNew && contact.ownerId) {
      await notify(tx, {
        userId: contact.ownerId,
        kind: 'contact.access_requested',
        title: `${tx.actor.name} asks for access to ${contact.firstName} ${contact.lastName}`,
        resource: 'contacts',
        resourceId: contact.id,
      });
      await recordChange(tx, contactResource, 'access_request', contact);
    }
    return { contact, accessRequested: true };
  });
}

/** Sets the one share of a contact and a user; false when it stood so already. */
async function setShare(
  tx: TxCtx,
  contactId: string,
  userId: string,
  status: ContactShare['status'],
): Promise<boolean> {
  const grantedById = status === 'granted' ? tx.actor.id : null;
  // Two requests at once must not collide: the unique pair decides, and the second finds the row of the first.
  await ContactShare.bulkCreate([{ contactId, userId, status: 'declined' }], {
    ignoreDuplicates: true,
    transaction: tx.transaction,
  });
  const [changed] = await ContactShare.update(
    { status, grantedById },
    { where: { contactId, userId, status: { [Op.ne]: status } }, transaction: tx.transaction },
  );
  return changed > 0;
}

async function shareable(tx: TxCtx, contactId: string): Promise<Contact> {
  const contact = await findVisible(tx, contactResource, contactId);
  authorize(tx.actor, contactPolicy.share.bind(contactPolicy), contact);
  return contact;
}

const withPeople = {
  include: [personLabel('user'), personLabel('grantedBy')],
  order: [
    ['status', 'DESC'],
    ['createdAt', 'ASC'],
  ] as [string, string][],
};

/** Requests first, then who sees the contact besides its owner and their manager. */
export function listShares(ctx: Ctx, contactId: string): Promise<ContactShare[]> {
  return inTransaction(ctx, async (tx) => {
    await shareable(tx, contactId);
    return ContactShare.findAll({
      ...withPeople,
      where: { contactId, status: { [Op.ne]: 'declined' } },
      transaction: tx.transaction,
    });
  });
}

/** Opens a contact to one more user, who is told. Granting twice is granting once. */
export function grantShare(ctx: Ctx, contactId: string, userId: string): Promise<ContactShare> {
  return inTransaction(ctx, async (tx) => {
    const contact = await shareable(tx, contactId);
    const user = await User.findByPk(userId, { transaction: tx.transaction });
    if (user?.status !== 'active') throw invalidField('userId', 'There is no such active user.');
    if (user.id === contact.ownerId) throw invalidField('userId', 'This is the owner.');
    if (await setShare(tx, contactId, userId, 'granted')) {
      await notify(tx, {
        userId,
        kind: 'contact.shared',
        title: `${tx.actor.name} shared ${contact.firstName} ${contact.lastName} with you`,
        resource: 'contacts',
        resourceId: contact.id,
      });
      await recordChange(tx, contactResource, 'share', contact, { sharedWith: [null, userId] });
      announceTo(tx, contact, userId);
    }
    const share = await ContactShare.findOne({
      ...withPeople,
      where: { contactId, userId },
      transaction: tx.transaction,
    });
    if (!share) throw new AppError('not_found');
    return share;
  });
}

/** Closes the contact to a user again, or turns down their request, of which they are told. */
export function endShare(ctx: Ctx, contactId: string, userId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const contact = await shareable(tx, contactId);
    const share = await ContactShare.findOne({
      where: { contactId, userId, status: { [Op.ne]: 'declined' } },
      transaction: tx.transaction,
      lock: true,
    });
    if (!share) throw new AppError('not_found');
    const wasRequest = share.status === 'requested';
    if (wasRequest) {
      await share.update({ status: 'declined' }, { transaction: tx.transaction });
      await notify(tx, {
        userId,
        kind: 'contact.access_declined',
        title: `${tx.actor.name} did not share ${contact.firstName} ${contact.lastName} with you`,
      });
    } else {
      await share.destroy({ transaction: tx.transaction });
    }
    await recordChange(tx, contactResource, wasRequest ? 'decline_access' : 'unshare', contact, {
      sharedWith: [userId, null],
    });
    announceTo(tx, contact, userId);
  });
}

const announceTo = (tx: TxCtx, contact: Contact, userId: string): void =>
  announce(tx, { resource: 'contacts', id: contact.id, rooms: [rooms.user(userId)] });
