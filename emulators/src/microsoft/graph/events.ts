import { isDeepStrictEqual } from 'node:util';
import { recordAnswer } from '../calendar/answers';
import { resolveEventId } from '../calendar/ids';
import { calendarView, itemView, occurrenceOn, viewsIn, type EventView } from '../calendar/instances';
import {
  checkIfMatch,
  createEvent,
  deleteEvent,
  idOf,
  patchEvent,
  patchOccurrence,
} from '../calendar/mailbox';
import { readFields } from '../calendar/readEvent';
import { etagOf, renderEvent } from '../calendar/render';
import type { StoredEvent } from '../calendar/types';
import { findAccount } from '../state';
import { GraphError, invalidRequest, itemNotFound } from './errors';
import { page, select } from './odata';
import {
  calendarOf,
  jsonBody,
  ok,
  queryValue,
  type Call,
  type Graph,
  type GraphReply,
  type Handler,
} from './request';
import { readWindow } from './window';

const PAGE = 10;

const metadata = ({ preferences, account }: Call) =>
  `${preferences.rendering.baseUrl}/v1.0/$metadata#users('${account.id}')`;

const collection = (call: Call, views: EventView[], context: string): GraphReply =>
  ok(
    page(
      views.map((view) => renderEvent(call.account, view, call.preferences.rendering)),
      call.query,
      {
        context: `${metadata(call)}${context}`,
        link: `${call.preferences.rendering.baseUrl}/v1.0${call.path}`,
        pageSize: call.preferences.pageSize ?? PAGE,
      },
    ),
  );

function entity(call: Call, view: EventView, status: number): GraphReply {
  const resource = renderEvent(call.account, view, call.preferences.rendering);
  const id = encodeURIComponent(idOf(call.account, view, call.preferences.rendering.immutableIds));
  return {
    status,
    headers: {
      etag: etagOf(view.changeKey),
      ...(status === 201
        ? { location: `${call.preferences.rendering.baseUrl}/v1.0/users/${call.account.id}/events/${id}` }
        : {}),
    },
    body: {
      '@odata.context': `${metadata(call)}/events/$entity`,
      ...select(resource, queryValue(call.query, '$select')),
    },
  };
}

/** The event or occurrence a path names. Throws 404, also when it lies in another calendar than the path says. */
function viewOf(call: Call): EventView {
  const found = resolveEventId(call.account, call.params.eventId ?? '');
  if (!found) throw itemNotFound();
  if (call.params.calendarId && found.event.calendarId !== call.params.calendarId) throw itemNotFound();
  if (found.date === null) return itemView(found.event);
  const occurrence = occurrenceOn(found.event, found.date);
  if (!occurrence) throw itemNotFound();
  return occurrence;
}

/** `/me/events` lists single events and series masters of all calendars, the calendar paths those of one. */
export const listEvents: Handler = (_graph, call) => {
  const all = call.path.startsWith('/me/events');
  const { id } = calendarOf(call);
  const events = call.account.events.filter((event) => all || event.calendarId === id);
  return collection(
    call,
    events.map(itemView),
    all ? '/events' : `/calendars('${encodeURIComponent(id)}')/events`,
  );
};

export const getEvent: Handler = (_graph, call) => entity(call, viewOf(call), 200);

/** Same content as what the transactionId made: a retry. Other content: another event. */
function isRetry(existing: StoredEvent, call: Call): boolean {
  const { start, end, subject } = readFields(jsonBody(call), false);
  const { fields } = existing;
  return isDeepStrictEqual([start, end, subject ?? ''], [fields.start, fields.end, fields.subject]);
}

function duplicate({ ctx }: Graph, call: Call, existing: StoredEvent): GraphReply {
  const view = itemView(existing);
  if (ctx.state.value.settings.duplicateTransaction === 'return' && isRetry(existing, call)) {
    return entity(call, view, 201);
  }
  throw new GraphError(
    409,
    'ErrorDuplicateTransactionId',
    "Your request can't be completed. The TransactionId specified in the request has already been used to create a different event.",
    {
      extra: { '@event.existingEventId': idOf(call.account, view, call.preferences.rendering.immutableIds) },
    },
  );
}

export const postEvent: Handler = (graph, call) => {
  const body = jsonBody(call);
  const calendar = calendarOf(call);
  const existing =
    typeof body.transactionId === 'string'
      ? call.account.events.find((event) => event.transactionId === body.transactionId)
      : undefined;
  if (existing) return duplicate(graph, call, existing);
  const event = createEvent(call.account, calendar.id, body, graph.port);
  return entity(call, itemView(event), 201);
};

export const updateEvent: Handler = ({ port }, call) => {
  const { event, date, changeKey } = viewOf(call);
  checkIfMatch(call.headers['if-match'], changeKey);
  const body = jsonBody(call);
  if (date === null) patchEvent(call.account, event, body, port);
  else patchOccurrence(call.account, event, date, body, port);
  return entity(call, viewOf(call), 200);
};

export const removeEvent: Handler = ({ port }, call) => {
  const { event, date, changeKey } = viewOf(call);
  checkIfMatch(call.headers['if-match'], changeKey);
  deleteEvent(call.account, event, date, port);
  return { status: 204 };
};

export const listInstances: Handler = (_graph, call) => {
  const { event } = viewOf(call);
  const context = `/events('${encodeURIComponent(call.params.eventId ?? '')}')/instances`;
  return collection(call, viewsIn(event, readWindow(call.query)), context);
};

export const listCalendarView: Handler = (_graph, call) => {
  const { id } = calendarOf(call);
  const events = call.account.events.filter((event) => event.calendarId === id);
  return collection(call, calendarView(events, readWindow(call.query)), '/calendarView');
};

/** Cancels a meeting for everybody: the organizer's own copy goes away. 202 without a body. */
export const cancelEvent: Handler = ({ port }, call) => {
  const { event, date } = viewOf(call);
  if (!event.isOrganizer) {
    throw invalidRequest("Your request can't be completed. You need to be an organizer to cancel a meeting.");
  }
  deleteEvent(call.account, event, date, port);
  return { status: 202 };
};

const ANSWERS = {
  accept: 'accepted',
  tentativelyAccept: 'tentativelyAccepted',
  decline: 'declined',
} as const;

/** The organizer's copy learns the answer when the organizer's mailbox lives here too. */
function tellOrganizer({ ctx, port }: Graph, call: Call, event: StoredEvent, response: string): void {
  const organizer = findAccount(ctx.state.value, event.organizer.emailAddress.address);
  const copy = organizer?.events.find((one) => one.iCalUId === event.iCalUId);
  const invited = copy?.fields.attendees.some(
    (one) => one.emailAddress.address.toLowerCase() === call.account.email,
  );
  if (organizer && copy && invited) recordAnswer(organizer, copy, call.account.email, response, port);
}

/** accept, tentativelyAccept, decline: 202. A declined meeting leaves the calendar, as in Outlook. */
export const respondToEvent: Handler = (graph, call) => {
  const { event, date } = viewOf(call);
  const action = (call.params.action ?? '') as keyof typeof ANSWERS;
  if (event.isOrganizer) {
    throw invalidRequest(
      "Your request can't be completed. You can't respond to this meeting because you're the meeting organizer.",
    );
  }
  const response = ANSWERS[action];
  if (action === 'decline') deleteEvent(call.account, event, date, graph.port);
  else {
    const showAs = action === 'accept' ? 'busy' : 'tentative';
    const change = { showAs, responseStatus: { response, time: graph.port.now().toISOString() } };
    if (date === null) patchEvent(call.account, event, change, graph.port, { asUser: true });
    else patchOccurrence(call.account, event, date, change, graph.port, { asUser: true });
  }
  tellOrganizer(graph, call, event, response);
  return { status: 202 };
};
