import { newConference } from './conference';
import { invalidField, requiredField, timeRangeEmpty } from './errors';
import { parseRecurrence } from './recurrence';
import { parseEventTime, toEpochMs } from './time';
import type {
  Attendee,
  ConferenceData,
  EventFields,
  ExtendedProperties,
  Reminders,
  ResponseStatus,
} from './types';

export type Body = Record<string, unknown>;

export const isRecord = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const EMAIL = /^[^\s@]+@[^\s@]+$/;
const RESPONSES: ResponseStatus[] = ['needsAction', 'declined', 'tentative', 'accepted'];
const STRINGS = ['summary', 'description', 'location', 'colorId'] as const;
const FLAGS = [
  'guestsCanModify',
  'guestsCanInviteOthers',
  'guestsCanSeeOtherGuests',
  'anyoneCanAddSelf',
] as const;

interface InputContext {
  /** For times without a zone of their own. */
  calendarZone: string;
  /** 0 ignores conferenceData in the body. */
  conferenceDataVersion: number;
  current?: EventFields | undefined;
}

function oneOf<T extends string>(body: Body, name: string, allowed: readonly T[]): T | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  const found = allowed.find((candidate) => candidate === value);
  if (!found) throw invalidField(`Invalid value for: ${name}.`);
  return found;
}

function textFields(body: Body): Partial<EventFields> {
  const fields: Partial<EventFields> = {};
  for (const name of STRINGS) {
    const value = body[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string') throw invalidField(`Invalid value for: ${name}.`);
    fields[name] = value;
  }
  for (const name of FLAGS) {
    const value = body[name];
    if (typeof value === 'boolean') fields[name] = value;
  }
  return fields;
}

function attendee(value: unknown): Attendee {
  if (!isRecord(value) || typeof value.email !== 'string') throw requiredField('Missing attendee email.');
  if (!EMAIL.test(value.email)) throw invalidField('Invalid attendee email.');
  const { displayName, comment, additionalGuests, optional, resource } = value;
  return {
    email: value.email.toLowerCase(),
    responseStatus: oneOf(value, 'responseStatus', RESPONSES) ?? 'needsAction',
    ...(typeof displayName === 'string' ? { displayName } : {}),
    ...(typeof comment === 'string' ? { comment } : {}),
    ...(typeof additionalGuests === 'number' ? { additionalGuests } : {}),
    ...(optional === true ? { optional } : {}),
    ...(resource === true ? { resource } : {}),
  };
}

/** Reads an `attendees` array; a repeated address counts once. */
function parseAttendees(value: unknown): Attendee[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw invalidField('Invalid value for: attendees.');
  const byEmail = new Map(value.map(attendee).map((one) => [one.email, one]));
  return byEmail.size ? [...byEmail.values()] : undefined;
}

function reminders(value: unknown): Reminders {
  if (!isRecord(value)) return { useDefault: true };
  const overrides = Array.isArray(value.overrides) ? value.overrides.filter(isRecord) : [];
  const read = overrides.map(({ method, minutes }) => {
    if (typeof method !== 'string' || typeof minutes !== 'number')
      throw invalidField('Invalid reminder override.');
    return { method, minutes };
  });
  if (value.useDefault === true && read.length) {
    throw badReminders();
  }
  return { useDefault: value.useDefault === true, ...(read.length ? { overrides: read } : {}) };
}

const badReminders = () =>
  invalidField('Cannot specify both default reminders and overrides at the same time.');

function stringMap(value: unknown): Record<string, string> | undefined {
  if (!isRecord(value)) return undefined;
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return entries.length ? Object.fromEntries(entries) : undefined;
}

function extendedProperties(value: unknown): ExtendedProperties | undefined {
  if (!isRecord(value)) return undefined;
  const [own, shared] = [stringMap(value.private), stringMap(value.shared)];
  if (!own && !shared) return undefined;
  return { ...(own ? { private: own } : {}), ...(shared ? { shared } : {}) };
}

function conference(body: Body, context: InputContext): ConferenceData | undefined {
  const current = context.current?.conferenceData;
  if (context.conferenceDataVersion < 1) return current;
  const { conferenceData } = body;
  if (!isRecord(conferenceData)) return undefined;
  const request = conferenceData.createRequest;
  if (!isRecord(request)) return current;
  if (typeof request.requestId !== 'string') throw invalidField('Invalid conference type value.');
  if (current?.createRequest?.requestId === request.requestId) return current;
  const key = isRecord(request.conferenceSolutionKey) ? request.conferenceSolutionKey.type : 'hangoutsMeet';
  if (key !== 'hangoutsMeet') throw invalidField('Invalid conference type value.');
  return newConference(request.requestId);
}

function recurrence(body: Body, fields: Pick<EventFields, 'start'>): string[] | undefined {
  const lines = body.recurrence;
  if (lines === undefined || lines === null) return undefined;
  if (!Array.isArray(lines) || !lines.every((line) => typeof line === 'string')) {
    throw invalidField('Invalid recurrence rule.');
  }
  if (!lines.length) return undefined;
  const zone = isRecord(body.start) ? body.start.timeZone : undefined;
  if ('at' in fields.start && typeof zone !== 'string') {
    throw requiredField('Missing time zone definition for start time.');
  }
  parseRecurrence(lines, fields.start);
  return lines;
}

function times(body: Body, zone: string): Pick<EventFields, 'start' | 'end'> {
  const start = parseEventTime(body.start, 'start', zone);
  const end = parseEventTime(body.end, 'end', zone);
  if ('date' in start !== 'date' in end) {
    throw invalidField('Start and end times must either both be date or both be dateTime.');
  }
  const [from, to] = [toEpochMs(start, zone), toEpochMs(end, zone)];
  if (to < from || ('date' in start && to === from)) throw timeRangeEmpty();
  return { start, end };
}

/** Drops the undefined ones, so that stored events equal what comes back from disk. */
const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

function source(value: unknown): EventFields['source'] {
  if (!isRecord(value)) return undefined;
  const { title, url } = value;
  return { ...(typeof title === 'string' ? { title } : {}), ...(typeof url === 'string' ? { url } : {}) };
}

/**
 * Reads a whole event resource (the body of insert or update; for patch, the merged one). Unknown and read-only
 * properties are ignored, as Google does. Throws Google's 400s.
 */
export function parseFields(body: Body, context: InputContext): EventFields {
  const range = times(body, context.calendarZone);
  return defined<EventFields>({
    ...textFields(body),
    ...range,
    status: oneOf(body, 'status', ['confirmed', 'tentative', 'cancelled']) ?? 'confirmed',
    eventType:
      context.current?.eventType ??
      oneOf(body, 'eventType', ['default', 'focusTime', 'outOfOffice']) ??
      'default',
    reminders: body.reminders === undefined ? { useDefault: true } : reminders(body.reminders),
    recurrence: recurrence(body, range),
    attendees: parseAttendees(body.attendees),
    transparency: oneOf(body, 'transparency', ['opaque', 'transparent']),
    visibility: oneOf(body, 'visibility', ['default', 'public', 'private', 'confidential']),
    extendedProperties: extendedProperties(body.extendedProperties),
    conferenceData: conference(body, context),
    source: source(body.source),
  });
}

/** Google's patch semantics: objects merge, arrays are replaced whole, null removes. */
export function mergePatch(target: Body, patch: Body): Body {
  const merged: Body = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    const before = merged[name];
    if (value === null) delete merged[name];
    else if (isRecord(value)) merged[name] = mergePatch(isRecord(before) ? before : {}, value);
    else merged[name] = value;
  }
  return merged;
}
