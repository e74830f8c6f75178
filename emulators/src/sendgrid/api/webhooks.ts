import express, { type Request, type Response, type Router } from 'express';
import { fail, type ApiError } from '../errors';
import { newEventId } from '../ids';
import { isObject, type Fields } from '../mail/issues';
import type { Runtime } from '../runtime';
import { newWebhook } from '../state';
import { WEBHOOK_SWITCHES, type Webhook } from '../types';
import { frame } from '../webhook/batches';
import { postEvents } from '../webhook/post';

const MOST = 5;

/** What the API shows of a webhook: never the private key; the public one only while signing is on. */
export function viewWebhook(hook: Webhook): Fields {
  const { publicKey, privateKey: _secret, signed, ...shown } = hook;
  return { ...shown, ...(signed ? { public_key: publicKey } : {}) };
}

const isUrl = (value: unknown): value is string =>
  typeof value === 'string' && /^https?:\/\/[^\s/]+/i.test(value);

const notAUrl = (value: unknown): ApiError => ({
  message: `'${typeof value === 'string' ? value : ''}' is not a valid url`,
});

function applyFields(hook: Webhook, fields: Fields): void {
  for (const name of WEBHOOK_SWITCHES) {
    const value = fields[name];
    if (typeof value === 'boolean') hook[name] = value;
  }
  if (typeof fields.enabled === 'boolean') hook.enabled = fields.enabled;
  if (isUrl(fields.url)) hook.url = fields.url;
  if (typeof fields.friendly_name === 'string') hook.friendly_name = fields.friendly_name;
  hook.updated_date = new Date().toISOString();
}

function urlError(hooks: Webhook[], fields: Fields, self?: Webhook): ApiError | undefined {
  if (!isUrl(fields.url)) return notAUrl(fields.url);
  const twin = hooks.find((hook) => hook.url === fields.url && hook !== self);
  return twin && { message: `Webhook at '${fields.url}' already exists. Please provide a unique URL.` };
}

/** What "Test your integration" posts: one event of each kind, with ids in the old form. */
function sampleEvents(): string[] {
  const kinds = [...WEBHOOK_SWITCHES.filter((name) => name !== 'spam_report'), 'spamreport'];
  return kinds.map((event) =>
    JSON.stringify({
      email: 'example@test.com',
      timestamp: Math.floor(Date.now() / 1000),
      'smtp-id': '<14c5d75ce93.dfd.64b469@ismtpd-555>',
      event,
      category: ['cat facts'],
      sg_event_id: newEventId(),
      sg_message_id: '14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0',
    }),
  );
}

/** Points the account's first webhook at a URL: what the control API and the first PATCH do. */
export function pointWebhook(runtime: Runtime, fields: Fields): Webhook {
  const hooks = runtime.state().webhooks;
  const hook = hooks[0] ?? newWebhook('', false);
  if (hooks.length === 0) hooks.push(hook);
  applyFields(hook, fields);
  if (typeof fields.signed === 'boolean') hook.signed = fields.signed;
  runtime.save();
  return hook;
}

/** /v3/user/webhooks/event: settings (one, all, by id), signing, test. Without an id the oldest webhook is meant. */
export function webhookRoutes(runtime: Runtime): Router {
  const router = express.Router();
  const hooks = () => runtime.state().webhooks;
  const find = (req: Request) =>
    req.params.id ? hooks().find(({ id }) => id === req.params.id) : hooks()[0];
  const unknown = (res: Response) => fail(res, 404, { message: 'Invalid id provided.' });
  const signedView = (hook: Webhook) => ({ id: hook.id, public_key: hook.signed ? hook.publicKey : '' });

  router.get('/settings/all', (_req, res) => {
    const shown = hooks().filter(({ url }) => url !== '');
    res.json({ max_allowed: MOST, webhooks: shown.map(viewWebhook) });
  });
  router.get('/settings/signed{/:id}', (req: Request, res) => {
    const hook = find(req);
    return hook ? res.json(signedView(hook)) : unknown(res);
  });
  router.patch('/settings/signed{/:id}', (req: Request, res) => {
    const hook = find(req);
    if (!hook) return unknown(res);
    const enabled: unknown = isObject(req.body) ? req.body.enabled : undefined;
    if (typeof enabled !== 'boolean')
      return fail(res, 400, { message: 'enabled is required', field: 'enabled' });
    hook.signed = enabled;
    runtime.save();
    return res.json(signedView(hook));
  });
  router.post('/settings', (req, res) => {
    const fields = isObject(req.body) ? req.body : {};
    const error = urlError(hooks(), fields);
    if (error) return fail(res, 400, error);
    const unused = hooks().find(({ url }) => url === '');
    if (!unused && hooks().length >= MOST) {
      return fail(res, 400, {
        message: 'You have reached the maximum number of webhooks per your current billing plan.',
      });
    }
    const hook = unused ?? newWebhook('', false);
    if (!unused) hooks().push(hook);
    applyFields(hook, fields);
    runtime.save();
    return res.status(201).json(viewWebhook(hook));
  });
  router.get('/settings{/:id}', (req: Request, res) => {
    const hook = find(req);
    return hook ? res.json(viewWebhook(hook)) : unknown(res);
  });
  router.patch('/settings{/:id}', (req: Request, res) => {
    const hook = find(req);
    if (!hook) return unknown(res);
    const fields = isObject(req.body) ? req.body : {};
    const error = urlError(hooks(), fields, hook);
    if (error) return fail(res, 400, error);
    applyFields(hook, fields);
    runtime.save();
    return res.json(viewWebhook(hook));
  });
  router.delete('/settings/:id', (req, res) => {
    const index = hooks().findIndex(({ id }) => id === req.params.id);
    if (index < 0) return unknown(res);
    hooks().splice(index, 1);
    runtime.save();
    return res.status(204).end();
  });
  router.post('/test', async (req, res) => {
    const fields = isObject(req.body) ? req.body : {};
    if (!isUrl(fields.url)) return fail(res, 400, notAUrl(fields.url));
    const hook = hooks().find(({ id }) => id === fields.id) ?? hooks()[0];
    const { signed = false, privateKey = '' } = hook ?? {};
    await postEvents({ url: fields.url, signed, privateKey }, frame(sampleEvents()));
    return res.status(204).end();
  });
  return router;
}
