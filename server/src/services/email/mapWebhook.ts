import { createHash } from 'node:crypto';
import { isUuid } from '../../lib/ids';
import { storable } from './storable';

/** The eight types of EmailEvent.eventType (DB1). */
type EventType =
  'processed' | 'delivered' | 'open' | 'click' | 'bounce' | 'dropped' | 'spamreport' | 'unsubscribe';

/** One event of SendGrid's webhook in our words; column names are EmailEvent's. */
export interface MappedEvent {
  sgEventId: string;
  fingerprint: string;
  /** Null for types that are none of the eight; `rawEventType` has every one. */
  eventType: EventType | null;
  rawEventType: string;
  /** ISO 8601, UTC. */
  eventTimestamp: string;
  /** Lower case. */
  email: string | null;
  messageId: string | null;
  /** From our custom args; null when they are missing or are not ours. */
  emailLogId: string | null;
  campaignId: string | null;
  contactId: string | null;
  batch: string | null;
  url: string | null;
  bounceType: string | null;
  asmGroupId: number | null;
  isMachine: boolean;
  isSuspectedBot: boolean;
  botReason: string | null;
  /** Index in `events` of the event that this one repeats under another id; null otherwise. */
  repeats: number | null;
  metadata: Record<string, unknown>;
}

export interface MappedBatch {
  events: MappedEvent[];
  /** What could not be read as an event, with the reason: kept aside, never answered with 4xx. */
  quarantined: { reason: string; event: unknown }[];
}

const SAME: ReadonlySet<string> = new Set<EventType>([
  'processed',
  'delivered',
  'open',
  'click',
  'bounce',
  'dropped',
  'spamreport',
  'unsubscribe',
]);
/** Longer ones are nobody's, and no index could hold them. */
const LONGEST_ID = 200;
const LONGEST_ADDRESS = 320;

type Raw = Record<string, unknown>;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const short = (value: string | null | undefined, longest: number): string | null =>
  value && value.length <= longest ? value : null;
const uuid = (value: unknown): string | null => (typeof value === 'string' && isUuid(value) ? value : null);
const integer = (value: unknown): number | null => {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && Math.abs(number) < 2 ** 31
    ? number
    : null;
};

/** `deferred` is no `processed` (that would inflate the funnel); leaving a group is an unsubscribe. */
function typeOf(raw: string): EventType | null {
  if (SAME.has(raw)) return raw as EventType;
  return raw === 'group_unsubscribe' ? 'unsubscribe' : null;
}

/**
 * X-Message-Id out of sg_message_id: what comes before `.recvd-…` (older: `.filter…`). When that marker is missing, the
 * local part of smtp-id, else up to the first dot. The id names the request, not the recipient.
 */
export function messageIdOf(sgMessageId: unknown, smtpId: unknown): string | null {
  const id = text(sgMessageId);
  const marker = id?.search(/\.(recvd|filter)/) ?? -1;
  if (id && marker > 0) return id.slice(0, marker);
  const local = /^<?([^@>]+)@/.exec(text(smtpId) ?? '')?.[1];
  return local ?? id?.split('.')[0] ?? null;
}

const TOKEN_PATH = /\/(welcome|u|invitation|reset-password)\/[\w.~-]{16,}/g;
const TOKEN_QUERY = /([?&]token=)[\w.~-]{16,}/g;
/** One-time tokens in links people clicked are not ours to keep. */
const withoutTokens = (url: string): string => url.replace(TOKEN_PATH, '/$1/…').replace(TOKEN_QUERY, '$1…');

function fingerprintOf(raw: Raw): string {
  const parts = [
    raw['sg_message_id'],
    raw['email'],
    raw['event'],
    raw['timestamp'],
    raw['url'],
    raw['ip'],
    raw['useragent'],
    raw['attempt'],
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function readable(value: unknown): Raw | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not an object';
  const raw = value as Raw;
  if (!text(raw['event'])) return 'no event type';
  const seconds = Number(raw['timestamp']);
  if (raw['timestamp'] === null || !Number.isFinite(seconds) || seconds <= 0 || seconds > 253_402_300_799)
    return 'no timestamp';
  return raw;
}

function mapEvent(raw: Raw): MappedEvent {
  const fingerprint = fingerprintOf(raw);
  const rawEventType = text(raw['event'])?.slice(0, 80) ?? '';
  const url = text(raw['url']);
  const safeUrl = url && withoutTokens(url);
  const sgEventId = text(raw['sg_event_id']);
  return {
    sgEventId: short(sgEventId, LONGEST_ID) ?? `fp:${fingerprint}`,
    fingerprint,
    eventType: typeOf(rawEventType),
    rawEventType,
    eventTimestamp: new Date(Number(raw['timestamp']) * 1000).toISOString(),
    email: short(text(raw['email'])?.trim().toLowerCase(), LONGEST_ADDRESS),
    messageId: short(messageIdOf(raw['sg_message_id'], raw['smtp-id']), LONGEST_ID),
    emailLogId: uuid(raw['crm_log_id']),
    campaignId: uuid(raw['crm_campaign_id']),
    contactId: uuid(raw['crm_contact_id']),
    batch: uuid(raw['crm_batch']),
    url: safeUrl,
    bounceType: rawEventType === 'bounce' ? (text(raw['type']) ?? 'bounce') : null,
    asmGroupId: integer(raw['asm_group_id']),
    isMachine: raw['sg_machine_open'] === true,
    isSuspectedBot: false,
    botReason: null,
    repeats: null,
    metadata: safeUrl === url ? raw : { ...raw, url: safeUrl },
  };
}

const SCANNER_AGENTS =
  /barracuda|proofpoint|mimecast|safelinks|symantec|mailscanner|bot\b|crawler|spider|headless/i;
const BURST_MS = 2000;

/**
 * Clicks no person makes: by a program that says so, or several different links of one mail from one address within
 * two seconds. Marked, never dropped: SendGrid has no flag of its own for them.
 */
function markBots(events: MappedEvent[]): void {
  const bursts = new Map<string, MappedEvent[]>();
  for (const event of events) {
    if (event.eventType !== 'click') continue;
    const agent = text(event.metadata['useragent']);
    if (agent && SCANNER_AGENTS.test(agent)) suspect(event, 'scanner user agent');
    const key = `${event.emailLogId ?? event.messageId}|${event.email}|${text(event.metadata['ip'])}`;
    bursts.set(key, [...(bursts.get(key) ?? []), event]);
  }
  for (const clicks of bursts.values()) {
    for (const click of clicks) {
      const near = clicks.filter(
        (other) => Math.abs(Date.parse(other.eventTimestamp) - Date.parse(click.eventTimestamp)) <= BURST_MS,
      );
      if (new Set(near.map((other) => other.url)).size > 1) suspect(click, 'several links at once');
    }
  }
}

function suspect(event: MappedEvent, reason: string): void {
  event.isSuspectedBot = true;
  event.botReason ??= reason;
}

/** Drops second copies under the same id; marks copies under another id, which are kept but do not count. */
function dedupe(mapped: MappedEvent[]): MappedEvent[] {
  const ids = new Set<string>();
  const events = mapped.filter((event) => !ids.has(event.sgEventId) && ids.add(event.sgEventId));
  const first = new Map<string, number>();
  events.forEach((event, index) => {
    const seen = first.get(event.fingerprint);
    if (seen === undefined) first.set(event.fingerprint, index);
    else event.repeats = seen;
  });
  return events;
}

/** SendGrid's events (the parsed body of one POST) in EmailEvent's terms. Pure: no clock, no database. */
export function mapWebhook(body: unknown): MappedBatch {
  const list = Array.isArray(body) ? (body as unknown[]) : [body];
  const quarantined: MappedBatch['quarantined'] = [];
  const mapped: MappedEvent[] = [];
  for (const entry of list.map((each) => storable(each))) {
    const raw = readable(entry);
    if (typeof raw === 'string') quarantined.push({ reason: raw, event: entry });
    else mapped.push(mapEvent(raw));
  }
  const events = dedupe(mapped);
  markBots(events);
  return { events, quarantined };
}
