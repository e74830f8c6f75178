import { renderMail } from './mail/render';
import type { Message } from './messages';
import type { Runtime } from './runtime';

const TIMEOUT_MS = 10_000;

/** The https (here also http) address in a List-Unsubscribe header. */
function unsubscribeUrl(headers: Record<string, string>): string | undefined {
  const entry = Object.entries(headers).find(([name]) => name.toLowerCase() === 'list-unsubscribe');
  return /<(https?:\/\/[^>]+)>/i.exec(entry?.[1] ?? '')?.[1];
}

/** Whether mail programs would show their own unsubscribe button (RFC 8058). */
export function supportsOneClick(headers: Record<string, string>): boolean {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  return names.includes('list-unsubscribe-post') && unsubscribeUrl(headers) !== undefined;
}

/**
 * Does what a mail program does for its unsubscribe button (RFC 8058): POSTs List-Unsubscribe=One-Click to the address
 * in the header, without cookies, following no redirect. Throws when the mail does not offer it.
 */
export async function unsubscribeOneClick(
  runtime: Runtime,
  message: Message,
): Promise<{ url: string; status: number }> {
  const envelope = runtime.messages.envelopeOf(message);
  const headers = (envelope && renderMail(envelope, message, runtime.ctx.baseUrl())?.headers) ?? {};
  const url = unsubscribeUrl(headers);
  if (!url || !supportsOneClick(headers)) throw new Error('This mail offers no one-click unsubscribe');
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.arrayBuffer();
  return { url, status: response.status };
}
