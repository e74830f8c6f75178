import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { Socket } from 'socket.io';
import type { ServerEvents } from '@besahubs/contracts/events';
import { env } from '../config/env';
import { logger } from '../lib/logger';
import type { Actor } from '../policies/actor';
import { rooms } from '../policies/policy';
import { actorFromToken, loadActor } from '../services/auth/actors';
import { changes } from '../services/changes';
import type { Change } from '../services/changes';
import { fanOut } from './fanout';

type Io = Server<Record<string, never>, ServerEvents, Record<string, never>, { actor: Actor }>;

/** How often all connected users are looked up again, besides whenever a user or a team changes. */
const RECHECK_MS = 30_000;

/** Socket.IO on the app's own port. Sockets hear of changes in the rooms their actor belongs to, and send nothing. */
export function attachSockets(http: HttpServer): Io {
  const io: Io = new Server(http, {
    cors: { origin: env().CORS_ORIGINS, credentials: true },
    serveClient: false,
  });
  io.use((socket, next) => {
    admit(socket).then(
      () => next(),
      () => next(new Error('unauthenticated')),
    );
  });
  io.on('connection', (socket) => void socket.join(roomsOf(socket.data.actor)));

  const everywhere = fanOut<Message>((message) => emit(io, message));
  const onChanged = (changed: Change): void => everywhere({ changed });
  const onEmail = (email: EmailMessage): void => everywhere({ email });
  changes.on('changed', onChanged);
  changes.on('email:event', onEmail);
  const recheck = setInterval(() => void dropChanged(io), RECHECK_MS);
  recheck.unref();
  io.engine.on('close', () => clearInterval(recheck));
  http.on('close', () => {
    clearInterval(recheck);
    changes.off('changed', onChanged);
    changes.off('email:event', onEmail);
  });
  return io;
}

interface EmailMessage {
  batch: Parameters<ServerEvents['email:event']>[0];
  rooms: string[];
}
type Message = { changed: Change } | { email: EmailMessage };

function emit(io: Io, message: Message): void {
  if ('changed' in message) {
    const { resource, id, rooms: audience } = message.changed;
    io.to(audience).emit('changed', { resource, id });
    if (resource === 'agents') void dropChanged(io, id);
    if (resource === 'teams') void dropChanged(io);
  } else io.to(message.email.rooms).emit('email:event', message.email.batch);
}

async function admit(socket: Socket): Promise<void> {
  const { token } = socket.handshake.auth as { token?: unknown };
  if (typeof token !== 'string') throw new Error('no token');
  (socket.data as { actor: Actor }).actor = await actorFromToken(token);
}

const roomsOf = (actor: Actor): string[] => [
  rooms.everyone,
  rooms.user(actor.id),
  rooms.role(actor.role),
  ...(actor.role === 'manager' ? actor.teamIds.map(rooms.managersOf) : []),
];

/** Cuts off who is disabled or has other rooms now; the client comes back with the new ones, if at all. */
async function dropChanged(io: Io, userId: string | null = null): Promise<void> {
  try {
    for (const socket of io.sockets.sockets.values()) {
      const { actor } = socket.data;
      if (userId !== null && actor.id !== userId) continue;
      const now = await loadActor(actor.id);
      const same = now !== null && roomsOf(now).join() === roomsOf(actor).join();
      if (!same) socket.disconnect(true);
    }
  } catch (error) {
    logger.warn({ err: error as Error }, 'socket recheck failed');
  }
}
