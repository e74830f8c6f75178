import type { CalendarProviderName } from '@besahubs/contracts/calendar';
import type { useEmulators } from './emulators';

const MINUTE = 60_000;

/** What a provider's user writes or reads there, in words both providers share. */
export interface Facts {
  title?: string;
  start?: Date;
  end?: Date;
  startDate?: string;
  endDate?: string;
  description?: string;
  location?: string;
  guests?: string[];
}
export interface There {
  id: string;
  title: string;
  description: string;
  location: string;
  guests: { email: string; response: string; optional: boolean }[];
  start: { text: string; zone: string };
  end: { text: string; zone: string };
  allDay: boolean;
}
export interface LoggedCall {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: Record<string, unknown>;
  status: number;
}
export interface FaultEffect {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  drop?: 'before' | 'after';
  hold?: boolean;
}

/** What differs between the providers in a test: how a person edits there, and what its answers look like. */
export interface CalendarBench {
  name: CalendarProviderName;
  email: string;
  /** What the buttons of the consent screen are called. */
  allow: string;
  deny: string;
  /** The scope without which nothing works. */
  scope: string;
  /** Parts of paths, to match faults and the request log. */
  paths: { pull: string; events: string; token: string; revoke: string };
  addThere(title: string, start: Date, minutes?: number): Promise<string>;
  make(facts: Facts & { raw?: object }, email?: string): Promise<string>;
  editThere(id: string, facts: string | Facts): Promise<unknown>;
  deleteThere(id: string): Promise<unknown>;
  answerThere(id: string, guest: string, accepted: boolean): Promise<unknown>;
  /** An invitation by somebody else. */
  invite(title: string, start: Date): Promise<string>;
  read(id: string): Promise<There>;
  titlesThere(): Promise<string[]>;
  expireCursor(): Promise<unknown>;
  /** A page of changes as the provider sends it: raw events, and where to go on. */
  page(events: object[], more: { next?: string; cursor?: string }): object;
  raw(id: string, title: string, start: string, end: string): Record<string, unknown>;
  gone(id: string): object;
  window(call: LoggedCall): { from: string; to: string };
}

const path = (email: string) => `/accounts/${encodeURIComponent(email)}`;
const endOf = (facts: Facts) => facts.end ?? new Date((facts.start?.getTime() ?? 0) + 60 * MINUTE);
const only = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

export function calendarProvidersOf(emulators: ReturnType<typeof useEmulators>): {
  google: CalendarBench;
  microsoft: CalendarBench;
} {
  const google: CalendarBench = {
    name: 'google',
    email: 'agent.besahubs@gmail.example',
    allow: 'allow',
    deny: 'deny',
    scope: 'https://www.googleapis.com/auth/calendar.events',
    paths: { pull: '/events?', events: '/primary/events', token: '/google/token', revoke: '/google/revoke' },
    addThere: (title, start, minutes = 60) =>
      google.make({ title, start, end: new Date(start.getTime() + minutes * MINUTE) }),
    make: async ({ raw, ...facts }, email = google.email) =>
      (
        await emulators.control<{ id: string }>('google', 'POST', googleEvents(email), {
          ...googleBody(facts),
          ...raw,
        })
      ).id,
    editThere: (id, facts) =>
      emulators.control(
        'google',
        'PATCH',
        `${googleEvents(google.email)}/${id}`,
        googleBody(typeof facts === 'string' ? { title: facts } : facts),
      ),
    deleteThere: (id) => emulators.control('google', 'DELETE', `${googleEvents(google.email)}/${id}`),
    answerThere: (id, attendee, accepted) =>
      emulators.control('google', 'POST', `${googleEvents(google.email)}/${id}/respond`, {
        attendee,
        responseStatus: accepted ? 'accepted' : 'declined',
      }),
    invite: (title, start) =>
      google.make({
        title,
        start,
        guests: [google.email],
        raw: { organizer: { email: 'boss@client.example' } },
      }),
    read: async (id) => readGoogle(await atGoogle<RawGoogle>(`/${id}`)),
    titlesThere: async () =>
      (await atGoogle<{ items: { summary: string }[] }>('?maxResults=2500')).items.map(
        (event) => event.summary,
      ),
    expireCursor: () => emulators.control('google', 'POST', '/expire-sync-tokens', { email: google.email }),
    page: (items, { next, cursor }) => only({ items, nextPageToken: next, nextSyncToken: cursor }),
    raw: (id, summary, start, end) => ({
      id,
      etag: `"${id}"`,
      status: 'confirmed',
      summary,
      start: { dateTime: start },
      end: { dateTime: end },
      organizer: { email: google.email, self: true },
    }),
    gone: (id) => ({ id, status: 'cancelled' }),
    window: ({ query }) => ({ from: query['timeMin'] ?? '', to: query['timeMax'] ?? '' }),
  };
  const googleEvents = (email: string) => `${path(email)}/calendars/primary/events`;
  const atGoogle = async <T>(rest: string): Promise<T> => {
    const grant = { email: google.email, clientId: 'another-app', scopes: [google.scope] };
    const { access_token: token } = await emulators.control<{ access_token: string }>(
      'google',
      'POST',
      '/grant',
      grant,
    );
    const url = `${emulators.get().urls.google}/calendar/v3/calendars/primary/events${rest}`;
    return (await (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).json()) as T;
  };

  const microsoft: CalendarBench = {
    name: 'microsoft',
    email: 'agent@besahubs.example',
    allow: 'accept',
    deny: 'cancel',
    scope: 'Calendars.ReadWrite',
    paths: { pull: '/calendarView/delta', events: '/me/events', token: '/oauth2/v2.0/token', revoke: 'none' },
    addThere: (title, start, minutes = 60) =>
      microsoft.make({ title, start, end: new Date(start.getTime() + minutes * MINUTE) }),
    make: async ({ raw, ...facts }, email = microsoft.email) =>
      (
        await emulators.control<{ id: string }>('microsoft', 'POST', `${path(email)}/events`, {
          ...graphBody(facts),
          ...raw,
        })
      ).id,
    editThere: (id, facts) =>
      emulators.control(
        'microsoft',
        'PATCH',
        graphEvent(id),
        graphBody(typeof facts === 'string' ? { title: facts } : facts),
      ),
    deleteThere: (id) => emulators.control('microsoft', 'DELETE', graphEvent(id)),
    answerThere: (id, attendee, accepted) =>
      emulators.control('microsoft', 'POST', `${graphEvent(id)}/respond`, {
        attendee,
        response: accepted ? 'accepted' : 'declined',
      }),
    invite: async (title, start) => {
      const { events } = await emulators.control<{ events: { id: string }[] }>('microsoft', 'POST', '/seed', {
        email: microsoft.email,
        events: [
          {
            ...graphBody({ title, start, guests: [microsoft.email] }),
            organizer: { emailAddress: { address: 'boss@client.example', name: 'Boss' } },
          },
        ],
      });
      return events[0]?.id ?? '';
    },
    read: async (id) => {
      const all = await atGraph();
      const found = all.find((event) => event.id === id);
      if (!found) throw new Error(`${id} is not in the calendar`);
      return readGraph(found);
    },
    titlesThere: async () => (await atGraph()).map((event) => event.subject ?? ''),
    expireCursor: () =>
      emulators.control('microsoft', 'POST', '/expire-delta-tokens', { email: microsoft.email }),
    page: (value, { next, cursor }) => {
      const url = `${emulators.get().urls.microsoft}/v1.0/me/calendarView/delta`;
      return only({
        value,
        '@odata.nextLink': next && `${url}?$skiptoken=${next}`,
        '@odata.deltaLink': cursor && `${url}?$deltatoken=${cursor}`,
      });
    },
    raw: (id, subject, start, end) => ({
      id,
      '@odata.etag': `W/"${id}"`,
      type: 'singleInstance',
      subject,
      isOrganizer: true,
      start: { dateTime: start.replace('Z', ''), timeZone: 'UTC' },
      end: { dateTime: end.replace('Z', ''), timeZone: 'UTC' },
    }),
    gone: (id) => ({ id, '@removed': { reason: 'deleted' } }),
    window: ({ query }) => ({ from: query['startDateTime'] ?? '', to: query['endDateTime'] ?? '' }),
  };
  const graphEvent = (id: string) => `${path(microsoft.email)}/events/${encodeURIComponent(id)}`;
  const atGraph = () => emulators.control<RawGraph[]>('microsoft', 'GET', `${path(microsoft.email)}/events`);
  return { google, microsoft };
}

function googleBody(facts: Facts): object {
  const time = (at: Date | undefined, date: string | undefined) =>
    date ? { date, dateTime: null } : at && { dateTime: at.toISOString(), date: null };
  return only({
    summary: facts.title,
    description: facts.description,
    location: facts.location,
    start: time(facts.start, facts.startDate),
    end: time(facts.start && endOf(facts), facts.endDate),
    attendees: facts.guests?.map((email) => ({ email })),
  });
}

interface RawGoogle {
  id: string;
  summary?: string;
  description?: string;
  location?: string;
  attendees?: { email: string; responseStatus: string; optional?: boolean }[];
  start: { date?: string; dateTime?: string; timeZone?: string };
  end: { date?: string; dateTime?: string; timeZone?: string };
}
const readGoogle = (event: RawGoogle): There => ({
  id: event.id,
  title: event.summary ?? '',
  description: event.description ?? '',
  location: event.location ?? '',
  guests: (event.attendees ?? []).map(({ email, responseStatus, optional }) => ({
    email,
    response: responseStatus,
    optional: optional ?? false,
  })),
  start: { text: event.start.date ?? event.start.dateTime ?? '', zone: event.start.timeZone ?? '' },
  end: { text: event.end.date ?? event.end.dateTime ?? '', zone: event.end.timeZone ?? '' },
  allDay: event.start.date !== undefined,
});

function graphBody(facts: Facts): object {
  const time = (at: Date | undefined, date: string | undefined) => {
    const dateTime = date ? `${date}T00:00:00` : at?.toISOString().slice(0, 19);
    return dateTime && { dateTime, timeZone: 'UTC' };
  };
  return only({
    subject: facts.title,
    body: facts.description === undefined ? undefined : { contentType: 'text', content: facts.description },
    location: facts.location === undefined ? undefined : { displayName: facts.location },
    isAllDay: facts.startDate ? true : undefined,
    start: time(facts.start, facts.startDate),
    end: time(facts.start && endOf(facts), facts.endDate),
    attendees: facts.guests?.map((address) => ({ emailAddress: { address } })),
  });
}

interface RawGraph {
  id: string;
  subject?: string;
  body?: { content?: string };
  location?: { displayName?: string };
  attendees?: { emailAddress: { address: string }; status: { response: string }; type: string }[];
  start: { dateTime: string; timeZone: string };
  end: { dateTime: string; timeZone: string };
  originalStartTimeZone: string;
  isAllDay?: boolean;
}
const readGraph = (event: RawGraph): There => ({
  id: event.id,
  title: event.subject ?? '',
  description: (event.body?.content ?? '').replaceAll(/<[^>]*>/g, '').trim(),
  location: event.location?.displayName ?? '',
  guests: (event.attendees ?? []).map(({ emailAddress, status, type }) => ({
    email: emailAddress.address.toLowerCase(),
    response: status.response === 'none' ? 'needsAction' : status.response,
    optional: type === 'optional',
  })),
  start: { text: event.start.dateTime, zone: event.originalStartTimeZone },
  end: { text: event.end.dateTime, zone: event.originalStartTimeZone },
  allDay: event.isAllDay ?? false,
});
