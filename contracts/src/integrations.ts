import { z } from 'zod';
import { flags } from './auth';
import { calendarProviders } from './calendar';

/** What the firm's administrators set in the environment, as far as the settings page shows it. Never a secret. */
export const integrations = z.object({
  /** Set by environment variables alone: a change needs a restart. */
  flags: z.array(z.object({ key: flags.keyof(), variable: z.string(), on: z.boolean() })),
  /** Which calendars can be connected, and the variables that are needed for it. */
  calendars: z.array(
    z.object({
      provider: z.enum(calendarProviders),
      configured: z.boolean(),
      variables: z.array(z.string()),
      /** False: the local stand-in (or another server) answers in the provider's place. */
      real: z.boolean(),
    }),
  ),
  /** Pages of the local stand-ins for providers: mail inbox, calendars. Empty when real providers are used. */
  standIns: z.array(z.object({ label: z.string(), url: z.string() })),
});
export type Integrations = z.infer<typeof integrations>;
