import { createHash, randomBytes } from 'node:crypto';
import type { Account, GoogleState, StoredCalendar } from './types';

const DEMO = [
  {
    email: 'agent.besahubs@gmail.example',
    name: 'Dana Whitfield',
    timeZone: 'America/Chicago',
    second: 'Site tours',
  },
  {
    email: 'manager.besahubs@gmail.example',
    name: 'Marcus Bell',
    timeZone: 'America/New_York',
    second: 'Team leave',
  },
];

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** Google's calendar ids: the e-mail address for the primary calendar, a group address for every other. */
function newCalendar(input: {
  id: string;
  summary: string;
  timeZone: string;
  primary: boolean;
  colorId?: string;
}): StoredCalendar {
  return {
    colorId: input.primary ? '14' : '7',
    ...input,
    rev: 0,
    events: {},
    changes: [],
    syncGeneration: 0,
  };
}

function secondaryCalendarId(email: string, summary: string): string {
  return `c_${digest(`${email} ${summary}`).slice(0, 32)}@group.calendar.google.com`;
}

/** "dana.whitfield@x" → "Dana Whitfield", for accounts that were only ever typed. */
function nameFromEmail(email: string): string {
  const words = (email.split('@', 1)[0] ?? email).split(/[._+-]+/).filter(Boolean);
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(' ') || email;
}

export interface NewAccount {
  email: string;
  name?: string | undefined;
  timeZone?: string | undefined;
  /** Titles of secondary calendars. */
  calendars?: string[] | undefined;
}

/** Adds the account with an empty primary calendar, or returns the one that is there. E-mail addresses ignore case. */
export function ensureAccount(state: GoogleState, input: NewAccount): Account {
  const email = input.email.toLowerCase();
  const existing = state.accounts[email];
  if (existing) return existing;
  const timeZone = input.timeZone ?? 'America/Chicago';
  const calendars: Record<string, StoredCalendar> = {
    [email]: newCalendar({ id: email, summary: email, timeZone, primary: true }),
  };
  for (const summary of input.calendars ?? []) {
    const id = secondaryCalendarId(email, summary);
    calendars[id] = newCalendar({ id, summary, timeZone, primary: false });
  }
  const sub = BigInt(`0x${digest(email).slice(0, 16)}`)
    .toString()
    .padStart(21, '1')
    .slice(0, 21);
  const account = { sub, email, name: input.name ?? nameFromEmail(email), timeZone, calendars };
  state.accounts[email] = account;
  return account;
}

export function initialState(): GoogleState {
  const state: GoogleState = {
    secret: randomBytes(32).toString('hex'),
    signingKey: null,
    rev: 0,
    accounts: {},
    clients: {},
    codes: {},
    accessTokens: {},
    refreshTokens: {},
    consents: {},
    channels: {},
    notifications: [],
    mails: [],
    webhookFaults: [],
    quirks: {},
  };
  for (const { second, ...account } of DEMO) ensureAccount(state, { ...account, calendars: [second] });
  return state;
}

/** A calendar of this account by its id or the word `primary`. */
export function findCalendar(account: Account, calendarId: string): StoredCalendar | undefined {
  const id = calendarId === 'primary' ? account.email : calendarId;
  return account.calendars[id] ?? account.calendars[id.toLowerCase()];
}
