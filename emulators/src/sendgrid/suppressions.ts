import type { SendgridState } from './state';
import type { MailSendBody, Suppression, SuppressionList } from './types';

const key = (email: string) => email.trim().toLowerCase();

export function suppress(state: SendgridState, list: SuppressionList, entry: Suppression): void {
  state.suppressions[list][key(entry.email)] ??= { ...entry, email: key(entry.email) };
}

export function isSuppressed(state: SendgridState, list: SuppressionList, email: string): boolean {
  return Object.hasOwn(state.suppressions[list], key(email));
}

/** False when the address was not on the list. */
export function unsuppress(state: SendgridState, list: SuppressionList, email: string): boolean {
  return isSuppressed(state, list, email) && delete state.suppressions[list][key(email)];
}

export function suppressForGroup(
  state: SendgridState,
  groupId: number,
  email: string,
  created: number,
): void {
  (state.groupSuppressions[groupId] ??= {})[key(email)] ??= created;
}

export function isGroupSuppressed(state: SendgridState, groupId: number, email: string): boolean {
  return Object.hasOwn(state.groupSuppressions[groupId] ?? {}, key(email));
}

export function unsuppressForGroup(state: SendgridState, groupId: number, email: string): boolean {
  if (!isGroupSuppressed(state, groupId, email)) return false;
  return delete state.groupSuppressions[groupId]?.[key(email)];
}

/**
 * Why SendGrid would drop a mail to this address, in its words; undefined when it would send. Blocks never drop. The
 * request's bypass settings are honoured: list management bypasses everything, the others their own list.
 */
export function dropReason(state: SendgridState, mail: MailSendBody, email: string): string | undefined {
  const settings = mail.mail_settings ?? {};
  if (settings.bypass_list_management?.enable) return undefined;
  const on = (list: SuppressionList, bypass: boolean | undefined) =>
    !bypass && isSuppressed(state, list, email);
  const bypassUnsubscribes = settings.bypass_unsubscribe_management?.enable;
  if (on('bounces', settings.bypass_bounce_management?.enable)) return 'Bounced Address';
  if (on('spam_reports', settings.bypass_spam_management?.enable)) return 'Spam Reporting Address';
  if (on('invalid_emails', false)) return 'Invalid';
  if (on('unsubscribes', bypassUnsubscribes)) return 'Unsubscribed Address';
  if (!bypassUnsubscribes && mail.asm && isGroupSuppressed(state, mail.asm.group_id, email)) {
    return 'Unsubscribed Address';
  }
  return undefined;
}
