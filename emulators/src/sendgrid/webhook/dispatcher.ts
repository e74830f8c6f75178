import type { Chaos, SendgridState, Settings } from '../state';
import type { Webhook, WebhookEvent, WebhookSwitch } from '../types';
import { frame, intoBatches, LARGEST_POST, serialise } from './batches';
import { postEvents } from './post';

const LONGEST_BACKOFF_MS = 5 * 60_000;
/** SendGrid gives up after a day. */
const GIVE_UP_MS = 24 * 60 * 60_000;
const KEPT_ATTEMPTS = 200;

interface Batch {
  webhookId: string;
  events: string[];
  tries: number;
  firstTriedAt: number;
  timer?: NodeJS.Timeout;
}

/** One POST to a webhook, for the control API. */
interface Attempt {
  at: string;
  url: string;
  events: number;
  bytes: number;
  /** 1 for the first. */
  tries: number;
  /** 0 when the connection failed. */
  status: number;
  error?: string;
}

interface FlushResult {
  posts: number;
  /** Events that a webhook took with 2xx. */
  accepted: number;
  /** Events still waiting for a retry. */
  pending: number;
}

export interface Dispatcher {
  enqueue(event: WebhookEvent): void;
  /** Posts everything now, retries included (once each), and waits for the answers. */
  flush(): Promise<FlushResult>;
  attempts(): Attempt[];
  pending(): number;
  /** Forgets everything not yet delivered. */
  clear(): void;
  /** Stops; gives back what no webhook has taken. */
  close(): Promise<{ webhookId: string; json: string }[]>;
}

const switchOf = (event: WebhookEvent): WebhookSwitch =>
  event.event === 'spamreport' ? 'spam_report' : event.event;

/**
 * Gathers events per webhook and posts them as SendGrid does: by time or size, signed, retried with growing pauses
 * until a 2xx or a day has gone by. Time here is real time: the provider's clock only dates the events.
 */
export function createDispatcher(state: () => SendgridState): Dispatcher {
  const queues = new Map<string, { events: string[]; bytes: number; timer?: NodeJS.Timeout | undefined }>();
  const waiting: Batch[] = [];
  const retrying = new Set<Batch>();
  const inFlight = new Set<Promise<void>>();
  const unsettled = new Set<Batch>();
  let attempts: Attempt[] = [];
  let tally: FlushResult = { posts: 0, accepted: 0, pending: 0 };
  let closed = false;

  const settings = (): Settings => state().settings;
  const chaos = (): Chaos => state().chaos;
  const webhook = (id: string): Webhook | undefined => state().webhooks.find((hook) => hook.id === id);

  const retryLater = (batch: Batch) => {
    if (closed || Date.now() - batch.firstTriedAt > GIVE_UP_MS) return;
    const pause = Math.min(settings().retryBaseMs * 2 ** (batch.tries - 1), LONGEST_BACKOFF_MS);
    retrying.add(batch);
    batch.timer = setTimeout(() => {
      retrying.delete(batch);
      start(batch);
    }, pause).unref();
  };

  const tryOnce = async (batch: Batch): Promise<void> => {
    const hook = webhook(batch.webhookId);
    if (!hook?.enabled) return;
    batch.tries += 1;
    unsettled.add(batch);
    const body = frame(batch.events);
    const answer = await postEvents(hook, body, chaos().signatureSkewMs);
    unsettled.delete(batch);
    const { tries, events } = batch;
    const at = new Date().toISOString();
    attempts.push({
      at,
      url: hook.url,
      events: events.length,
      bytes: Buffer.byteLength(body),
      tries,
      ...answer,
    });
    if (attempts.length > KEPT_ATTEMPTS) attempts = attempts.slice(-KEPT_ATTEMPTS);
    tally.posts += 1;
    if (answer.status >= 200 && answer.status < 300) tally.accepted += events.length;
    else retryLater(batch);
  };

  const pump = () => {
    while (inFlight.size < settings().concurrency) {
      const batch = waiting.shift();
      if (!batch) return;
      const running = tryOnce(batch).finally(() => {
        inFlight.delete(running);
        if (!closed) pump();
      });
      inFlight.add(running);
    }
  };

  const start = (batch: Batch) => {
    waiting.push(batch);
    pump();
  };

  const release = (webhookId: string) => {
    const queue = queues.get(webhookId);
    if (!queue) return;
    clearTimeout(queue.timer);
    queues.delete(webhookId);
    for (const events of intoBatches(queue.events)) {
      if (chaos().reorder) events.reverse();
      start({ webhookId, events, tries: 0, firstTriedAt: Date.now() });
    }
  };

  const push = (webhookId: string, json: string) => {
    const queue = queues.get(webhookId) ?? { events: [], bytes: 0 };
    queues.set(webhookId, queue);
    queue.events.push(json);
    queue.bytes += json.length;
    const { delayMs } = chaos();
    if (queue.bytes >= LARGEST_POST && delayMs === 0) release(webhookId);
    else queue.timer ??= setTimeout(() => release(webhookId), settings().batchMs + delayMs).unref();
  };

  const forget = () => {
    for (const queue of queues.values()) clearTimeout(queue.timer);
    for (const batch of retrying) clearTimeout(batch.timer);
    queues.clear();
    retrying.clear();
    waiting.length = 0;
  };

  const undelivered = () => {
    const batches = [...unsettled, ...retrying, ...waiting];
    const inQueues = [...queues].flatMap(([webhookId, { events }]) =>
      events.map((json) => ({ webhookId, json })),
    );
    return [
      ...batches.flatMap(({ webhookId, events }) => events.map((json) => ({ webhookId, json }))),
      ...inQueues,
    ];
  };

  const dispatcher: Dispatcher = {
    enqueue(event) {
      if (closed) return;
      for (const hook of state().webhooks) {
        if (!hook.enabled || !hook[switchOf(event)]) continue;
        for (const json of serialise(event, chaos().duplicates)) push(hook.id, json);
      }
    },
    async flush() {
      tally = { posts: 0, accepted: 0, pending: 0 };
      const due = [...retrying];
      retrying.clear();
      for (const batch of due) {
        clearTimeout(batch.timer);
        start(batch);
      }
      for (const webhookId of [...queues.keys()]) release(webhookId);
      while (inFlight.size > 0) await Promise.all(inFlight);
      return { ...tally, pending: dispatcher.pending() };
    },
    attempts: () => attempts,
    pending: () => undelivered().length,
    clear() {
      forget();
      attempts = [];
    },
    async close() {
      closed = true;
      const left = undelivered();
      forget();
      await Promise.all(inFlight);
      return left;
    },
  };

  for (const { webhookId, json } of state().outbox) push(webhookId, json);
  return dispatcher;
}
