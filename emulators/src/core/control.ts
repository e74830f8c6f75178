import express, { type Response, type Router } from 'express';
import type { Clock } from './clock';
import type { EmulatorContext } from './context';
import type { FaultRule, Faults } from './faults';
import type { Provider } from './provider';
import type { RequestLog } from './requestLog';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const refuse = (res: Response, message: string) => res.status(400).json({ error: message });

function clockRoutes(clock: Clock): Router {
  const router = express.Router();
  const view = () => ({ now: clock.now().toISOString(), frozen: clock.isFrozen() });
  router.get('/clock', (_req, res) => res.json(view()));
  router.post('/clock', (req, res) => {
    const body: unknown = req.body;
    if (!isRecord(body)) return refuse(res, 'Send {"set": "<iso>"|null} and/or {"advance": <ms>}.');
    try {
      if (body.set === null || typeof body.set === 'string') clock.set(body.set);
      if (typeof body.advance === 'number') clock.advance(body.advance);
    } catch (error) {
      return refuse(res, error instanceof Error ? error.message : 'Bad clock');
    }
    return res.json(view());
  });
  return router;
}

function isFaultInput(body: unknown): body is Omit<FaultRule, 'id'> & { id?: string } {
  return isRecord(body) && isRecord(body.effect) && (body.match === undefined || isRecord(body.match));
}

function faultRoutes(faults: Faults): Router {
  const router = express.Router();
  router.get('/faults', (_req, res) => res.json(faults.list()));
  router.post('/faults', (req, res) => {
    const body: unknown = req.body;
    if (!isFaultInput(body)) return refuse(res, 'Send {match?: {method?, path?}, times?, effect: {...}}.');
    return res.status(201).json(faults.add({ ...body, match: body.match ?? {} }));
  });
  router.get('/faults/:id/held', async (req, res) => {
    await faults.held(req.params.id, Number(req.query['count'] ?? 1));
    res.status(204).end();
  });
  router.delete('/faults', (_req, res) => {
    faults.clear();
    res.status(204).end();
  });
  router.delete('/faults/:id', (req, res) => res.status(faults.remove(req.params.id) ? 204 : 404).end());
  return router;
}

function requestRoutes(requests: RequestLog): Router {
  const router = express.Router();
  router.get('/requests', (_req, res) => res.json(requests.list()));
  router.delete('/requests', (_req, res) => {
    requests.clear();
    res.status(204).end();
  });
  return router;
}

/** Puts a provider back to how it started: data, time, faults and log. */
function resetProvider<S>(provider: Provider<S>, ctx: EmulatorContext<S>): void {
  ctx.state.reset();
  ctx.clock.set(null);
  ctx.faults.clear();
  ctx.requests.clear();
  provider.reset?.(ctx);
}

/** The control API that every provider has at /<name>/_control, and the provider's own additions. */
export function controlRouter<S>(provider: Provider<S>, ctx: EmulatorContext<S>): Router {
  const router = express.Router();
  router.use(express.json({ limit: '20mb' }));
  router.use(clockRoutes(ctx.clock), faultRoutes(ctx.faults), requestRoutes(ctx.requests));
  router.get('/state', (_req, res) => res.json(ctx.state.value));
  router.post('/reset', (_req, res) => {
    resetProvider(provider, ctx);
    res.status(204).end();
  });
  if (provider.control) router.use(provider.control(ctx));
  return router;
}
