import express, { type Router } from 'express';
import { fail, notFound } from '../errors';
import { isObject, type Fields } from '../mail/issues';
import type { Runtime } from '../runtime';
import { isGroupSuppressed, suppress, suppressForGroup, unsuppressForGroup } from '../suppressions';
import type { AsmGroup } from '../types';
import { emailsIn } from './suppressions';

/** SendGrid's limits: name 30 characters, description 100. */
function groupError(fields: Fields, isNew: boolean): { message: string; field: string } | undefined {
  const { name, description } = fields;
  if (isNew && (typeof name !== 'string' || name === ''))
    return { message: 'name is required', field: 'name' };
  if (typeof name === 'string' && name.length > 30) {
    return { message: 'name is too long, maximum 30 characters', field: 'name' };
  }
  if (isNew && typeof description !== 'string')
    return { message: 'description is required', field: 'description' };
  if (typeof description === 'string' && description.length > 100) {
    return { message: 'description is too long, maximum 100 characters', field: 'description' };
  }
  return undefined;
}

const addressesOf = (runtime: Runtime, id: number) => runtime.state().groupSuppressions[id] ?? {};
const groupById = (runtime: Runtime, id: string) =>
  runtime.state().groups.find((group) => String(group.id) === id);

/** /v3/asm/groups */
export function groupRoutes(runtime: Runtime): Router {
  const router = express.Router();
  const groups = () => runtime.state().groups;
  const withCount = (group: AsmGroup) => ({
    ...group,
    unsubscribes: Object.keys(addressesOf(runtime, group.id)).length,
  });

  router.get('/', (_req, res) => res.json(groups().map(withCount)));
  router.post('/', (req, res) => {
    const fields = isObject(req.body) ? req.body : {};
    const error = groupError(fields, true);
    if (error) return fail(res, 400, error);
    const id = runtime.state().nextGroupId++;
    const group: AsmGroup = {
      id,
      name: String(fields.name),
      description: String(fields.description),
      is_default: fields.is_default === true,
    };
    groups().push(group);
    runtime.save();
    return res.status(201).json(group);
  });
  router.get('/:id', (req, res) => {
    const group = groupById(runtime, req.params.id);
    return group ? res.json(withCount(group)) : notFound(res);
  });
  router.patch('/:id', (req, res) => {
    const group = groupById(runtime, req.params.id);
    if (!group) return notFound(res);
    const fields = isObject(req.body) ? req.body : {};
    const error = groupError(fields, false);
    if (error) return fail(res, 400, error);
    if (typeof fields.name === 'string') group.name = fields.name;
    if (typeof fields.description === 'string') group.description = fields.description;
    if (typeof fields.is_default === 'boolean') group.is_default = fields.is_default;
    runtime.save();
    return res.status(201).json(group);
  });
  router.delete('/:id', (req, res) => {
    const group = groupById(runtime, req.params.id);
    if (!group) return notFound(res);
    runtime.state().groups = groups().filter((other) => other !== group);
    delete runtime.state().groupSuppressions[group.id];
    runtime.save();
    return res.status(204).end();
  });
  return router;
}

/** /v3/asm/groups/:group/suppressions */
export function groupSuppressionRoutes(runtime: Runtime): Router {
  const router = express.Router({ mergeParams: true });
  const groupIdOf = (params: Record<string, unknown>) => Number(params.group);

  router.get('/', (req, res) => res.json(Object.keys(addressesOf(runtime, groupIdOf(req.params)))));
  router.post('/', (req, res) => {
    const id = groupIdOf(req.params);
    const emails = emailsIn(req.body, 'recipient_emails');
    if (!emails)
      return fail(res, 400, { message: 'recipient_emails is required', field: 'recipient_emails' });
    const state = runtime.state();
    const created = Math.floor(runtime.ctx.clock.epochMs() / 1000);
    const exists = state.groups.some((group) => group.id === id);
    for (const email of emails) {
      // Documented: adding to a deleted group unsubscribes from everything.
      if (exists) suppressForGroup(state, id, email, created);
      else suppress(state, 'unsubscribes', { email, created });
    }
    runtime.save();
    return res.status(201).json({ recipient_emails: emails });
  });
  router.post('/search', (req, res) => {
    const id = groupIdOf(req.params);
    const emails = emailsIn(req.body, 'recipient_emails') ?? [];
    res.json(emails.filter((email) => isGroupSuppressed(runtime.state(), id, email)));
  });
  router.delete('/:email', (req, res) => {
    const { email } = req.params;
    if (!unsuppressForGroup(runtime.state(), groupIdOf(req.params), email)) return notFound(res);
    runtime.save();
    return res.status(204).end();
  });
  return router;
}

/** GET /v3/asm/suppressions and /v3/asm/suppressions/:email, over all groups. */
export function asmOverviewRoutes(runtime: Runtime): Router {
  const router = express.Router();
  router.get('/', (_req, res) => {
    const { groups } = runtime.state();
    res.json(
      groups.flatMap(({ id, name }) =>
        Object.entries(addressesOf(runtime, id)).map(([email, created]) => ({
          email,
          group_id: id,
          group_name: name,
          created_at: created,
        })),
      ),
    );
  });
  router.get('/:email', (req, res) => {
    const state = runtime.state();
    const suppressions = state.groups.map((group) => ({
      ...group,
      suppressed: isGroupSuppressed(state, group.id, req.params.email),
    }));
    res.json({ suppressions });
  });
  return router;
}
