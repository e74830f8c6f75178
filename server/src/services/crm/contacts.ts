import { Op } from 'sequelize';
import type { z } from 'zod';
import type { ContactQuery, contactInput, contactPatch } from '@besahubs/contracts/contacts';
import { readPhone } from '../../lib/phone';
import { addToWallClock } from '../../lib/time';
import { Company } from '../../models/Company';
import { Contact } from '../../models/Contact';
import type { StoredPhone } from '../../models/Contact';
import type { Actor } from '../../policies/actor';
import { contactPolicy } from '../../policies/contacts';
import { everything } from '../../policies/policy';
import { authorize } from '../context';
import type { Ctx } from '../context';
import { equal, holdsAny, sameText } from './filters';
import { between, createRecord, listRecords, ownedBy, personLabel, updateRecord } from './resource';
import type { Resource } from './resource';

type Input = z.output<typeof contactInput>;
type Patch = z.output<typeof contactPatch>;

export const contactResource: Resource<Contact, ContactQuery> = {
  model: Contact,
  policy: contactPolicy,
  noun: 'contact',
  include: [personLabel('owner'), { model: Company, as: 'company', attributes: ['id', 'name'] }],
  sortBy: { name: ['lastName', 'firstName'] },
  filters: (query, actor) => [
    equal('companyId', query.companyId),
    ownedBy('ownerId', query.ownerId, actor),
    holdsAny('roles', query.role),
    holdsAny('tags', query.tag),
    sameText('city', query.city),
    sameText('state', query.state),
    equal('emailOptOut', query.emailOptOut),
    equal('bounced', query.bounced),
    query.hasEmail === undefined ? undefined : { email: query.hasEmail ? { [Op.ne]: null } : null },
    // Never touched is as overdue as can be.
    query.touchedBefore === undefined
      ? undefined
      : { [Op.or]: [{ lastTouchAt: { [Op.lt]: query.touchedBefore } }, { lastTouchAt: null }] },
    between('createdAt', query.createdFrom, query.createdTo, 'lt'),
  ],
  references: { companyId: { model: Company, scope: () => everything } },
  secret: (contact) => contact.confidential,
};

export const listContacts = (ctx: Ctx, query: ContactQuery) => listRecords(ctx, contactResource, query);

/** Each number beside its E.164 form; an extension that was typed apart wins; exactly one number is the primary. */
function normalizePhones(phones: NonNullable<Input['phones']>): StoredPhone[] {
  const primary = Math.max(
    phones.findIndex((phone) => phone.primary),
    0,
  );
  return phones.map(({ type, number, extension }, index) => {
    const read = readPhone(number);
    return {
      type,
      number,
      extension: extension ?? read.extension,
      primary: index === primary,
      e164: read.e164,
    };
  });
}

/** When the contact should hear from us next, `cadenceDays` after `from`, at the same time of the actor's day. */
export const nextTouch = (actor: Actor, from: Date, cadenceDays: number): Date =>
  addToWallClock(actor.timezone, from, { days: cadenceDays });

/** Consent is a status with where it came from and when. Opting out denies it; taking that back leaves it unknown. */
function consentColumns(actor: Actor, values: Patch, before: Contact | null, now: Date): object {
  const source = values.consentSource ?? `Entered by ${actor.name}`;
  const wasOut = before?.emailOptOut ?? false;
  if (values.emailOptOut !== undefined && values.emailOptOut !== wasOut) {
    const status = values.emailOptOut ? 'denied' : (values.consentStatus ?? 'unknown');
    return {
      emailOptOutAt: values.emailOptOut ? now : null,
      consentStatus: status,
      consentSource: source,
      consentAt: now,
    };
  }
  if (values.consentStatus === undefined || values.consentStatus === (before?.consentStatus ?? 'unknown'))
    return {};
  return { consentSource: source, consentAt: now };
}

/** Columns that follow from what was entered. */
function derivedColumns(actor: Actor, values: Patch, before: Contact | null, now: Date): object {
  const newCadence = values.cadenceDays && values.cadenceDays !== before?.cadenceDays;
  return {
    ...(values.phones && { phones: normalizePhones(values.phones) }),
    ...consentColumns(actor, values, before, now),
    ...(newCadence &&
      values.nextTouchAt === undefined && {
        nextTouchAt: nextTouch(actor, before?.lastTouchAt ?? now, values.cadenceDays ?? 0),
      }),
    // A new address has not bounced yet.
    ...(values.email !== undefined && before && values.email !== before.email && { bounced: false }),
  };
}

export const createContact = (ctx: Ctx, input: Input) =>
  createRecord(ctx, contactResource, { ...input, ...derivedColumns(ctx.actor, input, null, new Date()) });

/** Whoever a contact was shared with may work with it, but not give it away or change who is kept out. */
export const updateContact = (ctx: Ctx, id: string, patch: Patch) =>
  updateRecord(ctx, contactResource, id, patch, (tx, contact) => {
    const given = patch.ownerId !== undefined && patch.ownerId !== contact.ownerId;
    const hidden = patch.confidential !== undefined && patch.confidential !== contact.confidential;
    if (given || hidden) authorize(tx.actor, contactPolicy.share.bind(contactPolicy), contact);
    return derivedColumns(tx.actor, patch, contact, new Date());
  });
