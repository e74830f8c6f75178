import express, { type Request, type Response, type Router } from 'express';
import { ALL_SCOPES } from './auth';
import { putTemplate } from './api/templates';
import { addSender } from './api/user';
import { pointWebhook, viewWebhook } from './api/webhooks';
import { isTemplateId } from './ids';
import { isObject, type Fields } from './mail/issues';
import { renderMail } from './mail/render';
import type { Message } from './messages';
import { unsubscribeOneClick } from './oneClick';
import {
  block,
  bounce,
  click,
  defer,
  deliver,
  drop,
  linksOf,
  open,
  resubscribeToGroup,
  scan,
  spamReport,
  unsubscribe,
  unsubscribeFromGroup,
} from './recipient';
import type { Runtime } from './runtime';
import { DEFAULT_SETTINGS, NO_CHAOS } from './state';
import { newSigningKeys } from './webhook/signing';

const LARGEST_PAGE = 1000;

type Action = (runtime: Runtime, message: Message, fields: Fields) => unknown;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const visit = ({ useragent, ip }: Fields) => ({
  ...(typeof useragent === 'string' ? { useragent } : {}),
  ...(typeof ip === 'string' ? { ip } : {}),
});

/** A bounce; asynchronous ones arrive later than delivery and without message id and custom args. */
function bounceWith(runtime: Runtime, message: Message, fields: Fields) {
  const { reason, status, bounce_classification: classification, asynchronous } = fields;
  const missing = [...Object.keys(message.customArgs), 'sg_message_id', 'smtp-id'];
  return bounce(runtime, message, {
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof status === 'string' ? { status } : {}),
    ...(typeof classification === 'string' ? { bounce_classification: classification } : {}),
    ...(asynchronous === true ? Object.fromEntries(missing.map((field) => [field, undefined])) : {}),
  });
}

/** What POST /messages/:id/<action> can do, acting as the recipient or as their server. */
const ACTIONS: Record<string, Action> = {
  deliver,
  defer: (runtime, message) => defer(runtime, message),
  block,
  bounce: bounceWith,
  drop: (runtime, message, { reason }) => drop(runtime, message, text(reason) ?? 'Invalid'),
  open: (runtime, message, fields) =>
    open(runtime, message, { ...visit(fields), machine: fields.machine === true }),
  click: (runtime, message, fields) => {
    const url = text(fields.url);
    return click(runtime, message, { ...visit(fields), ...(url ? { url } : {}) });
  },
  scan,
  spamreport: spamReport,
  unsubscribe,
  group_unsubscribe: (runtime, message, fields) => unsubscribeFromGroup(runtime, message, visit(fields)),
  group_resubscribe: resubscribeToGroup,
  one_click_unsubscribe: unsubscribeOneClick,
};

/** A message as the control API shows it. */
function viewMessage(runtime: Runtime, message: Message, withBody: boolean): Fields {
  const { data: _data, history, ...shown } = message;
  const envelope = runtime.messages.envelopeOf(message);
  const mail = withBody && envelope ? renderMail(envelope, message, runtime.ctx.baseUrl()) : undefined;
  return {
    ...shown,
    from: envelope?.from,
    categories: envelope?.categories ?? [],
    templateId: envelope?.template?.id ?? null,
    asmGroupId: envelope?.asmGroupId ?? null,
    ...(withBody
      ? {
          html: mail?.html ?? null,
          text: mail?.text ?? null,
          headers: mail?.headers ?? {},
          links: linksOf(runtime, message),
          attachments: envelope?.attachments.map(({ filename, type }) => ({ filename, type })) ?? [],
        }
      : {}),
    events: history,
  };
}

function integer(value: unknown, fallback: number, most: number): number {
  const number = Number(value ?? fallback);
  return Number.isInteger(number) && number >= 0 ? Math.min(number, most) : fallback;
}

function messageRoutes(runtime: Runtime): Router {
  const router = express.Router();
  const find = (req: Request, res: Response): Message | undefined => {
    const message = runtime.messages.get(String(req.params.id));
    if (!message) res.status(404).json({ error: 'No such message' });
    return message;
  };

  router.get('/', (req, res) => {
    const [q, to] = [text(req.query.q), text(req.query.to)];
    const limit = integer(req.query.limit, 50, LARGEST_PAGE);
    const offset = integer(req.query.offset, 0, Number.MAX_SAFE_INTEGER);
    const { total, messages } = runtime.messages.find({
      ...(q ? { q } : {}),
      ...(to ? { to } : {}),
      limit,
      offset,
    });
    const withBody = req.query.body !== 'false';
    res.json({ total, messages: messages.map((message) => viewMessage(runtime, message, withBody)) });
  });
  router.delete('/', (_req, res) => {
    runtime.messages.clear();
    runtime.save();
    res.status(204).end();
  });
  router.get('/:id', (req, res) => {
    const message = find(req, res);
    if (message) res.json(viewMessage(runtime, message, true));
  });
  router.post('/:id/:action', async (req, res) => {
    const message = find(req, res);
    const action = Object.hasOwn(ACTIONS, req.params.action) ? ACTIONS[req.params.action] : undefined;
    if (!message) return undefined;
    if (!action) return res.status(404).json({ error: `Actions: ${Object.keys(ACTIONS).join(', ')}` });
    if (message.status === 'void') return res.status(409).json({ error: 'This message was never sent' });
    try {
      const result = await action(runtime, message, isObject(req.body) ? req.body : {});
      runtime.save();
      return res.json({ result });
    } catch (error) {
      return res.status(409).json({ error: error instanceof Error ? error.message : 'Not possible' });
    }
  });
  return router;
}

/** Takes over those fields that the target knows, when they have the same type (null counts as object). */
function assignKnown(target: object, fields: Fields): void {
  for (const [name, known] of Object.entries(target)) {
    const value = fields[name];
    if (typeof value === typeof known) Object.assign(target, { [name]: value });
  }
}

/** Fault switches and timing, each with GET, POST (merge) and DELETE (back to the defaults). */
function switchRoutes(runtime: Runtime): Router {
  const router = express.Router();
  const defaults = { chaos: NO_CHAOS, settings: DEFAULT_SETTINGS };
  for (const name of ['chaos', 'settings'] as const) {
    router.get(`/${name}`, (_req, res) => res.json(runtime.state()[name]));
    router.post(`/${name}`, (req, res) => {
      assignKnown(runtime.state()[name], isObject(req.body) ? req.body : {});
      runtime.save();
      res.json(runtime.state()[name]);
    });
    router.delete(`/${name}`, (_req, res) => {
      Object.assign(runtime.state()[name], defaults[name]);
      runtime.save();
      res.json(runtime.state()[name]);
    });
  }
  return router;
}

function webhookRoutes(runtime: Runtime): Router {
  const router = express.Router();
  const view = () =>
    runtime.state().webhooks.map((hook) => ({ ...viewWebhook(hook), publicKey: hook.publicKey }));

  router.get('/webhook', (_req, res) => res.json({ webhooks: view(), pending: runtime.webhooks.pending() }));
  router.post('/webhook', (req, res) => {
    const fields = isObject(req.body) ? req.body : {};
    const hook = pointWebhook(runtime, { enabled: true, ...fields });
    res.json({ ...viewWebhook(hook), publicKey: hook.publicKey });
  });
  router.post('/webhook/rotate-key', (_req, res) => {
    const hook = pointWebhook(runtime, {});
    Object.assign(hook, newSigningKeys());
    runtime.save();
    res.json({ publicKey: hook.publicKey });
  });
  router.get('/webhook/attempts', (_req, res) => res.json(runtime.webhooks.attempts()));
  router.post('/flush', async (_req, res) => res.json(await runtime.webhooks.flush()));
  return router;
}

/** The SendGrid additions to the control API. */
export function controlRoutes(runtime: Runtime): Router {
  const router = express.Router();
  router.use('/messages', messageRoutes(runtime));
  router.use(switchRoutes(runtime), webhookRoutes(runtime));

  router.get('/api-keys', (_req, res) => res.json(runtime.state().apiKeys));
  router.post('/api-keys', (req, res) => {
    const { key, scopes, revoked } = isObject(req.body) ? req.body : {};
    if (typeof key !== 'string' || key === '') return res.status(400).json({ error: 'key is required' });
    const given = Array.isArray(scopes)
      ? scopes.filter((scope): scope is string => typeof scope === 'string')
      : null;
    const entry = { key, scopes: given ?? [...ALL_SCOPES], ...(revoked === true ? { revoked } : {}) };
    const state = runtime.state();
    state.apiKeys = [...state.apiKeys.filter((other) => other.key !== key), entry];
    runtime.save();
    return res.status(201).json(entry);
  });
  router.post('/senders', (req, res) => {
    const fields = isObject(req.body) ? req.body : {};
    if (typeof fields.from_email !== 'string')
      return res.status(400).json({ error: 'from_email is required' });
    return res.status(201).json(addSender(runtime, fields, true));
  });
  router.post('/templates', (req, res) => {
    const fields = isObject(req.body) ? req.body : {};
    const { id } = fields;
    if (typeof id !== 'string' || !isTemplateId(id)) {
      return res.status(400).json({ error: 'id must be d- and 32 hex digits' });
    }
    return res.status(201).json(putTemplate(runtime, id, fields));
  });
  return router;
}
