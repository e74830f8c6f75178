import type { Request } from 'express';
import { insufficientPermissions, invalidCredentials, loginRequired, notFound } from './errors';
import { text } from './listParams';
import { findCalendar } from './state';
import type { AccessToken, Account, GoogleContext, StoredCalendar } from './types';

const prefix = 'https://www.googleapis.com/auth/';
const scopes = (...names: string[]) => names.map((name) => prefix + name);

/** Which scopes suffice, by the "Authorization" table of each method's reference page. */
export const SCOPES = {
  readEvents: scopes(
    'calendar',
    'calendar.readonly',
    'calendar.events',
    'calendar.events.readonly',
    'calendar.events.owned',
    'calendar.events.owned.readonly',
  ),
  writeEvents: scopes('calendar', 'calendar.events', 'calendar.events.owned'),
  calendarList: scopes(
    'calendar',
    'calendar.readonly',
    'calendar.calendarlist',
    'calendar.calendarlist.readonly',
  ),
  calendars: scopes('calendar', 'calendar.readonly', 'calendar.calendars', 'calendar.calendars.readonly'),
  freeBusy: scopes('calendar', 'calendar.readonly', 'calendar.freebusy', 'calendar.events.freebusy'),
  settings: scopes('calendar', 'calendar.readonly', 'calendar.settings.readonly'),
  colors: scopes('calendar', 'calendar.readonly', 'calendar.events', 'calendar.events.readonly'),
};

export interface Caller {
  account: Account;
  token: AccessToken;
}

export function bearerOf(req: Request): string | undefined {
  const match = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '');
  return match?.[1] ?? text(req.query, 'access_token');
}

/** The live token, or undefined when it is unknown, expired or its account is gone. */
export function findToken(ctx: GoogleContext, bearer: string): Caller | undefined {
  const token = ctx.state.value.accessTokens[bearer];
  const account = token && ctx.state.value.accounts[token.email];
  if (!token || !account || token.expiresAt <= ctx.clock.epochMs()) return undefined;
  return { account, token };
}

/** Who calls. Throws 401 authError or required, 403 insufficientPermissions when none of `anyOf` was granted. */
export function authorize(ctx: GoogleContext, req: Request, anyOf: string[]): Caller {
  const bearer = bearerOf(req);
  if (!bearer) throw loginRequired();
  const caller = findToken(ctx, bearer);
  if (!caller) throw invalidCredentials();
  if (!caller.token.scopes.some((scope) => anyOf.includes(scope))) throw insufficientPermissions();
  return caller;
}

/** A calendar of the caller; everybody else's is 404, as at Google without a share. */
export function calendarOf(account: Account, calendarId: string): StoredCalendar {
  const calendar = findCalendar(account, calendarId);
  if (!calendar) throw notFound();
  return calendar;
}
