import { env } from '../config/env';
import { AppError, invalidField } from '../lib/errors';
import { logger } from '../lib/logger';

const TIMEOUT_MS = 5000;

/**
 * Checks a Turnstile token with Cloudflare (POST /turnstile/v0/siteverify). Without a configured secret there is nothing
 * to check. 400 naming `captchaToken` when the visitor did not pass, 503 when Cloudflare does not answer.
 */
export async function checkCaptcha(token: string | undefined, ip: string | undefined): Promise<void> {
  const { TURNSTILE_SECRET_KEY: secret } = env();
  if (!secret) return;
  if (!token) throw invalidField('captchaToken', 'Please confirm that you are human.');
  const verdict = await ask({ secret, response: token, ...(ip && { remoteip: ip }) });
  if (!verdict.success) throw invalidField('captchaToken', 'The check has run out. Please try again.');
}

async function ask(input: Record<string, string>): Promise<{ success?: boolean }> {
  try {
    const answer = await fetch(`${turnstileBase()}/v0/siteverify`, {
      method: 'POST',
      body: new URLSearchParams(input),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return (await answer.json()) as { success?: boolean };
  } catch (error) {
    logger.error({ err: error as Error }, 'Turnstile did not answer');
    throw new AppError('unavailable', {
      message: 'The check for humans is not available right now.',
      cause: error,
    });
  }
}

/** Cloudflare's paths begin with /turnstile; a stand-in's base URL may have it already. */
export function turnstileBase(): string {
  const { TURNSTILE_BASE_URL: baseUrl } = env();
  return baseUrl.endsWith('/turnstile') ? baseUrl : `${baseUrl}/turnstile`;
}
