import express, { type Request, type Response, type Router } from 'express';
import { resolveEventId } from '../calendar/ids';
import { calendarView, itemView, occurrenceOn, type EventView } from '../calendar/instances';
import { createEvent, deleteEvent, patchEvent, patchOccurrence } from '../calendar/mailbox';
import { DAYS } from '../calendar/recurrence';
import type { Json } from '../calendar/read';
import type { Account } from '../calendar/types';
import { GraphError } from '../graph/errors';
import type { Service } from '../service';
import { findAccount } from '../state';
import { sendPage } from './html';
import { inputTimes, meetingPage, outlookPage } from './outlook';

const DAY_MS = 86_400_000;
const AS_USER = { asUser: true };

type Form = Record<string, string>;

const formOf = (req: Request): Form =>
  Object.fromEntries(
    Object.entries((req.body ?? {}) as Record<string, unknown>).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : '',
    ]),
  );

const firstAccount = ({ ctx }: Service, email: unknown): Account | undefined =>
  (typeof email === 'string' ? findAccount(ctx.state.value, email) : undefined) ??
  Object.values(ctx.state.value.accounts)[0];

function editingOf(account: Account, id: unknown): EventView | null {
  const found = typeof id === 'string' ? resolveEventId(account, id) : undefined;
  if (!found) return null;
  return found.date === null ? itemView(found.event) : (occurrenceOn(found.event, found.date) ?? null);
}

function show(service: Service, req: Request, res: Response, problem: string | null = null): void {
  const { ctx } = service;
  const form = formOf(req);
  const account = firstAccount(service, form.account ?? req.query.account);
  if (!account) {
    res.status(404).end();
    return;
  }
  const now = ctx.clock.epochMs();
  const page = {
    base: ctx.baseUrl(),
    accounts: Object.values(ctx.state.value.accounts),
    account,
    views: calendarView(account.events, { start: now - 14 * DAY_MS, end: now + 60 * DAY_MS }),
    editing: editingOf(account, form.id ?? req.query.event),
    problem,
  };
  sendPage(res, problem ? 400 : 200, 'Outlook calendar (local)', outlookPage(page, now));
}

/** The rule that the "Repeats" choice means for a first start. */
function recurrence(repeats: string | undefined, start: string): Json | undefined {
  if (!repeats) return undefined;
  const date = start.slice(0, 10);
  const pattern = {
    type: repeats,
    interval: 1,
    ...(repeats === 'weekly' ? { daysOfWeek: [DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]] } : {}),
    ...(repeats === 'absoluteMonthly' ? { dayOfMonth: Number(date.slice(8)) } : {}),
  };
  return { pattern, range: { type: 'noEnd', startDate: date } };
}

function attendees(form: Form, current: EventView | null): Json[] {
  const addresses = (form.attendees ?? '').split(/[\s,;]+/).filter((one) => one.includes('@'));
  return addresses.map((address) => {
    const known = current?.fields.attendees.find((one) => one.emailAddress.address === address);
    return known ? { ...known } : { type: 'required', emailAddress: { address } };
  });
}

/** A form that leaves the times alone must not rewrite them: a series would lose its zone and its exceptions. */
function times(account: Account, form: Form, current: EventView | null): Json {
  const before = current && inputTimes(current, account.timeZone);
  const isAllDay = form.isAllDay === 'yes';
  if (
    before &&
    before.start === form.start &&
    before.end === form.end &&
    isAllDay === current.fields.isAllDay
  )
    return {};
  const at = (local: string | undefined) => ({ dateTime: local ?? '', timeZone: account.timeZone });
  return { start: at(form.start), end: at(form.end), isAllDay };
}

function eventBody(account: Account, form: Form, current: EventView | null): Json {
  const rule = current ? undefined : recurrence(form.repeats, form.start ?? '');
  return {
    subject: form.subject ?? '',
    ...times(account, form, current),
    location: { displayName: form.location ?? '' },
    attendees: attendees(form, current),
    showAs: form.showAs || 'busy',
    ...(rule ? { recurrence: rule } : {}),
    ...(current?.date == null && form.calendarId ? { calendarId: form.calendarId } : {}),
  };
}

function save({ port }: Service, account: Account, form: Form): void {
  const current = editingOf(account, form.id);
  const body = eventBody(account, form, current);
  const calendarId = form.calendarId ?? account.calendars.find((one) => one.isDefaultCalendar)?.id ?? '';
  if (!current) createEvent(account, calendarId, body, port, AS_USER);
  else if (current.date === null) patchEvent(account, current.event, body, port, AS_USER);
  else patchOccurrence(account, current.event, current.date, body, port, AS_USER);
}

/** Pages for people: the calendar at /, and what its forms post to. */
export function pagesRouter(service: Service): Router {
  const router = express.Router();
  const form = express.urlencoded({ extended: false, limit: '64kb' });

  const act = (work: (account: Account, fields: Form) => void) => (req: Request, res: Response) => {
    const fields = formOf(req);
    const account = findAccount(service.ctx.state.value, fields.account ?? '');
    try {
      if (!account) throw new GraphError(404, 'NotFound', 'That account does not exist.');
      work(account, fields);
      res.redirect(303, `${service.ctx.baseUrl()}/?account=${encodeURIComponent(account.email)}`);
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      show(service, req, res, error.message);
    }
  };

  router.get('/', (req, res) => show(service, req, res));
  router.post(
    '/web/save',
    form,
    act((account, fields) => save(service, account, fields)),
  );
  router.post(
    '/web/delete',
    form,
    act((account, { id = '' }) => {
      const found = resolveEventId(account, id);
      if (found) deleteEvent(account, found.event, found.date, service.port);
    }),
  );
  router.get('/l/meetup-join/:id', (_req, res) => sendPage(res, 200, 'Teams meeting (local)', meetingPage));
  return router;
}
