import { randomUUID } from 'node:crypto';
import type { Envelope, Message } from './messages';
import { seedTemplates } from './seed/templates';
import {
  WEBHOOK_SWITCHES,
  type AsmGroup,
  type MailSendBody,
  type Suppression,
  type SuppressionList,
  type Template,
  type VerifiedSender,
  type Webhook,
  type WebhookSwitch,
} from './types';
import { newSigningKeys } from './webhook/signing';

export interface ApiKey {
  key: string;
  scopes: string[];
  /** A revoked key answers 401. */
  revoked?: boolean;
}

/** Part of a mail/send request that waits for its send_at. */
export interface HeldMail {
  messageId: string;
  batchId?: string;
  /** Epoch ms. */
  dueAt: number;
  body: MailSendBody;
  /** Which personalizations are due then. */
  indexes: number[];
}

/** A message whose server said "try again later". */
interface DeferredMail {
  messageId: string;
  /** Epoch ms. */
  dueAt: number;
}

/** Switches that make the emulator as unpleasant as the internet is. All off by default. */
export interface Chaos {
  /** Every event twice: with the same sg_event_id, or (as users report) with a changed one. */
  duplicates: 'off' | 'same' | 'changed';
  /** Each POST carries its events in reverse order. */
  reorder: boolean;
  /** Holds every event back this long. */
  delayMs: number;
  /** Apple MPP: each delivered mail is "opened" by a machine at once. */
  machineOpens: boolean;
  /** A security gateway follows every link of each delivered mail. */
  scannerClicks: boolean;
  /** Shifts the timestamp that is signed. */
  signatureSkewMs: number;
}

export interface Settings {
  /** How long events gather before a POST. */
  batchMs: number;
  /** First retry after this long, doubling up to five minutes. */
  retryBaseMs: number;
  /** Parallel POSTs; 1 keeps batches in order. */
  concurrency: number;
  /** How long `defer@` addresses take until they are delivered (by the provider's clock). */
  deferMs: number;
  /** 403 for a from address that is no verified sender. */
  strictSenders: boolean;
  /** Requests per window on /v3/*; over it 429 with X-RateLimit-*. */
  rateLimit: { limit: number; windowSeconds: number } | null;
}

export interface SendgridState {
  apiKeys: ApiKey[];
  webhooks: Webhook[];
  templates: Template[];
  groups: AsmGroup[];
  nextGroupId: number;
  /** group id → e-mail (lower case) → unix seconds */
  groupSuppressions: Record<string, Record<string, number>>;
  /** list → e-mail (lower case) → entry */
  suppressions: Record<SuppressionList, Record<string, Suppression>>;
  senders: VerifiedSender[];
  profile: Record<string, string>;
  /** batch id → when it was made (epoch ms) */
  batches: Record<string, number>;
  scheduledSends: { batch_id: string; status: 'pause' | 'cancel'; /** epoch ms */ since: number }[];
  held: HeldMail[];
  deferred: DeferredMail[];
  chaos: Chaos;
  settings: Settings;
  /** The newest messages, for the next start. */
  recent: { messages: Message[]; envelopes: Envelope[] };
  /** Events not yet accepted by a webhook when the emulator stopped. */
  outbox: { webhookId: string; json: string }[];
}

export const NO_CHAOS: Chaos = {
  duplicates: 'off',
  reorder: false,
  delayMs: 0,
  machineOpens: false,
  scannerClicks: false,
  signatureSkewMs: 0,
};

export const DEFAULT_SETTINGS: Settings = {
  batchMs: 200,
  retryBaseMs: 1000,
  concurrency: 1,
  deferMs: 30_000,
  strictSenders: false,
  rateLimit: null,
};

/** A webhook that receives everything, signed. */
export function newWebhook(url: string, enabled: boolean): Webhook {
  const now = new Date().toISOString();
  const switches = Object.fromEntries(WEBHOOK_SWITCHES.map((name) => [name, true])) as Record<
    WebhookSwitch,
    boolean
  >;
  return {
    ...switches,
    id: randomUUID(),
    enabled,
    url,
    friendly_name: '',
    signed: true,
    ...newSigningKeys(),
    created_date: now,
    updated_date: now,
  };
}

export function initialState(): SendgridState {
  return {
    apiKeys: [],
    webhooks: [newWebhook('', false)],
    templates: seedTemplates(),
    groups: [],
    nextGroupId: 20001,
    groupSuppressions: {},
    suppressions: { bounces: {}, blocks: {}, spam_reports: {}, invalid_emails: {}, unsubscribes: {} },
    senders: [],
    profile: { first_name: 'Local', last_name: 'Account', company: 'Emulated SendGrid', country: 'US' },
    batches: {},
    scheduledSends: [],
    held: [],
    deferred: [],
    chaos: { ...NO_CHAOS },
    settings: { ...DEFAULT_SETTINGS },
    recent: { messages: [], envelopes: [] },
    outbox: [],
  };
}
