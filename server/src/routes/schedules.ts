import type { Request, Response } from 'express';
import { z } from 'zod';
import { tokenParam } from '@besahubs/contracts/auth';
import { schedule, scheduleInput, schedulePatch, scheduleSent } from '@besahubs/contracts/schedules';
import { presentSchedule } from '../presenters/schedules';
import { leaveSchedule, subscriptionOf } from '../services/dashboards/schedules/leave';
import {
  createSchedule,
  deleteSchedule,
  listSchedules,
  sendNow,
  updateSchedule,
} from '../services/dashboards/schedules/schedules';
import { handled, route } from './route';

const own = { permission: 'dashboards.own', flag: 'dashboards' } as const;
const isPublic = { permission: 'public', flag: 'dashboards', params: tokenParam } as const;

export const scheduleRoutes = [
  route(
    'get',
    '/dashboards/:id/schedules',
    { ...own, summary: 'When and to whom a dashboard is sent by e-mail', response: z.array(schedule) },
    async ({ ctx, params }) => (await listSchedules(ctx, params.id)).map(presentSchedule),
  ),
  route(
    'post',
    '/dashboards/:id/schedules',
    {
      ...own,
      summary: 'Send a dashboard by e-mail, to each with their own figures',
      body: scheduleInput,
      response: schedule,
      status: 201,
    },
    async ({ ctx, params, body }) => presentSchedule(await createSchedule(ctx, params.id, body)),
  ),
  route(
    'patch',
    '/schedules/:id',
    { ...own, summary: 'Change when, to whom, or whether', body: schedulePatch, response: schedule },
    async ({ ctx, params, body }) => presentSchedule(await updateSchedule(ctx, params.id, body)),
  ),
  route('delete', '/schedules/:id', { ...own, summary: 'Send it no longer' }, async ({ ctx, params }) => {
    await deleteSchedule(ctx, params.id);
    return null;
  }),
  route(
    'post',
    '/schedules/:id/send',
    {
      ...own,
      summary: 'Send it now as well, once a minute at the most',
      response: scheduleSent,
      status: 202,
      message: 'On its way.',
    },
    async ({ ctx, params }) => ({ queued: await sendNow(ctx, params.id) }),
  ),
  route(
    'get',
    '/public/dashboard-mail/:token',
    { ...isPublic, summary: 'Which dashboard a mail’s link switches off; changes nothing' },
    async ({ ctx, params, req, res }) => {
      const subscription = await subscriptionOf(ctx, params.token);
      return answer(req, res, subscription);
    },
  ),
  route(
    'post',
    '/public/dashboard-mail/:token',
    { ...isPublic, summary: 'Switch it off; also RFC 8058 one-click', raw: true },
    async ({ ctx, params, req, res }) => {
      await leaveSchedule(ctx, params.token);
      return answer(req, res, null);
    },
  ),
];

/** A page for people, who may be signed in nowhere; JSON for programs. */
function answer(req: Request, res: Response, subscription: { dashboard: string } | null) {
  if (req.accepts(['json', 'html']) !== 'html') return { subscribed: subscription !== null, ...subscription };
  res.type('html').send(page(subscription));
  return handled;
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

const page = (subscription: { dashboard: string } | null): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Dashboard by e-mail</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.25rem;color-scheme:light dark}button{font:inherit;font-weight:600;padding:.6rem 1.2rem;border:0;border-radius:8px;background:#0c6b66;color:#fff;cursor:pointer}</style>
${
  subscription
    ? `<h1>Switch this mail off?</h1><p>You get the dashboard “${escape(subscription.dashboard)}” by e-mail.</p><form method="post"><button>Send it to me no longer</button></form>`
    : '<h1>Switched off</h1><p>You do not get this dashboard by e-mail any more.</p>'
}</html>`;
