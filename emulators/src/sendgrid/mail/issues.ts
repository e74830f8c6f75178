import type { ApiError } from '../errors';

const HELP = 'http://sendgrid.com/docs/API_Reference/Web_API_v3/Mail/errors.html#message.';

export type Fields = Record<string, unknown>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Collects what is wrong with a request: SendGrid reports all of it at once. */
export interface Issues {
  list: ApiError[];
  /** The help link goes to the field's general name, without positions. */
  add(field: string, message: string): void;
}

export function createIssues(): Issues {
  const list: ApiError[] = [];
  return {
    list,
    add(field, message) {
      list.push({ message, field, help: HELP + field.replaceAll(/\.\d+(?=\.|$)/g, '') });
    },
  };
}

/** Loose on purpose, like SendGrid: one @, something before it, a domain with a dot after it, no blanks. */
const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/;
const LONGEST_ADDRESS = 320;

/** Checks one {email, name?} object. `label` names it in the length error, e.g. "To". */
export function checkAddress(
  issues: Issues,
  value: unknown,
  field: string,
  label: string,
  missing: string,
): void {
  if (!isObject(value) || typeof value.email !== 'string' || value.email === '') {
    issues.add(field, missing);
    return;
  }
  if (value.email.length > LONGEST_ADDRESS) {
    issues.add(`${field}.email`, `The ${label} email exceeds the maximum total length of 320 characters`);
  } else if (!ADDRESS.test(value.email)) {
    issues.add(`${field}.email`, 'Does not contain a valid address.');
  }
  if (value.name !== undefined && value.name !== null && typeof value.name !== 'string') {
    issues.add(`${field}.name`, 'The name must be a string.');
  }
}

const RESERVED = new Set([
  'x-sg-id',
  'x-sg-eid',
  'received',
  'dkim-signature',
  'content-type',
  'content-transfer-encoding',
  'to',
  'from',
  'subject',
  'reply-to',
  'cc',
  'bcc',
]);

/** Headers of the whole request or of one personalization. */
export function checkHeaders(issues: Issues, value: unknown, field: string): void {
  if (value === undefined) return;
  if (!isObject(value)) {
    issues.add(field, 'The headers param must be an object of key/value pairs.');
    return;
  }
  for (const [name, content] of Object.entries(value)) {
    if (typeof content !== 'string') issues.add(field, 'The header values must be strings.');
    if (!/^[\x21-\x7e]+$/.test(name)) {
      issues.add(field, 'Header keys cannot contain non-ASCII characters and empty spaces.');
    }
    if (RESERVED.has(name.toLowerCase())) issues.add(field, 'Header can not be one of the reserved keys.');
  }
}

const SEND_AT =
  'The send_at parameter is expecting a Unix timestamp as an integer. We will send immediately if you include a send_at timestamp that is in the past.';
const FARTHEST_SECONDS = 72 * 60 * 60;

/** `now` in unix seconds. */
export function checkSendAt(issues: Issues, value: unknown, field: string, now: number): void {
  if (value === undefined) return;
  if (!Number.isInteger(value)) issues.add(field, SEND_AT);
  else if (Number(value) > now + FARTHEST_SECONDS) {
    issues.add(field, 'Scheduling more than 72 hours in advance is forbidden.');
  }
}

export function checkSubject(issues: Issues, value: unknown, field: string): void {
  if (value === undefined) return;
  if (typeof value !== 'string' || value === '') {
    issues.add(field, 'The subject of your email must be a string at least one character in length.');
  }
}
