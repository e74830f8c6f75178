import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io as connect } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ServerEvents } from '@besahubs/contracts/events';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';
import { attachSockets } from './sockets';

useDatabase();
const api = httpClient();
const http = createServer();
let io: ReturnType<typeof attachSockets>;
let firm: Firm;
type Client = Socket<ServerEvents, Record<string, never>>;
const clients: Client[] = [];

beforeAll(async () => {
  firm = await createFirm();
  io = attachSockets(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});
afterEach(() => clients.splice(0).forEach((client) => client.disconnect()));
afterAll(() => io.close());

function open(token?: string): Client {
  const { port } = http.address() as AddressInfo;
  const client: Client = connect(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    reconnection: false,
    ...(token !== undefined && { auth: { token } }),
  });
  clients.push(client);
  return client;
}
const refusal = (client: Client): Promise<string> =>
  new Promise((resolve, reject) => {
    client.on('connect', () => reject(new Error('was let in')));
    client.on('connect_error', (error) => resolve(error.message));
  });
/** Connected, and what it hears of deals. */
async function listening(person: Person): Promise<(string | null)[]> {
  const heard: (string | null)[] = [];
  const client = open(person.token);
  client.on('changed', ({ resource, id }) => resource === 'deals' && heard.push(id));
  await new Promise<void>((resolve, reject) => {
    client.on('connect', resolve);
    client.on('connect_error', reject);
  });
  return heard;
}

describe('sockets', () => {
  it('let nobody in without a valid token', async () => {
    expect(await refusal(open())).toBe('unauthenticated');
    expect(await refusal(open('not.a.token'))).toBe('unauthenticated');
  });

  it('tell of a change those who may see the record, without the record', async () => {
    const inbox = {
      owner: await listening(firm.agent),
      manager: await listening(firm.manager),
      admin: await listening(firm.admin),
      colleague: await listening(firm.colleague),
      stranger: await listening(firm.stranger),
      otherManager: await listening(firm.otherManager),
    };
    const contact = await api.post<{ id: string }>('/contacts', firm.agent, {
      firstName: 'Ana',
      lastName: 'Ruiz',
    });
    const { data } = await api.post<{ id: string }>('/deals', firm.agent, {
      name: 'Tower lease',
      kind: 'lease',
      representation: 'tenant',
      clientContactId: contact.data.id,
    });
    await expect
      .poll(() => [inbox.owner, inbox.manager, inbox.admin].map((heard) => heard.includes(data.id)))
      .toEqual([true, true, true]);
    expect([inbox.colleague, inbox.stranger, inbox.otherManager].flat()).toEqual([]);
  });

  it('say nothing of what was rolled back', async () => {
    const heard = await listening(firm.agent);
    const refused = await api.post('/deals', firm.agent, {
      name: 'x',
      kind: 'lease',
      representation: 'tenant',
    });
    expect(refused.status).toBe(400);
    const contact = await api.post<{ id: string }>('/contacts', firm.agent, {
      firstName: 'Bo',
      lastName: 'Ek',
    });
    const made = await api.post<{ id: string }>('/deals', firm.agent, {
      name: 'Flex lease',
      kind: 'lease',
      representation: 'tenant',
      clientContactId: contact.data.id,
    });
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    expect(new Set(heard)).toEqual(new Set([made.data.id]));
  });
});
