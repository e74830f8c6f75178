import { env } from '../../config/env';
import type { Env } from '../../config/env';
import { AppError } from '../../lib/errors';
import { createSendgridClient } from './sendgridClient';
import type { SendgridClient } from './sendgridClient';

const REAL_HOSTS = /(^|\.)(sendgrid\.com|twilio\.com)$/i;
/** What npm start sets when it runs the local provider servers. */
const DEMO_KEY = /^SG\.local-demo/;

export const isRealSendgrid = (baseUrl: string): boolean => REAL_HOSTS.test(new URL(baseUrl).hostname);

/**
 * Why we may not talk to the configured SendGrid; null when we may. Outside production the real one is refused, unless
 * somebody really put a key of their own there: a test run or a demo must never mail to strangers.
 */
export function refusal(
  config: Pick<Env, 'NODE_ENV' | 'SENDGRID_API_KEY' | 'SENDGRID_BASE_URL'>,
): string | null {
  const { NODE_ENV, SENDGRID_API_KEY: key, SENDGRID_BASE_URL: baseUrl } = config;
  if (!key) return 'SENDGRID_API_KEY is not set.';
  if (NODE_ENV === 'production' || !isRealSendgrid(baseUrl)) return null;
  if (NODE_ENV === 'test') return 'Tests do not talk to the real SendGrid.';
  return DEMO_KEY.test(key) ? 'The demo key does not go to the real SendGrid.' : null;
}

let current: { key: string; client: SendgridClient } | undefined;

/** The configured SendGrid; 503 when there is none, or it must not be used from here. */
export function sendgridProvider(): SendgridClient {
  const config = env();
  const refused = refusal(config);
  if (refused) throw new AppError('unavailable', { message: `E-mail is not set up: ${refused}` });
  const { SENDGRID_API_KEY: apiKey = '', SENDGRID_BASE_URL: baseUrl } = config;
  const key = `${baseUrl} ${apiKey}`;
  if (current?.key !== key) current = { key, client: createSendgridClient({ apiKey, baseUrl }) };
  return current.client;
}
