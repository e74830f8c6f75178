import express, { type Request, type Response, type Router } from 'express';
import { respond } from '../control';
import { GoogleError, googleErrorHandler, notFound } from '../errors';
import { snapshotNow } from '../eventStore';
import { deleteEvent, insertEvent, patchEvent, type Target } from '../eventWrites';
import { isRecord, mergePatch, type Body } from '../fieldsInput';
import { text } from '../listParams';
import { findCalendar } from '../state';
import { findView, type EventView } from '../views';
import type { GoogleContext, ResponseStatus } from '../types';
import { renderPage } from './layout';
import { canEdit, emptyForm, formOf, patchOfForm, seriesOf, upcomingRows, whenOf } from './siteModel';
import { edit, home, type EditModel, type HomeModel } from './siteTemplates';

const ANSWERS: ResponseStatus[] = ['accepted', 'tentative', 'declined'];

const bodyOf = (req: Request): Body => {
  const body: unknown = req.body;
  return isRecord(body) ? body : {};
};

const form = express.urlencoded({ extended: false });

const homeUrl = (ctx: GoogleContext, email: string) =>
  `${ctx.baseUrl()}/?account=${encodeURIComponent(email)}`;

function editUrl(ctx: GoogleContext, account: string, calendar: string, event: string): string {
  return `${ctx.baseUrl()}/events/edit?${new URLSearchParams({ account, calendar, event }).toString()}`;
}

function targetOf(ctx: GoogleContext, req: Request): Target {
  const account = ctx.state.value.accounts[text(req.query, 'account') ?? ''];
  const calendar = account && findCalendar(account, text(req.query, 'calendar') ?? 'primary');
  if (!account || !calendar) throw notFound();
  return { account, calendar };
}

function viewOf(req: Request, { calendar }: Target): EventView {
  const view = findView(snapshotNow(calendar), text(req.query, 'event') ?? '');
  if (!view) throw notFound();
  return view;
}

function homePage(ctx: GoogleContext, wanted: string | undefined): string {
  const accounts = Object.values(ctx.state.value.accounts);
  const account = ctx.state.value.accounts[wanted ?? ''] ?? accounts[0];
  if (!account) throw notFound();
  const { email, timeZone } = account;
  const model: HomeModel = {
    base: ctx.baseUrl(),
    accounts: accounts.map((one) => ({ email: one.email, name: one.name, current: one === account })),
    email,
    timeZone,
    rows: upcomingRows(account, ctx.clock.epochMs()),
  };
  return renderPage('Google Calendar (emulator)', home(model, { helpers: { encode: encodeURIComponent } }));
}

function newPage(ctx: GoogleContext, { account, calendar }: Target, problem?: string): string {
  const { timeZone } = calendar;
  const model: EditModel = {
    heading: 'New event',
    back: homeUrl(ctx, account.email),
    form: emptyForm(ctx.clock.epochMs(), timeZone),
    when: '',
    timeZone,
    isNew: true,
    editable: true,
    invited: false,
    problem,
  };
  return renderPage('New event', edit(model));
}

function editPage(
  ctx: GoogleContext,
  { account, calendar }: Target,
  view: EventView,
  problem?: string,
): string {
  const { timeZone } = calendar;
  const series = seriesOf(view);
  const model: EditModel = {
    heading: view.fields.summary ?? '(No title)',
    back: homeUrl(ctx, account.email),
    form: formOf(view.fields, timeZone),
    when: whenOf(view.fields, timeZone),
    timeZone,
    isNew: false,
    editable: canEdit(view, calendar),
    invited: Boolean(view.fields.attendees?.some(({ email }) => email === calendar.id)),
    series: series && editUrl(ctx, account.email, calendar.id, series),
    problem,
  };
  return renderPage(model.heading, edit(model));
}

function act(ctx: GoogleContext, who: Target, view: EventView, body: Body): void {
  const answer = ANSWERS.find((one) => one === body.action);
  if (answer) {
    respond(ctx, who, view.id, who.calendar.id, answer);
  } else if (body.action === 'delete') {
    deleteEvent(ctx, who, view.id, { sendUpdates: 'all' });
  } else {
    const patch = patchOfForm(body, who.calendar.timeZone, view.fields);
    patchEvent(ctx, who, view.id, patch, { sendUpdates: 'all' });
  }
}

/** Does it and goes home; a refusal is shown on the page again. */
function attempt(res: Response, next: string, action: () => void, page: (problem: string) => string): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    res.status(400).type('html').send(page(error.message));
    return;
  }
  res.redirect(303, next);
}

/** A pretend Google Calendar at /: for a person to change events by hand on the provider's side. */
export function siteRouter(ctx: GoogleContext): Router {
  const router = express.Router();
  router.get('/', (req, res) => res.type('html').send(homePage(ctx, text(req.query, 'account'))));
  router.get('/events/new', (req, res) => res.type('html').send(newPage(ctx, targetOf(ctx, req))));
  router.post('/events/new', form, (req, res) => {
    const who = targetOf(ctx, req);
    const create = () => {
      const body = mergePatch({}, patchOfForm(bodyOf(req), who.calendar.timeZone));
      insertEvent(ctx, who, body, { sendUpdates: 'all' });
    };
    attempt(res, homeUrl(ctx, who.account.email), create, (problem) => newPage(ctx, who, problem));
  });
  router.get('/events/edit', (req, res) => {
    const who = targetOf(ctx, req);
    res.type('html').send(editPage(ctx, who, viewOf(req, who)));
  });
  router.post('/events/edit', form, (req, res) => {
    const who = targetOf(ctx, req);
    const view = viewOf(req, who);
    const change = () => act(ctx, who, view, bodyOf(req));
    attempt(res, homeUrl(ctx, who.account.email), change, (problem) => editPage(ctx, who, view, problem));
  });
  router.get('/calendar/event', (req, res) => {
    const eid = Buffer.from(text(req.query, 'eid') ?? '', 'base64url').toString();
    const [event = '', calendar = ''] = eid.split(' ');
    const owner = Object.values(ctx.state.value.accounts).find((account) => account.calendars[calendar]);
    if (!owner) throw notFound();
    res.redirect(302, editUrl(ctx, owner.email, calendar, event));
  });
  router.use(googleErrorHandler);
  return router;
}
