import { emit } from '../events';
import type { Envelope, Message, MessageStatus, RenderData } from '../messages';
import { drop } from '../recipient';
import type { Runtime } from '../runtime';
import { dropReason } from '../suppressions';
import type { Address, MailSendBody, Personalization } from '../types';
import { resolveEnvelope } from './content';
import { meetFate } from './magic';
import { renderingError, renderSubject } from './render';

const NO_TEMPLATE =
  'SendGrid accepts a template id that does not exist or has no active version, and sends nothing.';

interface Recipient {
  address: Address;
  kind: Message['kind'];
  personalization: Personalization;
  /** Position in the whole request. */
  ordinal: number;
}

function recipientsOf(mail: MailSendBody, indexes: ReadonlySet<number>): Recipient[] {
  let ordinal = 0;
  const recipients: Recipient[] = [];
  mail.personalizations.forEach((personalization, index) => {
    for (const kind of ['to', 'cc', 'bcc'] as const) {
      for (const address of personalization[kind] ?? []) {
        if (indexes.has(index)) recipients.push({ address, kind, personalization, ordinal });
        ordinal += 1;
      }
    }
  });
  return recipients;
}

function renderData(personalization: Personalization): RenderData {
  return {
    ...(personalization.dynamic_template_data ? { dynamic: personalization.dynamic_template_data } : {}),
    ...(personalization.substitutions ? { substitutions: personalization.substitutions } : {}),
  };
}

function toMessage(runtime: Runtime, mail: MailSendBody, messageId: string, recipient: Recipient): Message {
  const { address, kind, personalization, ordinal } = recipient;
  return {
    id: `${messageId}-${ordinal}`,
    messageId,
    ordinal,
    acceptedAt: runtime.ctx.clock.epochMs(),
    to: address,
    kind,
    subject: personalization.subject ?? mail.subject ?? '',
    headers: personalization.headers ?? {},
    customArgs: { ...mail.custom_args, ...personalization.custom_args },
    data: renderData(personalization),
    status: 'processed',
    history: [],
  };
}

/** Fills the subject; a template that cannot be rendered makes SendGrid drop the mail. */
function subjectError(envelope: Envelope, message: Message, own: string | undefined): string | undefined {
  try {
    const source = envelope.dynamic ? envelope.subject : (own ?? envelope.subject);
    message.subject = renderSubject(source, envelope, message.data ?? {});
    return undefined;
  } catch (error) {
    return `Template rendering failed: ${error instanceof Error ? error.message : 'unknown error'}`;
  }
}

interface Sending {
  mail: MailSendBody;
  envelope: Envelope;
  /** Why none of this mail can be rendered. */
  contentError: string | undefined;
}

function sendOne(runtime: Runtime, sending: Sending, message: Message, ownSubject?: string): void {
  const { mail, envelope, contentError } = sending;
  const reason =
    subjectError(envelope, message, ownSubject) ??
    contentError ??
    dropReason(runtime.state(), mail, message.to.email);
  if (reason) {
    drop(runtime, message, reason);
    return;
  }
  emit(runtime, message, 'processed', envelope.sendAt ? { send_at: envelope.sendAt } : {});
  meetFate(runtime, message);
}

/** An envelope for mail that never leaves: only the inbox shows it, marked void. */
function voidEnvelope(mail: MailSendBody, messageId: string): Envelope {
  return {
    messageId,
    from: mail.from,
    replyTo: [],
    subject: '',
    html: '',
    text: '',
    dynamic: false,
    sections: {},
    headers: {},
    categories: mail.categories ?? [],
    attachments: [],
    tracking: { click: false, clickText: false, open: false },
  };
}

/** Sends the given personalizations of an accepted request now: one message per recipient, with its events. */
export function deliverMail(
  runtime: Runtime,
  mail: MailSendBody,
  messageId: string,
  indexes: readonly number[],
  sendAt?: number,
): void {
  const resolved = resolveEnvelope(runtime.state(), mail, messageId);
  const envelope = { ...(resolved ?? voidEnvelope(mail, messageId)), ...(sendAt ? { sendAt } : {}) };
  const recipients = recipientsOf(mail, new Set(indexes));
  const messages = recipients.map((recipient) => toMessage(runtime, mail, messageId, recipient));
  runtime.messages.add(envelope, messages);
  // Templates break for everybody or nobody, as a rule: the first recipient's data is the test.
  const contentError = renderingError(envelope, messages[0]?.data ?? {});
  messages.forEach((message, position) => {
    const ownSubject = recipients[position]?.personalization.subject;
    if (resolved) sendOne(runtime, { mail, envelope, contentError }, message, ownSubject);
    else Object.assign(message, { status: 'void' satisfies MessageStatus, note: NO_TEMPLATE });
  });
  runtime.save();
}
