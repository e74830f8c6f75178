import express, { type Router } from 'express';
import type { Provider } from '../core/provider';
import { asmOverviewRoutes, groupRoutes, groupSuppressionRoutes } from './api/asm';
import { mailRoutes, scheduledSendRoutes } from './api/mail';
import { globalUnsubscribeRoutes, suppressionRoutes } from './api/suppressions';
import { templateRoutes, versionRoutes } from './api/templates';
import { senderRoutes, userRoutes } from './api/user';
import { webhookRoutes } from './api/webhooks';
import { authenticate, limitRate } from './auth';
import { controlRoutes } from './control';
import { bodyErrors, notFound } from './errors';
import { inboxRoutes } from './inbox/routes';
import { runtimeOf, type Runtime } from './runtime';
import { initialState, type SendgridState } from './state';
import { trackingRoutes } from './trackingRoutes';

/** SendGrid takes requests up to 30 MB. */
const LARGEST_BODY = '30mb';

function v3(runtime: Runtime): Router {
  const router = express.Router();
  router.use(authenticate(runtime), limitRate(runtime));
  router.use(express.json({ limit: LARGEST_BODY }));
  router.use(mailRoutes(runtime));
  router.use('/user/scheduled_sends', scheduledSendRoutes(runtime));
  router.use('/templates/:template/versions', versionRoutes(runtime));
  router.use('/templates', templateRoutes(runtime));
  router.use('/asm/groups/:group/suppressions', groupSuppressionRoutes(runtime));
  router.use('/asm/groups', groupRoutes(runtime));
  router.use('/asm/suppressions/global', globalUnsubscribeRoutes(runtime));
  router.use('/asm/suppressions', asmOverviewRoutes(runtime));
  router.use('/suppression', suppressionRoutes(runtime));
  router.use('/user/webhooks/event', webhookRoutes(runtime));
  router.use('/verified_senders', senderRoutes(runtime));
  router.use(userRoutes(runtime));
  router.use((_req, res) => notFound(res));
  router.use(bodyErrors);
  return router;
}

/** SendGrid's Web API v3 for mail, with the mailbox of every recipient behind it. */
export const sendgrid: Provider<SendgridState> = {
  name: 'sendgrid',
  initialState,
  router(ctx) {
    const runtime = runtimeOf(ctx);
    const router = express.Router();
    router.use('/v3', v3(runtime));
    router.use('/inbox', inboxRoutes(runtime));
    router.use(trackingRoutes(runtime));
    return router;
  },
  control: (ctx) => controlRoutes(runtimeOf(ctx)),
  close: (ctx) => runtimeOf(ctx).close(),
  reset: (ctx) => runtimeOf(ctx).reset(),
};
