import express, { type Router } from 'express';
import { recordAnswer } from '../calendar/answers';
import { itemView, occurrenceOn } from '../calendar/instances';
import { createEvent, deleteEvent, patchEvent, patchOccurrence } from '../calendar/mailbox';
import { isRecord, type Json } from '../calendar/read';
import { renderEvent } from '../calendar/render';
import type { Account, StoredEvent } from '../calendar/types';
import { addCalendar } from '../graph/me';
import type { Service } from '../service';
import { accountFrom, accountOf, bodyOf, calendarIdOf, ControlError, eventOf, text } from './read';

/** Everything a user does in Outlook themselves, so that the app sees it at its next sync. */
const AS_USER = { asUser: true };

export function accountJson({ id, tenantId, email, displayName, timeZone, calendars, events }: Account) {
  const list = calendars.map((one) => ({
    id: one.id,
    name: one.name,
    isDefaultCalendar: one.isDefaultCalendar,
  }));
  return { id, tenantId, email, displayName, timeZone, calendars: list, events: events.length };
}

/** The event as Graph shows it, in the mailbox's zone, with both of its ids. */
function eventJson(service: Service, account: Account, event: StoredEvent, date: string | null) {
  const view = date === null ? itemView(event) : occurrenceOn(event, date);
  if (!view) throw new ControlError(404, 'That occurrence was deleted.');
  const shown = { timeZone: account.timeZone, body: 'html', baseUrl: service.ctx.baseUrl() } as const;
  const { id } = renderEvent(account, view, { ...shown, immutableIds: false });
  const json = renderEvent(account, view, { ...shown, immutableIds: true });
  return { ...json, mutableId: id, calendarId: event.calendarId };
}

/** Creates an event as the user, or returns the one its transactionId made: seeding twice changes nothing. */
function seedEvent(service: Service, account: Account, body: Json): StoredEvent {
  const { transactionId, calendarId } = body;
  const existing =
    typeof transactionId === 'string'
      ? account.events.find((one) => one.transactionId === transactionId)
      : undefined;
  if (existing) return existing;
  const calendar = calendarIdOf(account, typeof calendarId === 'string' ? calendarId : undefined);
  return createEvent(account, calendar, body, service.port, AS_USER);
}

function eventRoutes(service: Service): Router {
  const router = express.Router();
  const { ctx, port } = service;
  const account = (email: string | undefined) => accountOf(ctx.state.value, email);

  router.get('/accounts/:email/events', (req, res) => {
    const owner = account(req.params.email);
    res.json(owner.events.map((event) => eventJson(service, owner, event, null)));
  });
  router.post('/accounts/:email/events', (req, res) => {
    const owner = account(req.params.email);
    const event = seedEvent(service, owner, bodyOf(req));
    res.status(201).json(eventJson(service, owner, event, null));
  });
  router.patch('/accounts/:email/events/:id', (req, res) => {
    const owner = account(req.params.email);
    const { event, date } = eventOf(owner, req.params.id);
    if (date === null) patchEvent(owner, event, bodyOf(req), port, AS_USER);
    else patchOccurrence(owner, event, date, bodyOf(req), port, AS_USER);
    res.json(eventJson(service, owner, event, date));
  });
  router.delete('/accounts/:email/events/:id', (req, res) => {
    const owner = account(req.params.email);
    const { event, date } = eventOf(owner, req.params.id);
    deleteEvent(owner, event, date, port);
    res.status(204).end();
  });
  router.post('/accounts/:email/events/:id/respond', (req, res) => {
    const owner = account(req.params.email);
    const { event } = eventOf(owner, req.params.id);
    const body = bodyOf(req);
    recordAnswer(owner, event, text(body, 'attendee'), body.response, port);
    res.json(eventJson(service, owner, event, null));
  });
  return router;
}

/** Mailboxes and what their owners do in them. */
export function accountRoutes(service: Service): Router {
  const router = express.Router();
  const { state } = service.ctx;

  router.get('/accounts', (_req, res) => res.json(Object.values(state.value.accounts).map(accountJson)));
  router.post('/accounts', (req, res) => {
    const account = accountFrom(state.value, bodyOf(req));
    state.save();
    res.status(201).json(accountJson(account));
  });
  router.post('/accounts/:email/calendars', (req, res) => {
    const calendar = addCalendar(accountOf(state.value, req.params.email), text(bodyOf(req), 'name'));
    state.save();
    res.status(201).json(calendar);
  });
  router.post('/seed', (req, res) => {
    const body = bodyOf(req);
    if (!Array.isArray(body.events) || !body.events.every(isRecord)) {
      throw new ControlError(400, "'events' must be an array of Graph events.");
    }
    const account = accountFrom(state.value, body);
    const events = body.events.map((one) => seedEvent(service, account, one));
    state.save();
    res.status(201).json({
      account: accountJson(account),
      events: events.map((event) => eventJson(service, account, event, null)),
    });
  });
  router.use(eventRoutes(service));
  return router;
}
