/**
 * The two calendar providers as a journey meets them: what their users do there, and what their own APIs answer.
 * Instants are ISO 8601 in UTC.
 */
interface ProviderEvent {
  id: string;
  title: string;
  start: string;
}
export interface Provider {
  name: 'Google' | 'Microsoft';
  /** The button of the consent screen. */
  agree: string;
  /** Puts events into the calendar of an account, as its user would; makes the account when there is none. */
  seed: (email: string, events: { title: string; start: Date; minutes: number }[]) => Promise<void>;
  /** Asked through the provider's public API with a token of the account. */
  events: (email: string) => Promise<ProviderEvent[]>;
  /** The user changes an event in the provider's own calendar. */
  edit: (email: string, id: string, change: { title: string; start: Date; minutes: number }) => Promise<void>;
}

async function call(method: string, url: string, body?: object, token?: string): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    headers: {
      'Content-Type': 'application/json',
      Prefer: 'outlook.timezone="UTC"',
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

async function tokenFor(base: string, email: string, scopes: string[]): Promise<string> {
  const body = { email, clientId: 'journey', scopes };
  return ((await call('POST', `${base}/_control/grant`, body)) as { access_token: string }).access_token;
}

const after = (start: Date, minutes: number) => new Date(start.getTime() + minutes * 60_000);

interface GoogleEvent {
  id: string;
  summary: string;
  start: { dateTime: string };
}
export function google(base: string): Provider {
  const inWords = (title: string, start: Date, minutes: number) => ({
    summary: title,
    start: { dateTime: start.toISOString() },
    end: { dateTime: after(start, minutes).toISOString() },
  });
  return {
    name: 'Google',
    agree: 'Allow',
    seed: async (email, events) => {
      await call('POST', `${base}/_control/accounts`, { email, name: 'Alex Rivera' });
      const wire = events.map(({ title, start, minutes }) => inWords(title, start, minutes));
      await call('POST', `${base}/_control/seed`, { email, events: wire });
    },
    events: async (email) => {
      const token = await tokenFor(base, email, ['https://www.googleapis.com/auth/calendar.events']);
      const url = `${base}/calendar/v3/calendars/primary/events?singleEvents=true&maxResults=250`;
      const { items } = (await call('GET', url, undefined, token)) as { items: GoogleEvent[] };
      return items.map(({ id, summary, start }) => ({
        id,
        title: summary,
        start: new Date(start.dateTime).toISOString(),
      }));
    },
    edit: async (email, id, { title, start, minutes }) => {
      const url = `${base}/_control/accounts/${email}/calendars/primary/events/${id}`;
      await call('PATCH', url, inWords(title, start, minutes));
    },
  };
}

interface GraphEvent {
  id: string;
  subject: string;
  start: { dateTime: string };
}
export function microsoft(base: string): Provider {
  const time = (at: Date) => ({ dateTime: at.toISOString().slice(0, 19), timeZone: 'UTC' });
  const inWords = (title: string, start: Date, minutes: number) => ({
    subject: title,
    start: time(start),
    end: time(after(start, minutes)),
  });
  return {
    name: 'Microsoft',
    agree: 'Accept',
    seed: async (email, events) => {
      const wire = events.map(({ title, start, minutes }) => inWords(title, start, minutes));
      await call('POST', `${base}/_control/seed`, { email, displayName: 'Alex Rivera', events: wire });
    },
    events: async (email) => {
      const token = await tokenFor(base, email, ['Calendars.ReadWrite']);
      const { value } = (await call('GET', `${base}/v1.0/me/events?$top=200`, undefined, token)) as {
        value: GraphEvent[];
      };
      return value.map(({ id, subject, start }) => ({
        id,
        title: subject,
        start: new Date(`${start.dateTime.slice(0, 19)}Z`).toISOString(),
      }));
    },
    edit: async (email, id, { title, start, minutes }) => {
      await call('PATCH', `${base}/_control/accounts/${email}/events/${id}`, inWords(title, start, minutes));
    },
  };
}
