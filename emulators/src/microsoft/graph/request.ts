import type { EmulatorContext } from '../../core/context';
import { ianaZone } from '../calendar/zones';
import type { Rendering } from '../calendar/render';
import type { MailboxPort } from '../calendar/mailbox';
import type { Account } from '../calendar/types';
import { isRecord, type Json } from '../calendar/read';
import type { MicrosoftState } from '../state';
import type { Notifier } from './notifier';
import { badBody, GraphError, unsupportedZone } from './errors';

/** What every Graph handler works with besides its call. */
export interface Graph {
  ctx: EmulatorContext<MicrosoftState>;
  port: MailboxPort;
  notifier: Notifier;
}

/** One request, whether it came over HTTP or inside a $batch. */
export interface GraphRequest {
  method: string;
  /** Behind /v1.0, without the query, not decoded. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  body: unknown;
}

export interface GraphReply {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Prefer headers that were understood; `applied` is echoed as Preference-Applied. */
export interface Preferences {
  rendering: Rendering;
  pageSize: number | null;
  applied: string[];
}

/** An authenticated request on a route. */
export interface Call extends GraphRequest {
  params: Record<string, string>;
  account: Account;
  clientId: string;
  scopes: string[];
  preferences: Preferences;
}

export type Handler = (graph: Graph, call: Call) => GraphReply | Promise<GraphReply>;

const LARGEST_PAGE = 1000;

function preference(header: string, name: string): string | null {
  const match = new RegExp(
    `(?:^|[,;\\s])${name.replace('.', '\\.')}\\s*=\\s*(?:"([^"]*)"|([^,;\\s]+))`,
    'i',
  ).exec(header);
  return match?.[1] ?? match?.[2] ?? null;
}

/** Reads `Prefer: outlook.timezone, IdType, outlook.body-content-type, odata.maxpagesize`. Bad zone: 400. */
export function readPreferences(header: string | undefined, baseUrl: string): Preferences {
  const prefer = header ?? '';
  const zone = preference(prefer, 'outlook.timezone');
  if (zone !== null && ianaZone(zone) === null) throw unsupportedZone(zone);
  const idType = preference(prefer, 'IdType');
  const immutableIds = idType?.toLowerCase() === 'immutableid';
  const bodyType = preference(prefer, 'outlook.body-content-type')?.toLowerCase();
  const pageSize = Number(preference(prefer, 'odata.maxpagesize') ?? Number.NaN);
  const paged = Number.isInteger(pageSize) && pageSize > 0;
  const applied = [
    ...(zone === null ? [] : [`outlook.timezone="${zone}"`]),
    ...(immutableIds ? ['IdType="ImmutableId"'] : []),
    ...(bodyType === 'text' ? ['outlook.body-content-type="text"'] : []),
    ...(paged ? [`odata.maxpagesize=${pageSize}`] : []),
  ];
  const rendering: Rendering = {
    immutableIds,
    timeZone: zone ?? 'UTC',
    body: bodyType === 'text' ? 'text' : 'html',
    baseUrl,
  };
  return { rendering, pageSize: paged ? Math.min(pageSize, LARGEST_PAGE) : null, applied };
}

/** Query names in any case, as the service takes them ($Select, startdatetime). */
export function queryValue(query: URLSearchParams, name: string): string | null {
  for (const [key, value] of query) if (key.toLowerCase() === name.toLowerCase()) return value;
  return null;
}

/** A segment of a path, decoded. Throws 400. */
export function decodePart(text: string | undefined): string {
  try {
    return decodeURIComponent(text ?? '');
  } catch {
    throw new GraphError(400, 'BadRequest', 'Malformed request URL.');
  }
}

/** The JSON object of a write. Throws 400. */
export function jsonBody(call: Pick<GraphRequest, 'body'>): Json {
  if (isRecord(call.body)) return call.body;
  if (call.body === undefined) throw badBody('Write request entity body must not be empty.');
  throw badBody(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  );
}

/** A calendar by id, or the default one. Throws 404. */
export function calendarOf({ account, params }: Call) {
  const { calendarId } = params;
  const found = account.calendars.find((one) => (calendarId ? one.id === calendarId : one.isDefaultCalendar));
  if (!found)
    throw new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
  return found;
}

export const ok = (body: unknown, headers?: Record<string, string>): GraphReply => ({
  status: 200,
  body,
  ...(headers ? { headers } : {}),
});
