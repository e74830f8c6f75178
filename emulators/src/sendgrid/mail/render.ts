import type { Envelope, Message, RenderData } from '../messages';
import type { Dictionary } from '../types';
import { renderHandlebars } from './handlebars';
import {
  addPixel,
  insertBeforeBodyEnd,
  trackerFor,
  trackLinks,
  trackTextLinks,
  type Tracker,
} from './tracking';

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
  /** As the recipient's mail program sees them. */
  headers: Dictionary;
}

function replaceTags(source: string, tags: Dictionary): string {
  let result = source;
  for (const [tag, value] of Object.entries(tags)) result = result.replaceAll(tag, () => value);
  return result;
}

/** Fills one part of a mail: Handlebars for dynamic templates, plain tag replacement (and sections) otherwise. */
function fill(
  source: string,
  envelope: Envelope,
  data: RenderData,
  extra: Record<string, unknown> = {},
): string {
  if (envelope.dynamic) return renderHandlebars(source, { ...extra, ...data.dynamic });
  return replaceTags(replaceTags(source, data.substitutions ?? {}), envelope.sections);
}

/** The subject of one recipient. Throws when the template does not parse. */
export const renderSubject = (source: string, envelope: Envelope, data: RenderData): string =>
  fill(source, envelope, data).replaceAll(/[\r\n]+/g, ' ');

/** SendGrid's placeholders for unsubscribe links, in every form that templates use. */
function unsubscribeTags(tracker: Tracker): Dictionary {
  return {
    '<%asm_group_unsubscribe_raw_url%>': tracker.groupUnsubscribeUrl(),
    '<%asm_global_unsubscribe_raw_url%>': tracker.unsubscribeUrl(),
    '<%asm_preferences_raw_url%>': tracker.groupUnsubscribeUrl(),
  };
}

function subscriptionFooter(html: string, envelope: Envelope, tracker: Tracker): string {
  const subscription = envelope.tracking.subscription;
  if (!subscription) return html;
  const url = tracker.unsubscribeUrl();
  if (subscription.tag && html.includes(subscription.tag))
    return html.replaceAll(subscription.tag, () => url);
  const link = `<a clicktracking="off" href="${url}">`;
  const footer =
    subscription.html?.replace(/<%([^%]*)%>/, (_tag, label: string) => `${link}${label}</a>`) ??
    `<p style="font-size:12px;color:#666">If you'd like to unsubscribe, ${link}click here</a>.</p>`;
  return insertBeforeBodyEnd(html, footer);
}

function renderHtml(envelope: Envelope, data: RenderData, tracker: Tracker): string {
  const variables = {
    unsubscribe: tracker.groupUnsubscribeUrl(),
    unsubscribe_preferences: tracker.groupUnsubscribeUrl(),
  };
  let html = fill(envelope.html, envelope, data, variables);
  if (!html) return '';
  if (envelope.footer?.html) html = insertBeforeBodyEnd(html, envelope.footer.html);
  if (envelope.tracking.click) html = trackLinks(html, tracker);
  html = replaceTags(html, unsubscribeTags(tracker));
  html = subscriptionFooter(html, envelope, tracker);
  return envelope.tracking.open ? addPixel(html, tracker, envelope.tracking.openTag) : html;
}

function renderText(envelope: Envelope, data: RenderData, tracker: Tracker): string {
  const text = fill(envelope.text, envelope, data, { unsubscribe: tracker.groupUnsubscribeUrl() });
  const tracked = envelope.tracking.clickText ? trackTextLinks(text, tracker) : text;
  const withTags = replaceTags(tracked, unsubscribeTags(tracker));
  return envelope.footer?.text ? `${withTags}\n${envelope.footer.text}` : withTags;
}

function renderHeaders(envelope: Envelope, message: Message, tracker: Tracker): Dictionary {
  const address = ({ email, name }: { email: string; name?: string }) =>
    name ? `${name} <${email}>` : email;
  const replyTo = envelope.replyTo.map(address).join(', ');
  return {
    From: address(envelope.from),
    To: address(message.to),
    ...(replyTo ? { 'Reply-To': replyTo } : {}),
    Subject: message.subject,
    Date: new Date(message.acceptedAt).toUTCString(),
    'Message-ID': `<${envelope.messageId}@geopod-ismtpd-1>`,
    ...(envelope.tracking.subscription ? { 'List-Unsubscribe': `<${tracker.unsubscribeUrl()}>` } : {}),
    ...envelope.headers,
    ...message.headers,
  };
}

const reasonOf = (error: unknown): string =>
  `Template rendering failed: ${error instanceof Error ? error.message : 'unknown error'}`;

/** Why this content cannot be rendered with this data; undefined when it can. */
export function renderingError(envelope: Envelope, data: RenderData): string | undefined {
  try {
    fill(envelope.html, envelope, data);
    fill(envelope.text, envelope, data);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** What lies in the recipient's mailbox; undefined when the body was dropped because the message is old. */
export function renderMail(envelope: Envelope, message: Message, baseUrl: string): RenderedMail | undefined {
  const { data, subject } = message;
  if (!data) return undefined;
  const tracker = trackerFor(baseUrl, message);
  const headers = renderHeaders(envelope, message, tracker);
  try {
    const html = renderHtml(envelope, data, tracker);
    return { subject, html, text: renderText(envelope, data, tracker), headers };
  } catch (error) {
    return { subject, html: '', text: reasonOf(error), headers };
  }
}

/** The HTML before tracking; empty when it cannot be rendered. */
export function originalHtml(envelope: Envelope, message: Message): string {
  if (!message.data || renderingError(envelope, message.data)) return '';
  return fill(envelope.html, envelope, message.data);
}
