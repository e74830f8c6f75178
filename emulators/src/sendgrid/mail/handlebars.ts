import Handlebars from 'handlebars';

const CACHED = 200;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const two = (n: number) => String(n).padStart(2, '0');

/** The tokens of SendGrid's formatDate, for a date whose UTC fields are already shifted to the wanted zone. */
const DATE_TOKENS: Record<string, (date: Date) => string> = {
  YYYY: (d) => String(d.getUTCFullYear()),
  YY: (d) => String(d.getUTCFullYear()).slice(-2),
  MMMM: (d) => MONTHS[d.getUTCMonth()] ?? '',
  MMM: (d) => (MONTHS[d.getUTCMonth()] ?? '').slice(0, 3),
  MM: (d) => two(d.getUTCMonth() + 1),
  M: (d) => String(d.getUTCMonth() + 1),
  DD: (d) => two(d.getUTCDate()),
  D: (d) => String(d.getUTCDate()),
  dddd: (d) => DAYS[d.getUTCDay()] ?? '',
  ddd: (d) => (DAYS[d.getUTCDay()] ?? '').slice(0, 3),
  HH: (d) => two(d.getUTCHours()),
  H: (d) => String(d.getUTCHours()),
  hh: (d) => two(d.getUTCHours() % 12 || 12),
  h: (d) => String(d.getUTCHours() % 12 || 12),
  mm: (d) => two(d.getUTCMinutes()),
  m: (d) => String(d.getUTCMinutes()),
  ss: (d) => two(d.getUTCSeconds()),
  s: (d) => String(d.getUTCSeconds()),
  A: (d) => (d.getUTCHours() < 12 ? 'AM' : 'PM'),
};
const TOKEN = /YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd|HH|H|hh|h|mm|m|ss|s|A/g;

/** '-0800' → -480 */
function offsetMinutes(zone: unknown): number {
  const match = typeof zone === 'string' ? /^([+-])(\d{2}):?(\d{2})$/.exec(zone) : null;
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

/** `{{formatDate timestamp "MMM D, YYYY" "-0800"}}`: epoch ms or ISO text, in UTC unless an offset is given. */
function formatDate(value: unknown, format: unknown, zone: unknown): string {
  const instant = typeof value === 'number' ? value : Date.parse(String(value));
  if (Number.isNaN(instant) || typeof format !== 'string') return '';
  const shifted = new Date(instant + offsetMinutes(zone) * 60_000);
  return format.replace(TOKEN, (token) => DATE_TOKENS[token]?.(shifted) ?? token);
}

/** `{{insert firstName "default=there"}}`: arguments are values, or texts that begin with default=. */
function insert(...args: unknown[]): string {
  for (const value of args.slice(0, -1)) {
    if (typeof value === 'string' && value.startsWith('default=')) return value.slice('default='.length);
    if (value !== undefined && value !== null && value !== '')
      return typeof value === 'string' ? value : JSON.stringify(value);
  }
  return '';
}

type Compare = (...values: unknown[]) => boolean;

const COMPARISONS: Record<string, Compare> = {
  equals: (a, b) => a === b || String(a) === String(b),
  notEquals: (a, b) => String(a) !== String(b),
  greaterThan: (a, b) => Number(a) > Number(b),
  lessThan: (a, b) => Number(a) < Number(b),
  and: (...values) => values.every((value) => !Handlebars.Utils.isEmpty(value)),
  or: (...values) => values.some((value) => !Handlebars.Utils.isEmpty(value)),
};

/** Works as a block (`{{#equals a b}}…{{else}}…{{/equals}}`) and inside another (`{{#if (equals a b)}}`). */
function comparisonHelper(compare: Compare) {
  return function helper(this: unknown, ...args: unknown[]): unknown {
    const options = args.pop() as Partial<Handlebars.HelperOptions>;
    const holds = compare(...args);
    if (!options.fn) return holds;
    return holds ? options.fn(this) : (options.inverse?.(this) ?? '');
  };
}

function createEnvironment(): typeof Handlebars {
  const environment = Handlebars.create();
  environment.registerHelper('insert', insert);
  environment.registerHelper('formatDate', formatDate);
  environment.registerHelper('length', (value: unknown) => (Array.isArray(value) ? value.length : 0));
  for (const [name, compare] of Object.entries(COMPARISONS)) {
    environment.registerHelper(name, comparisonHelper(compare));
  }
  return environment;
}

const environment = createEnvironment();
const compiled = new Map<string, HandlebarsTemplateDelegate>();

function compile(source: string): HandlebarsTemplateDelegate {
  const known = compiled.get(source);
  if (known) return known;
  if (compiled.size >= CACHED) compiled.clear();
  const template = environment.compile(source);
  compiled.set(source, template);
  return template;
}

/**
 * Renders a dynamic template as SendGrid does: Handlebars with SendGrid's helpers, missing values empty, HTML escaped
 * everywhere (also in the subject) unless written with three braces. Throws on a template that does not parse.
 */
export function renderHandlebars(source: string, data: Record<string, unknown>): string {
  return source.includes('{{') ? compile(source)(data) : source;
}
