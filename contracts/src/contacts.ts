import { z } from 'zod';
import {
  abilities,
  booleanParam,
  csv,
  dateOnly,
  email,
  instant,
  listParams,
  longText,
  ownerFilter,
  patchOf,
  recordMeta,
  ref,
  segmentParam,
  tags,
  text,
  uuid,
} from './common';

export const contactRoles = [
  'owner',
  'investor',
  'tenant',
  'landlord',
  'buyer',
  'seller',
  'lender',
  'broker',
  'attorney',
  'property_manager',
  'developer',
  'vendor',
  'other',
] as const;
export const consentStatuses = ['unknown', 'granted', 'denied'] as const;
export const phoneTypes = ['work', 'mobile', 'home', 'other'] as const;

/**
 * `number` is what was typed. The server reads the extension out of it, and puts the E.164 form beside it when there is
 * one; `e164` may be sent back as it came, and is read anew.
 */
export const phone = z.strictObject({
  type: z.enum(phoneTypes).default('work'),
  number: text(40),
  extension: text(12).nullable().optional(),
  primary: z.boolean().default(false),
  e164: z.string().max(20).nullable().optional(),
});
const extraEmail = z.strictObject({
  type: z.enum(['work', 'personal', 'other']).default('work'),
  address: email,
});

const facts = {
  title: text(120).nullable(),
  companyId: uuid.nullable(),
  /** The primary address: campaigns and transactional mail go here. */
  email: email.nullable(),
  street: text(200).nullable(),
  city: text(100).nullable(),
  state: text(60).nullable(),
  zip: text(20).nullable(),
  source: text(80).nullable(),
  birthday: dateOnly.nullable(),
  nextTouchAt: instant.nullable(),
  cadenceDays: z.number().int().min(1).max(3650).nullable(),
  description: longText().nullable(),
};

export const contactInput = z.strictObject({
  firstName: text(80),
  lastName: text(80),
  ownerId: uuid.optional(),
  roles: z.array(z.enum(contactRoles)).max(10).optional(),
  phones: z.array(phone).max(10).optional(),
  otherEmails: z.array(extraEmail).max(10).optional(),
  tags: tags.optional(),
  decisionMaker: z.boolean().optional(),
  doNotCall: z.boolean().optional(),
  emailOptOut: z.boolean().optional(),
  consentStatus: z.enum(consentStatuses).optional(),
  consentSource: text(120).nullable().optional(),
  confidential: z.boolean().optional(),
  ...z.object(facts).partial().shape,
});
export type ContactInput = z.input<typeof contactInput>;
export const contactPatch = patchOf(contactInput);
export type ContactPatch = z.input<typeof contactPatch>;

export const contactSortable = [
  'name',
  'firstName',
  'lastName',
  'email',
  'lastTouchAt',
  'nextTouchAt',
  'createdAt',
  'updatedAt',
  'city',
] as const;
export const contactQuery = z.strictObject({
  ...listParams(contactSortable),
  ...segmentParam,
  companyId: uuid.optional(),
  ownerId: ownerFilter.optional(),
  role: csv(z.enum(contactRoles)).optional(),
  tag: csv(text(60)).optional(),
  city: text(100).optional(),
  state: text(60).optional(),
  emailOptOut: booleanParam.optional(),
  bounced: booleanParam.optional(),
  hasEmail: booleanParam.optional(),
  touchedBefore: instant.optional(),
  createdFrom: instant.optional(),
  createdTo: instant.optional(),
});
export type ContactQuery = z.output<typeof contactQuery>;

export const contact = z.object({
  ...recordMeta,
  name: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  roles: z.array(z.enum(contactRoles)),
  phones: z.array(phone),
  otherEmails: z.array(extraEmail),
  tags: z.array(z.string()),
  decisionMaker: z.boolean(),
  doNotCall: z.boolean(),
  emailOptOut: z.boolean(),
  emailOptOutAt: instant.nullable(),
  /** What is known of consent to marketing mail, from where, since when. */
  consentStatus: z.enum(consentStatuses),
  consentSource: z.string().nullable(),
  consentAt: instant.nullable(),
  bounced: z.boolean(),
  confidential: z.boolean(),
  lastTouchAt: instant.nullable(),
  ...facts,
  company: ref.nullable(),
  abilities: abilities.extend({ invite: z.boolean(), share: z.boolean() }),
});
export type Contact = z.infer<typeof contact>;

/** A team-mate's contact: who it is and whom to ask, nothing more. */
export const maskedContact = z.object({
  id: uuid,
  name: z.string(),
  company: ref.nullable(),
  owner: ref.nullable(),
  accessRequested: z.boolean(),
});
export type MaskedContact = z.infer<typeof maskedContact>;
/** `q` looks at names only: what is masked cannot be found by what it hides. */
export const directoryQuery = z.strictObject(listParams(['name'], 'name'));
export type DirectoryQuery = z.output<typeof directoryQuery>;

/** Who else sees a contact, or has asked to. */
export const contactShare = z.object({
  user: ref,
  status: z.enum(['requested', 'granted']),
  grantedBy: ref.nullable(),
  createdAt: instant,
});
export type ContactShare = z.infer<typeof contactShare>;
export const shareParams = z.strictObject({ id: uuid, userId: uuid });
export const shareInput = z.strictObject({ userId: uuid });
