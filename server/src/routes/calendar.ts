import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  accountsQuery,
  calendarAccount,
  calendarEvent,
  calendarProviders,
  callbackQuery,
  connectAnswer,
  connectQuery,
  eventInput,
  eventPatch,
  eventsQuery,
  syncInput,
  syncResult,
} from '@besahubs/contracts/calendar';
import type { CalendarProviderName } from '@besahubs/contracts/calendar';
import { env } from '../config/env';
import { presentAccount, presentEvent } from '../presenters/calendar';
import { findAccount, listAccounts } from '../services/calendar/accounts';
import { beginConnect, disconnect, finishConnect } from '../services/calendar/connect';
import { createEvent, deleteEvent, findEvent, listEvents, updateEvent } from '../services/calendar/events';
import { syncAccount } from '../services/calendar/sync';
import { handled, route } from './route';

const own = { permission: 'calendar.own', flag: 'calendar' } as const;

/** Lives as long as the consent screen may take; Lax, because the provider's redirect comes from another site. */
const COOKIE = 'besahubs_oauth';
const cookieOptions = () => ({
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: env().API_BASE_URL.startsWith('https:'),
  path: '/api/integrations',
});
const browserKey = (req: Request): string | undefined =>
  (req.cookies as Record<string, string | undefined>)[COOKIE];

function sendBack(res: Response, returnTo: string, outcome: Record<string, string>): typeof handled {
  const url = new URL(returnTo, env().APP_BASE_URL);
  for (const [name, value] of Object.entries(outcome)) url.searchParams.set(name, value);
  res.clearCookie(COOKIE, cookieOptions()).redirect(302, url.href);
  return handled;
}

const connecting = (name: CalendarProviderName) => [
  route(
    'get',
    `/integrations/${name}/connect`,
    {
      ...own,
      summary: `Where to send the browser to connect ${name}`,
      query: connectQuery,
      response: connectAnswer,
    },
    async ({ ctx, query, res }) => {
      const { url, browserKey: key } = await beginConnect(ctx, name, query.returnTo);
      res.cookie(COOKIE, key, { ...cookieOptions(), maxAge: 10 * 60_000 });
      return { url };
    },
  ),
  route(
    'get',
    `/integrations/${name}/callback`,
    {
      permission: 'public',
      flag: 'calendar',
      summary: `${name} sends the browser back here`,
      query: callbackQuery,
    },
    async ({ ctx, query, req, res }) => {
      const { returnTo, outcome } = await finishConnect(ctx, name, query, browserKey(req));
      return sendBack(res, returnTo, outcome);
    },
  ),
];

export const calendarRoutes = [
  ...calendarProviders.flatMap(connecting),
  route(
    'get',
    '/calendar/accounts',
    { ...own, summary: 'Connected calendars', query: accountsQuery, response: z.array(calendarAccount) },
    async ({ ctx, query }) => (await listAccounts(ctx, query.all ?? false)).map(presentAccount),
  ),
  route(
    'get',
    '/calendar/accounts/:id',
    { ...own, summary: 'One connected calendar', response: calendarAccount },
    async ({ ctx, params }) => presentAccount(await findAccount(ctx, params.id)),
  ),
  route(
    'delete',
    '/calendar/accounts/:id',
    { ...own, summary: 'Disconnect a calendar; its events go with it' },
    async ({ ctx, params }) => {
      await disconnect(ctx, params.id);
      return null;
    },
  ),
  route(
    'post',
    '/calendar/sync',
    { ...own, summary: 'Bring one calendar up to date', body: syncInput, response: syncResult },
    ({ ctx, body }) => syncAccount(ctx, body.accountId),
  ),
  route(
    'get',
    '/calendar/events',
    {
      ...own,
      summary: 'Events that overlap a span of time',
      query: eventsQuery,
      response: z.array(calendarEvent),
    },
    async ({ ctx, query }) => (await listEvents(ctx, query)).map(presentEvent),
  ),
  route(
    'post',
    '/calendar/events',
    {
      ...own,
      summary: 'Create an event, at the provider first',
      body: eventInput,
      response: calendarEvent,
      status: 201,
    },
    async ({ ctx, body }) => presentEvent(await createEvent(ctx, body)),
  ),
  route(
    'get',
    '/calendar/events/:id',
    { ...own, summary: 'One event', response: calendarEvent },
    async ({ ctx, params }) => presentEvent(await findEvent(ctx, params.id)),
  ),
  route(
    'put',
    '/calendar/events/:id',
    { ...own, summary: 'Change an event, at the provider first', body: eventPatch, response: calendarEvent },
    async ({ ctx, params, body }) => presentEvent(await updateEvent(ctx, params.id, body)),
  ),
  route(
    'delete',
    '/calendar/events/:id',
    { ...own, summary: 'Delete an event, at the provider first' },
    async ({ ctx, params }) => {
      await deleteEvent(ctx, params.id);
      return null;
    },
  ),
];
