import { BLOCKED, BOUNCED, deferred, DELIVERED, dropped, emit, type EventDetails } from './events';
import type { Message } from './messages';
import { linksIn } from './mail/tracking';
import { originalHtml } from './mail/render';
import type { Runtime } from './runtime';
import { suppress, suppressForGroup, unsuppressForGroup } from './suppressions';
import type { WebhookEvent } from './types';

/** How the recipient (or a machine in front of them) looked at the mail. */
export interface Visit {
  useragent?: string;
  ip?: string;
}

const BROWSER: Required<Visit> = {
  useragent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
  ip: '203.0.113.10',
};
/** Apple's Mail Privacy Protection proxy says no more than this about itself. */
const MACHINE: Required<Visit> = { useragent: 'Mozilla/5.0', ip: '17.58.0.10' };
const SCANNER: Required<Visit> = {
  useragent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Safari/537.36',
  ip: '40.94.0.10',
};

const seconds = (runtime: Runtime) => Math.floor(runtime.ctx.clock.epochMs() / 1000);

function groupOf(runtime: Runtime, message: Message): number | undefined {
  return runtime.messages.envelopeOf(message)?.asmGroupId;
}

export const deliver = (runtime: Runtime, message: Message): WebhookEvent =>
  emit(runtime, message, 'delivered', DELIVERED);

export const defer = (runtime: Runtime, message: Message, attempt = 1): WebhookEvent =>
  emit(runtime, message, 'deferred', deferred(attempt));

export function drop(runtime: Runtime, message: Message, reason: string): WebhookEvent {
  return emit(runtime, message, 'dropped', dropped(reason));
}

/** A hard bounce, which also puts the address on the bounce list. */
export function bounce(runtime: Runtime, message: Message, details: EventDetails = {}): WebhookEvent {
  const event = emit(runtime, message, 'bounce', { ...BOUNCED, ...details });
  const { reason, status } = { ...BOUNCED, ...details };
  suppress(runtime.state(), 'bounces', {
    email: message.to.email,
    created: seconds(runtime),
    reason: String(reason),
    status: String(status),
  });
  return event;
}

/** A block is temporary: it is listed, and later mail to the address is tried again. */
export function block(runtime: Runtime, message: Message): WebhookEvent {
  const { reason, status } = BLOCKED;
  suppress(runtime.state(), 'blocks', {
    email: message.to.email,
    created: seconds(runtime),
    reason: String(reason),
    status: String(status),
  });
  return emit(runtime, message, 'bounce', BLOCKED);
}

export function open(
  runtime: Runtime,
  message: Message,
  visit: Visit & { machine?: boolean } = {},
): WebhookEvent {
  const { machine = false, ...own } = visit;
  return emit(runtime, message, 'open', {
    ...(machine ? MACHINE : BROWSER),
    ...own,
    sg_machine_open: machine,
    sg_content_type: 'html',
  });
}

/** Follows a link; without a url, the first of the mail. Throws when the mail has none. */
export function click(
  runtime: Runtime,
  message: Message,
  visit: Visit & { url?: string; position?: number } = {},
): WebhookEvent {
  const { url: wanted, position, ...own } = visit;
  const links = linksOf(runtime, message);
  const url = wanted ?? links[0];
  if (!url) throw new Error('This mail has no link to click');
  const index = position ?? Math.max(0, links.indexOf(url));
  return emit(runtime, message, 'click', { ...BROWSER, ...own, url, url_offset: { index, type: 'html' } });
}

/** A security gateway follows every link within the same second. */
export const scan = (runtime: Runtime, message: Message): WebhookEvent[] =>
  linksOf(runtime, message).map((url, position) => click(runtime, message, { ...SCANNER, url, position }));

export function spamReport(runtime: Runtime, message: Message): WebhookEvent {
  suppress(runtime.state(), 'spam_reports', {
    email: message.to.email,
    created: seconds(runtime),
    ip: BROWSER.ip,
  });
  return emit(runtime, message, 'spamreport');
}

/** Unsubscribes from everything that this account sends. */
export function unsubscribe(runtime: Runtime, message: Message): WebhookEvent {
  suppress(runtime.state(), 'unsubscribes', { email: message.to.email, created: seconds(runtime) });
  return emit(runtime, message, 'unsubscribe');
}

/** Unsubscribes from the mail's group; without a group, from everything. */
export function unsubscribeFromGroup(runtime: Runtime, message: Message, visit: Visit = {}): WebhookEvent {
  const groupId = groupOf(runtime, message);
  if (!groupId) return unsubscribe(runtime, message);
  suppressForGroup(runtime.state(), groupId, message.to.email, seconds(runtime));
  return emit(runtime, message, 'group_unsubscribe', { ...BROWSER, ...visit, asm_group_id: groupId });
}

/** Throws when the mail belongs to no group. */
export function resubscribeToGroup(runtime: Runtime, message: Message): WebhookEvent {
  const groupId = groupOf(runtime, message);
  if (!groupId) throw new Error('This mail belongs to no unsubscribe group');
  unsuppressForGroup(runtime.state(), groupId, message.to.email);
  return emit(runtime, message, 'group_resubscribe', { ...BROWSER, asm_group_id: groupId });
}

/** The http(s) links that the recipient sees, as the sender wrote them. */
export function linksOf(runtime: Runtime, message: Message): string[] {
  const envelope = runtime.messages.envelopeOf(message);
  return envelope ? linksIn(originalHtml(envelope, message)) : [];
}
