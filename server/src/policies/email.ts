import { Op } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import { Contact } from '../models/Contact';
import type { Actor } from './actor';
import { contactPolicy } from './contacts';
import { EmailLog } from '../models/EmailLog';
import { everything, idsWithin } from './policy';

const aboutMyContacts = (actor: Actor): WhereOptions => ({
  contactId: { [Op.in]: idsWithin(Contact, contactPolicy.scope(actor)) },
});

/**
 * Mails are seen by who sent them and by those who see the contact they went to; managers also see their teams' mails
 * to nobody in the book. What stood in a mail is shown to nobody.
 */
export function emailLogScope(actor: Actor): WhereOptions {
  if (actor.role === 'admin') return everything;
  return {
    [Op.or]: [
      { senderId: actor.id },
      aboutMyContacts(actor),
      ...(actor.role === 'manager' ? [{ teamId: { [Op.in]: actor.teamIds }, contactId: null }] : []),
    ],
  };
}

/** What happened to those mails; repeats of an event and what could not be read are nobody's. */
export const emailEventScope = (actor: Actor): WhereOptions => ({
  duplicateOf: null,
  eventType: { [Op.ne]: null },
  ...(actor.role !== 'admin' && {
    [Op.or]: [aboutMyContacts(actor), { emailLogId: { [Op.in]: idsWithin(EmailLog, emailLogScope(actor)) } }],
  }),
});
