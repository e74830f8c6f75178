/** The request bodies and records of SendGrid's v3 API, as far as the emulator reads them (twilio/sendgrid-oai). */

export interface Address {
  email: string;
  name?: string;
}

export type Dictionary = Record<string, string>;

export interface Personalization {
  to: Address[];
  cc?: Address[];
  bcc?: Address[];
  from?: Address;
  subject?: string;
  headers?: Dictionary;
  substitutions?: Dictionary;
  dynamic_template_data?: Record<string, unknown>;
  custom_args?: Dictionary;
  /** Unix seconds. */
  send_at?: number;
}

export interface Attachment {
  /** base64 */
  content: string;
  filename: string;
  type?: string;
  disposition?: 'inline' | 'attachment';
  content_id?: string;
}

interface Toggle {
  enable?: boolean;
}

export interface MailSendBody {
  personalizations: Personalization[];
  from: Address;
  reply_to?: Address;
  reply_to_list?: Address[];
  subject?: string;
  content?: { type: string; value: string }[];
  attachments?: Attachment[];
  template_id?: string;
  headers?: Dictionary;
  sections?: Dictionary;
  categories?: string[];
  custom_args?: Dictionary;
  /** Unix seconds. */
  send_at?: number;
  batch_id?: string;
  asm?: { group_id: number; groups_to_display?: number[] };
  mail_settings?: {
    sandbox_mode?: Toggle;
    footer?: Toggle & { text?: string; html?: string };
    bypass_list_management?: Toggle;
    bypass_spam_management?: Toggle;
    bypass_bounce_management?: Toggle;
    bypass_unsubscribe_management?: Toggle;
  };
  tracking_settings?: {
    click_tracking?: Toggle & { enable_text?: boolean };
    open_tracking?: Toggle & { substitution_tag?: string };
    subscription_tracking?: Toggle & { text?: string; html?: string; substitution_tag?: string };
  };
}

export interface TemplateVersion {
  id: string;
  template_id: string;
  active: 0 | 1;
  name: string;
  subject: string;
  html_content: string;
  plain_content: string;
  generate_plain_content: boolean;
  editor: 'code' | 'design';
  /** JSON text that the editor previews with. */
  test_data?: string;
  /** YYYY-MM-DD HH:mm:ss, UTC */
  updated_at: string;
}

export interface Template {
  id: string;
  name: string;
  generation: 'dynamic' | 'legacy';
  updated_at: string;
  versions: TemplateVersion[];
}

export interface AsmGroup {
  id: number;
  name: string;
  description: string;
  is_default: boolean;
}

export interface Suppression {
  email: string;
  /** Unix seconds. */
  created: number;
  reason?: string;
  status?: string;
  ip?: string;
}

/** The names in the paths /v3/suppression/<list>. */
export type SuppressionList = 'bounces' | 'blocks' | 'spam_reports' | 'invalid_emails' | 'unsubscribes';

/** The event switches of a webhook, by SendGrid's names. */
export const WEBHOOK_SWITCHES = [
  'processed',
  'dropped',
  'delivered',
  'deferred',
  'bounce',
  'open',
  'click',
  'spam_report',
  'unsubscribe',
  'group_unsubscribe',
  'group_resubscribe',
] as const;
export type WebhookSwitch = (typeof WEBHOOK_SWITCHES)[number];

export interface Webhook extends Record<WebhookSwitch, boolean> {
  id: string;
  enabled: boolean;
  url: string;
  friendly_name: string;
  signed: boolean;
  /** base64 of SPKI DER, P-256: what SendGrid calls the verification key. */
  publicKey: string;
  /** base64 of PKCS #8 DER. */
  privateKey: string;
  created_date: string;
  updated_date: string;
}

export interface VerifiedSender {
  id: number;
  nickname: string;
  from_email: string;
  from_name: string;
  reply_to: string;
  verified: boolean;
  locked: boolean;
  [field: string]: unknown;
}

export type EventName =
  | 'processed'
  | 'dropped'
  | 'delivered'
  | 'deferred'
  | 'bounce'
  | 'open'
  | 'click'
  | 'spamreport'
  | 'unsubscribe'
  | 'group_unsubscribe'
  | 'group_resubscribe';

/** One element of the JSON array that the event webhook posts; custom args lie flattened beside these. */
export interface WebhookEvent {
  email: string;
  /** Unix seconds. */
  timestamp: number;
  event: EventName;
  sg_event_id: string;
  [field: string]: unknown;
}
