import { randomUUID } from 'node:crypto';
import { string } from '../calendar/read';
import type { Subscription } from '../state';
import { GraphError } from './errors';
import { decodePart, jsonBody, ok, type Call, type Graph, type Handler } from './request';

/** Outlook events: under seven days (Graph docs, subscription resource). */
const LONGEST_MINUTES = 10_080;
const CHANGE_TYPES = ['created', 'updated', 'deleted'];

const invalid = (message: string) => new GraphError(400, 'InvalidRequest', message);

function subscriptionJson(subscription: Subscription, call: Call) {
  return {
    '@odata.context': `${call.preferences.rendering.baseUrl}/v1.0/$metadata#subscriptions/$entity`,
    id: subscription.id,
    resource: subscription.resource,
    applicationId: subscription.clientId,
    changeType: subscription.changeTypes.join(','),
    clientState: subscription.clientState,
    notificationUrl: subscription.notificationUrl,
    notificationQueryOptions: null,
    lifecycleNotificationUrl: subscription.lifecycleNotificationUrl,
    expirationDateTime: new Date(subscription.expiresAt).toISOString(),
    creatorId: call.account.id,
    includeResourceData: null,
    latestSupportedTlsVersion: 'v1_2',
    encryptionCertificate: null,
    encryptionCertificateId: null,
    notificationUrlAppId: null,
  };
}

function readExpiration({ ctx }: Graph, value: unknown): number {
  const at = Date.parse(string(value));
  const now = ctx.clock.epochMs();
  if (Number.isNaN(at)) throw invalid('Invalid expirationDateTime.');
  if (at <= now) throw invalid('Subscription expiration must be in the future.');
  if (at > now + LONGEST_MINUTES * 60_000) {
    throw invalid(`Subscription expiration can only be ${LONGEST_MINUTES} minutes in the future.`);
  }
  return at;
}

function readUrl(value: unknown, name: string): string {
  const text = typeof value === 'string' ? value : '';
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw invalid(`Invalid '${name}' supplied.`);
  return text;
}

function readChangeTypes(value: unknown): string[] {
  const types = string(value ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  if (types.length === 0 || types.some((one) => !CHANGE_TYPES.includes(one))) {
    throw invalid("'changeType' must contain one or more of created, updated, deleted.");
  }
  return types;
}

/** `me/events`, `me/calendars/{id}/events` and their users/{id} forms. null: all calendars. */
function readResource(value: unknown, { account }: Call): string | null {
  const resource = typeof value === 'string' ? value.replace(/^\/+/, '') : '';
  const match = /^(?:me|users\/([^/]+))\/(?:(calendar)\/|calendars\/([^/]+)\/)?events(?:\?.*)?$/i.exec(
    resource,
  );
  if (!match) throw invalid(`The resource '${resource}' is not supported for subscriptions.`);
  const [, user, defaultCalendar, calendarId] = match;
  if (user && user !== account.id && user.toLowerCase() !== account.email) {
    throw new GraphError(
      403,
      'ExtensionError',
      'Operation: Create; Exception: [Status Code: Forbidden; Reason: Access is denied.]',
    );
  }
  if (defaultCalendar) return account.calendars.find((one) => one.isDefaultCalendar)?.id ?? null;
  if (!calendarId) return null;
  const decoded = decodePart(calendarId);
  if (!account.calendars.some((one) => one.id === decoded)) {
    throw new GraphError(
      404,
      'ExtensionError',
      'Operation: Create; Exception: [Status Code: NotFound; Reason: Not Found]',
    );
  }
  return decoded;
}

async function validateUrls(
  { notifier }: Graph,
  { id, notificationUrl, lifecycleNotificationUrl }: Subscription,
) {
  for (const url of new Set([notificationUrl, lifecycleNotificationUrl])) {
    const problem = url === null ? null : await notifier.validate(id, url);
    if (problem) throw new GraphError(400, 'ValidationError', problem);
  }
}

export const postSubscription: Handler = async (graph, call) => {
  const body = jsonBody(call);
  const { lifecycleNotificationUrl: lifecycle, clientState } = body;
  const subscription: Subscription = {
    id: randomUUID(),
    email: call.account.email,
    clientId: call.clientId,
    resource: string(body.resource ?? ''),
    calendarId: readResource(body.resource, call),
    changeTypes: readChangeTypes(body.changeType),
    clientState: typeof clientState === 'string' ? clientState : null,
    notificationUrl: readUrl(body.notificationUrl, 'notificationUrl'),
    lifecycleNotificationUrl:
      lifecycle === undefined || lifecycle === null ? null : readUrl(lifecycle, 'lifecycleNotificationUrl'),
    expiresAt: readExpiration(graph, body.expirationDateTime),
    immutableIds: call.preferences.rendering.immutableIds,
  };
  if ((subscription.clientState?.length ?? 0) > 128)
    throw invalid("'clientState' must not be longer than 128 characters.");
  await validateUrls(graph, subscription);
  graph.ctx.state.value.subscriptions[subscription.id] = subscription;
  graph.ctx.state.save();
  return { status: 201, body: subscriptionJson(subscription, call) };
};

/** Expired subscriptions are gone. Those of other users or apps do not exist for the caller. */
function own({ ctx }: Graph, call: Call): Subscription[] {
  const now = ctx.clock.epochMs();
  return Object.values(ctx.state.value.subscriptions).filter(
    (one) => one.email === call.account.email && one.clientId === call.clientId && one.expiresAt > now,
  );
}

function find(graph: Graph, call: Call): Subscription {
  const { subscriptionId } = call.params;
  const found = own(graph, call).find((one) => one.id === subscriptionId);
  if (!found) throw new GraphError(404, 'ResourceNotFound', 'The object was not found.');
  return found;
}

export const listSubscriptions: Handler = (graph, call) =>
  ok({
    '@odata.context': `${call.preferences.rendering.baseUrl}/v1.0/$metadata#subscriptions`,
    value: own(graph, call).map((one) => subscriptionJson(one, call)),
  });

export const getSubscription: Handler = (graph, call) => ok(subscriptionJson(find(graph, call), call));

/** Renews; only expirationDateTime and notificationUrl can change. A lifecycle URL cannot be added later. */
export const patchSubscription: Handler = async (graph, call) => {
  const subscription = find(graph, call);
  const body = jsonBody(call);
  const expiresAt =
    body.expirationDateTime === undefined
      ? subscription.expiresAt
      : readExpiration(graph, body.expirationDateTime);
  if (body.notificationUrl !== undefined && body.notificationUrl !== subscription.notificationUrl) {
    const notificationUrl = readUrl(body.notificationUrl, 'notificationUrl');
    await validateUrls(graph, { ...subscription, notificationUrl, lifecycleNotificationUrl: null });
    subscription.notificationUrl = notificationUrl;
  }
  subscription.expiresAt = expiresAt;
  graph.ctx.state.save();
  return ok(subscriptionJson(subscription, call));
};

export const deleteSubscription: Handler = (graph, call) => {
  const { id } = find(graph, call);
  delete graph.ctx.state.value.subscriptions[id];
  graph.ctx.state.save();
  return { status: 204 };
};

export const reauthorizeSubscription: Handler = (graph, call) => {
  find(graph, call);
  return { status: 204 };
};
