import { randomUUID } from 'node:crypto';
import type { EmulatorContext } from '../../core/context';
import { eventId } from '../calendar/ids';
import type { ChangeType } from '../calendar/mailbox';
import { etagOf } from '../calendar/render';
import type { Account, StoredEvent } from '../calendar/types';
import type {
  DeliveryStatus,
  LifecycleEvent,
  MicrosoftState,
  NotificationRecord,
  Subscription,
} from '../state';

/** A webhook must answer within 3 seconds (Graph docs, change-notifications-delivery-webhooks). */
const ANSWER_WITHIN_MS = 3000;
const RETRY_AFTER_MS = [1000, 5000];
const KEPT = 500;

type Changed = Pick<StoredEvent, 'key' | 'placement' | 'calendarId' | 'changeKey'>;

interface Waiting {
  record: NotificationRecord;
  item: Record<string, unknown>;
}

export interface Notifier {
  changed(account: Account, event: Changed, change: ChangeType): void;
  lifecycle(subscription: Subscription, event: LifecycleEvent): boolean;
  /** POSTs the validationToken; null when the endpoint echoed it, else why not. */
  validate(subscriptionId: string, url: string): Promise<string | null>;
  /** Sends what outOfOrder holds back. */
  release(): void;
  /** Resolves when nothing is under way (retries that wait for their time do not count). */
  idle(): Promise<void>;
  reset(): void;
}

const CHANGE_RESOURCE = '#Microsoft.Graph.Event';

function changeItem(account: Account, subscription: Subscription, event: Changed, change: ChangeType) {
  const id = eventId(account, event, null, subscription.immutableIds);
  const resource = `Users/${account.id}/Events/${id}`;
  return {
    subscriptionId: subscription.id,
    subscriptionExpirationDateTime: new Date(subscription.expiresAt).toISOString(),
    changeType: change,
    resource,
    resourceData: {
      '@odata.type': CHANGE_RESOURCE,
      '@odata.id': resource,
      '@odata.etag': etagOf(event.changeKey),
      id,
    },
    clientState: subscription.clientState,
    tenantId: account.tenantId,
  };
}

/** Delivers change and lifecycle notifications, batched per URL, in order, with the faults that tests ask for. */
export function createNotifier(ctx: EmulatorContext<MicrosoftState>): Notifier {
  let queues = new Map<string, Waiting[]>();
  let held: Waiting[] = [];
  const running = new Map<string, Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let abort = new AbortController();

  const remember = (record: NotificationRecord): NotificationRecord => {
    const { notifications } = ctx.state.value;
    notifications.push(record);
    if (notifications.length > KEPT) notifications.shift();
    ctx.state.save();
    return record;
  };

  const record = (
    kind: NotificationRecord['kind'],
    subscriptionId: string,
    url: string,
    payload: unknown,
    status: DeliveryStatus,
  ): NotificationRecord =>
    remember({
      id: randomUUID(),
      at: ctx.clock.now().toISOString(),
      kind,
      subscriptionId,
      url,
      payload,
      status,
      httpStatus: null,
      attempts: 0,
    });

  const post = async (url: string, items: Waiting[]): Promise<boolean> => {
    const settle = (httpStatus: number | null) => {
      for (const { record: one } of items) {
        one.attempts += 1;
        one.httpStatus = httpStatus;
        one.status = httpStatus !== null && httpStatus < 300 ? 'delivered' : 'failed';
      }
      ctx.state.save();
    };
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({ value: items.map(({ item }) => item) }),
        signal: AbortSignal.any([abort.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      await response.body?.cancel();
      settle(response.status);
      return response.ok;
    } catch {
      settle(null);
      return false;
    }
  };

  const retryLater = (url: string, items: Waiting[]): void => {
    const delay = RETRY_AFTER_MS[(items[0]?.record.attempts ?? 1) - 1];
    if (delay === undefined || abort.signal.aborted) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      enqueue(url, items);
    }, delay).unref();
    timers.add(timer);
  };

  const drain = async (url: string): Promise<void> => {
    // The turn of the event loop lets changes made together travel together.
    await Promise.resolve();
    for (let items = queues.get(url); items && items.length > 0; items = queues.get(url)) {
      queues.delete(url);
      if (!(await post(url, items))) retryLater(url, items);
    }
    running.delete(url);
  };

  function enqueue(url: string, items: Waiting[]): void {
    queues.set(url, [...(queues.get(url) ?? []), ...items]);
    if (!running.has(url)) running.set(url, drain(url));
  }

  const release = (): void => {
    const late = held;
    held = [];
    for (const waiting of late) enqueue(waiting.record.url, [waiting]);
  };

  const send = (
    kind: 'change' | 'lifecycle',
    subscription: Subscription,
    url: string,
    item: Record<string, unknown>,
  ) => {
    const fault = kind === 'change' ? ctx.state.value.settings.notificationFault : 'none';
    const status =
      fault === 'missed' ? 'dropped' : fault === 'outOfOrder' && held.length === 0 ? 'held' : 'failed';
    const waiting = { item, record: record(kind, subscription.id, url, item, status) };
    if (status === 'dropped') return;
    if (status === 'held') {
      held.push(waiting);
      return;
    }
    enqueue(url, [waiting]);
    if (fault === 'duplicate')
      enqueue(url, [{ item, record: record(kind, subscription.id, url, item, 'failed') }]);
    release();
  };

  const live = (): Subscription[] =>
    Object.values(ctx.state.value.subscriptions).filter(({ expiresAt }) => expiresAt > ctx.clock.epochMs());

  return {
    changed(account, event, change) {
      for (const subscription of live()) {
        if (subscription.email !== account.email || !subscription.changeTypes.includes(change)) continue;
        if (subscription.calendarId !== null && subscription.calendarId !== event.calendarId) continue;
        send(
          'change',
          subscription,
          subscription.notificationUrl,
          changeItem(account, subscription, event, change),
        );
      }
    },
    lifecycle(subscription, event) {
      const url = subscription.lifecycleNotificationUrl;
      if (!url) return false;
      send('lifecycle', subscription, url, {
        subscriptionId: subscription.id,
        subscriptionExpirationDateTime: new Date(subscription.expiresAt).toISOString(),
        tenantId: ctx.state.value.accounts[subscription.email]?.tenantId,
        clientState: subscription.clientState,
        lifecycleEvent: event,
      });
      return true;
    },
    async validate(subscriptionId, url) {
      const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`;
      const target = new URL(url);
      target.searchParams.set('validationToken', token);
      const entry = record('validation', subscriptionId, url, { validationToken: token }, 'failed');
      entry.attempts = 1;
      try {
        const response = await fetch(target, {
          method: 'POST',
          headers: { 'content-type': 'text/plain; charset=utf-8' },
          signal: AbortSignal.any([
            abort.signal,
            AbortSignal.timeout(ctx.state.value.settings.validationTimeoutMs),
          ]),
        });
        entry.httpStatus = response.status;
        const text = await response.text();
        const failed = 'Subscription validation request failed.';
        if (response.status !== 200) {
          return `${failed} Notification endpoint must respond with 200 OK to validation request.`;
        }
        if (!response.headers.get('content-type')?.startsWith('text/plain')) {
          return `${failed} Response must be of content type text/plain.`;
        }
        if (text !== token) return `${failed} Response must exactly match validationToken query parameter.`;
        entry.status = 'delivered';
        return null;
      } catch {
        return 'Subscription validation request timed out.';
      }
    },
    release,
    async idle() {
      while (running.size > 0) await Promise.all(running.values());
    },
    reset() {
      abort.abort();
      abort = new AbortController();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      queues = new Map();
      held = [];
    },
  };
}
