import express, { type Request, type Response, type Router } from 'express';
import { authorize, calendarOf, SCOPES, type Caller } from './access';
import { calendarListEntry, calendarResource, COLORS } from './calendarResources';
import { channelResource, openChannel, stopChannel } from './channels';
import { badRequest, googleErrorHandler, notFound } from './errors';
import { listEvents, listInstances } from './eventList';
import { snapshotNow } from './eventStore';
import {
  deleteEvent,
  insertEvent,
  moveEvent,
  patchEvent,
  updateEvent,
  type WriteOptions,
} from './eventWrites';
import { isRecord, type Body } from './fieldsInput';
import { queryFreeBusy } from './freeBusy';
import type { SendUpdates } from './guests';
import { flag, parseListParams, text, timestamp, wholeNumber, zoneParam } from './listParams';
import { etagOf, renderEvent } from './resource';
import { findView, type EventView } from './views';
import type { GoogleContext, StoredCalendar } from './types';

const EVENTS = '/calendars/:calendarId/events';
const EVENT = `${EVENTS}/:eventId`;

const param = (req: Request, name: string): string => {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
};

function bodyOf(req: Request): Body {
  const body: unknown = req.body;
  if (body === undefined) return {};
  if (!isRecord(body)) throw badRequest('Parse Error', 'parseError');
  return body;
}

function sendUpdates(req: Request): SendUpdates {
  const value = text(req.query, 'sendUpdates');
  if (value === 'all' || value === 'externalOnly' || value === 'none') return value;
  if (value !== undefined)
    throw badRequest(`Invalid value for: ${value} is not a valid value`, 'invalidParameter');
  return flag(req.query, 'sendNotifications') ? 'all' : 'none';
}

function writeOptions(req: Request): WriteOptions {
  return {
    sendUpdates: sendUpdates(req),
    conferenceDataVersion: wholeNumber(req.query, 'conferenceDataVersion') ?? 0,
    ifMatch: req.headers['if-match'],
  };
}

interface EventRequest extends Caller {
  calendar: StoredCalendar;
}

/** Calendar v3, mounted at /calendar/v3. */
export function calendarRouter(ctx: GoogleContext): Router {
  const router = express.Router();
  router.use(express.json({ limit: '5mb' }));

  const open = (req: Request, scopes: string[]): EventRequest => {
    const caller = authorize(ctx, req, scopes);
    return { ...caller, calendar: calendarOf(caller.account, param(req, 'calendarId')) };
  };
  const sendEvent = (req: Request, res: Response, calendar: StoredCalendar, view: EventView) => {
    const options = { calendar, baseUrl: ctx.baseUrl(), timeZone: zoneParam(req.query) };
    const resource = renderEvent(view, { ...options, maxAttendees: wholeNumber(req.query, 'maxAttendees') });
    res.set('ETag', resource.etag).json(resource);
  };

  router.get(EVENTS, (req, res) => {
    const { calendar } = open(req, SCOPES.readEvents);
    res.json(listEvents(ctx, calendar, parseListParams(req.query)));
  });
  router.post(EVENTS, (req, res) => {
    const target = open(req, SCOPES.writeEvents);
    sendEvent(req, res, target.calendar, insertEvent(ctx, target, bodyOf(req), writeOptions(req)));
  });
  router.post(`${EVENTS}/watch`, (req, res) => {
    const caller = open(req, SCOPES.readEvents);
    res.json(channelResource(openChannel(ctx, caller, caller.calendar, bodyOf(req))));
  });
  router.get(EVENT, (req, res) => {
    const { calendar } = open(req, SCOPES.readEvents);
    const view = findView(snapshotNow(calendar), param(req, 'eventId'));
    if (!view) throw notFound();
    if (req.headers['if-none-match'] === etagOf(view.rev)) {
      res.status(304).end();
      return;
    }
    sendEvent(req, res, calendar, view);
  });
  router.put(EVENT, (req, res) => {
    const target = open(req, SCOPES.writeEvents);
    const view = updateEvent(ctx, target, param(req, 'eventId'), bodyOf(req), writeOptions(req));
    sendEvent(req, res, target.calendar, view);
  });
  router.patch(EVENT, (req, res) => {
    const target = open(req, SCOPES.writeEvents);
    const view = patchEvent(ctx, target, param(req, 'eventId'), bodyOf(req), writeOptions(req));
    sendEvent(req, res, target.calendar, view);
  });
  router.delete(EVENT, (req, res) => {
    deleteEvent(ctx, open(req, SCOPES.writeEvents), param(req, 'eventId'), writeOptions(req));
    res.status(204).end();
  });
  router.post(`${EVENT}/move`, (req, res) => {
    const target = open(req, SCOPES.writeEvents);
    const destination = text(req.query, 'destination');
    if (!destination) throw badRequest('Missing required parameter: destination', 'required');
    const calendar = calendarOf(target.account, destination);
    sendEvent(req, res, calendar, moveEvent(ctx, target, param(req, 'eventId'), calendar));
  });
  router.get(`${EVENT}/instances`, (req, res) => {
    const { calendar } = open(req, SCOPES.readEvents);
    const params = { ...parseListParams(req.query), originalStart: timestamp(req.query, 'originalStart') };
    res.json(listInstances(ctx, calendar, param(req, 'eventId'), params));
  });

  router.use(calendarsRouter(ctx));
  router.use(() => {
    throw notFound();
  });
  router.use(googleErrorHandler);
  return router;
}

function calendarsRouter(ctx: GoogleContext): Router {
  const router = express.Router();
  router.get('/users/me/calendarList', (req, res) => {
    const { account } = authorize(ctx, req, SCOPES.calendarList);
    const items = Object.values(account.calendars).map(calendarListEntry);
    res.json({ kind: 'calendar#calendarList', etag: etagOf(ctx.state.value.rev), items });
  });
  router.get('/users/me/calendarList/:calendarId', (req, res) => {
    const { account } = authorize(ctx, req, SCOPES.calendarList);
    res.json(calendarListEntry(calendarOf(account, param(req, 'calendarId'))));
  });
  router.get('/users/me/settings', (req, res) => {
    const { account } = authorize(ctx, req, SCOPES.settings);
    res.json({ kind: 'calendar#settings', etag: etagOf(0), items: settingsOf(account.timeZone) });
  });
  router.get('/users/me/settings/:setting', (req, res) => {
    const { account } = authorize(ctx, req, SCOPES.settings);
    const setting = settingsOf(account.timeZone).find(({ id }) => id === req.params.setting);
    if (!setting) throw notFound();
    res.json(setting);
  });
  router.get('/calendars/:calendarId', (req, res) => {
    const { account } = authorize(ctx, req, SCOPES.calendars);
    res.json(calendarResource(calendarOf(account, param(req, 'calendarId'))));
  });
  router.get('/colors', (req, res) => {
    authorize(ctx, req, SCOPES.colors);
    res.json(COLORS);
  });
  router.post('/freeBusy', (req, res) => {
    const { account } = authorize(ctx, req, SCOPES.freeBusy);
    res.json(queryFreeBusy(account, bodyOf(req)));
  });
  router.post('/channels/stop', (req, res) => {
    stopChannel(ctx, authorize(ctx, req, SCOPES.readEvents), bodyOf(req));
    res.status(204).end();
  });
  return router;
}

const settingsOf = (timeZone: string) =>
  [
    { id: 'timezone', value: timeZone },
    { id: 'locale', value: 'en' },
    { id: 'weekStart', value: '0' },
    { id: 'format24HourTime', value: 'false' },
  ].map((setting) => ({ kind: 'calendar#setting', etag: etagOf(0), ...setting }));
