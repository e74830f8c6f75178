import express, { type ErrorRequestHandler, type Request, type Router } from 'express';
import { GoogleError, invalidField, notFound } from './errors';
import { snapshotNow } from './eventStore';
import {
  deleteEvent,
  insertEvent,
  insertEvents,
  patchEvent,
  type Target,
  type WriteOptions,
} from './eventWrites';
import { isRecord, type Body } from './fieldsInput';
import { grantDirectly, revokeGrant } from './oauth/grants';
import { pusherOf } from './push';
import { renderEvent } from './resource';
import { ensureAccount, findCalendar } from './state';
import { isTimeZone } from './time';
import { findView, type EventView } from './views';
import type { Account, GoogleContext, Person, Quirks, ResponseStatus, WebhookFault } from './types';

const WEBHOOK_FAULTS: WebhookFault[] = ['drop', 'duplicate', 'reorder'];
const ANSWERS: ResponseStatus[] = ['accepted', 'declined', 'tentative', 'needsAction'];
const QUIRKS = ['pageSize', 'emptyPages', 'tombstoneMonths'] as const;

function bodyOf(req: Request): Body {
  const body: unknown = req.body;
  return isRecord(body) ? body : {};
}

function textOf(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || !value) throw invalidField(`"${name}" must be a non-empty text.`);
  return value;
}

function textsOf(body: Body, name: string): string[] {
  const value = body[name];
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) {
    throw invalidField(`"${name}" must be a list of texts.`);
  }
  return value;
}

function accountOf(ctx: GoogleContext, email: string): Account {
  const account = ctx.state.value.accounts[email.toLowerCase()];
  if (!account) throw notFound();
  return account;
}

function targetOf(ctx: GoogleContext, email: string, calendarId: string): Target {
  const account = accountOf(ctx, email);
  const calendar = findCalendar(account, calendarId);
  if (!calendar) throw notFound();
  return { account, calendar };
}

/** Who invited, when a seeded event came from elsewhere. */
function organizerIn(event: Body): Person | undefined {
  const { organizer } = event;
  if (!isRecord(organizer) || typeof organizer.email !== 'string') return undefined;
  const { email, displayName } = organizer;
  return { email: email.toLowerCase(), ...(typeof displayName === 'string' ? { displayName } : {}) };
}

function accountRoutes(ctx: GoogleContext): Router {
  const router = express.Router();
  router.get('/accounts', (_req, res) => {
    const accounts = Object.values(ctx.state.value.accounts);
    const view = accounts.map(({ email, name, timeZone, calendars }) => ({
      email,
      name,
      timeZone,
      calendars: Object.values(calendars).map(({ id, summary, primary }) => ({ id, summary, primary })),
    }));
    res.json(view);
  });
  router.post('/accounts', (req, res) => {
    const body = bodyOf(req);
    const zone = body.timeZone === undefined ? undefined : textOf(body, 'timeZone');
    if (zone && !isTimeZone(zone)) throw invalidField(`"${zone}" is no time zone.`);
    const { email, name, timeZone, calendars } = ensureAccount(ctx.state.value, {
      email: textOf(body, 'email'),
      name: body.name === undefined ? undefined : textOf(body, 'name'),
      timeZone: zone,
      calendars: body.calendars === undefined ? [] : textsOf(body, 'calendars'),
    });
    ctx.state.save();
    res.status(201).json({ email, name, timeZone, calendars: Object.keys(calendars) });
  });
  router.post('/seed', (req, res) => {
    const body = bodyOf(req);
    const account = ensureAccount(ctx.state.value, { email: textOf(body, 'email') });
    const events = Array.isArray(body.events) ? body.events.filter(isRecord) : [];
    const inputs = events.map((event) => {
      const calendarId = typeof event.calendarId === 'string' ? event.calendarId : 'primary';
      const organizer = organizerIn(event);
      return {
        target: targetOf(ctx, account.email, calendarId),
        body: event,
        ...(organizer ? { organizer } : {}),
      };
    });
    const views = insertEvents(ctx, inputs);
    res.status(201).json({ ids: views.map(({ id }) => id) });
  });
  return router;
}

const EVENTS = '/accounts/:email/calendars/:calendarId/events';

function userRoutes(ctx: GoogleContext): Router {
  const router = express.Router();
  const target = (req: Request<{ email: string; calendarId: string }>) =>
    targetOf(ctx, req.params.email, req.params.calendarId);
  const options = (req: Request): WriteOptions => ({
    sendUpdates: 'all',
    asOrganizer: req.query.as === 'organizer',
  });
  const shown = ({ calendar }: Target, view: EventView) =>
    renderEvent(view, { calendar, baseUrl: ctx.baseUrl() });

  router.post(EVENTS, (req, res) => {
    const who = target(req);
    const body = bodyOf(req);
    const view = insertEvent(ctx, who, body, { sendUpdates: 'all', organizer: organizerIn(body) });
    res.status(201).json(shown(who, view));
  });
  router.patch(`${EVENTS}/:eventId`, (req, res) => {
    const who = target(req);
    res.json(shown(who, patchEvent(ctx, who, req.params.eventId, bodyOf(req), options(req))));
  });
  router.delete(`${EVENTS}/:eventId`, (req, res) => {
    deleteEvent(ctx, target(req), req.params.eventId, options(req));
    res.status(204).end();
  });
  router.post(`${EVENTS}/:eventId/respond`, (req, res) => {
    const who = target(req);
    const body = bodyOf(req);
    const answer = ANSWERS.find((one) => one === body.responseStatus);
    if (!answer) throw invalidField(`"responseStatus" must be one of ${ANSWERS.join(', ')}.`);
    const guest = body.attendee === undefined ? who.account.email : textOf(body, 'attendee').toLowerCase();
    res.json(shown(who, respond(ctx, who, req.params.eventId, guest, answer)));
  });
  return router;
}

/** A guest answers: by default the account itself; on the organizer's calendar any guest, as if by mail. */
export function respond(
  ctx: GoogleContext,
  target: Target,
  eventId: string,
  guest: string,
  responseStatus: ResponseStatus,
): EventView {
  const attendees = findView(snapshotNow(target.calendar), eventId)?.fields.attendees;
  if (!attendees?.some(({ email }) => email === guest)) throw notFound();
  const answered = attendees.map((one) => (one.email === guest ? { ...one, responseStatus } : one));
  return patchEvent(ctx, target, eventId, { attendees: answered });
}

function oauthRoutes(ctx: GoogleContext): Router {
  const router = express.Router();
  router.get('/clients', (_req, res) => res.json(Object.values(ctx.state.value.clients)));
  router.post('/clients', (req, res) => {
    const body = bodyOf(req);
    const client = {
      clientId: textOf(body, 'clientId'),
      clientSecret: textOf(body, 'clientSecret'),
      redirectUris: textsOf(body, 'redirectUris'),
    };
    ctx.state.value.clients[client.clientId] = client;
    ctx.state.save();
    res.status(201).json(client);
  });
  router.post('/grant', (req, res) => {
    const body = bodyOf(req);
    const { email } = ensureAccount(ctx.state.value, { email: textOf(body, 'email') });
    const grantee = { email, clientId: textOf(body, 'clientId'), scopes: textsOf(body, 'scopes') };
    res.status(201).json(grantDirectly(ctx, grantee));
  });
  router.post('/expire-tokens', (req, res) => {
    const { email } = accountOf(ctx, textOf(bodyOf(req), 'email'));
    const tokens = Object.values(ctx.state.value.accessTokens).filter((token) => token.email === email);
    for (const token of tokens) token.expiresAt = ctx.clock.epochMs() - 1;
    ctx.state.save();
    res.json({ expired: tokens.length });
  });
  router.post('/revoke', (req, res) => {
    revokeGrant(ctx, accountOf(ctx, textOf(bodyOf(req), 'email')).email);
    res.status(204).end();
  });
  return router;
}

function syncRoutes(ctx: GoogleContext): Router {
  const router = express.Router();
  router.post('/expire-sync-tokens', (req, res) => {
    const { calendars } = accountOf(ctx, textOf(bodyOf(req), 'email'));
    for (const calendar of Object.values(calendars)) calendar.syncGeneration += 1;
    ctx.state.save();
    res.status(204).end();
  });
  router.get('/quirks', (_req, res) => res.json(ctx.state.value.quirks));
  router.put('/quirks', (req, res) => {
    const body = bodyOf(req);
    const quirks: Quirks = {};
    for (const name of QUIRKS) {
      const value = body[name];
      if (typeof value === 'number') quirks[name] = value;
    }
    ctx.state.value.quirks = quirks;
    ctx.state.save();
    res.json(quirks);
  });
  router.get('/mails', (_req, res) => res.json(ctx.state.value.mails));
  return router;
}

function notificationRoutes(ctx: GoogleContext): Router {
  const router = express.Router();
  router.get('/channels', (_req, res) => res.json(Object.values(ctx.state.value.channels)));
  router.get('/notifications', (_req, res) => res.json(ctx.state.value.notifications));
  router.post('/notifications/flush', async (_req, res) => {
    await pusherOf(ctx).settled();
    res.json(ctx.state.value.notifications);
  });
  router.post('/webhook-faults', (req, res) => {
    const faults = textsOf(bodyOf(req), 'next').map((name) => {
      const fault = WEBHOOK_FAULTS.find((one) => one === name);
      if (!fault) throw invalidField(`"next" may hold ${WEBHOOK_FAULTS.join(', ')}.`);
      return fault;
    });
    ctx.state.value.webhookFaults.push(...faults);
    res.status(201).json(ctx.state.value.webhookFaults);
  });
  return router;
}

const errorHandler: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (!(error instanceof GoogleError)) return next(error);
  return res.status(error.details.status).json({ error: error.message });
};

/** What only a test or a demo may do; mounted at /_control. See docs/EMULATORS.md. */
export function controlRouter(ctx: GoogleContext): Router {
  const router = express.Router();
  router.use(accountRoutes(ctx), userRoutes(ctx), oauthRoutes(ctx), syncRoutes(ctx), notificationRoutes(ctx));
  router.use(errorHandler);
  return router;
}
