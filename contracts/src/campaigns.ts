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
  segmentParam,
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
  ...segmentParam,
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
  /** Where the sending itself stands. `unknown`: handed over, but SendGrid did not confirm. */
  pending: count,
  failed: count,
  unknown: count,
  suppressed: count,
});
export const campaign = z.object({
  ...recordMeta,
  name: z.string(),
  type: z.enum(campaignTypes),
  status: z.enum(campaignStatuses),
  ...facts,
  sentAt: instant.nullable(),
  /** Why it was paused, stopped or failed. */
  statusReason: z.string().nullable(),
  /** Null also when the caller may not see the list; `listId` then says that there is one. */
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

export const listMembersInput = z.strictObject({ contactIds: z.array(uuid).max(1000) });
export const listMembersResult = z.object({ changed: count, memberCount: count });

/** Why somebody in the audience gets no mail. */
export const exclusionReasons = [
  'no_email',
  'unsubscribe',
  'group_unsubscribe',
  'denied',
  'bounce',
  'spam_report',
  'invalid',
  'manual',
  'duplicate',
] as const;
export const audience = z.object({
  /** Contacts that the list or the filters name. */
  total: count,
  /** Those who would get the mail. */
  recipients: count,
  excluded: z.array(z.object({ reason: z.enum(exclusionReasons), count })),
  /** An agent's campaign of this size waits for approval. */
  needsApproval: z.boolean(),
});
export type Audience = z.infer<typeof audience>;
export const campaignSendInput = z.strictObject({
  listId: uuid.optional(),
  filters: audienceFilter.optional(),
  templateId: text(64).optional(),
});
export const campaignScheduleInput = campaignSendInput.extend({
  scheduledAt: instant,
  timezone: timeZone.optional(),
});
export const campaignPreviewInput = z.strictObject({ contactId: uuid.optional() });
export const campaignPreview = z.object({
  subject: z.string(),
  html: z.string(),
  /** Values that the template asks for and this contact (or the campaign) does not have. */
  missing: z.array(z.string()),
  contact: ref.nullable(),
});
export type CampaignPreview = z.infer<typeof campaignPreview>;
export const campaignTestInput = z.strictObject({
  to: z.email().max(254).optional(),
  contactId: uuid.optional(),
});

export const recipientStatuses = [
  'pending',
  'suppressed',
  'submitting',
  'accepted',
  'failed',
  'unknown',
] as const;
export const recipientQuery = z.strictObject({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
  status: csv(z.enum(recipientStatuses)).optional(),
});
export const campaignRecipient = z.object({
  id: uuid,
  email: z.string(),
  status: z.enum(recipientStatuses),
  reason: z.string().nullable(),
  contact: ref.nullable(),
});
export type CampaignRecipient = z.infer<typeof campaignRecipient>;
