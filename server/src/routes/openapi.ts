import { z } from 'zod';
import { errorCodes } from '@besahubs/contracts/common';
import { statusOf } from '../lib/errors';
import { allRoutes } from './index';
import { handled, route } from './route';
import type { Route } from './route';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'openapi-3.0' });

function parameters(route: Route): Json[] {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'id' ? { type: 'string', format: 'uuid' } : { type: 'string' },
  }));
  const query = route.query ? schemaOf(route.query, 'input') : {};
  const inQuery = Object.entries((query['properties'] ?? {}) as Json).map(([name, schema]) => ({
    name,
    in: 'query',
    schema,
  }));
  return [...inPath, ...inQuery];
}

const envelope = (data: Json): Json => ({
  type: 'object',
  required: ['data', 'message', 'error'],
  properties: {
    data,
    message: { type: 'string' },
    error: { nullable: true, allOf: [{ $ref: '#/components/schemas/ApiError' }] },
  },
});

function operation(route: Route): Json {
  const data = route.response ? schemaOf(route.response, 'output') : { nullable: true };
  return {
    summary: route.summary,
    tags: [route.path.split('/')[1]],
    ...(route.permission === 'public' ? { security: [] } : { 'x-permission': route.permission }),
    parameters: parameters(route),
    ...(route.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
      },
    }),
    responses: {
      [String(route.status ?? 200)]: {
        description: route.message ?? 'OK',
        content: { 'application/json': { schema: envelope(data) } },
      },
      default: {
        description: 'Any failure',
        content: { 'application/json': { schema: envelope({ nullable: true }) } },
      },
    },
  };
}

/** The API document (API4), written from the same route table that is mounted. */
function openapiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const entry of allRoutes()) {
    const path = `/api${entry.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [entry.method]: operation(entry) };
  }
  return {
    openapi: '3.0.3',
    info: { title: 'BesaHubs API', version: '1.0.0', description: 'Every answer is {data, message, error}.' },
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: {
        ApiError: {
          type: 'object',
          description: Object.entries(statusOf)
            .map(([code, status]) => `${code}: ${status}`)
            .join(', '),
          required: ['code', 'requestId'],
          properties: {
            code: { type: 'string', enum: [...errorCodes] },
            message: { type: 'string' },
            fields: { type: 'object', additionalProperties: { type: 'string' } },
            requestId: { type: 'string' },
          },
        },
      },
    },
  };
}

const escape = (text: unknown): string =>
  String(text).replace(
    /[&<>"]/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char,
  );

function docsPage(): string {
  const rows = allRoutes().map(
    (entry) =>
      `<tr><td><code>${entry.method.toUpperCase()}</code></td><td><code>/api${escape(entry.path)}</code></td><td>${escape(entry.summary)}</td><td>${escape(entry.permission)}</td></tr>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>BesaHubs API</title>
<style>body{font:14px/1.5 system-ui;margin:2rem auto;max-width:70rem;padding:0 1rem;color-scheme:light dark}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #8884}</style>
<h1>BesaHubs API</h1><p>Every answer is <code>{data, message, error}</code>. The whole document, with schemas: <a href="/api/openapi.json">/api/openapi.json</a>.</p>
<table><tr><th>Method</th><th>Path</th><th>What</th><th>Permission</th></tr>${rows.join('')}</table></html>`;
}

export const openapiRoutes = [
  route('get', '/openapi.json', { summary: 'The API document', permission: 'public' }, ({ res }) => {
    res.json(openapiDocument());
    return handled;
  }),
  route('get', '/docs', { summary: 'The API document for people', permission: 'public' }, ({ res }) => {
    res.type('html').send(docsPage());
    return handled;
  }),
];
