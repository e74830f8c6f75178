import { z } from 'zod';
import { abilities, csv, instant, longText, patchOf, recordMeta, ref, text, uuid } from './common';

export const activityTypes = ['note', 'call', 'email', 'meeting', 'tour', 'system'] as const;
/** What people log; `system` entries are the program's own. */
export const loggedTypes = ['note', 'call', 'email', 'meeting', 'tour'] as const;
export const callOutcomes = [
  'connected',
  'left_voicemail',
  'no_answer',
  'wrong_number',
  'not_interested',
  'meeting_set',
] as const;
const linked = {
  contactId: uuid.nullable(),
  companyId: uuid.nullable(),
  propertyId: uuid.nullable(),
  dealId: uuid.nullable(),
};

export const activityInput = z.strictObject({
  type: z.enum(loggedTypes),
  subject: text(200).nullable().optional(),
  body: longText().nullable().optional(),
  occurredAt: instant.optional(),
  durationMinutes: z.number().int().min(0).max(10_000).nullable().optional(),
  direction: z.enum(['inbound', 'outbound']).nullable().optional(),
  outcome: z.enum(callOutcomes).nullable().optional(),
  pinned: z.boolean().optional(),
  private: z.boolean().optional(),
  ...z.object(linked).partial().shape,
});
export type ActivityInput = z.input<typeof activityInput>;
export const activityPatch = patchOf(activityInput);
export type ActivityPatch = z.input<typeof activityPatch>;

/**
 * The timeline of one record, newest first after what is pinned. A company's holds what happened with its contacts too.
 * Without a record: all the caller may see, newest first.
 */
export const activityQuery = z.strictObject({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(30),
  contactId: uuid.optional(),
  companyId: uuid.optional(),
  propertyId: uuid.optional(),
  dealId: uuid.optional(),
  type: csv(z.enum(activityTypes)).optional(),
});
export type ActivityQuery = z.output<typeof activityQuery>;

export const activity = z.object({
  ...recordMeta,
  type: z.enum(activityTypes),
  subject: z.string().nullable(),
  body: z.string().nullable(),
  occurredAt: instant,
  durationMinutes: z.number().nullable(),
  direction: z.enum(['inbound', 'outbound']).nullable(),
  outcome: z.string().nullable(),
  pinned: z.boolean(),
  private: z.boolean(),
  ...linked,
  contact: ref.nullable(),
  company: ref.nullable(),
  property: ref.nullable(),
  deal: ref.nullable(),
  abilities,
});
export type Activity = z.infer<typeof activity>;
