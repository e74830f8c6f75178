import express, { type Request, type Router } from 'express';
import { fail, notFound } from '../errors';
import { isObject } from '../mail/issues';
import type { Runtime } from '../runtime';
import { isSuppressed, suppress, unsuppress } from '../suppressions';
import type { Suppression, SuppressionList } from '../types';

const LISTS: SuppressionList[] = ['bounces', 'blocks', 'spam_reports', 'invalid_emails', 'unsubscribes'];
const LARGEST_PAGE = 500;

const isList = (name: string): name is SuppressionList => (LISTS as string[]).includes(name);

/** Unix seconds or any other integer query parameter; undefined when it is absent or no number. */
function integer(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : NaN;
  return Number.isInteger(number) ? number : undefined;
}

/** The query of every suppression list: start_time, end_time (unix seconds), email, limit ≤ 500, offset. */
function page(entries: Suppression[], query: Request['query']): Suppression[] {
  const from = integer(query.start_time) ?? -Infinity;
  const until = integer(query.end_time) ?? Infinity;
  const email = typeof query.email === 'string' ? query.email.toLowerCase() : undefined;
  const offset = Math.max(0, integer(query.offset) ?? 0);
  const limit = Math.min(LARGEST_PAGE, Math.max(1, integer(query.limit) ?? LARGEST_PAGE));
  return entries
    .filter(({ created }) => created >= from && created <= until)
    .filter((entry) => email === undefined || entry.email === email)
    .sort((a, b) => b.created - a.created)
    .slice(offset, offset + limit);
}

/** E-mail addresses of a body like {recipient_emails: [...]} or {emails: [...]}. */
export function emailsIn(body: unknown, field: 'recipient_emails' | 'emails'): string[] | undefined {
  const list = isObject(body) ? body[field] : undefined;
  if (!Array.isArray(list)) return undefined;
  return list.filter((email): email is string => typeof email === 'string');
}

/** /v3/suppression/{bounces,blocks,spam_reports,invalid_emails,unsubscribes} */
export function suppressionRoutes(runtime: Runtime): Router {
  const router = express.Router();
  const entries = (list: SuppressionList) => runtime.state().suppressions[list];

  router.param('list', (_req, res, next, name: string) => (isList(name) ? next() : notFound(res)));
  router.get('/:list', (req, res) => {
    res.json(page(Object.values(entries(req.params.list as SuppressionList)), req.query));
  });
  router.delete('/:list', (req, res) => {
    const list = req.params.list as SuppressionList;
    const emails = emailsIn(req.body, 'emails');
    const all = isObject(req.body) && req.body.delete_all === true;
    if (!all && !emails) return fail(res, 400, 'either delete_all or emails is required');
    if (all) runtime.state().suppressions[list] = {};
    else emails?.forEach((email) => unsuppress(runtime.state(), list, email));
    runtime.save();
    return res.status(204).end();
  });
  router.get('/:list/:email', (req, res) => {
    const entry = entries(req.params.list as SuppressionList)[req.params.email.toLowerCase()];
    res.json(entry ? [entry] : []);
  });
  router.delete('/:list/:email', (req, res) => {
    const removed = unsuppress(runtime.state(), req.params.list as SuppressionList, req.params.email);
    if (!removed) return notFound(res);
    runtime.save();
    return res.status(204).end();
  });
  return router;
}

/** /v3/asm/suppressions/global: the account-wide unsubscribe list, by its other name. */
export function globalUnsubscribeRoutes(runtime: Runtime): Router {
  const router = express.Router();
  router.post('/', (req, res) => {
    const emails = emailsIn(req.body, 'recipient_emails');
    if (!emails)
      return fail(res, 400, { message: 'recipient_emails is required', field: 'recipient_emails' });
    const created = Math.floor(runtime.ctx.clock.epochMs() / 1000);
    for (const email of emails) suppress(runtime.state(), 'unsubscribes', { email, created });
    runtime.save();
    return res.status(201).json({ recipient_emails: emails });
  });
  router.get('/:email', (req, res) => {
    const { email } = req.params;
    res.json(
      isSuppressed(runtime.state(), 'unsubscribes', email) ? { recipient_email: email.toLowerCase() } : {},
    );
  });
  router.delete('/:email', (req, res) => {
    if (!unsuppress(runtime.state(), 'unsubscribes', req.params.email)) return notFound(res);
    runtime.save();
    return res.status(204).end();
  });
  return router;
}
