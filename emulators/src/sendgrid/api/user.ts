import express, { type Router } from 'express';
import { scopesOf } from '../auth';
import { fail, notFound } from '../errors';
import { isObject, type Fields } from '../mail/issues';
import type { Runtime } from '../runtime';
import type { VerifiedSender } from '../types';

/** GET /v3/scopes and /v3/user/{profile,account,credits,email,username} */
export function userRoutes(runtime: Runtime): Router {
  const router = express.Router();
  router.get('/scopes', (req, res) => res.json({ scopes: scopesOf(runtime, req) ?? [] }));
  router.get('/user/account', (_req, res) => res.json({ type: 'paid', reputation: 99.7 }));
  router.get('/user/email', (_req, res) => res.json({ email: 'owner@example.com' }));
  router.get('/user/username', (_req, res) => res.json({ username: 'local', user_id: 24681012 }));
  router.get('/user/credits', (_req, res) => {
    const today = runtime.ctx.clock.now();
    const firstOf = (months: number) =>
      new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
    const used = runtime.messages.find({ limit: 0, offset: 0 }).total;
    const total = 100_000;
    res.json({
      remain: Math.max(0, total - used),
      total,
      overage: Math.max(0, used - total),
      used,
      last_reset: firstOf(0),
      next_reset: firstOf(1),
      reset_frequency: 'monthly',
    });
  });
  router.get('/user/profile', (_req, res) => res.json(runtime.state().profile));
  router.patch('/user/profile', (req, res) => {
    const fields = isObject(req.body) ? req.body : {};
    for (const [name, value] of Object.entries(fields)) {
      if (typeof value === 'string') runtime.state().profile[name] = value;
    }
    runtime.save();
    res.json(runtime.state().profile);
  });
  return router;
}

const text = (value: unknown, fallback: string) => (typeof value === 'string' ? value : fallback);

/** Adds a sender identity; on the local control API it is verified at once. */
export function addSender(runtime: Runtime, fields: Fields, verified: boolean): VerifiedSender {
  const { senders } = runtime.state();
  const from = text(fields.from_email, '');
  const sender: VerifiedSender = {
    ...fields,
    id: Math.max(1000, ...senders.map(({ id }) => id)) + 1,
    nickname: text(fields.nickname, from),
    from_email: from,
    from_name: text(fields.from_name, ''),
    reply_to: text(fields.reply_to, from),
    verified,
    locked: false,
  };
  runtime.state().senders = [...senders.filter((other) => other.from_email !== from), sender];
  runtime.save();
  return sender;
}

/** /v3/verified_senders; POST /resend/:id stands for the click in the verification mail. */
export function senderRoutes(runtime: Runtime): Router {
  const router = express.Router();
  const senders = () => runtime.state().senders;
  const find = (id: string) => senders().find((sender) => String(sender.id) === id);

  router.get('/', (_req, res) => res.json({ results: senders() }));
  router.get('/domains', (_req, res) =>
    res.json({ results: { soft_failures: ['gmail.com'], hard_failures: ['yahoo.com'] } }),
  );
  router.get('/steps_completed', (_req, res) =>
    res.json({
      results: { domain_verified: false, sender_verified: senders().some(({ verified }) => verified) },
    }),
  );
  router.post('/', (req, res) => {
    const fields = isObject(req.body) ? req.body : {};
    for (const field of ['nickname', 'from_email', 'reply_to']) {
      if (typeof fields[field] !== 'string')
        return fail(res, 400, { message: `${field} is required`, field });
    }
    return res.status(201).json(addSender(runtime, fields, false));
  });
  router.post('/resend/:id', (req, res) => {
    const sender = find(req.params.id);
    if (!sender) return notFound(res);
    sender.verified = true;
    runtime.save();
    return res.status(204).end();
  });
  router.patch('/:id', (req, res) => {
    const sender = find(req.params.id);
    if (!sender) return notFound(res);
    const { id, verified, locked } = sender;
    Object.assign(sender, isObject(req.body) ? req.body : {}, { id, verified, locked });
    runtime.save();
    return res.json(sender);
  });
  router.delete('/:id', (req, res) => {
    const sender = find(req.params.id);
    if (!sender) return notFound(res);
    runtime.state().senders = senders().filter((other) => other !== sender);
    runtime.save();
    return res.status(204).end();
  });
  return router;
}
