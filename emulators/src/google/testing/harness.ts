import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { auth, calendar, type calendar_v3 } from '@googleapis/calendar';
import { startEmulators } from '../../start';

export const AGENT = 'agent.besahubs@gmail.example';
export const MANAGER = 'manager.besahubs@gmail.example';
export const CALENDAR_SCOPE = 'https://www.googleapis.com/auth/calendar';
export const CLIENT_ID = 'besahubs-test.apps.googleusercontent.com';

export interface Grant {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  scope: string;
}

export interface GoogleHarness {
  /** Base URL of the Google emulator, no trailing slash. */
  base: string;
  /** Calls the control API with JSON; throws when it refuses. */
  control<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
  /** Google's own client, signed in through the control API. */
  client(email: string, scopes?: string[]): Promise<calendar_v3.Calendar>;
  clientWithToken(accessToken: string): calendar_v3.Calendar;
  grant(email: string, scopes?: string[]): Promise<Grant>;
  close(): Promise<void>;
}

/** An emulator of its own for one test file. */
export async function startGoogle(): Promise<GoogleHarness> {
  const emulators = await startEmulators({ only: ['google'] });
  const base = emulators.urls.google;

  const control = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${base}/_control${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  };
  const grant = (email: string, scopes = [CALENDAR_SCOPE]) =>
    control<Grant>('POST', '/grant', { email, clientId: CLIENT_ID, scopes });
  const clientWithToken = (accessToken: string) => {
    const oauth = new auth.OAuth2();
    oauth.setCredentials({ access_token: accessToken });
    // The client takes only the origin of rootUrl; the path under which the emulator stands is put before its own.
    const { origin, pathname } = new URL(base);
    return calendar({
      version: 'v3',
      rootUrl: `${origin}/`,
      auth: oauth,
      retry: false,
      adapter: (options, fetchIt) => {
        const url = new URL(options.url);
        url.pathname = pathname + url.pathname;
        return fetchIt({ ...options, url });
      },
    });
  };
  return {
    base,
    control,
    grant,
    clientWithToken,
    client: async (email, scopes) => clientWithToken((await grant(email, scopes)).access_token),
    close: () => emulators.close(),
  };
}

/** What a refused call of Google's client says: status and the first error of Google's envelope. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ status: number; reason: string; message: string }> {
  try {
    await call;
  } catch (error) {
    const { response } = error as {
      response?: { status: number; data: { error: { message: string; errors: { reason: string }[] } } };
    };
    if (!response) throw error;
    const { message, errors } = response.data.error;
    return { status: response.status, reason: errors[0]?.reason ?? '', message };
  }
  throw new Error('The call was not refused');
}

export interface Receiver {
  url: string;
  received: IncomingHttpHeaders[];
  /** Statuses for the next requests; 200 when there are none left. */
  answers: number[];
  close(): Promise<void>;
}

/** A webhook receiver that keeps what it was sent. */
export async function startReceiver(): Promise<Receiver> {
  const received: IncomingHttpHeaders[] = [];
  const answers: number[] = [];
  const server = createServer((req, res) => {
    received.push(req.headers);
    res.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** All pages of a list, and the sync token of the last. */
export async function listAll(
  client: calendar_v3.Calendar,
  params: calendar_v3.Params$Resource$Events$List,
): Promise<{ items: calendar_v3.Schema$Event[]; pages: number; syncToken: string | null | undefined }> {
  const items: calendar_v3.Schema$Event[] = [];
  let pageToken: string | undefined;
  for (let pages = 1; ; pages += 1) {
    const { data } = await client.events.list({
      calendarId: 'primary',
      ...params,
      ...(pageToken ? { pageToken } : {}),
    });
    items.push(...(data.items ?? []));
    if (!data.nextPageToken) return { items, pages, syncToken: data.nextSyncToken };
    if (data.nextSyncToken) throw new Error('A sync token came before the last page');
    pageToken = data.nextPageToken;
  }
}
