import { parseInstant } from '../calendar/zones';
import { GraphError } from './errors';
import { queryValue } from './request';

type Resource = Record<string, unknown>;

const badQuery = (message: string) => new GraphError(400, 'BadRequest', message);

/** `start/dateTime` of a resource. */
function valueAt(resource: Resource, path: string): unknown {
  return path
    .split('/')
    .reduce<unknown>((value, name) => (value as Resource | null | undefined)?.[name], resource);
}

const comparable = (value: unknown): string | number | boolean | null => {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'string') return null;
  return /^\d{4}-\d\d-\d\dT/.test(value) ? parseInstant(value) : value;
};

function literal(text: string): string | number | boolean | null {
  const quoted = /^'(.*)'$/.exec(text);
  if (quoted) return comparable((quoted[1] ?? '').replaceAll("''", "'"));
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return /^-?\d+$/.test(text) ? Number(text) : comparable(text);
}

type Test = (resource: Resource) => boolean;

const COMPARE: Record<string, (a: string | number, b: string | number) => boolean> = {
  ge: (a, b) => a >= b,
  gt: (a, b) => a > b,
  le: (a, b) => a <= b,
  lt: (a, b) => a < b,
};

function comparison(path: string, operator: string, text: string): Test {
  const wanted = literal(text);
  if (operator === 'eq') return (resource) => comparable(valueAt(resource, path) ?? null) === wanted;
  if (operator === 'ne') return (resource) => comparable(valueAt(resource, path) ?? null) !== wanted;
  const compare = COMPARE[operator];
  if (!compare) throw badQuery(`Invalid filter clause: unknown operator '${operator}'.`);
  return (resource) => {
    const value = comparable(valueAt(resource, path) ?? null);
    return typeof value === typeof wanted && compare(value as string | number, wanted as string | number);
  };
}

const FUNCTIONS: Record<string, (value: string, part: string) => boolean> = {
  startswith: (value, part) => value.startsWith(part),
  endswith: (value, part) => value.endsWith(part),
  contains: (value, part) => value.includes(part),
};

function clause(text: string): Test {
  const call = /^(startswith|endswith|contains)\(\s*([\w/]+)\s*,\s*'((?:[^']|'')*)'\s*\)$/i.exec(text);
  if (call) {
    const [, name = '', path = '', part = ''] = call;
    const test = FUNCTIONS[name.toLowerCase()];
    const needle = part.replaceAll("''", "'").toLowerCase();
    return (resource) => {
      const value = valueAt(resource, path);
      return typeof value === 'string' && (test?.(value.toLowerCase(), needle) ?? false);
    };
  }
  const simple = /^([\w/]+)\s+(\w+)\s+('(?:[^']|'')*'|\S+)$/.exec(text);
  if (!simple) throw badQuery(`Invalid filter clause: '${text}'.`);
  const [, path = '', operator = '', value = ''] = simple;
  return comparison(path, operator.toLowerCase(), value);
}

/** Splits at `and`/`or` outside quotes. */
function split(text: string, word: 'and' | 'or'): string[] {
  const parts = text.match(/'(?:[^']|'')*'|[^']+/g) ?? [];
  const marked = parts.map((part) =>
    part.startsWith("'") ? part : part.replace(new RegExp(`\\s+${word}\\s+`, 'gi'), '\u0000'),
  );
  return marked.join('').split('\u0000');
}

/** The subset of $filter that calendars need: comparisons, startswith/endswith/contains, joined by and, or. */
function parseFilter(text: string): Test {
  const alternatives = split(text, 'or').map((group) =>
    split(group, 'and').map((part) => clause(part.trim())),
  );
  return (resource) => alternatives.some((tests) => tests.every((test) => test(resource)));
}

function orderBy(text: string): (a: Resource, b: Resource) => number {
  const keys = text.split(',').map((part) => {
    const [path = '', direction = 'asc'] = part.trim().split(/\s+/);
    if (!/^(asc|desc)$/i.test(direction)) throw badQuery(`Syntax error at position 0 in '${text}'.`);
    return { path, sign: direction.toLowerCase() === 'desc' ? -1 : 1 };
  });
  return (a, b) => {
    for (const { path, sign } of keys) {
      const [left, right] = [comparable(valueAt(a, path)) ?? '', comparable(valueAt(b, path)) ?? ''];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  };
}

/** Keeps the chosen properties; ids and annotations always stay. */
export function select(resource: Resource, text: string | null): Resource {
  if (!text) return resource;
  const wanted = new Set(text.split(',').map((name) => name.trim().toLowerCase().split('/')[0]));
  return Object.fromEntries(
    Object.entries(resource).filter(
      ([name]) => name === 'id' || name.startsWith('@') || wanted.has(name.toLowerCase()),
    ),
  );
}

function count(query: URLSearchParams, name: string, fallback: number): number {
  const text = queryValue(query, name);
  if (text === null) return fallback;
  if (!/^\d+$/.test(text))
    throw badQuery(
      `Invalid value '${text}' for ${name} query option found. The ${name} query option requires a non-negative integer value.`,
    );
  return Number(text);
}

export interface Collection {
  '@odata.context': string;
  '@odata.count'?: number;
  '@odata.nextLink'?: string;
  value: Resource[];
}

/**
 * $filter, $orderby, $count, $skip, $top and $select over rendered resources. `link` is the request's URL without its
 * query; the next link repeats the query with a new $skip.
 */
export function page(
  resources: Resource[],
  query: URLSearchParams,
  { context, link, pageSize }: { context: string; link: string; pageSize: number },
): Collection {
  const filter = queryValue(query, '$filter');
  const order = queryValue(query, '$orderby');
  const found = filter ? resources.filter(parseFilter(filter)) : resources;
  const sorted = order ? [...found].sort(orderBy(order)) : found;
  const skip = count(query, '$skip', 0);
  const top = Math.min(count(query, '$top', pageSize), 1000);
  const value = sorted.slice(skip, skip + top).map((one) => select(one, queryValue(query, '$select')));
  const collection: Collection = { '@odata.context': context, value };
  if (queryValue(query, '$count') === 'true') collection['@odata.count'] = sorted.length;
  if (skip + top < sorted.length) {
    const next = new URLSearchParams([...query].filter(([name]) => name.toLowerCase() !== '$skip'));
    next.set('$skip', String(skip + top));
    collection['@odata.nextLink'] = `${link}?${next.toString().replaceAll('%24', '$')}`;
  }
  return collection;
}
