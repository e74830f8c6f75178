import { createHash } from 'node:crypto';
import type { Caller } from './access';
import { badRequest, GoogleError } from './errors';
import { isRecord, type Body } from './fieldsInput';
import { pusherOf } from './push';
import type { Channel, GoogleContext, StoredCalendar } from './types';

const DEFAULT_TTL_S = 604_800;
const LARGEST_TTL_S = 2_592_000;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const pushError = (reason: string, message: string) => badRequest(message, reason);

/** Google insists on HTTPS; an address on this machine may do without, since nothing else could be called here. */
function checkAddress(value: unknown): string {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  const allowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (!url || !allowed) {
    throw pushError(
      'push.webhookUrlNotHttps',
      `WebHook callback must be HTTPS: ${typeof value === 'string' ? value : ''}`,
    );
  }
  return url.href;
}

function expirationOf(body: Body, now: number): number {
  const ttl = isRecord(body.params) ? Number(body.params.ttl ?? DEFAULT_TTL_S) : DEFAULT_TTL_S;
  const wanted = body.expiration === undefined ? now + ttl * 1000 : Number(body.expiration);
  if (!Number.isFinite(wanted) || wanted <= now)
    throw pushError('invalidParameter', 'Invalid channel expiration.');
  return Math.min(wanted, now + LARGEST_TTL_S * 1000);
}

/** The `Channel` resource; expiration is a decimal string of epoch milliseconds. */
export function channelResource(channel: Channel) {
  const { id, resourceId, resourceUri, token, expiration } = channel;
  return {
    kind: 'api#channel',
    id,
    resourceId,
    resourceUri,
    ...(token ? { token } : {}),
    expiration: String(expiration),
  };
}

/** events.watch. The `sync` message follows the answer. Throws 400 for a bad body or an id in use. */
export function openChannel(
  ctx: GoogleContext,
  caller: Caller,
  calendar: StoredCalendar,
  body: Body,
): Channel {
  const { id, type, token } = body;
  if (typeof id !== 'string' || !/^[A-Za-z0-9\-_+/=]{1,64}$/.test(id)) {
    throw pushError('channelIdInvalid', 'Channel id invalid');
  }
  if (type !== 'web_hook' && type !== 'webhook') throw pushError('channelUnknown', 'Unknown channel type');
  const { channels } = ctx.state.value;
  if (channels[id]) throw pushError('channelIdNotUnique', 'Channel id not unique');
  const { account } = caller;
  const uri = `https://www.googleapis.com/calendar/v3/calendars/${encodeURIComponent(calendar.id)}/events?alt=json`;
  const channel: Channel = {
    id,
    resourceId: createHash('sha256').update(uri).digest('base64url').slice(0, 27),
    resourceUri: uri,
    ...(typeof token === 'string' ? { token: token.slice(0, 256) } : {}),
    address: checkAddress(body.address),
    expiration: expirationOf(body, ctx.clock.epochMs()),
    messageNumber: 0,
    email: account.email,
    clientId: caller.token.clientId,
    calendarId: calendar.id,
  };
  channels[id] = channel;
  ctx.state.save();
  setImmediate(() => pusherOf(ctx).opened(channel));
  return channel;
}

/** channels.stop: by id and resource id, and only by the user and client that opened it. 404 otherwise. */
export function stopChannel(ctx: GoogleContext, caller: Caller, body: Body): void {
  const id = typeof body.id === 'string' ? body.id : '';
  const channel = ctx.state.value.channels[id];
  const { email, clientId } = caller.token;
  if (channel?.resourceId !== body.resourceId || channel?.email !== email || channel.clientId !== clientId) {
    throw new GoogleError({
      status: 404,
      reason: 'notFound',
      message: `Channel '${id}' not found for project '${clientId}'`,
    });
  }
  delete ctx.state.value.channels[id];
  ctx.state.save();
}
