import { deliveryEventId, newEventId, sgMessageId } from './ids';
import type { Envelope, HistoryEntry, Message, MessageStatus } from './messages';
import type { Runtime } from './runtime';
import type { EventName, WebhookEvent } from './types';

const MAIL_SERVER_IP = '149.72.0.10';

/** What the caller knows about one event beside the message. */
export type EventDetails = Record<string, unknown>;

const DELIVERY_STATUS: Partial<Record<EventName, MessageStatus>> = {
  processed: 'processed',
  delivered: 'delivered',
  deferred: 'deferred',
  bounce: 'bounced',
  dropped: 'dropped',
};

/** Only what says more than the name is kept in a message's history. */
function historyEntry(event: WebhookEvent): HistoryEntry {
  const text = (field: string) => (typeof event[field] === 'string' ? event[field] : undefined);
  const reason = text('reason') ?? (event.event === 'deferred' ? text('response') : undefined);
  const [url, useragent, ip] = [text('url'), text('useragent'), text('ip')];
  return {
    event: event.event,
    timestamp: event.timestamp,
    ...(reason ? { reason } : {}),
    ...(url ? { url } : {}),
    ...(useragent ? { useragent, ...(ip ? { ip } : {}) } : {}),
    ...(event.sg_machine_open === true ? { machine: true } : {}),
  };
}

const attemptOf = (details: EventDetails): number =>
  typeof details.attempt === 'string' ? Number(details.attempt) : 0;

function envelopeFields(envelope: Envelope): EventDetails {
  return {
    ...(envelope.categories.length > 0 ? { category: envelope.categories } : {}),
    ...(envelope.asmGroupId ? { asm_group_id: envelope.asmGroupId } : {}),
    ...(envelope.template
      ? { sg_template_id: envelope.template.id, sg_template_name: envelope.template.name }
      : {}),
  };
}

/** SendGrid's own event object: custom args flattened first, so that SendGrid's names win. */
function buildEvent(
  runtime: Runtime,
  message: Message,
  envelope: Envelope,
  event: EventName,
  details: EventDetails = {},
): WebhookEvent {
  const isDelivery = event in DELIVERY_STATUS;
  const { messageId, ordinal } = message;
  return {
    ...message.customArgs,
    email: message.to.email,
    timestamp: Math.floor(runtime.ctx.clock.epochMs() / 1000),
    ...(isDelivery ? { 'smtp-id': `<${messageId}@geopod-ismtpd-1>` } : {}),
    event,
    ...envelopeFields(envelope),
    sg_event_id: isDelivery ? deliveryEventId(event, attemptOf(details), messageId, ordinal) : newEventId(),
    sg_message_id: sgMessageId(messageId, ordinal),
    ...details,
  };
}

/** Something happened to a message: notes it in its history and tells the webhooks. */
export function emit(
  runtime: Runtime,
  message: Message,
  name: EventName,
  details: EventDetails = {},
): WebhookEvent {
  const envelope = runtime.messages.envelopeOf(message);
  if (!envelope) throw new Error(`Message ${message.id} has no envelope`);
  const event = buildEvent(runtime, message, envelope, name, details);
  message.history.push(historyEntry(event));
  message.status = (details.type === 'blocked' ? 'blocked' : DELIVERY_STATUS[name]) ?? message.status;
  runtime.webhooks.enqueue(event);
  return event;
}

export const DELIVERED: EventDetails = { response: '250 2.0.0 OK', ip: MAIL_SERVER_IP, tls: 1 };

export const BOUNCED: EventDetails = {
  reason: '550 5.1.1 The email account that you tried to reach does not exist.',
  status: '5.1.1',
  type: 'bounce',
  bounce_classification: 'Invalid Address',
  ip: MAIL_SERVER_IP,
  tls: 1,
};

export const BLOCKED: EventDetails = {
  reason: '550 5.7.1 Service unavailable, client host blocked using a reputation list.',
  status: '5.7.1',
  type: 'blocked',
  bounce_classification: 'Reputation',
  ip: MAIL_SERVER_IP,
  tls: 1,
};

export const deferred = (attempt: number): EventDetails => ({
  response: '451 4.7.1 Try again later',
  attempt: String(attempt),
  ip: MAIL_SERVER_IP,
  tls: 1,
});

export const dropped = (reason: string): EventDetails => ({ reason, status: '5.0.0' });
