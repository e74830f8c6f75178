import { z } from 'zod';
import { email, roles, text, timeZone, uuid } from './common';

/** At least 10 characters; length is what protects, not symbols (NIST SP 800-63B). */
export const password = z.string().min(10).max(200);
export const loginInput = z.strictObject({ email, password: z.string().min(1).max(200) });
export const forgotInput = z.strictObject({ email, captchaToken: z.string().max(4000).optional() });
export const resetInput = z.strictObject({ token: z.string().min(20).max(200), password });
export const acceptInput = z.strictObject({
  password,
  firstName: text(80).optional(),
  lastName: text(80).optional(),
  timezone: timeZone.optional(),
});
export const tokenParam = z.strictObject({ token: z.string().min(20).max(200) });
export const profilePatch = z.strictObject({
  firstName: text(80).optional(),
  lastName: text(80).optional(),
  timezone: timeZone.optional(),
  title: text(120).nullable().optional(),
  phone: text(40).nullable().optional(),
});
export type ProfilePatch = z.infer<typeof profilePatch>;
export const passwordChange = z.strictObject({
  currentPassword: z.string().min(1).max(200),
  newPassword: password,
});

export const flags = z.object({ sendgrid: z.boolean(), calendar: z.boolean(), dashboards: z.boolean() });
export type Flags = z.infer<typeof flags>;
export const me = z.object({
  id: uuid,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  name: z.string(),
  role: z.enum(roles),
  teamId: uuid.nullable(),
  timezone: z.string(),
  title: z.string().nullable(),
  phone: z.string().nullable(),
  flags,
});
export type Me = z.infer<typeof me>;
export const session = z.object({ accessToken: z.string(), user: me });
export type Session = z.infer<typeof session>;
export const invitation = z.object({
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  invitedBy: z.string().nullable(),
});
export type Invitation = z.infer<typeof invitation>;
/** What the login page may know before anybody has signed in. */
export const authConfig = z.object({
  demo: z.boolean(),
  turnstileSiteKey: z.string().nullable(),
  turnstileScriptUrl: z.string().nullable(),
});
export type AuthConfig = z.infer<typeof authConfig>;
