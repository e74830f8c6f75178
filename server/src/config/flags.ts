import type { Flags } from '@besahubs/contracts/auth';
import { env } from './env';

export type Flag = keyof Flags;

/** The variable that switches each flag. */
export const flagVariables = {
  sendgrid: 'SENDGRID_ENABLED',
  calendar: 'CALENDAR_ENABLED',
  dashboards: 'DASHBOARDS_ENABLED',
} as const satisfies Record<Flag, string>;

/** Feature flags (G12). A flag that is off hides its screens, and its routes answer 404 `flag_off`. */
export const flags = (): Flags => ({
  sendgrid: env().SENDGRID_ENABLED,
  calendar: env().CALENDAR_ENABLED,
  dashboards: env().DASHBOARDS_ENABLED,
});
