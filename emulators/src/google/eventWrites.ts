import { randomBytes } from 'node:crypto';
import { changeView } from './eventChange';
import {
  badRequest,
  conditionNotMet,
  deleted,
  duplicate,
  GoogleError,
  invalidField,
  notFound,
} from './errors';
import { beginBatch, snapshotNow, type Batch } from './eventStore';
import { mergePatch, parseFields, type Body } from './fieldsInput';
import { changeAsGuest } from './guestWrites';
import { answerOrganizer, isOrganizer, logGuestMails, shareWithGuests, type SendUpdates } from './guests';
import { commit } from './push';
import { etagOf, fieldsResource } from './resource';
import { findView, type EventView } from './views';
import type { Account, EventFields, GoogleContext, Person, StoredCalendar } from './types';

/** Whose calendar is written, by whom. */
export interface Target {
  account: Account;
  calendar: StoredCalendar;
}

export interface WriteOptions {
  sendUpdates?: SendUpdates;
  conferenceDataVersion?: number;
  /** Value of If-Match; 412 when the event's etag is another. */
  ifMatch?: string | undefined;
  /** Only the control API may invent an organizer from elsewhere (an invitation received). */
  organizer?: Person | undefined;
  /** Control API: the change comes from the organizer elsewhere, not from the guest whose calendar it is. */
  asOrganizer?: boolean;
}

const BASE32HEX = '0123456789abcdefghijklmnopqrstuv';

const newEventId = () => [...randomBytes(26)].map((byte) => BASE32HEX.charAt(byte % 32)).join('');

function eventIdOf(body: Body): string {
  if (body.id === undefined || body.id === null) return newEventId();
  if (typeof body.id !== 'string' || !/^[a-v0-9]{5,1024}$/.test(body.id)) {
    throw invalidField('Invalid resource id value.');
  }
  return body.id;
}

function organizerOf({ account, calendar }: Target): Person {
  return { email: calendar.id, displayName: calendar.primary ? account.name : calendar.summary };
}

/** The event, by its own id or an instance's. 404 when there is none, 412 when If-Match names another version. */
function existing(calendar: StoredCalendar, eventId: string, ifMatch: string | undefined): EventView {
  const view = findView(snapshotNow(calendar), eventId);
  if (!view) throw notFound();
  if (ifMatch && ifMatch !== '*' && ifMatch !== etagOf(view.rev)) throw conditionNotMet();
  return view;
}

function putNewRoot(batch: Batch, target: Target, body: Body, options: WriteOptions): EventView {
  const { calendar, account } = target;
  const id = eventIdOf(body);
  if (calendar.events[id]) throw duplicate();
  const fields = parseFields(body, {
    calendarZone: calendar.timeZone,
    conferenceDataVersion: options.conferenceDataVersion ?? 0,
  });
  const now = batch.ctx.clock.epochMs();
  batch.put(calendar, {
    kind: 'root',
    id,
    iCalUID: typeof body.iCalUID === 'string' ? body.iCalUID : `${id}@google.com`,
    created: now,
    updated: now,
    sequence: 0,
    creator: options.organizer ?? { email: account.email, displayName: account.name },
    organizer: options.organizer ?? organizerOf(target),
    fields,
  });
  return existing(calendar, id, undefined);
}

function finish(
  batch: Batch,
  target: Target,
  before: EventView | undefined,
  after: EventView,
  options: WriteOptions,
) {
  const { calendar, account } = target;
  if (isOrganizer(after, calendar)) {
    shareWithGuests(batch, before, after);
    const sendUpdates = options.sendUpdates ?? 'none';
    logGuestMails(batch, { calendar, before, after, sendUpdates, actor: account.email });
  }
  commit(batch);
}

/** events.insert. 409 when the client's id was ever used in this calendar. */
export function insertEvent(
  ctx: GoogleContext,
  target: Target,
  body: Body,
  options: WriteOptions = {},
): EventView {
  const batch = beginBatch(ctx);
  const view = putNewRoot(batch, target, body, options);
  finish(batch, target, undefined, view, options);
  return view;
}

/** Many events at once (seeding): one notification, no mails. All or nothing. */
export function insertEvents(
  ctx: GoogleContext,
  inputs: { target: Target; body: Body; organizer?: Person }[],
): EventView[] {
  const batch = beginBatch(ctx);
  try {
    const views = inputs.map(({ target, body, organizer }) => putNewRoot(batch, target, body, { organizer }));
    views
      .filter((_view, index) => !inputs[index]?.organizer)
      .forEach((view) => shareWithGuests(batch, undefined, view));
    commit(batch);
    return views;
  } catch (error) {
    batch.rollback();
    throw error;
  }
}

function change(
  ctx: GoogleContext,
  target: Target,
  view: EventView,
  body: Body,
  options: WriteOptions,
): EventView {
  const { calendar } = target;
  const { recurrence: _recurrence, ...withoutRule } = body;
  const fields = parseFields(view.original ? withoutRule : body, {
    calendarZone: calendar.timeZone,
    conferenceDataVersion: options.conferenceDataVersion ?? 0,
    current: view.fields,
  });
  const batch = beginBatch(ctx);
  const mayChangeAll = options.asOrganizer || isOrganizer(view, calendar) || view.fields.guestsCanModify;
  const after = mayChangeAll
    ? changeView(batch, calendar, view, fields)
    : changeAsGuest(batch, calendar, view, fields);
  finish(batch, target, view, after, options);
  return after;
}

/** events.patch: objects merge, arrays are replaced, null removes. */
export function patchEvent(
  ctx: GoogleContext,
  target: Target,
  eventId: string,
  patch: Body,
  options: WriteOptions = {},
): EventView {
  const view = existing(target.calendar, eventId, options.ifMatch);
  const current = fieldsResource(view.fields, target.calendar.timeZone);
  return change(ctx, target, view, mergePatch({ ...current }, patch), options);
}

/** events.update: what the body does not say is gone. */
export function updateEvent(
  ctx: GoogleContext,
  target: Target,
  eventId: string,
  body: Body,
  options: WriteOptions = {},
): EventView {
  return change(ctx, target, existing(target.calendar, eventId, options.ifMatch), body, options);
}

/** events.delete: leaves a cancelled event behind; an instance becomes a cancelled exception. 410 the second time. */
export function deleteEvent(
  ctx: GoogleContext,
  target: Target,
  eventId: string,
  options: WriteOptions = {},
): void {
  const { calendar, account } = target;
  const view = existing(calendar, eventId, options.ifMatch);
  if (view.fields.status === 'cancelled') throw deleted();
  const batch = beginBatch(ctx);
  const fields: EventFields = { ...view.fields, status: 'cancelled' };
  const after = changeView(batch, calendar, view, fields);
  const self = view.fields.attendees?.find(({ email }) => email === account.email);
  if (self && !options.asOrganizer && !isOrganizer(view, calendar)) {
    answerOrganizer(batch, view, { ...self, responseStatus: 'declined' });
  }
  finish(batch, target, view, after, options);
}

/** events.move: the event goes to another calendar of the account under the same id, which becomes its organizer. */
export function moveEvent(
  ctx: GoogleContext,
  target: Target,
  eventId: string,
  destination: StoredCalendar,
): EventView {
  const { calendar, account } = target;
  const view = existing(calendar, eventId, undefined);
  if (view.original)
    throw badRequest('Cannot change the organizer of an instance.', 'cannotChangeOrganizerOfInstance');
  if (view.fields.status === 'cancelled') throw deleted();
  if (!isOrganizer(view, calendar)) {
    throw new GoogleError({ status: 403, reason: 'forbidden', message: 'Forbidden' });
  }
  if (destination === calendar) return view;
  const batch = beginBatch(ctx);
  const exceptions = snapshotNow(calendar).exceptionsOf(view.id);
  const organizer = organizerOf({ account, calendar: destination });
  batch.put(destination, { ...view.root, organizer, updated: ctx.clock.epochMs() });
  for (const exception of exceptions) {
    batch.put(destination, exception);
    batch.remove(calendar, exception.id);
  }
  changeView(batch, calendar, view, { ...view.fields, status: 'cancelled' });
  const moved = existing(destination, eventId, undefined);
  shareWithGuests(batch, view, moved);
  commit(batch);
  return moved;
}
