import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { configureDemoWebhook } from '../services/email/demo';
import { useDatabase } from './db';
import { useEmulators } from './emulators';
import { httpClient } from './http';
import { runJobs } from './jobs';

export interface SentMessage {
  id: string;
  messageId: string;
  to: { email: string };
  subject: string;
  status: string;
  html: string;
  links: string[];
  headers: Record<string, string>;
  customArgs: Record<string, string>;
  templateId: string | null;
}

/**
 * The whole e-mail loop for a test file: a database, the provider servers, and the app really listening, with the
 * stand-in's signed webhook pointed at it.
 */
export function useMail() {
  const database = useDatabase();
  const emulators = useEmulators();
  let server: Server;
  let api: ReturnType<typeof httpClient>;
  beforeAll(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env['API_BASE_URL'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    api = httpClient();
    server.on('request', api.app);
    await configureDemoWebhook();
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const control = <T = unknown>(method: string, path: string, body?: object) =>
    emulators.control<T>('sendgrid', method, path, body);
  return {
    api: () => api,
    /** Of the database, for connections of the test's own. */
    url: () => database.url(),
    databaseUrl: () => database.url(),
    control,
    turnstile: <T>(method: string, path: string, body?: object) =>
      emulators.control<T>('turnstile', method, path, body),
    google: <T>(method: string, path: string, body?: object) =>
      emulators.control<T>('google', method, path, body),
    /** Runs what is queued: mails go to the provider. */
    deliver: () => runJobs(database.url()),
    /** Lets the provider post its events, and waits for our answers. */
    flush: () => control<{ posts: number; accepted: number; pending: number }>('POST', '/flush'),
    /** What lies in one address's inbox, newest first. */
    async inbox(to: string): Promise<SentMessage[]> {
      const query = new URLSearchParams({ to });
      const { messages } = await control<{ messages: SentMessage[] }>('GET', `/messages?${query.toString()}`);
      return messages;
    },
    act: (message: SentMessage | undefined, action: string, body: object = {}) =>
      control('POST', `/messages/${message?.id ?? 'none'}/${action}`, body),
  };
}
