import { randomUUID } from 'node:crypto';
import express, { type Router } from 'express';
import { fail, notFound } from '../errors';
import { newTemplateId } from '../ids';
import { isObject, type Fields } from '../mail/issues';
import { plainTextOf } from '../mail/plainText';
import type { Runtime } from '../runtime';
import type { Template, TemplateVersion } from '../types';

/** SendGrid's date form in templates: YYYY-MM-DD HH:mm:ss, UTC. */
const templateTime = (date: Date): string => date.toISOString().slice(0, 19).replace('T', ' ');

const text = (value: unknown, fallback: string) => (typeof value === 'string' ? value : fallback);

/** Lists show which versions there are, not what is in them. */
const withoutContent = (template: Template) => ({
  ...template,
  versions: template.versions.map(({ html_content: _html, plain_content: _plain, ...version }) => version),
});

function applyFields(version: TemplateVersion, fields: Fields, now: string): void {
  version.name = text(fields.name, version.name);
  version.subject = text(fields.subject, version.subject);
  version.html_content = text(fields.html_content, version.html_content);
  version.generate_plain_content = fields.generate_plain_content !== false && version.generate_plain_content;
  const plain = version.generate_plain_content ? plainTextOf(version.html_content) : version.plain_content;
  version.plain_content = text(fields.plain_content, plain);
  if (typeof fields.test_data === 'string') version.test_data = fields.test_data;
  if (fields.editor === 'design') version.editor = 'design';
  version.updated_at = now;
}

function activate(template: Template, version: TemplateVersion): void {
  for (const other of template.versions) other.active = other === version ? 1 : 0;
}

function addVersion(template: Template, fields: Fields, now: string): TemplateVersion {
  const version: TemplateVersion = {
    id: randomUUID(),
    template_id: template.id,
    active: 0,
    name: '',
    subject: '',
    html_content: '',
    plain_content: '',
    generate_plain_content: true,
    editor: 'code',
    updated_at: now,
  };
  applyFields(version, fields, now);
  template.versions.push(version);
  if (fields.active !== 0) activate(template, version);
  return version;
}

/** Creates or replaces a dynamic template with one active version under a fixed id: for seeding. */
export function putTemplate(runtime: Runtime, id: string, fields: Fields): Template {
  const now = templateTime(runtime.ctx.clock.now());
  const name = text(fields.name, id);
  const template: Template = { id, name, generation: 'dynamic', updated_at: now, versions: [] };
  addVersion(template, { ...fields, active: 1 }, now);
  const state = runtime.state();
  state.templates = [...state.templates.filter((other) => other.id !== id), template];
  runtime.save();
  return template;
}

/** /v3/templates without the versions. */
export function templateRoutes(runtime: Runtime): Router {
  const router = express.Router();
  const all = () => runtime.state().templates;
  const find = (id: string) => all().find((template) => template.id === id);
  const now = () => templateTime(runtime.ctx.clock.now());

  router.get('/', (req, res) => {
    const generations = text(req.query.generations, 'legacy').split(',');
    const found = all().filter(({ generation }) => generations.includes(generation));
    if (req.query.page_size === undefined) return res.json({ templates: found.map(withoutContent) });
    const size = Number(req.query.page_size);
    if (!Number.isInteger(size) || size < 1 || size > 200) {
      return fail(res, 400, { message: 'page_size must be between 1 and 200', field: 'page_size' });
    }
    const self = `${runtime.ctx.baseUrl()}/v3/templates`;
    return res.json({
      result: found.slice(0, size).map(withoutContent),
      _metadata: { self, count: found.length },
    });
  });
  router.post('/', (req, res) => {
    const { name, generation } = isObject(req.body) ? req.body : {};
    if (typeof name !== 'string' || name === '')
      return fail(res, 400, { message: 'name is required', field: 'name' });
    const kind = generation === 'dynamic' ? 'dynamic' : 'legacy';
    const template: Template = {
      id: newTemplateId(kind),
      name,
      generation: kind,
      updated_at: now(),
      versions: [],
    };
    all().push(template);
    runtime.save();
    return res.status(201).json(template);
  });
  router.get('/:id', (req, res) => {
    const template = find(req.params.id);
    return template ? res.json(template) : notFound(res);
  });
  router.post('/:id', (req, res) => {
    const original = find(req.params.id);
    if (!original) return notFound(res);
    const name = text(isObject(req.body) ? req.body.name : undefined, `Duplicate: ${original.name}`);
    const copy: Template = { ...structuredClone(original), id: newTemplateId(original.generation), name };
    for (const version of copy.versions) Object.assign(version, { id: randomUUID(), template_id: copy.id });
    all().push(copy);
    runtime.save();
    return res.status(201).json(copy);
  });
  router.patch('/:id', (req, res) => {
    const template = find(req.params.id);
    if (!template) return notFound(res);
    template.name = text(isObject(req.body) ? req.body.name : undefined, template.name);
    template.updated_at = now();
    runtime.save();
    return res.json(template);
  });
  router.delete('/:id', (req, res) => {
    if (!find(req.params.id)) return notFound(res);
    runtime.state().templates = all().filter(({ id }) => id !== req.params.id);
    runtime.save();
    return res.status(204).end();
  });
  return router;
}

/** /v3/templates/:id/versions */
export function versionRoutes(runtime: Runtime): Router {
  const router = express.Router({ mergeParams: true });
  const templateOf = (params: Record<string, string | undefined>) =>
    runtime.state().templates.find(({ id }) => id === params.template);
  const versionOf = (params: Record<string, string | undefined>) =>
    templateOf(params)?.versions.find(({ id }) => id === params.version);
  const now = () => templateTime(runtime.ctx.clock.now());

  router.post('/', (req, res) => {
    const template = templateOf(req.params);
    if (!template) return notFound(res);
    const fields = isObject(req.body) ? req.body : {};
    for (const field of ['name', 'subject']) {
      if (typeof fields[field] !== 'string')
        return fail(res, 400, { message: `${field} is required`, field });
    }
    const version = addVersion(template, fields, now());
    runtime.save();
    return res.status(201).json(version);
  });
  router.get('/:version', (req, res) => {
    const version = versionOf(req.params);
    return version ? res.json(version) : notFound(res);
  });
  router.patch('/:version', (req, res) => {
    const [template, version] = [templateOf(req.params), versionOf(req.params)];
    if (!template || !version) return notFound(res);
    const fields = isObject(req.body) ? req.body : {};
    applyFields(version, fields, now());
    if (fields.active === 1) activate(template, version);
    if (fields.active === 0) version.active = 0;
    runtime.save();
    return res.json(version);
  });
  router.post('/:version/activate', (req, res) => {
    const [template, version] = [templateOf(req.params), versionOf(req.params)];
    if (!template || !version) return notFound(res);
    activate(template, version);
    runtime.save();
    return res.json(version);
  });
  router.delete('/:version', (req, res) => {
    const template = templateOf(req.params);
    const version = versionOf(req.params);
    if (!template || !version) return notFound(res);
    template.versions = template.versions.filter((other) => other !== version);
    runtime.save();
    return res.status(204).end();
  });
  return router;
}
