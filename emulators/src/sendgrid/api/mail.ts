import express, { type Request, type Response, type Router } from 'express';
import { fail, notFound } from '../errors';
import { newBatchId } from '../ids';
import { acceptMail } from '../mail/accept';
import { isObject } from '../mail/issues';
import { validateMail } from '../mail/validate';
import type { Runtime } from '../runtime';

const UNVERIFIED_SENDER =
  'The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved. Visit https://sendgrid.com/docs/for-developers/sending-email/sender-identity/ to see the Sender Identity requirements';

function isVerified(runtime: Runtime, email: string): boolean {
  const state = runtime.state();
  if (!state.settings.strictSenders) return true;
  return state.senders.some(
    ({ from_email: from, verified }) => verified && from.toLowerCase() === email.toLowerCase(),
  );
}

/** POST /v3/mail/send: 202 with X-Message-Id and no body; 200 in sandbox mode; 4xx with all errors. */
function send(runtime: Runtime, req: Request, res: Response): void {
  if (!req.is('application/json')) return fail(res, 415, 'Content-Type should be application/json.');
  const result = validateMail(req.body, runtime.state(), runtime.ctx.clock.epochMs());
  if (result.errors) return fail(res, 400, ...result.errors);
  const { mail } = result;
  if (!isVerified(runtime, mail.from.email)) {
    return fail(res, 403, { message: UNVERIFIED_SENDER, field: 'from', help: null });
  }
  if (mail.mail_settings?.sandbox_mode?.enable) {
    res.status(200).end();
    return;
  }
  res.set('X-Message-Id', acceptMail(runtime, mail)).status(202).end();
}

/** /v3/mail/*: sending, and the batch ids that let scheduled mail be paused or cancelled. */
export function mailRoutes(runtime: Runtime): Router {
  const router = express.Router();
  const notAllowed = (_req: Request, res: Response) => fail(res, 405, 'method not allowed');

  router
    .route('/mail/send')
    .post((req, res) => send(runtime, req, res))
    .all(notAllowed);
  router
    .route('/mail/batch')
    .post((_req, res) => {
      const id = newBatchId();
      runtime.state().batches[id] = runtime.ctx.clock.epochMs();
      runtime.save();
      res.status(201).json({ batch_id: id });
    })
    .all(notAllowed);
  router.get('/mail/batch/:id', (req, res) => {
    if (!Object.hasOwn(runtime.state().batches, req.params.id)) return fail(res, 404, 'batch id not found');
    return res.json({ batch_id: req.params.id });
  });
  return router;
}

const MOST_STOPPED = 100;

/** /v3/user/scheduled_sends: pause, cancel and resume of batches. */
export function scheduledSendRoutes(runtime: Runtime): Router {
  const router = express.Router();
  const orders = () => runtime.state().scheduledSends;
  const find = (id: string) => orders().find((order) => order.batch_id === id);
  const view = ({ batch_id, status }: { batch_id: string; status: string }) => ({ batch_id, status });
  const statusOf = (body: unknown): 'pause' | 'cancel' | undefined => {
    const status = isObject(body) ? body.status : undefined;
    return status === 'pause' || status === 'cancel' ? status : undefined;
  };
  const badStatus = (res: Response) => fail(res, 400, { message: 'invalid status', field: 'status' });

  router.get('/', (_req, res) => res.json(orders().map(view)));
  router.get('/:id', (req, res) =>
    res.json(
      orders()
        .filter(({ batch_id: id }) => id === req.params.id)
        .map(view),
    ),
  );
  router.post('/', (req, res) => {
    const body: unknown = req.body;
    const id = isObject(body) && typeof body.batch_id === 'string' ? body.batch_id : '';
    const status = statusOf(body);
    if (!Object.hasOwn(runtime.state().batches, id)) {
      return fail(res, 400, { message: 'invalid batch id', field: 'batch_id' });
    }
    if (!status) return badStatus(res);
    if (find(id)) return fail(res, 400, `a status for batch id ${id} exists, try PATCH to update the status`);
    if (orders().length >= MOST_STOPPED)
      return fail(res, 400, 'maximum of 100 paused or cancelled batches reached');
    orders().push({ batch_id: id, status, since: runtime.ctx.clock.epochMs() });
    runtime.save();
    return res.status(201).json({ batch_id: id, status });
  });
  router.patch('/:id', (req, res) => {
    const order = find(req.params.id);
    const status = statusOf(req.body);
    if (!order) return notFound(res);
    if (!status) return badStatus(res);
    Object.assign(order, { status, since: runtime.ctx.clock.epochMs() });
    runtime.agenda.wake();
    return res.status(204).end();
  });
  router.delete('/:id', (req, res) => {
    if (!find(req.params.id)) return notFound(res);
    runtime.state().scheduledSends = orders().filter(({ batch_id: id }) => id !== req.params.id);
    runtime.agenda.wake();
    return res.status(204).end();
  });
  return router;
}
