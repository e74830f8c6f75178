import type { createClient } from '@redis/client';
import { logger } from './logger';

/** How long anybody waits for Redis. What takes longer is as good as not there. */
const ANSWER_MS = 40;
/** After an answer that did not come in time, Redis is left alone for so long. */
const PAUSE_MS = 2000;
const CONNECT_MS = 1000;
const LONGEST_RETRY_MS = 5000;

type Reply = string | number | null | Reply[];
type Client = ReturnType<typeof createClient>;

/** A Redis that may be away at any moment. */
export interface Redis {
  /** Sends a command. Rejects at once while Redis is away, and within 40 ms when it does not answer. */
  send(...command: string[]): Promise<Reply>;
  /** Tells whoever has subscribed, in whatever process. Nobody hears it while Redis is away. */
  publish(channel: string, message: string): void;
  subscribe(channel: string, listener: (message: string) => void): void;
  close(): void;
}

/**
 * Opens a Redis in the background: nobody waits for the connection, and it is opened again whenever it is lost. The client
 * is loaded here and not before, so that it costs nothing where there is no Redis.
 */
export function openRedis(url: string): Redis {
  let client: Client | null = null;
  let closed = false;
  let pausedUntil = 0;
  const subscribers: Client[] = [];

  const load = async (): Promise<Client> => {
    const redis = await import('@redis/client');
    const opened = redis.createClient({
      url,
      RESP: 2,
      // What cannot be sent now is not sent at all.
      disableOfflineQueue: true,
      socket: {
        connectTimeout: CONNECT_MS,
        reconnectStrategy: (tries) => (closed ? false : Math.min(100 * 2 ** tries, LONGEST_RETRY_MS)),
      },
    });
    // Once per outage: it is tried again and again.
    let away = false;
    opened.on('error', (error: Error) => {
      if (!away) logger.warn({ err: error }, 'redis is away');
      away = true;
    });
    opened.on('ready', () => {
      away = false;
    });
    return opened as Client;
  };
  const opening = load().then(async (opened) => {
    client = opened;
    await opened.connect();
  });
  opening.catch((error: unknown) => logger.warn({ err: error as Error }, 'redis cannot be reached'));

  const send: Redis['send'] = (...command) => {
    if (!client?.isReady || performance.now() < pausedUntil)
      return Promise.reject(new Error('redis is away'));
    const reply = client.sendCommand<Reply>(command);
    return new Promise((resolve, reject) => {
      let answered = false;
      const giveUp = (): void => {
        if (answered) return;
        pausedUntil = performance.now() + PAUSE_MS;
        reject(new Error('redis does not answer'));
      };
      // A busy process looks late: what has arrived by then counts.
      const late = setTimeout(() => setImmediate(giveUp), ANSWER_MS);
      const settle = (): void => {
        answered = true;
        clearTimeout(late);
      };
      reply.then(resolve, reject).finally(settle);
    });
  };

  return {
    send,
    publish: (channel, message) => void send('PUBLISH', channel, message).catch(() => undefined),
    subscribe(channel, listener) {
      const listen = async (): Promise<void> => {
        const subscriber = await load();
        subscribers.push(subscriber);
        // The client subscribes anew by itself whenever its connection comes back.
        await subscriber.connect();
        await subscriber.subscribe(channel, listener);
      };
      listen().catch((error: unknown) => logger.warn({ err: error as Error }, 'redis cannot be listened to'));
    },
    close() {
      closed = true;
      for (const each of [client, ...subscribers]) if (each?.isOpen) each.destroy();
    },
  };
}
