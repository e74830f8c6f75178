import express, { type ErrorRequestHandler, type Router } from 'express';
import type { EmulatorContext } from '../core/context';
import type { Provider } from '../core/provider';
import { verify } from './siteverify';
import { behaviourOf, initialState, mint, TOKEN_LIFE_MS, type TurnstileState } from './tokens';
import { API_JS, FRAME_HTML } from './widget';

type Context = EmulatorContext<TurnstileState>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function challengeFields(body: unknown) {
  const { sitekey, hostname, action, cdata } = isRecord(body) ? body : {};
  return {
    sitekey: text(sitekey),
    hostname: text(hostname) || 'localhost',
    action: text(action),
    cdata: text(cdata),
  };
}

/** A body that cannot be read is answered as Cloudflare does. */
const badRequest: ErrorRequestHandler = (_error, _req, res, _next) => {
  res.status(400).json({ success: false, 'error-codes': ['bad-request'], messages: [] });
};

function router(ctx: Context): Router {
  const routes = express.Router();
  routes.use(express.json(), express.urlencoded({ extended: false }), badRequest);

  routes.post('/v0/siteverify', (req, res) => {
    const body: unknown = req.body;
    res.json(verify(ctx, isRecord(body) ? body : {}));
  });
  routes.all('/v0/siteverify', (_req, res) => {
    res
      .status(405)
      .set('Allow', 'POST')
      .json({ success: false, 'error-codes': ['bad-request'], messages: [] });
  });
  routes.get('/v0/api.js', (_req, res) => res.type('js').send(API_JS));
  routes.get('/v0/frame', (_req, res) => res.type('html').send(FRAME_HTML));
  routes.post('/v0/challenge', (req, res) => {
    const fields = challengeFields(req.body);
    const clicked = isRecord(req.body) && req.body.clicked === true;
    const behaviour = behaviourOf(fields.sitekey, ctx.state.value);
    if (behaviour === 'fail' || !fields.sitekey) return res.json({ outcome: 'failed' });
    if (behaviour === 'interactive' && !clicked) return res.json({ outcome: 'interactive' });
    return res.json({ outcome: 'solved', token: mint(ctx, fields), expiresInMs: TOKEN_LIFE_MS });
  });
  return routes;
}

/** POST /tokens mints a token without a browser; GET and POST /widget read and set what widgets do. */
function control(ctx: Context): Router {
  const routes = express.Router();
  routes.post('/tokens', (req, res) => {
    const fields = challengeFields(req.body);
    res
      .status(201)
      .json({ token: mint(ctx, { ...fields, sitekey: fields.sitekey || '0x4AAAAAAAemulator' }) });
  });
  routes.get('/widget', (_req, res) => res.json({ mode: ctx.state.value.widget }));
  routes.post('/widget', (req, res) => {
    const mode: unknown = isRecord(req.body) ? req.body.mode : undefined;
    if (mode !== 'managed' && mode !== 'interactive' && mode !== 'fail') {
      return res.status(400).json({ error: 'mode must be managed, interactive or fail' });
    }
    ctx.state.value.widget = mode;
    ctx.state.save();
    return res.json({ mode });
  });
  return routes;
}

/** Cloudflare Turnstile: siteverify, and the widget that gets the tokens. */
export const turnstile: Provider<TurnstileState> = { name: 'turnstile', initialState, router, control };
