import type { z } from 'zod';
import type { WelcomeInput, contactInviteInput } from '@besahubs/contracts/email';
import { env } from '../../config/env';
import { AppError, invalidField } from '../../lib/errors';
import { Company } from '../../models/Company';
import { Contact } from '../../models/Contact';
import { User } from '../../models/User';
import type { EmailLog } from '../../models/EmailLog';
import { audit } from '../changes';
import { authorize, inTransaction } from '../context';
import type { Ctx } from '../context';
import { contactResource } from '../crm/contacts';
import { diffOf } from '../crm/diff';
import { findVisible, recordChange } from '../crm/resource';
import { contactPolicy } from '../../policies/contacts';
import { findToken, issueToken, spendToken } from '../auth/oneTimeTokens';
import { sendTransactional } from './send';
import { resubscribe, suppress, suppressionOf } from './suppressions';

const VALID_DAYS = 30;

const refusals: Record<string, string> = {
  unsubscribe: 'This person has unsubscribed.',
  group_unsubscribe: 'This person has unsubscribed.',
  spam_report: 'This person has reported our mail as spam.',
  bounce: 'Mail to this address bounces.',
  invalid: 'This address is not valid.',
  manual: 'This address is on the suppression list.',
};

/**
 * Sends a contact the link to check their details and to choose what we may send. For owner, manager and admin; 400
 * naming `email` when the contact has no address that we may write to.
 */
export function inviteContact(
  ctx: Ctx,
  id: string,
  input: z.output<typeof contactInviteInput>,
): Promise<EmailLog> {
  return inTransaction(ctx, async (tx) => {
    const contact = await findVisible(tx, contactResource, id, { lock: true });
    authorize(tx.actor, contactPolicy.share.bind(contactPolicy), contact);
    const to = contact.email;
    if (!to) throw invalidField('email', 'This contact has no e-mail address.');
    if (contact.emailOptOut) throw invalidField('email', 'This person has unsubscribed.');
    if (contact.bounced) throw invalidField('email', 'Mail to this address bounces.');
    const suppressed = await suppressionOf(to, tx.transaction);
    if (suppressed) throw invalidField('email', refusals[suppressed] ?? 'We may not write to this address.');
    const token = await issueToken(tx, 'contact_invite', { contactId: id }, VALID_DAYS * 86_400_000);
    await audit(tx, {
      action: 'contact.invite',
      resource: 'contacts',
      resourceId: id,
      teamId: contact.teamId,
    });
    return sendTransactional(tx, {
      to,
      template: 'contact_invite',
      contactId: id,
      dynamicData: {
        recipientName: contact.firstName,
        inviterName: tx.actor.name,
        expiresIn: `${VALID_DAYS} days`,
        ...(input.message && { message: input.message }),
      },
      secretData: { inviteUrl: `${env().APP_BASE_URL}/welcome/${token}` },
    });
  });
}

export interface WelcomePage {
  contact: Contact;
  invitedBy: User | null;
}

/** The contact behind a welcome link; 404 when it is used or too old. */
export async function welcomeOf(ctx: Ctx, token: string): Promise<WelcomePage> {
  const row = await findToken(ctx, 'contact_invite', token);
  const contact = row.contactId
    ? await Contact.findByPk(row.contactId, {
        include: [{ model: Company, as: 'company', attributes: ['id', 'name'] }],
      })
    : null;
  if (!contact) throw new AppError('not_found');
  const invitedBy = row.createdById ? await User.findByPk(row.createdById, { paranoid: false }) : null;
  return { contact, invitedBy };
}

/** What the contact says about themselves, and the consent they give or refuse, with where and when. */
export function answerWelcome(ctx: Ctx, token: string, input: WelcomeInput): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const row = await spendToken(tx, 'contact_invite', token);
    const contact = row.contactId
      ? await Contact.findByPk(row.contactId, { lock: true, transaction: tx.transaction })
      : null;
    if (!contact) throw new AppError('not_found');
    const now = new Date();
    const { consent, phone, ...details } = input;
    contact.set({
      ...details,
      ...(phone && { phones: withPhone(contact, phone) }),
      consentStatus: consent ? 'granted' : 'denied',
      consentSource: 'Welcome page',
      consentAt: now,
      emailOptOut: !consent,
      emailOptOutAt: consent ? null : now,
    });
    const diff = diffOf(contact);
    await contact.save({ transaction: tx.transaction });
    await recordChange(tx, contactResource, 'welcome', contact, diff);
    if (!consent && contact.email)
      await suppress(tx, [{ email: contact.email, reason: 'unsubscribe', at: now, source: 'welcome page' }]);
    if (consent && contact.email) await resubscribe(tx, contact.email);
  });
}

/** The number they typed becomes the primary one; those we knew stay. */
function withPhone(contact: Contact, number: string): Contact['phones'] {
  if (contact.phones.some((phone) => phone.number === number)) return contact.phones;
  const others = contact.phones.map((phone) => ({ ...phone, primary: false }));
  return [{ type: 'work', number, primary: true }, ...others];
}
