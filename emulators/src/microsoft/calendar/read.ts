import { badBody, unsupportedZone, validationFailure } from '../graph/errors';
import { ianaZone, parseDateTime, type LocalTime } from './zones';

export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrong = (type: string) =>
  badBody(`An unexpected value was found when reading from the JSON reader. A '${type}' value was expected.`);

export function record(value: unknown): Json {
  if (!isRecord(value)) throw wrong('StartObject');
  return value;
}

export function string(value: unknown): string {
  if (typeof value !== 'string') throw wrong('Edm.String');
  return value;
}

export function boolean(value: unknown): boolean {
  if (typeof value !== 'boolean') throw wrong('Edm.Boolean');
  return value;
}

export function integer(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong('Edm.Int32');
  return value;
}

export function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw wrong('StartArray');
  return value;
}

/** Graph takes enum members in any case and answers with its own spelling. */
export function member<T extends string>(value: unknown, allowed: readonly T[]): T {
  const text = string(value);
  const found = allowed.find((one) => one.toLowerCase() === text.toLowerCase());
  if (!found) throw badBody(`Requested value '${text}' was not found.`);
  return found;
}

/** dateTimeTimeZone: seconds precision, the zone kept by the name it came with. */
export function dateTimeTimeZone(value: unknown): LocalTime {
  const { dateTime, timeZone } = record(value);
  const zone = typeof timeZone === 'string' ? timeZone : '';
  if (ianaZone(zone) === null) throw unsupportedZone(zone);
  const local = typeof dateTime === 'string' ? parseDateTime(dateTime, zone) : null;
  if (local === null) throw validationFailure();
  return { dateTime: local, timeZone: zone };
}
