import { z } from 'zod';
import { count, csv, email, instant, listParams, ref, text, uuid } from './common';

export const emailEventTypes = [
  'processed',
  'delivered',
  'open',
  'click',
  'bounce',
  'dropped',
  'spamreport',
  'unsubscribe',
] as const;
export const emailStatuses = [
  'queued',
  'submitting',
  'accepted',
  'delivered',
  'opened',
  'clicked',
  'bounced',
  'dropped',
  'spam',
  'unsubscribed',
  'failed',
  'unknown',
  'suppressed',
] as const;

/** One event, as the activity tab shows it. */
export const emailEvent = z.object({
  id: uuid,
  /** Null for types that are none of the eight: `rawEventType` says which. */
  eventType: z.enum(emailEventTypes).nullable(),
  rawEventType: z.string(),
  eventTimestamp: instant,
  email: z.string().nullable(),
  /** The mail it belongs to. */
  subject: z.string().nullable(),
  url: z.string().nullable(),
  bounceType: z.string().nullable(),
  /** Why it bounced, was dropped or deferred, in the receiving server's words. */
  reason: z.string().nullable(),
  isMachine: z.boolean(),
  isSuspectedBot: z.boolean(),
  contact: ref.nullable(),
  campaign: ref.nullable(),
});
export type EmailEvent = z.infer<typeof emailEvent>;

export const emailActivityQuery = z.strictObject({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(25),
  type: csv(z.enum(emailEventTypes)).optional(),
  /** How many days the series look back. */
  days: z.coerce.number().int().min(1).max(365).default(30),
});
export type EmailActivityQuery = z.output<typeof emailActivityQuery>;

/** Counts of distinct mails, except `totalOpens` and `totalClicks`. Rates are percent of delivered; null when none was. */
export const emailTotals = z.object({
  sent: count,
  delivered: count,
  opened: count,
  /** Opened by Apple's privacy proxy and the like only. */
  machineOpened: count,
  clicked: count,
  bounced: count,
  dropped: count,
  unsubscribed: count,
  spamReported: count,
  totalOpens: count,
  totalClicks: count,
  openRate: z.number().nullable(),
  clickRate: z.number().nullable(),
  bounceRate: z.number().nullable(),
});
export type EmailTotals = z.infer<typeof emailTotals>;
/** One day in the caller's zone. */
export const emailDay = z.object({ date: z.string(), opens: count, clicks: count, bounces: count });
export const emailActivity = z.object({
  items: z.array(emailEvent),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
  totals: emailTotals,
  series: z.array(emailDay),
});
export type EmailActivity = z.infer<typeof emailActivity>;

export const emailLogQuery = z.strictObject({
  ...listParams(['createdAt', 'status', 'toEmail']),
  status: csv(z.enum(emailStatuses)).optional(),
  kind: csv(z.enum(['transactional', 'campaign', 'test'])).optional(),
  contactId: uuid.optional(),
  campaignId: uuid.optional(),
});
export type EmailLogQuery = z.output<typeof emailLogQuery>;
export const emailLog = z.object({
  id: uuid,
  kind: z.enum(['transactional', 'campaign', 'test']),
  template: z.string().nullable(),
  toEmail: z.string(),
  subject: z.string().nullable(),
  status: z.enum(emailStatuses),
  error: z.string().nullable(),
  messageId: z.string().nullable(),
  contact: ref.nullable(),
  campaign: ref.nullable(),
  sender: ref.nullable(),
  createdAt: instant,
  acceptedAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  firstOpenAt: instant.nullable(),
  firstClickAt: instant.nullable(),
  openCount: count,
  clickCount: count,
});
export type EmailLog = z.infer<typeof emailLog>;

/** An invitation to a contact: a personal line that goes into the mail. */
export const contactInviteInput = z.strictObject({ message: text(500).optional() });

export const webhookReceipt = z.object({ stored: count, quarantined: count });

const checkState = z.enum(['ok', 'warning', 'error', 'unknown']);
export const sendgridCheck = z.object({
  key: z.string(),
  label: z.string(),
  state: checkState,
  detail: z.string(),
});
export type SendgridCheck = z.infer<typeof sendgridCheck>;
export const sendgridStatus = z.object({
  state: checkState,
  /** False: the local stand-in (or another server) answers in SendGrid's place. */
  real: z.boolean(),
  baseUrl: z.string(),
  fromEmail: z.string(),
  fromName: z.string(),
  webhookUrl: z.string(),
  checks: z.array(sendgridCheck),
  lastEventAt: instant.nullable(),
  /** Where sent mail can be looked at, when a local stand-in is used. */
  inboxUrl: z.string().nullable(),
});
export type SendgridStatus = z.infer<typeof sendgridStatus>;
export const sendgridTemplate = z.object({
  id: z.string(),
  name: z.string(),
  subject: z.string().nullable(),
});
export type SendgridTemplate = z.infer<typeof sendgridTemplate>;

/** The public page a contact reaches from an invitation. */
export const welcome = z.object({
  firstName: z.string(),
  lastName: z.string(),
  email: z.string().nullable(),
  title: z.string().nullable(),
  phone: z.string().nullable(),
  company: z.string().nullable(),
  organization: z.string(),
  invitedBy: z.string().nullable(),
});
export type Welcome = z.infer<typeof welcome>;
export const welcomeInput = z.strictObject({
  firstName: text(80),
  lastName: text(80),
  title: text(120).nullable().optional(),
  phone: text(40).nullable().optional(),
  /** What we may send from now on: property news and market reports, or nothing. */
  consent: z.boolean(),
});
export type WelcomeInput = z.input<typeof welcomeInput>;

/** The public unsubscribe page. The address is shown in part only: links get forwarded. */
export const unsubscribeView = z.object({
  email: z.string(),
  organization: z.string(),
  unsubscribed: z.boolean(),
});
export type UnsubscribeView = z.infer<typeof unsubscribeView>;
export const testMailInput = z.strictObject({ to: email.optional() });
