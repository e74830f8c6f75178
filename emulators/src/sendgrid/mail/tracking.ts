import Handlebars from 'handlebars';
import type { Message } from '../messages';

/** What a tracked link or pixel says about itself: which mail, and for links which URL at which position. */
export interface TrackedLink {
  /** Message id. */
  m: string;
  u?: string;
  /** Position of the link in the mail. */
  n?: number;
}

const encodeLink = (link: TrackedLink): string => Buffer.from(JSON.stringify(link)).toString('base64url');

/** Undefined for anything that is not one of our tokens. */
export function decodeLink(token: unknown): TrackedLink | undefined {
  if (typeof token !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (typeof value !== 'object' || value === null || !('m' in value)) return undefined;
    return value as TrackedLink;
  } catch {
    return undefined;
  }
}

const ANCHOR = /<a\b[^>]*>/gi;
const HREF = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
const TRACKING_OFF = /\bclicktracking\s*=\s*["']?off["']?/i;
const TEXT_LINK = /https?:\/\/[^\s<>"')\]]+/g;

const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&#x3D;': '=',
  '&quot;': '"',
  '&#x27;': "'",
  '&#x60;': '`',
  '&lt;': '<',
  '&gt;': '>',
};
/** Undoes what Handlebars escapes in an attribute. */
const decodeEntities = (html: string) => html.replaceAll(/&[#\w]+;/g, (entity) => ENTITIES[entity] ?? entity);

/** The http(s) target of an anchor tag, unless it opted out of tracking. */
function trackedTarget(tag: string): string | undefined {
  if (TRACKING_OFF.test(tag)) return undefined;
  const match = HREF.exec(tag);
  const url = decodeEntities(match?.[1] ?? match?.[2] ?? '').trim();
  return /^https?:\/\//i.test(url) ? url : undefined;
}

/** The links of a mail in order: what a recipient could click. */
export function linksIn(html: string): string[] {
  return [...html.matchAll(ANCHOR)].flatMap(([tag]) => trackedTarget(tag) ?? []);
}

export interface Tracker {
  clickUrl(url: string, position: number): string;
  openUrl(): string;
  unsubscribeUrl(): string;
  groupUnsubscribeUrl(): string;
}

/** URLs under the provider that lead back to this message. */
export function trackerFor(baseUrl: string, message: Pick<Message, 'id'>): Tracker {
  const token = (link: Omit<TrackedLink, 'm'> = {}) => encodeLink({ m: message.id, ...link });
  return {
    clickUrl: (u, n) => `${baseUrl}/ls/click?upn=${token({ u, n })}`,
    openUrl: () => `${baseUrl}/wf/open?upn=${token()}`,
    unsubscribeUrl: () => `${baseUrl}/wf/unsubscribe?upn=${token()}`,
    groupUnsubscribeUrl: () => `${baseUrl}/asm/unsubscribe?upn=${token()}`,
  };
}

/** Sends every http(s) link of the HTML through the click tracker. */
export function trackLinks(html: string, tracker: Tracker): string {
  let position = 0;
  return html.replace(ANCHOR, (tag) => {
    const url = trackedTarget(tag);
    if (!url) return tag;
    const tracked = Handlebars.escapeExpression(tracker.clickUrl(url, position));
    position += 1;
    return tag.replace(HREF, () => `href="${tracked}"`);
  });
}

export function trackTextLinks(text: string, tracker: Tracker): string {
  let position = 0;
  return text.replace(TEXT_LINK, (url) => tracker.clickUrl(url, position++));
}

/** Adds the invisible image whose loading is an open: in place of the tag, or at the end of the body. */
export function addPixel(html: string, tracker: Tracker, tag?: string): string {
  const pixel = `<img src="${tracker.openUrl()}" alt="" width="1" height="1" border="0" style="height:1px !important;width:1px !important;border-width:0 !important;margin:0 !important;padding:0 !important">`;
  if (tag && html.includes(tag)) return html.replaceAll(tag, () => pixel);
  return insertBeforeBodyEnd(html, pixel);
}

export function insertBeforeBodyEnd(html: string, addition: string): string {
  const end = html.search(/<\/body\s*>/i);
  return end < 0 ? html + addition : html.slice(0, end) + addition + html.slice(end);
}
