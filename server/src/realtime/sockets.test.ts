import { createServer } from 'node:http';
import jwt from 'jsonwebtoken';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { env } from '../config/env';
import { database } from '../models';
import { Team } from '../models/Team';
import { User } from '../models/User';
import { rooms } from '../policies/policy';
import { signAccessToken, signRefreshToken } from '../services/auth/tokens';
import { changes } from '../services/changes';
import { createContact } from '../services/crm/contacts';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm } from '../testing/people';
import { useSockets } from '../testing/sockets';
import type { Client, Ear } from '../testing/sockets';
import { attachSockets } from './sockets';

useDatabase();
// Only the look of every thirty seconds: its clock is turned by hand.
vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
afterAll(() => vi.useRealTimers());
const sockets = useSockets();
const api = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});
afterEach(() => vi.restoreAllMocks());

const refusal = (client: Client): Promise<string> =>
  new Promise((resolve, reject) => {
    client.on('connect', () => reject(new Error('was let in')));
    client.on('connect_error', (error) => resolve(error.message));
  });
const cutOff = ({ client }: Ear): Promise<string> =>
  new Promise((resolve) => client.on('disconnect', (reason) => resolve(reason)));
let made = 0;
const newAgent = async () => {
  const user = await User.create({
    email: `socket-${(made += 1)}@firm.test`,
    firstName: 'Sol',
    lastName: 'Ket',
    role: 'agent',
    teamId: firm.north.id,
    passwordHash: 'x',
    timezone: 'UTC',
  });
  return { user, id: user.id, token: signAccessToken(user.id), ctx: firm.agent.ctx };
};

describe('sockets', () => {
  it('let nobody in without a valid token of an active user', async () => {
    const { user, id } = await newAgent();
    const expired = jwt.sign({}, env().JWT_ACCESS_SECRET, {
      subject: firm.agent.id,
      audience: 'access',
      expiresIn: -1,
    });
    await user.update({ status: 'disabled' });
    const tokens = [undefined, '', 'not.a.token', expired, signRefreshToken(firm.agent.id, id, id)];
    for (const token of [...tokens, signAccessToken(id), signAccessToken(firm.north.id)])
      expect([token, await refusal(sockets.open(token))]).toEqual([token, 'unauthenticated']);
  });

  it('take no other word for it: nothing in the address, and no other kind of value', async () => {
    const client = sockets.open();
    client.auth = { token: [firm.agent.token], actor: firm.agent.ctx.actor };
    client.io.opts.query = { token: firm.agent.token };
    expect(await refusal(client)).toBe('unauthenticated');
  });

  it('do nothing with what a client sends', async () => {
    const agent = await sockets.listen(firm.agent);
    const other = await sockets.listen(firm.stranger);
    let answered = 0;
    const emit = agent.client.emit.bind(agent.client) as unknown as (
      name: string,
      ...more: unknown[]
    ) => void;
    for (const name of ['join', 'subscribe', 'changed', 'email:event', 'room'])
      emit(name, { resource: 'deals', id: 'x', rooms: [rooms.admins] }, () => (answered += 1));
    emit('join', rooms.admins);
    await sockets.settle([agent, other]);
    changes.emit('changed', { resource: 'deals', id: 'of admins', rooms: [rooms.admins] });
    await sockets.settle([agent, other]);
    expect([agent.heard, other.heard, answered]).toEqual([[], [], 0]);
  });

  it('carry the name of a record and nothing else of it', async () => {
    const ear = await sockets.listen(firm.agent);
    const arrived = new Promise((resolve) => ear.client.once('changed', resolve));
    changes.emit('changed', { resource: 'deals', id: 'x', rooms: [rooms.user(firm.agent.id)] });
    expect(await arrived).toEqual({ resource: 'deals', id: 'x' });
  });

  it('say nothing of what was rolled back', async () => {
    const ear = await sockets.listen(firm.agent);
    const emitted = vi.spyOn(changes, 'emit');
    await expect(
      database().transaction(async (transaction) => {
        await createContact({ ...firm.agent.ctx, transaction }, { firstName: 'Bo', lastName: 'Ek' });
        expect(emitted).not.toHaveBeenCalled();
        throw new Error('the cause failed');
      }),
    ).rejects.toThrow('the cause failed');
    await sockets.settle([ear]);
    expect(ear.heard).toEqual([]);
  });
});

describe('an open socket is closed', () => {
  const patch = (id: string, body: object) => api.patch(`/agents/${id}`, firm.admin, body);

  it.each([
    ['disabled', (id: string) => patch(id, { active: false })],
    ['given another role', (id: string) => patch(id, { role: 'manager' })],
    ['removed', (id: string) => api.delete(`/agents/${id}`, firm.admin)],
  ])('at once when its user is %s', async (_what, change) => {
    const person = await newAgent();
    const bystander = await sockets.listen(firm.agent);
    const ear = await sockets.listen(person);
    const gone = cutOff(ear);
    expect((await change(person.id)).error).toBeNull();
    expect(await gone).toBe('io server disconnect');
    await sockets.settle([bystander]);
    expect(bystander.client.connected).toBe(true);
  });

  it('at once when a manager is moved to another team, or given one', async () => {
    const person = await newAgent();
    await person.user.update({ role: 'manager' });
    const moved = await sockets.listen(person);
    const goneOnce = cutOff(moved);
    expect((await patch(person.id, { teamId: firm.south.id })).error).toBeNull();
    expect(await goneOnce).toBe('io server disconnect');

    const team = await Team.create({ name: 'East' });
    const given = await sockets.listen(person);
    const goneAgain = cutOff(given);
    expect((await api.patch(`/teams/${team.id}`, firm.admin, { managerId: person.id })).error).toBeNull();
    expect(await goneAgain).toBe('io server disconnect');
  });

  it('stays open when only a name was changed', async () => {
    const person = await newAgent();
    const ear = await sockets.listen(person);
    expect((await patch(person.id, { title: 'Associate' })).error).toBeNull();
    await vi.advanceTimersByTimeAsync(30_000);
    await sockets.settle([ear]);
    expect(ear.client.connected).toBe(true);
  });

  it('within thirty seconds when nobody said that its user changed', async () => {
    const person = await newAgent();
    const ear = await sockets.listen(person);
    const gone = cutOff(ear);
    await person.user.update({ status: 'disabled' });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await gone).toBe('io server disconnect');
  });
});

it('a server that closes leaves no listener and no clock behind', async () => {
  const counts = () => [
    changes.listenerCount('changed'),
    changes.listenerCount('email:event'),
    vi.getTimerCount(),
  ];
  const before = counts();
  for (let times = 0; times < 3; times += 1) {
    const http = createServer();
    const io = attachSockets(http);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    await io.close();
  }
  expect(counts()).toEqual(before);
});
