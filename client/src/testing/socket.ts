import { Server } from 'socket.io';
import { afterAll, beforeAll } from 'vitest';
import type { ServerEvents } from '@besahubs/contracts/events';
import { whenTestEnds } from './server';
import type { ScriptedServer } from './server';

/** The live half of a scripted server: real Socket.IO, so that the client's own socket talks to it. */
export class ScriptedSocket {
  #io: Server | null = null;
  /** The token of every attempt to connect, also of those refused. */
  readonly tokens: unknown[] = [];
  /** Decides about an attempt; the newest decision holds until the test ends. */
  accepts: (token: unknown) => boolean = () => true;

  attach(server: ScriptedServer): void {
    this.#io = new Server(server.http, { serveClient: false });
    this.#io.use((socket, next) => {
      const token: unknown = socket.handshake.auth['token'];
      this.tokens.push(token);
      next(this.accepts(token) ? undefined : new Error('unauthenticated'));
    });
  }
  /** Says something to everybody who is connected. */
  tell<E extends keyof ServerEvents>(event: E, ...payload: Parameters<ServerEvents[E]>): void {
    this.#io?.emit(event, ...payload);
  }
  /** All connections break; clients come back by themselves. */
  drop(): void {
    this.#io?.sockets.sockets.forEach((socket) => socket.conn.close());
  }
  get connected(): number {
    return this.#io?.sockets.sockets.size ?? 0;
  }
  rest(): void {
    this.#io?.disconnectSockets(true);
    this.tokens.length = 0;
    this.accepts = () => true;
  }
  async close(): Promise<void> {
    await this.#io?.close();
  }
}

/** Gives the server of the file a socket. */
export function startSocket(server: ScriptedServer): ScriptedSocket {
  const socket = new ScriptedSocket();
  beforeAll(() => socket.attach(server));
  afterAll(() => socket.close());
  whenTestEnds(() => socket.rest());
  return socket;
}
