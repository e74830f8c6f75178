import type { KeyObject } from 'node:crypto';
import { env } from '../../config/env';
import { AppError } from '../../lib/errors';
import { logger } from '../../lib/logger';
import { isRealSendgrid, sendgridProvider } from './provider';
import { readVerificationKey } from './signature';

/** The provider is asked again at most this often, so that a rotated key is noticed without a restart. */
const REFRESH_MS = 60_000;

let fetched: { baseUrl: string; at: number; keys: Promise<KeyObject[]> } | undefined;

/**
 * The keys that may have signed a webhook: those configured, else, when the provider is a local stand-in, the one it
 * shows at its settings API. With the real SendGrid a key must be configured. 503 when there is none (fail closed).
 */
export async function verificationKeys({ fresh = false } = {}): Promise<KeyObject[]> {
  const configured = env().SENDGRID_WEBHOOK_SIGNING_KEY;
  const keys = configured ? read(configured.split(',')) : await fromProvider(fresh);
  if (!keys.length)
    throw new AppError('unavailable', { message: 'The webhook has no verification key yet.' });
  return keys;
}

const read = (texts: string[]): KeyObject[] => texts.map(readVerificationKey).filter((key) => key !== null);

/** True when asking again may bring another key: nothing is configured, and the last answer is not brand new. */
export const mayHaveRotated = (): boolean =>
  !env().SENDGRID_WEBHOOK_SIGNING_KEY && fetched !== undefined && Date.now() - fetched.at > 1000;

function fromProvider(fresh: boolean): Promise<KeyObject[]> {
  const baseUrl = env().SENDGRID_BASE_URL;
  if (isRealSendgrid(baseUrl) || env().NODE_ENV === 'production') return Promise.resolve([]);
  const known = fetched?.baseUrl === baseUrl && Date.now() - fetched.at < REFRESH_MS ? fetched : undefined;
  if (known && !fresh) return known.keys;
  const keys = sendgridProvider()
    .call<{ public_key?: string }>('GET', '/v3/user/webhooks/event/settings/signed')
    .then(({ public_key: key }) => (key ? read([key]) : []))
    .catch((error: unknown) => {
      logger.warn({ err: error as Error }, 'verification key could not be fetched');
      fetched = undefined;
      return [];
    });
  fetched = { baseUrl, at: Date.now(), keys };
  return keys;
}
