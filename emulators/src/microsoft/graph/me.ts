import { randomUUID } from 'node:crypto';
import { calendarView } from '../calendar/instances';
import { dateTimeTimeZone, integer, isRecord, list, string } from '../calendar/read';
import type { Account, Calendar } from '../calendar/types';
import { toEpochMs, toLocal, windowsZone } from '../calendar/zones';
import { findAccount } from '../state';
import { badBody, invalidRequest } from './errors';
import { page } from './odata';
import { calendarOf, jsonBody, ok, type Call, type Handler } from './request';

const WORK_WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];

const contextUrl = ({ preferences }: Call, rest: string) =>
  `${preferences.rendering.baseUrl}/v1.0/$metadata#${rest}`;

export const getMe: Handler = (_graph, call) => {
  const { account } = call;
  const [givenName = '', ...family] = account.displayName.split(' ');
  return ok({
    '@odata.context': contextUrl(call, 'users/$entity'),
    businessPhones: [],
    displayName: account.displayName,
    givenName,
    jobTitle: null,
    mail: account.email,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: 'en-US',
    surname: family.join(' '),
    userPrincipalName: account.email,
    id: account.id,
  });
};

const workingHours = (account: Account) => ({
  daysOfWeek: WORK_WEEK,
  startTime: '08:00:00.0000000',
  endTime: '17:00:00.0000000',
  timeZone: { name: account.timeZone },
});

export const getMailboxSettings: Handler = (_graph, call) =>
  ok({
    '@odata.context': contextUrl(call, `users('${call.account.id}')/mailboxSettings`),
    archiveFolder: null,
    timeZone: call.account.timeZone,
    delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly',
    dateFormat: 'M/d/yyyy',
    timeFormat: 'h:mm tt',
    userPurpose: 'user',
    language: { locale: 'en-US', displayName: 'English (United States)' },
    workingHours: workingHours(call.account),
  });

/** Invalidates the refresh tokens that the user gave out. 200 `{value: true}`. */
export const revokeSignInSessions: Handler = ({ ctx }, { account, preferences }) => {
  for (const token of Object.values(ctx.state.value.refreshTokens)) {
    if (token.email === account.email) token.revoked = true;
  }
  ctx.state.save();
  return ok({ '@odata.context': `${preferences.rendering.baseUrl}/v1.0/$metadata#Edm.Boolean`, value: true });
};

const calendarJson = (account: Account, calendar: Calendar) => ({
  id: calendar.id,
  name: calendar.name,
  color: calendar.color,
  hexColor: '',
  isDefaultCalendar: calendar.isDefaultCalendar,
  changeKey: calendar.changeKey,
  canShare: true,
  canViewPrivateItems: true,
  canEdit: true,
  allowedOnlineMeetingProviders: ['teamsForBusiness'],
  defaultOnlineMeetingProvider: 'teamsForBusiness',
  isTallyingResponses: true,
  isRemovable: !calendar.isDefaultCalendar,
  owner: { name: account.displayName, address: account.email },
});

export const listCalendars: Handler = (_graph, call) =>
  ok(
    page(
      call.account.calendars.map((one) => calendarJson(call.account, one)),
      call.query,
      {
        context: contextUrl(call, `users('${call.account.id}')/calendars`),
        link: `${call.preferences.rendering.baseUrl}/v1.0${call.path}`,
        pageSize: 10,
      },
    ),
  );

export const getCalendar: Handler = (_graph, call) =>
  ok({
    '@odata.context': contextUrl(call, `users('${call.account.id}')/calendars/$entity`),
    ...calendarJson(call.account, calendarOf(call)),
  });

/** Adds a calendar to a mailbox; used by POST /me/calendars and by the control API. */
export function addCalendar(account: Account, name: string): Calendar {
  const id = randomUUID();
  const calendar: Calendar = {
    id: `AQMkAD${Buffer.from(`${account.id}/${id}`).toString('base64url')}`,
    name,
    color: 'auto',
    isDefaultCalendar: false,
    changeKey: Buffer.from(id.slice(0, 8)).toString('base64'),
  };
  account.calendars.push(calendar);
  return calendar;
}

export const postCalendar: Handler = ({ ctx }, call) => {
  const name = string(jsonBody(call).name);
  if (call.account.calendars.some((one) => one.name === name)) {
    throw invalidRequest('A folder with the specified name already exists.');
  }
  const calendar = addCalendar(call.account, name);
  ctx.state.save();
  return { status: 201, body: calendarJson(call.account, calendar) };
};

const VIEW_DIGIT = {
  free: '0',
  tentative: '1',
  busy: '2',
  oof: '3',
  workingElsewhere: '4',
  unknown: '0',
} as const;
const MINUTE_MS = 60_000;

interface Slotting {
  start: number;
  end: number;
  intervalMs: number;
  timeZone: string;
}

/** scheduleInformation of one mailbox: what is busy, and a digit per slot (Graph docs, calendar-getschedule). */
function schedule(account: Account, { start, end, intervalMs, timeZone }: Slotting) {
  const views = calendarView(account.events, { start, end });
  const slots = Math.ceil((end - start) / intervalMs);
  const digit = (slot: number) => {
    const from = start + slot * intervalMs;
    const statuses = views
      .filter((view) => view.startMs < from + intervalMs && view.endMs > from)
      .map((view) => VIEW_DIGIT[view.fields.showAs]);
    return statuses.sort().at(-1) ?? '0';
  };
  const time = (ms: number) => ({ dateTime: `${toLocal(ms, timeZone)}.0000000`, timeZone });
  return {
    scheduleId: account.email,
    availabilityView: Array.from({ length: slots }, (_, slot) => digit(slot)).join(''),
    scheduleItems: views
      .filter((view) => view.fields.showAs !== 'free')
      .map((view) => {
        const isPrivate = view.fields.sensitivity === 'private';
        return {
          isPrivate,
          status: view.fields.showAs,
          subject: isPrivate ? '' : view.fields.subject,
          location: isPrivate ? '' : view.fields.location.displayName,
          start: time(view.startMs),
          end: time(view.endMs),
        };
      }),
    workingHours: workingHours(account),
  };
}

const unknownSchedule = (address: string) => ({
  scheduleId: address,
  availabilityView: '',
  error: {
    message: `Unable to resolve e-mail address ${address} to an Active Directory object.`,
    responseCode: 'ErrorMailRecipientNotFound',
  },
  scheduleItems: [],
});

export const getSchedule: Handler = ({ ctx }, call) => {
  const body = jsonBody(call);
  const addresses = list(body.schedules).map(string);
  const start = toEpochMs(dateTimeTimeZone(body.startTime));
  const end = toEpochMs(dateTimeTimeZone(body.endTime));
  const minutes = body.availabilityViewInterval === undefined ? 30 : integer(body.availabilityViewInterval);
  if (addresses.length === 0) throw badBody('The schedules collection must not be empty.');
  if (minutes < 5 || minutes > 1440 || end <= start)
    throw invalidRequest('The requested time interval is invalid.');
  const slotting = {
    start,
    end,
    intervalMs: minutes * MINUTE_MS,
    timeZone: call.preferences.rendering.timeZone,
  };
  return ok({
    '@odata.context': contextUrl(call, 'Collection(microsoft.graph.scheduleInformation)'),
    value: addresses.map((address) => {
      const account = findAccount(ctx.state.value, address);
      return account ? schedule(account, slotting) : unknownSchedule(address);
    }),
  });
};

/** Changes what a user may set on their mailbox; only the time zone matters here. */
export const patchMailboxSettings: Handler = ({ ctx }, call) => {
  const body = jsonBody(call);
  if (isRecord(body) && typeof body.timeZone === 'string') call.account.timeZone = windowsZone(body.timeZone);
  ctx.state.save();
  return ok({ timeZone: call.account.timeZone });
};
