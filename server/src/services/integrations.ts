import { calendarProviders } from '@besahubs/contracts/calendar';
import type { CalendarProviderName } from '@besahubs/contracts/calendar';
import type { Integrations } from '@besahubs/contracts/integrations';
import { env } from '../config/env';
import { flags, flagVariables } from '../config/flags';
import type { Flag } from '../config/flags';
import { isConfigured } from './calendar/config';

const credentials: Record<CalendarProviderName, string[]> = {
  google: ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  microsoft: ['MS_CLIENT_ID', 'MS_CLIENT_SECRET'],
};
const baseUrl = (name: CalendarProviderName): string | undefined =>
  name === 'google' ? env().GOOGLE_BASE_URL : env().MS_BASE_URL;

/** What is set in the environment and shown on the settings page: flags, providers, local stand-ins. No values, no secrets. */
export function integrationsOf(): Integrations {
  const on = flags();
  return {
    flags: (Object.keys(flagVariables) as Flag[]).map((key) => ({
      key,
      variable: flagVariables[key],
      on: on[key],
    })),
    calendars: calendarProviders.map((provider) => ({
      provider,
      configured: isConfigured(provider),
      variables: credentials[provider],
      real: baseUrl(provider) === undefined,
    })),
    standIns: standIns(env().EMULATORS_URL),
  };
}

const standIns = (url: string | undefined): Integrations['standIns'] =>
  url
    ? [
        { label: 'Mail inbox', url: `${url}/sendgrid/inbox` },
        { label: 'Google Calendar', url: `${url}/google/` },
        { label: 'Microsoft Calendar', url: `${url}/microsoft/` },
        { label: 'All stand-ins', url },
      ]
    : [];
