import type { StoredAttendee } from '../../models/CalendarEvent';
import { ProviderError } from '../../lib/providerError';
import { call } from './http';
import type { Classify } from './http';
import type {
  CalendarProvider,
  EventDraft,
  EventTimes,
  ProviderConfig,
  RemoteEvent,
  SyncPage,
  TokenSet,
  Window,
} from './provider';

const EVENTS_SCOPE = 'https://www.googleapis.com/auth/calendar.events';
const SCOPES = ['openid', 'email', EVENTS_SCOPE];

interface Time {
  date?: string;
  dateTime?: string;
  timeZone?: string;
}
interface GoogleEvent {
  id: string;
  etag?: string;
  status?: string;
  summary?: string;
  description?: string;
  location?: string;
  start?: Time;
  end?: Time;
  attendees?: {
    email?: string;
    displayName?: string;
    responseStatus?: string;
    organizer?: boolean;
    self?: boolean;
    optional?: boolean;
  }[];
  organizer?: { email?: string; self?: boolean };
  transparency?: string;
  htmlLink?: string;
  hangoutLink?: string;
  iCalUID?: string;
  recurringEventId?: string;
  extendedProperties?: { private?: Record<string, string> };
}
interface EventList {
  items?: GoogleEvent[];
  nextPageToken?: string;
  nextSyncToken?: string;
}
interface TokenAnswer {
  access_token: string;
  refresh_token?: string;
  expires_in: number;
  scope?: string;
}

/** 403 is a rate limit or a refusal, by its reason (Calendar API, "Handle API errors"). */
const classify: Classify = (status, error) => {
  if (status === 403 && /rateLimitExceeded|quotaExceeded/i.test(error.code)) return 'retry';
  return undefined;
};

/** Google Calendar v3 and Google's OAuth 2.0. `baseUrl`, when given, stands for all of Google's hosts. */
export function googleProvider(config: ProviderConfig, baseUrl?: string): CalendarProvider {
  const authUrl = `${baseUrl ?? 'https://accounts.google.com'}/o/oauth2/v2/auth`;
  const tokenHost = baseUrl ?? 'https://oauth2.googleapis.com';
  const userInfoUrl = `${baseUrl ?? 'https://openidconnect.googleapis.com'}${baseUrl ? '/oauth2/v3/userinfo' : '/v1/userinfo'}`;
  const eventsUrl = `${baseUrl ?? 'https://www.googleapis.com'}/calendar/v3/calendars/primary/events`;
  const credentials = { client_id: config.clientId, client_secret: config.clientSecret };

  const token = async (form: Record<string, string>): Promise<TokenSet> =>
    tokensOf(
      await call<TokenAnswer>({
        method: 'POST',
        url: `${tokenHost}/token`,
        form: { ...form, ...credentials },
      }),
    );
  const eventUrl = (id: string, params = '') => `${eventsUrl}/${encodeURIComponent(id)}${params}`;

  return {
    authorizeUrl({ state, codeChallenge, loginHint }) {
      const params = new URLSearchParams({
        client_id: config.clientId,
        redirect_uri: config.redirectUri,
        response_type: 'code',
        scope: SCOPES.join(' '),
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
        // Together they make Google return a refresh token every time.
        access_type: 'offline',
        prompt: 'consent',
        ...(loginHint && { login_hint: loginHint }),
      });
      return `${authUrl}?${params.toString()}`;
    },
    exchangeCode: (code, verifier) =>
      token({
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
        redirect_uri: config.redirectUri,
      }),
    refresh: (refreshToken) => token({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    async revoke(refreshToken) {
      await call({ method: 'POST', url: `${tokenHost}/revoke`, form: { token: refreshToken } }).catch(
        ignoreRefusal,
      );
    },
    missingScopes: (granted) => (granted.includes(EVENTS_SCOPE) ? [] : [EVENTS_SCOPE]),
    async identity(accessToken) {
      const who = await call<{ sub: string; email: string }>({ url: userInfoUrl, accessToken });
      const list = await call<{ timeZone?: string }>({ url: `${eventsUrl}?maxResults=1`, accessToken });
      return { providerUserId: who.sub, email: who.email, timezone: list.timeZone ?? null };
    },
    pull: (accessToken, request) => pull(eventsUrl, accessToken, request),
    async get(accessToken, id) {
      const event = await call<GoogleEvent>({ url: eventUrl(id), accessToken }, classify).catch(missing);
      return event && event.status !== 'cancelled' ? remoteOf(event) : null;
    },
    async create(accessToken, id, draft, { conference }) {
      // Hex digits are within Google's base32hex alphabet, so our own uuid names the event: a retry meets itself (409).
      const eventId = id.replaceAll('-', '');
      const json = {
        ...bodyOf(draft),
        id: eventId,
        extendedProperties: { private: { crmId: id } },
        ...(conference && {
          conferenceData: {
            createRequest: { requestId: id, conferenceSolutionKey: { type: 'hangoutsMeet' } },
          },
        }),
      };
      const url = `${eventsUrl}?sendUpdates=all&conferenceDataVersion=1`;
      try {
        return remoteOf(await call<GoogleEvent>({ method: 'POST', url, accessToken, json }, classify));
      } catch (error) {
        if (!(error instanceof ProviderError) || error.status !== 409) throw error;
        const existing = await call<GoogleEvent>({ url: eventUrl(eventId), accessToken }, classify);
        if (existing.extendedProperties?.private?.['crmId'] !== id) throw error;
        return remoteOf(existing);
      }
    },
    async update(accessToken, id, etag, change) {
      const url = eventUrl(id, '?sendUpdates=all');
      const headers = { 'if-match': etag ?? undefined };
      return remoteOf(
        await call<GoogleEvent>(
          { method: 'PATCH', url, accessToken, headers, json: bodyOf(change) },
          classify,
        ),
      );
    },
    async remove(accessToken, id, etag) {
      const url = eventUrl(id, '?sendUpdates=all');
      await call(
        { method: 'DELETE', url, accessToken, headers: { 'if-match': etag ?? undefined } },
        classify,
      ).catch(missing);
    },
  };
}

/**
 * Calendar API, "Synchronize resources efficiently": the window parameters are forbidden beside a sync token, and the
 * new token stands on the last page only. Pages may be empty.
 */
async function* pull(
  eventsUrl: string,
  accessToken: string,
  request: { window: Window } | { cursor: string },
): AsyncGenerator<SyncPage> {
  const base: Record<string, string> =
    'cursor' in request
      ? { syncToken: request.cursor }
      : { timeMin: request.window.from.toISOString(), timeMax: request.window.to.toISOString() };
  let pageToken: string | undefined;
  do {
    const params = new URLSearchParams({
      ...base,
      singleEvents: 'true',
      maxResults: '2500',
      ...(pageToken && { pageToken }),
    });
    const list = await call<EventList>({ url: `${eventsUrl}?${params.toString()}`, accessToken }, classify);
    const items = [...new Map((list.items ?? []).map((event) => [event.id, event])).values()];
    yield {
      events: items.filter((event) => event.status !== 'cancelled').map(remoteOf),
      removed: items.filter((event) => event.status === 'cancelled').map((event) => event.id),
      // Google names every occurrence that changes or goes.
      series: [],
      cursor: list.nextSyncToken ?? null,
    };
    pageToken = list.nextPageToken;
  } while (pageToken);
}

const tokensOf = (answer: TokenAnswer): TokenSet => ({
  accessToken: answer.access_token,
  refreshToken: answer.refresh_token ?? null,
  expiresAt: new Date(Date.now() + answer.expires_in * 1000),
  scopes: answer.scope?.split(' ') ?? [],
});

/** 404 and 410 on one event: it is gone. */
function missing(error: unknown): undefined {
  if (error instanceof ProviderError && (error.status === 404 || error.status === 410)) return undefined;
  throw error;
}
/** A grant that is gone cannot be revoked again, and need not be. */
function ignoreRefusal(error: unknown): undefined {
  if (error instanceof ProviderError && error.kind !== 'retry' && error.kind !== 'unknown') return undefined;
  throw error;
}

const responses = new Set(['needsAction', 'accepted', 'declined', 'tentative']);
const attendeesOf = (event: GoogleEvent): StoredAttendee[] =>
  (event.attendees ?? []).flatMap(({ email, displayName, responseStatus, organizer, optional }) =>
    email
      ? [
          {
            email: email.toLowerCase(),
            name: displayName ?? null,
            response: (responses.has(responseStatus ?? '')
              ? responseStatus
              : 'needsAction') as StoredAttendee['response'],
            organizer: organizer ?? false,
            optional: optional ?? false,
          },
        ]
      : [],
  );

function timesOf(event: GoogleEvent): EventTimes {
  if (event.start?.date && event.end?.date)
    return { isAllDay: true, startDate: event.start.date, endDate: event.end.date };
  return {
    isAllDay: false,
    start: new Date(event.start?.dateTime ?? 0),
    end: new Date(event.end?.dateTime ?? event.start?.dateTime ?? 0),
  };
}

const remoteOf = (event: GoogleEvent): RemoteEvent => ({
  externalId: event.id,
  etag: event.etag ?? null,
  title: event.summary ?? null,
  description: event.description ?? null,
  times: timesOf(event),
  timezone: event.start?.timeZone ?? null,
  location: event.location ?? null,
  attendees: attendeesOf(event),
  status: event.status === 'tentative' ? 'tentative' : 'confirmed',
  // An invitation one has declined does not take the time.
  busy:
    event.transparency !== 'transparent' &&
    !event.attendees?.some((each) => each.self && each.responseStatus === 'declined'),
  // Flags that are false are left out: an organizer without `self` is somebody else.
  isOrganizer: event.organizer ? event.organizer.self === true : true,
  organizerEmail: event.organizer?.email?.toLowerCase() ?? null,
  htmlLink: event.htmlLink ?? null,
  conferenceUrl: event.hangoutLink ?? null,
  iCalUid: event.iCalUID ?? null,
  recurringEventId: event.recurringEventId ?? null,
});

/** `null` clears a field in a PATCH; `dateTime: null` beside `date` turns a timed event into an all-day one. */
function bodyOf(draft: Partial<EventDraft>): Record<string, unknown> {
  const { title, description, times, timezone, location, attendees } = draft;
  const time = (date: string | undefined, at: Date | undefined) =>
    date
      ? { date, dateTime: null, timeZone: null }
      : { date: null, dateTime: at?.toISOString(), timeZone: timezone };
  return {
    ...(title !== undefined && { summary: title }),
    ...(description !== undefined && { description }),
    ...(location !== undefined && { location }),
    ...(times?.isAllDay === true && {
      start: time(times.startDate, undefined),
      end: time(times.endDate, undefined),
    }),
    ...(times?.isAllDay === false && {
      start: time(undefined, times.start),
      end: time(undefined, times.end),
    }),
    ...(attendees && {
      attendees: attendees.map(({ email, name, response, optional }) => ({
        email,
        displayName: name ?? undefined,
        responseStatus: response,
        optional,
      })),
    }),
  };
}
