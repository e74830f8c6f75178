import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io as connect } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll } from 'vitest';
import type { ServerEvents } from '@besahubs/contracts/events';
import { rooms } from '../policies/policy';
import { attachSockets } from '../realtime/sockets';
import { changes } from '../services/changes';
import type { Person } from './people';

export type Client = Socket<ServerEvents, Record<string, never>>;
/** What one person's open screen heard: `deals:<id>`, oldest first. */
export interface Ear {
  client: Client;
  heard: string[];
}

const MARK = 'end-of-the-step';

/** A listening server with sockets, and clients that really connect to it. Needs the test file's database. */
export function useSockets() {
  const http = createServer();
  const clients: Client[] = [];
  let marks = 0;
  beforeAll(async () => {
    attachSockets(http);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    clients.forEach((client) => client.disconnect());
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });

  const open = (token?: string): Client => {
    const { port } = http.address() as AddressInfo;
    const client: Client = connect(`http://127.0.0.1:${port}`, {
      transports: ['websocket'],
      reconnection: false,
      ...(token !== undefined && { auth: { token } }),
    });
    clients.push(client);
    return client;
  };
  const listen = async (person: Person): Promise<Ear> => {
    const client = open(person.token);
    const heard: string[] = [];
    client.on('changed', ({ resource, id }) => heard.push(`${resource}:${id ?? 'many'}`));
    await new Promise<void>((resolve, reject) => {
      client.on('connect', resolve);
      client.on('connect_error', reject);
    });
    return { client, heard };
  };
  /**
   * Until all of them have heard everything that was told so far: messages keep their order, so whoever hears the mark has
   * nothing to come. Takes the mark out again.
   */
  const settle = async (ears: Ear[]): Promise<void> => {
    const mark = `${MARK}:${(marks += 1)}`;
    const arrived = ears.map(
      ({ client, heard }) =>
        new Promise<void>((resolve) => {
          const look = (): void => {
            if (heard.at(-1) !== mark) return;
            heard.pop();
            client.off('changed', look);
            resolve();
          };
          client.on('changed', look);
        }),
    );
    changes.emit('changed', { resource: MARK, id: String(marks), rooms: [rooms.everyone] });
    await Promise.all(arrived);
  };
  return { http, open, listen, settle };
}
