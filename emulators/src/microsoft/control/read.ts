import type { Request } from 'express';
import { resolveEventId } from '../calendar/ids';
import { isRecord, type Json } from '../calendar/read';
import type { Account, StoredEvent } from '../calendar/types';
import { ianaZone, windowsZone } from '../calendar/zones';
import { ensureAccount, findAccount, type MicrosoftState } from '../state';

/** A mistake of whoever drives the control API. */
export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export function bodyOf(req: Request): Json {
  const body: unknown = req.body ?? {};
  if (!isRecord(body)) throw new ControlError(400, 'Send a JSON object.');
  return body;
}

export function text(body: Json, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw new ControlError(400, `'${name}' must be a string.`);
  return value;
}

export function optionalText(body: Json, name: string): string | undefined {
  return body[name] === undefined || body[name] === null ? undefined : text(body, name);
}

export function texts(body: Json, name: string): string[] {
  const value = body[name];
  const list = typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : value;
  if (!Array.isArray(list) || list.some((one) => typeof one !== 'string')) {
    throw new ControlError(400, `'${name}' must be an array of strings.`);
  }
  return list as string[];
}

export function oneOf<T extends string>(body: Json, name: string, allowed: readonly T[]): T {
  const value = allowed.find((one) => one === body[name]);
  if (!value) throw new ControlError(400, `'${name}' must be one of ${allowed.join(', ')}.`);
  return value;
}

/** `{email, displayName?, timeZone?}`: the account, made when new. A given name or zone changes an existing one. */
export function accountFrom(state: MicrosoftState, body: Json): Account {
  const email = text(body, 'email');
  if (!email.includes('@')) throw new ControlError(400, `'${email}' is no e-mail address.`);
  const displayName = optionalText(body, 'displayName');
  const timeZone = optionalText(body, 'timeZone');
  if (timeZone !== undefined && ianaZone(timeZone) === null)
    throw new ControlError(400, `Unknown zone '${timeZone}'.`);
  const zone = timeZone === undefined ? undefined : windowsZone(timeZone);
  const account = ensureAccount(state, { email, displayName, timeZone: zone });
  if (displayName) account.displayName = displayName;
  if (zone) account.timeZone = zone;
  return account;
}

export function accountOf(state: MicrosoftState, email: string | undefined): Account {
  const account = findAccount(state, email ?? '');
  if (!account) throw new ControlError(404, `No account '${email}'.`);
  return account;
}

export function eventOf(
  account: Account,
  id: string | undefined,
): { event: StoredEvent; date: string | null } {
  const found = resolveEventId(account, id ?? '');
  if (!found) throw new ControlError(404, `No event '${id}' in ${account.email}.`);
  return found;
}

export function calendarIdOf(account: Account, calendarId: string | undefined): string {
  const found = account.calendars.find((one) => (calendarId ? one.id === calendarId : one.isDefaultCalendar));
  if (!found) throw new ControlError(404, `No calendar '${calendarId}' in ${account.email}.`);
  return found.id;
}
