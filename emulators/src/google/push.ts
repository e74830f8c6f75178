import { setTimeout as wait } from 'node:timers/promises';
import type { Batch } from './eventStore';
import type { Channel, GoogleContext, NotificationLogEntry, StoredCalendar } from './types';

const KEPT = 1000;
const TIMEOUT_MS = 5000;
/** Google retries these with exponential backoff; any other refusal is final. */
const RETRIED = new Set([500, 502, 503, 504]);
const RETRY_DELAYS_MS = [1000, 2000, 4000];

interface Pusher {
  /** Tells every live channel of these calendars that something changed. */
  changed(calendars: Iterable<StoredCalendar>): void;
  /** The first message of a channel. */
  opened(channel: Channel): void;
  /** Resolves when all deliveries, held back ones included, have ended. */
  settled(): Promise<void>;
  /** Drops what is held back for later. */
  forget(): void;
  close(): Promise<void>;
}

function headersOf(channel: Channel, resourceState: string): Record<string, string> {
  return {
    'X-Goog-Channel-ID': channel.id,
    'X-Goog-Channel-Expiration': new Date(channel.expiration).toUTCString(),
    'X-Goog-Resource-State': resourceState,
    'X-Goog-Resource-ID': channel.resourceId,
    'X-Goog-Resource-URI': channel.resourceUri,
    'X-Goog-Message-Number': String(channel.messageNumber),
    ...(channel.token ? { 'X-Goog-Channel-Token': channel.token } : {}),
    'User-Agent': 'APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)',
    'Content-Type': 'application/json; charset=UTF-8',
  };
}

interface Message {
  entry: NotificationLogEntry;
  headers: Record<string, string>;
}

async function post(message: Message, signal: AbortSignal): Promise<number | undefined> {
  try {
    const response = await fetch(message.entry.address, {
      method: 'POST',
      headers: message.headers,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return undefined;
  }
}

async function deliver(message: Message, signal: AbortSignal): Promise<void> {
  const { entry } = message;
  for (const delay of [...RETRY_DELAYS_MS, undefined]) {
    const status = await post(message, signal);
    entry.attempts += 1;
    if (status !== undefined) entry.status = status;
    if (status !== undefined && status < 300) entry.outcome = 'delivered';
    const retry = status === undefined || RETRIED.has(status);
    if (!retry || delay === undefined || signal.aborted) break;
    await wait(delay, undefined, { signal, ref: false }).catch(() => undefined);
  }
  if (entry.outcome === 'pending') entry.outcome = 'failed';
}

function createPusher(ctx: GoogleContext): Pusher {
  const closing = new AbortController();
  const queues = new Map<string, Promise<void>>();
  let heldBack: Message[] = [];

  const enqueue = (message: Message) => {
    const id = message.entry.channelId;
    const next = (queues.get(id) ?? Promise.resolve()).then(() => deliver(message, closing.signal));
    queues.set(id, next);
    void next.finally(() => queues.get(id) === next && queues.delete(id));
  };

  const messageFor = (channel: Channel, resourceState: 'sync' | 'exists'): Message => {
    channel.messageNumber += 1;
    const entry: NotificationLogEntry = {
      at: ctx.clock.now().toISOString(),
      channelId: channel.id,
      resourceState,
      messageNumber: channel.messageNumber,
      address: channel.address,
      outcome: 'pending',
      attempts: 0,
    };
    const log = ctx.state.value.notifications;
    log.push(entry);
    if (log.length > KEPT) log.shift();
    return { entry, headers: headersOf(channel, resourceState) };
  };

  const releaseHeldBack = () => heldBack.splice(0).forEach(enqueue);

  const notify = (channel: Channel) => {
    const message = messageFor(channel, 'exists');
    const fault = ctx.state.value.webhookFaults.shift();
    if (fault === 'drop') {
      message.entry.outcome = 'dropped';
      return;
    }
    if (fault === 'reorder') {
      heldBack.push(message);
      return;
    }
    enqueue(message);
    if (fault === 'duplicate') enqueue(message);
    releaseHeldBack();
  };

  const liveChannels = (): Channel[] => {
    const { channels } = ctx.state.value;
    for (const channel of Object.values(channels)) {
      if (channel.expiration <= ctx.clock.epochMs()) delete channels[channel.id];
    }
    return Object.values(channels);
  };

  const forget = () => {
    heldBack = [];
  };

  const settled = async () => {
    releaseHeldBack();
    while (queues.size) await Promise.all(queues.values());
  };

  return {
    changed(calendars) {
      const ids = new Set([...calendars].map((calendar) => calendar.id));
      liveChannels()
        .filter((channel) => ids.has(channel.calendarId))
        .forEach(notify);
      ctx.state.save();
    },
    opened(channel) {
      enqueue(messageFor(channel, 'sync'));
    },
    settled,
    forget,
    async close() {
      forget();
      closing.abort();
      await settled();
    },
  };
}

const pushers = new WeakMap<GoogleContext, Pusher>();

/** The one sender of change notifications of this emulator. */
export function pusherOf(ctx: GoogleContext): Pusher {
  const known = pushers.get(ctx);
  if (known) return known;
  const pusher = createPusher(ctx);
  pushers.set(ctx, pusher);
  return pusher;
}

/** Ends a batch of changes: it will be saved, and who watches these calendars is told. */
export function commit(batch: Batch): void {
  pusherOf(batch.ctx).changed(batch.touched);
}
