import type { CalendarProviderName } from '@besahubs/contracts/calendar';
import { env } from '../../config/env';
import { AppError } from '../../lib/errors';
import { googleProvider } from './google';
import { microsoftProvider } from './microsoft';
import type { CalendarProvider } from './provider';

const callback = (name: CalendarProviderName): string =>
  `${env().API_BASE_URL}/api/integrations/${name}/callback`;

/** How each provider is reached; a provider added to the contract and missing here does not compile. */
const configured: Record<CalendarProviderName, () => CalendarProvider | null> = {
  google() {
    const {
      GOOGLE_CLIENT_ID: clientId,
      GOOGLE_CLIENT_SECRET: clientSecret,
      GOOGLE_REDIRECT_URI,
      GOOGLE_BASE_URL,
    } = env();
    if (!clientId || !clientSecret) return null;
    return googleProvider(
      { clientId, clientSecret, redirectUri: GOOGLE_REDIRECT_URI ?? callback('google') },
      GOOGLE_BASE_URL,
    );
  },
  microsoft() {
    const {
      MS_CLIENT_ID: clientId,
      MS_CLIENT_SECRET: clientSecret,
      MS_REDIRECT_URI,
      MS_TENANT_ID,
      MS_BASE_URL,
    } = env();
    if (!clientId || !clientSecret) return null;
    return microsoftProvider(
      { clientId, clientSecret, redirectUri: MS_REDIRECT_URI ?? callback('microsoft') },
      MS_TENANT_ID,
      MS_BASE_URL,
    );
  },
};

export const isConfigured = (name: CalendarProviderName): boolean => configured[name]() !== null;

/** The provider by name; 503 when its credentials are not set. */
export function providerOf(name: CalendarProviderName): CalendarProvider {
  const provider = configured[name]();
  if (!provider)
    throw new AppError('unavailable', {
      message: `${name} is not set up: its client id and secret are missing.`,
    });
  return provider;
}
