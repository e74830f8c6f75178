import { isRecord, type Json } from '../calendar/read';
import type { Dispatch } from './dispatch';
import { GraphError } from './errors';
import type { GraphReply, GraphRequest } from './request';

const MOST = 20;
const BASE = 'http://batch.invalid';

const bad = (message: string) => new GraphError(400, 'BadRequest', message);

/** Both `/me` and `/v1.0/me` are in use. */
const relative = (url: string): string => url.replace(/^\/?(?:v1\.0\/)?/, '/');

interface Part {
  id: string;
  dependsOn: string[];
  request: GraphRequest;
}

function readPart(value: unknown, authorization: string | undefined): Part {
  const raw: Json = isRecord(value) ? value : {};
  const { id, method, url, headers, body, dependsOn } = raw;
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string') {
    throw bad("Invalid batch payload format: each request needs 'id', 'method' and 'url'.");
  }
  const own = Object.entries(isRecord(headers) ? headers : {}).map(
    ([name, text]) => [name.toLowerCase(), String(text)] as const,
  );
  if (!URL.canParse(relative(url), BASE))
    throw bad(`Invalid batch payload format: '${url}' is no relative URL.`);
  const target = new URL(relative(url), BASE);
  return {
    id,
    dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [],
    request: {
      method: method.toUpperCase(),
      path: target.pathname,
      query: target.searchParams,
      headers: { ...Object.fromEntries(own), authorization },
      body,
    },
  };
}

function readParts({ body, headers }: GraphRequest): Part[] {
  const requests = isRecord(body) ? body.requests : undefined;
  if (!Array.isArray(requests) || requests.length === 0) {
    throw bad("Invalid batch payload format: 'requests' must be a non-empty array.");
  }
  if (requests.length > MOST)
    throw bad(`Number of batch request steps exceeds the maximum value of ${MOST}.`);
  const parts = requests.map((one) => readPart(one, headers.authorization));
  if (new Set(parts.map(({ id }) => id)).size < parts.length) throw bad('Batch request ids must be unique.');
  return parts;
}

const failedDependency: GraphReply = {
  status: 424,
  body: { error: { code: 'FailedDependency', message: 'A request that this one depends on failed.' } },
};

/**
 * JSON batching: each part is answered by itself inside a 200. Dependencies must come before what depends on them.
 * The answers come last part first, since their order is not promised (Graph docs, json-batching).
 */
export async function runBatch(request: GraphRequest, dispatch: Dispatch): Promise<GraphReply> {
  const statuses = new Map<string, number>();
  const responses: Json[] = [];
  for (const part of readParts(request)) {
    const blocked = part.dependsOn.some((id) => (statuses.get(id) ?? 424) >= 400);
    const reply = blocked ? failedDependency : await dispatch(part.request);
    statuses.set(part.id, reply.status);
    responses.unshift({
      id: part.id,
      status: reply.status,
      headers: { 'Content-Type': 'application/json', ...reply.headers },
      ...(reply.body === undefined ? {} : { body: reply.body }),
    });
  }
  return { status: 200, body: { responses } };
}
