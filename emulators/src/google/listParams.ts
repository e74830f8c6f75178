import type { Request } from 'express';
import { badRequest, invalidParameter, timeRangeEmpty } from './errors';
import { isTimeZone, parseRfc3339 } from './time';

type Query = Request['query'];

/** Parameters of events.list, checked one by one. Times are epoch milliseconds. */
export interface ListParams {
  singleEvents: boolean;
  showDeleted: boolean | undefined;
  timeMin?: number | undefined;
  timeMax?: number | undefined;
  updatedMin?: number | undefined;
  orderBy?: 'startTime' | 'updated' | undefined;
  q?: string | undefined;
  iCalUID?: string | undefined;
  privateProperties: string[];
  sharedProperties: string[];
  eventTypes: string[];
  syncToken?: string | undefined;
  pageToken?: string | undefined;
  maxResults: number;
  maxAttendees?: number | undefined;
  timeZone?: string | undefined;
}

const DEFAULT_PAGE = 250;
const LARGEST_PAGE = 2500;

/** One text parameter; an empty one counts as absent. */
export function text(query: Query, name: string): string | undefined {
  const value = query[name];
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
}

function texts(query: Query, name: string): string[] {
  const value = query[name];
  const all = Array.isArray(value) ? value : [value];
  return all.filter((one): one is string => typeof one === 'string' && one !== '');
}

export function flag(query: Query, name: string): boolean | undefined {
  const value = text(query, name);
  if (value === undefined) return undefined;
  if (value !== 'true' && value !== 'false') throw invalidParameter(name, value);
  return value === 'true';
}

export function wholeNumber(query: Query, name: string): number | undefined {
  const value = text(query, name);
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value)) throw invalidParameter(name, value);
  return Number(value);
}

export function timestamp(query: Query, name: string): number | undefined {
  const value = text(query, name);
  if (value === undefined) return undefined;
  const parsed = parseRfc3339(value);
  if (parsed === undefined) throw badRequest();
  return parsed;
}

export function zoneParam(query: Query): string | undefined {
  const zone = text(query, 'timeZone');
  if (zone !== undefined && !isTimeZone(zone)) throw invalidParameter('timeZone', zone);
  return zone;
}

/** Page size: 250 unless told, never more than 2500 whatever was asked. */
function pageSize(query: Query): number {
  const wanted = wholeNumber(query, 'maxResults') ?? DEFAULT_PAGE;
  if (wanted < 1) throw invalidParameter('maxResults', String(wanted));
  return Math.min(wanted, LARGEST_PAGE);
}

function order(query: Query, singleEvents: boolean): ListParams['orderBy'] {
  const value = text(query, 'orderBy');
  if (value === undefined || value === 'updated') return value;
  if (value !== 'startTime') throw invalidParameter('orderBy', value);
  if (!singleEvents) throw badRequest('The requested ordering is not available for the particular query.');
  return value;
}

/** What Google's reference forbids beside a sync token. */
const NOT_WITH_SYNC_TOKEN = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
];

function refuseForbiddenCombination(query: Query): void {
  if (text(query, 'syncToken') === undefined) return;
  const forbidden = NOT_WITH_SYNC_TOKEN.filter((name) => text(query, name) !== undefined);
  if (flag(query, 'showDeleted') === false) forbidden.push('showDeleted=false');
  if (forbidden.length) throw badRequest(`Sync token cannot be used with: ${forbidden.join(', ')}.`);
}

export function parseListParams(query: Query): ListParams {
  refuseForbiddenCombination(query);
  const singleEvents = flag(query, 'singleEvents') ?? false;
  const [timeMin, timeMax] = [timestamp(query, 'timeMin'), timestamp(query, 'timeMax')];
  if (timeMin !== undefined && timeMax !== undefined && timeMax <= timeMin) throw timeRangeEmpty();
  return {
    singleEvents,
    timeMin,
    timeMax,
    showDeleted: flag(query, 'showDeleted'),
    updatedMin: timestamp(query, 'updatedMin'),
    orderBy: order(query, singleEvents),
    q: text(query, 'q'),
    iCalUID: text(query, 'iCalUID'),
    privateProperties: texts(query, 'privateExtendedProperty'),
    sharedProperties: texts(query, 'sharedExtendedProperty'),
    eventTypes: texts(query, 'eventTypes'),
    syncToken: text(query, 'syncToken'),
    pageToken: text(query, 'pageToken'),
    maxResults: pageSize(query),
    maxAttendees: wholeNumber(query, 'maxAttendees'),
    timeZone: zoneParam(query),
  };
}
