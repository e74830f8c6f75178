import type { CalendarProviderName } from '@besahubs/contracts/calendar';
import { env } from '../config/env';
import { logger } from '../lib/logger';
import { dateIn } from '../lib/time';
import { CalendarAccount } from '../models/CalendarAccount';
import { User } from '../models/User';
import { loadActor } from '../services/auth/actors';
import { providerOf } from '../services/calendar/config';
import { storeAccount } from '../services/calendar/connect';
import { Random } from './random';

interface DemoCalendar {
  user: string;
  provider: CalendarProviderName;
  email: string;
  scopes: string[];
}
/** SEED2: two people of the demo firm come with a connected calendar, one with each provider. */
const calendars: DemoCalendar[] = [
  {
    user: 'agent@besahubs.test',
    provider: 'google',
    email: 'agent.besahubs@gmail.example',
    scopes: ['openid', 'email', 'https://www.googleapis.com/auth/calendar.events'],
  },
  {
    user: 'manager@besahubs.test',
    provider: 'microsoft',
    email: 'manager@besahubs.example',
    scopes: ['openid', 'email', 'offline_access', 'User.Read', 'MailboxSettings.Read', 'Calendars.ReadWrite'],
  },
];

/** Title, minutes, place, and the hours it may begin at: breakfasts are in the morning. */
const meetings: readonly (readonly [string, number, string | null, readonly number[]])[] = [
  ['Tour: Great Southwest crossdock', 60, 'Great Southwest, Grand Prairie', [9, 10, 14, 15]],
  ['Pitch: Redstone Logistics expansion', 45, 'Office, boardroom', [10, 11, 14, 16]],
  ['Call with Harbor Capital on the OM', 30, null, [9, 11, 13, 16]],
  ['Lunch with lender', 75, 'The Larkspur', [12]],
  ['Pipeline review', 60, 'Office', [9, 16]],
  ['LOI walk-through with counsel', 45, null, [10, 14, 15]],
  ['Site visit: Las Colinas office park', 90, 'Las Colinas, Irving', [10, 13, 14]],
  ['Landlord check-in', 30, null, [9, 13, 16]],
  ['BOMA breakfast', 90, 'Downtown', [7, 8]],
  ['Photo shoot at listing', 60, 'Uptown', [8, 15]],
];

interface SeedEvent {
  title: string;
  date: string;
  time: string;
  endTime: string;
  location: string | null;
}

/**
 * Puts events into the local provider servers as their users would, grants the app access there, and stores the
 * accounts; the first sync is a job like any other. Only where those servers run, and only once.
 */
export async function seedDemoCalendars(now = new Date()): Promise<void> {
  const base = env().EMULATORS_URL;
  if (!base || env().NODE_ENV === 'production') return;
  for (const calendar of calendars) {
    const user = await User.findOne({ where: { email: calendar.user, status: 'active' } });
    if (!user || (await CalendarAccount.count({ where: { userId: user.id } }))) continue;
    try {
      await connectDemo(base, calendar, user, now);
    } catch (error) {
      // The firm is usable without; a person can connect by hand.
      logger.warn(
        { err: error as Error, provider: calendar.provider },
        'the demo calendar could not be connected',
      );
    }
  }
}

async function connectDemo(base: string, calendar: DemoCalendar, user: User, now: Date): Promise<void> {
  const { provider: name, email, scopes } = calendar;
  const control = (path: string, body: object) => post(`${base}/${name}/_control${path}`, body);
  await control('/seed', {
    email,
    events: eventsFor(user, now).map((event, index) => inTheWordsOf(name, event, user.timezone, index)),
  });
  const clientId = name === 'google' ? env().GOOGLE_CLIENT_ID : env().MS_CLIENT_ID;
  const granted = (await control('/grant', { email, clientId, scopes })) as {
    access_token: string;
    refresh_token: string;
    expires_in: number;
  };
  const tokens = {
    accessToken: granted.access_token,
    refreshToken: granted.refresh_token,
    expiresAt: new Date(Date.now() + granted.expires_in * 1000),
    scopes,
  };
  const identity = await providerOf(name).identity(tokens.accessToken);
  const actor = await loadActor(user.id);
  if (actor) await storeAccount({ actor, requestId: 'seed' }, name, identity, tokens);
}

async function post(url: string, body: object): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${String(response.status)} ${await response.text()}`);
  return response.json();
}

const DAYS_BACK = 28;
const DAYS_AHEAD = 42;

/**
 * One to three meetings on each working day from four weeks ago to six weeks ahead, in the user's own hours. The next
 * working day has the same meetings whatever weekday today is: weekends draw no numbers, and past and future have streams
 * of their own.
 */
function eventsFor(user: User, now: Date): SeedEvent[] {
  const seed = user.email.length * 7919;
  const back = new Random(seed);
  const ahead = new Random(seed + 1);
  return [
    ...workingDates(user.timezone, now, -1, -DAYS_BACK).flatMap((date) => eventsOn(date, back)),
    ...workingDates(user.timezone, now, 0, DAYS_AHEAD).flatMap((date) => eventsOn(date, ahead)),
  ];
}

/** The dates that are no weekend between two days counted from today, in that direction. */
const workingDates = (timezone: string, now: Date, from: number, to: number): string[] =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, index) =>
    dateIn(timezone, now, from + Math.sign(to - from) * index),
  ).filter((date) => ![0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay()));

function eventsOn(date: string, random: Random): SeedEvent[] {
  const events: SeedEvent[] = [];
  let free = 0;
  for (const { title, minutes, location, start } of meetingsOf(random)) {
    if (start < free) continue;
    free = start + minutes;
    events.push({ title, date, time: clock(start), endTime: clock(start + minutes), location });
  }
  return events;
}

/** Up to three different meetings of a day with when they begin, in minutes of the day, the earliest first. */
const meetingsOf = (random: Random) =>
  random
    .some(meetings, random.int(1, 3))
    .map(([title, minutes, location, hours]) => {
      const start = random.pick(hours) * 60 + random.pick([0, 0, 30]);
      return { title, minutes, location, start };
    })
    .sort((one, other) => one.start - other.start);

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`;

function inTheWordsOf(name: CalendarProviderName, event: SeedEvent, timeZone: string, index: number): object {
  const start = { dateTime: `${event.date}T${event.time}`, timeZone };
  const end = { dateTime: `${event.date}T${event.endTime}`, timeZone };
  if (name === 'google')
    return {
      id: `demo${String(index).padStart(5, '0')}`,
      summary: event.title,
      start,
      end,
      ...(event.location && { location: event.location }),
    };
  return {
    transactionId: `demo-${String(index)}`,
    subject: event.title,
    start,
    end,
    ...(event.location && { location: { displayName: event.location } }),
  };
}
