import express from 'express';
import type { Provider } from '../core/provider';
import { controlRouter } from './control/router';
import { graphRouter } from './graph/router';
import { oauthRouter } from './oauth/router';
import { pagesRouter } from './pages/router';
import { serviceOf } from './service';
import { initialState, type MicrosoftState } from './state';

/** login.microsoftonline.com and graph.microsoft.com/v1.0 under one base URL, as far as calendars need them. */
export const microsoft: Provider<MicrosoftState> = {
  name: 'microsoft',
  initialState,
  router(ctx) {
    const service = serviceOf(ctx);
    const router = express.Router();
    router.use('/v1.0', graphRouter(service, service.throttle));
    router.use(pagesRouter(service));
    router.use(oauthRouter(ctx));
    return router;
  },
  control: (ctx) => controlRouter(serviceOf(ctx)),
  close(ctx) {
    serviceOf(ctx).throttle.open();
    serviceOf(ctx).notifier.reset();
  },
  reset(ctx) {
    serviceOf(ctx).throttle.open();
    serviceOf(ctx).notifier.reset();
  },
};
