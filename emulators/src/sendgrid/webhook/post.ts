import type { Webhook } from '../types';
import { signatureHeaders } from './signing';

const TIMEOUT_MS = 10_000;

export interface Answer {
  /** 0 when no HTTP answer came. */
  status: number;
  error?: string;
}

/** Posts one body of events to the webhook, signed when it asks for that. Never throws. */
export async function postEvents(
  hook: Pick<Webhook, 'url' | 'signed' | 'privateKey'>,
  body: string,
  skewMs = 0,
): Promise<Answer> {
  const timestamp = String(Math.floor((Date.now() + skewMs) / 1000));
  try {
    const response = await fetch(hook.url, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'SendGrid Event API',
        ...(hook.signed ? signatureHeaders(hook.privateKey, timestamp, body) : {}),
      },
    });
    await response.arrayBuffer();
    return { status: response.status };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { status: 0, error: cause instanceof Error ? cause.message : 'connection failed' };
  }
}
