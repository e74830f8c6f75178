import { z } from 'zod';

/** Shared pieces of the wire format: every list, record and error is built from these. */

export const roles = ['admin', 'manager', 'agent'] as const;
export type Role = (typeof roles)[number];

export const uuid = z.uuid();
/** Trimmed text, 1..max characters. NUL bytes are refused for the whole request before this runs. */
export const text = (max = 200) => z.string().trim().min(1).max(max);
export const longText = (max = 20_000) => z.string().trim().max(max);
/** Calendar date without a zone, `YYYY-MM-DD`; never shifted by a time zone. */
export const dateOnly = z.iso.date();
/** Instant, ISO 8601 with offset; stored as UTC. */
export const instant = z.iso.datetime({ offset: true });
/** US dollars with cents; NUMERIC(14,2) in the database. */
export const money = z.number().min(-999_999_999_999).max(999_999_999_999).multipleOf(0.01);
export const positiveMoney = money.min(0);
/** Percent points: 6.25 means 6.25 %; NUMERIC(7,4) in the database. */
export const percent = z.number().min(0).max(999);
/** Square feet. */
export const squareFeet = z.number().int().min(0).max(2_000_000_000);
export const count = z.number().int().min(0).max(1_000_000_000);
export const year = z.number().int().min(1600).max(2200);
export const email = z.email().max(254).toLowerCase();
export const tags = z.array(text(60)).max(50);

/** IANA zone that this runtime knows, e.g. `America/Chicago`. */
export const timeZone = z.string().max(64).refine(isTimeZone, 'Unknown time zone');

/** Zones found good: asking the runtime takes longer than checking all the rest of a query. There are about 600 names. */
const goodZones = new Set<string>();
const MOST_ZONES = 1000;

function isTimeZone(zone: string): boolean {
  if (goodZones.has(zone)) return true;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    if (goodZones.size < MOST_ZONES) goodZones.add(zone);
    return true;
  } catch {
    return false;
  }
}

export const idParam = z.strictObject({ id: uuid });
export const noQuery = z.strictObject({});

export interface SortKey {
  field: string;
  desc: boolean;
}

/** `-createdAt,name` → [{createdAt, desc}, {name}]; a field that is not sortable is a 400 naming `sort`. */
export const sortParam = (sortable: readonly string[]) =>
  z
    .string()
    .max(200)
    .transform((value, check): SortKey[] => {
      const keys = value
        .split(',')
        .map((part) => ({ field: part.replace(/^-/, ''), desc: part.startsWith('-') }));
      const unknown = keys.filter((key) => !sortable.includes(key.field)).map((key) => key.field);
      if (unknown.length) {
        check.addIssue({
          code: 'custom',
          message: `Cannot sort by ${unknown.join(', ')}. Sortable: ${sortable.join(', ')}`,
        });
      }
      return keys;
    });

/** The parameters every list takes (API1); spread into a resource's own strict query object. */
export const listParams = (sortable: readonly string[], defaultSort = '-createdAt') => ({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
  sort: sortParam(sortable).prefault(defaultSort),
  q: z.string().trim().max(200).optional(),
});

/** Lists of what reports count take it: only the rows behind one figure, kept by `POST /reports/segments`. */
export const segmentParam = { segment: uuid.optional() };

/** Comma-separated values of a query parameter, each parsed by `item`. */
export const csv = <T extends z.ZodType<unknown, string>>(item: T) =>
  z
    .string()
    .max(4000)
    .transform((value) => value.split(',').filter(Boolean))
    .pipe(z.array(item).min(1).max(100));

/** An owner filter: uuids and the word `me`. */
export const ownerFilter = csv(z.union([z.literal('me'), uuid]));
export const booleanParam = z.enum(['true', 'false']).transform((value) => value === 'true');
export const numberParam = z.coerce.number();

/** Where a list ends up: API1's `data` for lists. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.number(), page: z.number(), pageSize: z.number() });
export interface Page<T> {
  items: T[];
  total: number;
  page: number;
  pageSize: number;
}

/** A link to another record: enough to show a name and open it. */
export const ref = z.object({ id: uuid, name: z.string() });
export type Ref = z.infer<typeof ref>;

/** What every full record carries besides its own fields. */
export const recordMeta = {
  id: uuid,
  version: z.number(),
  createdAt: instant,
  updatedAt: instant,
  owner: ref.nullable(),
};
export const abilities = z.object({ update: z.boolean(), delete: z.boolean() });

/**
 * A patch carries the `version` it was made from; when somebody else saved first it is refused with 409. Defaults are
 * for creation only: a field that a patch leaves out stays as it is (zod would fill it in).
 */
export const patchOf = <S extends z.core.$ZodLooseShape>(input: z.ZodObject<S, z.core.$strict>) => {
  const optional = input.partial().shape;
  const withoutDefaults = Object.fromEntries(
    Object.entries(optional as Record<string, z.ZodOptional<z.ZodType>>).map(([key, field]) => {
      const inner = field.unwrap();
      return [key, inner instanceof z.ZodDefault ? (inner.unwrap() as z.ZodType).optional() : field];
    }),
  ) as typeof optional;
  return z.strictObject({ ...withoutDefaults, version: z.number().int().min(0).optional() });
};

export const errorCodes = [
  'invalid',
  'malformed',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'duplicate',
  'in_use',
  'too_large',
  'unsupported_media_type',
  'rate_limited',
  'flag_off',
  'provider_error',
  'reconnect',
  'unavailable',
  'timeout',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** `error` of a failed response: `fields` maps the path of each invalid value to what is wrong with it. */
export interface ApiError {
  code: ErrorCode;
  message?: string;
  fields?: Record<string, string>;
  requestId: string;
}
export interface ApiResponse<T> {
  data: T | null;
  message: string;
  error: ApiError | null;
}
