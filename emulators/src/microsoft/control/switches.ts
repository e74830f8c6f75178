import express, { type Router } from 'express';
import type { Json } from '../calendar/read';
import type { Service } from '../service';
import {
  DUPLICATE_TRANSACTION,
  EMPTY_PAGES,
  LIFECYCLE_EVENTS,
  NOTIFICATION_FAULTS,
  type Settings,
} from '../state';
import { accountOf, bodyOf, ControlError, oneOf, optionalText, text } from './read';

const GONE_CODES = ['syncStateNotFound', 'SyncStateNotFound', 'resyncRequired'] as const;

function flag(body: Json, name: string): boolean {
  const value = body[name];
  if (typeof value !== 'boolean') throw new ControlError(400, `'${name}' must be true or false.`);
  return value;
}

function whole(body: Json, name: string, least: number): number {
  const value = body[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least) {
    throw new ControlError(400, `'${name}' must be a whole number of at least ${least}.`);
  }
  return value;
}

const READERS: { [K in keyof Settings]: (body: Json) => Settings[K] } = {
  strictRotation: (body) => flag(body, 'strictRotation'),
  accessTokenSeconds: (body) => whole(body, 'accessTokenSeconds', 1),
  emptyPages: (body) => oneOf(body, 'emptyPages', EMPTY_PAGES),
  duplicateTransaction: (body) => oneOf(body, 'duplicateTransaction', DUPLICATE_TRANSACTION),
  mailboxConcurrency: (body) => whole(body, 'mailboxConcurrency', 1),
  graphLatencyMs: (body) => whole(body, 'graphLatencyMs', 0),
  notificationFault: (body) => oneOf(body, 'notificationFault', NOTIFICATION_FAULTS),
  validationTimeoutMs: (body) => whole(body, 'validationTimeoutMs', 1),
};

function readSettings(body: Json): Partial<Settings> {
  const entries = Object.keys(body).map((name) => {
    if (!Object.hasOwn(READERS, name)) throw new ControlError(400, `Unknown setting '${name}'.`);
    return [name, READERS[name as keyof Settings](body)] as const;
  });
  return Object.fromEntries(entries);
}

/** Settings, delta tokens, subscriptions and their deliveries, and the gate in front of Graph. */
export function switchRoutes({ ctx, notifier, throttle }: Service): Router {
  const router = express.Router();
  const { state } = ctx;

  router.get('/settings', (_req, res) => res.json(state.value.settings));
  router.patch('/settings', (req, res) => {
    Object.assign(state.value.settings, readSettings(bodyOf(req)));
    state.save();
    res.json(state.value.settings);
  });
  router.post('/expire-delta-tokens', (req, res) => {
    const body = bodyOf(req);
    const email = optionalText(body, 'email');
    const code = body.code === undefined ? GONE_CODES[0] : oneOf(body, 'code', GONE_CODES);
    const accounts =
      email === undefined ? Object.values(state.value.accounts) : [accountOf(state.value, email)];
    for (const account of accounts) {
      account.deltaGeneration += 1;
      account.deltaGoneCode = code;
    }
    state.save();
    res.json({ mailboxes: accounts.length });
  });
  router.get('/subscriptions', (_req, res) => res.json(Object.values(state.value.subscriptions)));
  router.post('/lifecycle', (req, res) => {
    const body = bodyOf(req);
    const id = text(body, 'subscriptionId');
    const event = oneOf(body, 'event', LIFECYCLE_EVENTS);
    const subscription = state.value.subscriptions[id];
    if (!subscription) throw new ControlError(404, `No subscription '${id}'.`);
    if (event === 'subscriptionRemoved') delete state.value.subscriptions[id];
    const sent = notifier.lifecycle(subscription, event);
    state.save();
    res.json({ sent });
  });
  router.get('/notifications', (_req, res) => res.json(state.value.notifications));
  router.delete('/notifications', (_req, res) => {
    state.value.notifications = [];
    state.save();
    res.status(204).end();
  });
  /** Sends what outOfOrder holds, and answers when every delivery under way has ended. */
  router.post('/notifications/flush', async (_req, res) => {
    notifier.release();
    await notifier.idle();
    res.json(state.value.notifications);
  });
  router.post('/hold', (_req, res) => {
    throttle.hold();
    res.status(204).end();
  });
  router.post('/open', (_req, res) => {
    throttle.open();
    res.status(204).end();
  });
  return router;
}
