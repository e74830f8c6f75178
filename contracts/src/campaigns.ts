import { z } from 'zod';
import {
  abilities,
  booleanParam,
  count,
  csv,
  instant,
  listParams,
  longText,
  ownerFilter,
  patchOf,
  recordMeta,
  ref,
  text,
  timeZone,
  uuid,
} from './common';
import { contactRoles } from './contacts';

export const campaignTypes = ['property_promo', 'newsletter', 'announcement', 'other'] as const;
export const campaignStatuses = [
  'draft',
  'pending_approval',
  'scheduled',
  'sending',
  'sent',
  'paused',
  'cancelled',
  'failed',
] as const;

/** Who a dynamic list or a campaign without a list goes to: the same words as the contact list's filters. */
export const audienceFilter = z.strictObject({
  roles: z.array(z.enum(contactRoles)).max(20).optional(),
  tags: z.array(text(60)).max(50).optional(),
  ownerIds: z.array(uuid).max(100).optional(),
  companyIds: z.array(uuid).max(100).optional(),
  cities: z.array(text(100)).max(50).optional(),
  states: z.array(text(60)).max(60).optional(),
  decisionMaker: z.boolean().optional(),
});
export type AudienceFilter = z.infer<typeof audienceFilter>;

const facts = {
  subject: text(200).nullable(),
  previewText: text(200).nullable(),
  /** The provider's dynamic template, `d-…`. */
  templateId: text(64).nullable(),
  listId: uuid.nullable(),
  filters: audienceFilter.nullable(),
  propertyId: uuid.nullable(),
  fromName: text(120).nullable(),
  replyTo: z.email().max(254).nullable(),
  scheduledAt: instant.nullable(),
  timezone: timeZone.nullable(),
  description: longText(4000).nullable(),
};
export const campaignInput = z.strictObject({
  name: text(200),
  type: z.enum(campaignTypes).default('property_promo'),
  ownerId: uuid.optional(),
  ...z.object(facts).partial().shape,
});
export type CampaignInput = z.input<typeof campaignInput>;
export const campaignPatch = patchOf(campaignInput);
export type CampaignPatch = z.input<typeof campaignPatch>;

export const campaignSortable = [
  'name',
  'status',
  'type',
  'scheduledAt',
  'sentAt',
  'createdAt',
  'updatedAt',
] as const;
export const campaignQuery = z.strictObject({
  ...listParams(campaignSortable),
  status: csv(z.enum(campaignStatuses)).optional(),
  type: csv(z.enum(campaignTypes)).optional(),
  ownerId: ownerFilter.optional(),
  listId: uuid.optional(),
});
export type CampaignQuery = z.output<typeof campaignQuery>;

/** Distinct recipients at each step; machine opens are counted apart. */
export const campaignCounters = z.object({
  recipients: count,
  delivered: count,
  opened: count,
  machineOpened: count,
  clicked: count,
  bounced: count,
  unsubscribed: count,
  spamReported: count,
});
export const campaign = z.object({
  ...recordMeta,
  name: z.string(),
  type: z.enum(campaignTypes),
  status: z.enum(campaignStatuses),
  ...facts,
  sentAt: instant.nullable(),
  list: ref.nullable(),
  property: ref.nullable(),
  counters: campaignCounters,
  abilities: abilities.extend({ send: z.boolean(), approve: z.boolean() }),
});
export type Campaign = z.infer<typeof campaign>;

export const listKinds = ['static', 'dynamic'] as const;
export const listInput = z.strictObject({
  name: text(160),
  kind: z.enum(listKinds).default('static'),
  filters: audienceFilter.nullable().optional(),
  description: longText(2000).nullable().optional(),
});
export type ListInput = z.input<typeof listInput>;
export const listPatch = patchOf(listInput);
export const listQuery = z.strictObject({
  ...listParams(['name', 'createdAt', 'updatedAt'], 'name'),
  kind: csv(z.enum(listKinds)).optional(),
  hasMembers: booleanParam.optional(),
});
export type ListQuery = z.output<typeof listQuery>;
export const contactList = z.object({
  ...recordMeta,
  name: z.string(),
  kind: z.enum(listKinds),
  filters: audienceFilter.nullable(),
  description: z.string().nullable(),
  memberCount: count,
  lastEvaluatedAt: instant.nullable(),
  abilities,
});
export type ContactList = z.infer<typeof contactList>;
