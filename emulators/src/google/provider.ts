import express from 'express';
import type { Provider } from '../core/provider';
import { calendarRouter } from './calendarRouter';
import { controlRouter } from './control';
import { oauthRouter } from './oauth/router';
import { siteRouter } from './pages/site';
import { pusherOf } from './push';
import { initialState } from './state';
import type { GoogleState } from './types';

/** Google: OAuth 2.0, OpenID and Calendar v3 of several hosts under one base, and a calendar to edit by hand. */
export const google: Provider<GoogleState> = {
  name: 'google',
  initialState,
  router(ctx) {
    const router = express.Router();
    router.use('/calendar/v3', calendarRouter(ctx));
    router.use(oauthRouter(ctx));
    router.use(siteRouter(ctx));
    return router;
  },
  control: controlRouter,
  reset: (ctx) => pusherOf(ctx).forget(),
  close: (ctx) => pusherOf(ctx).close(),
};
