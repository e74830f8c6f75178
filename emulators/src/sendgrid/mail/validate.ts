import type { ApiError } from '../errors';
import { isTemplateId } from '../ids';
import type { SendgridState } from '../state';
import type { MailSendBody } from '../types';
import { checkPersonalizations } from './checkPersonalizations';
import { checkSettings } from './checkSettings';
import {
  checkAddress,
  checkHeaders,
  checkSendAt,
  checkSubject,
  createIssues,
  isObject,
  type Fields,
  type Issues,
} from './issues';

const EXAMPLE =
  'e.g. {"email": "example@example.com"} or {"email": "example@example.com", "name": "Example Recipient"}.';
const FROM_REQUIRED = `The from object must be provided for every email send. It is an object that requires the email parameter, but may also contain a name parameter. ${EXAMPLE}`;
const REPLY_TO = `The reply_to object, when used, must at least have an email parameter and may also contain a name parameter. ${EXAMPLE}`;
const CONTENT_REQUIRED =
  'Unless a valid template_id is provided, the content parameter is required. There must be at least one defined content block. We typically suggest both text/plain and text/html blocks are included, but only one block is required.';
const SUBJECT_REQUIRED =
  'The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.';
const MIME_ORDER =
  'Following RFC 1341, section 7.2, if either text/html or text/plain are to be sent in your email: text/plain needs to be first, followed by text/html, followed by any other content.';
/** Batch ids are valid this long. */
const BATCH_LIFE_MS = 10 * 24 * 60 * 60_000;

function checkContent(issues: Issues, mail: Fields): void {
  const { content, template_id: templateId } = mail;
  if (content === undefined && templateId) return;
  if (!Array.isArray(content) || (content.length === 0 && !templateId)) {
    issues.add('content', CONTENT_REQUIRED);
    return;
  }
  const types: string[] = [];
  content.forEach((part: unknown, index) => {
    const { type, value } = isObject(part) ? part : {};
    if (typeof type !== 'string' || type === '') {
      issues.add(
        `content.${index}.type`,
        'Your content type must be a string with length of at least one character.',
      );
    } else if (/[;,\r\n]/.test(type)) {
      issues.add(`content.${index}.type`, "Cannot contain ';', or CRLF characters.");
    } else types.push(type);
    if (typeof value !== 'string' || value === '') {
      issues.add(
        `content.${index}.value`,
        'The content value must be a string at least one character in length.',
      );
    }
  });
  const rank = (type: string) => ['text/plain', 'text/html'].indexOf(type) + 1 || 3;
  if (types.some((type, index) => rank(type) < rank(types[index - 1] ?? 'text/plain'))) {
    issues.add('content', MIME_ORDER);
  }
}

/** A subject must come from the request, from every personalization, or from a template. */
function checkSubjects(issues: Issues, mail: Fields): void {
  checkSubject(issues, mail.subject, 'subject');
  if (mail.subject !== undefined || mail.template_id) return;
  const list = Array.isArray(mail.personalizations) ? mail.personalizations : [];
  if (list.length === 0 || !list.every((one: unknown) => isObject(one) && one.subject !== undefined)) {
    issues.add('subject', SUBJECT_REQUIRED);
  }
}

function checkTemplate(issues: Issues, id: unknown): void {
  if (id === undefined || id === null || id === '') return;
  if (typeof id !== 'string') {
    issues.add('template_id', `The template ID must be a string, you provided ${JSON.stringify(id)}.`);
  } else if (!isTemplateId(id)) {
    issues.add('template_id', `The template_id must be a valid GUID, you provided '${id}'.`);
  }
}

function checkCategories(issues: Issues, value: unknown): void {
  if (value === undefined) return;
  if (!Array.isArray(value) || !value.every((category): category is string => typeof category === 'string')) {
    issues.add('categories', 'Categories must be an array of strings.');
    return;
  }
  if (value.length > 10) {
    issues.add(
      'categories',
      `There is a limit of 10 categories for each email that is sent. You provided ${value.length} categories.`,
    );
  }
  for (const category of value) {
    if (category.length > 255) {
      issues.add(
        'categories',
        `Each category must not be longer than 255 characters. ${category} exceeds this limit`,
      );
    }
  }
  const repeated = value.find((category, index) => value.indexOf(category) !== index);
  if (repeated !== undefined) {
    issues.add(
      'categories',
      `The categories must be a unique list, and you have included ${repeated} more than once.`,
    );
  }
}

const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

function checkAttachments(issues: Issues, value: unknown): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) {
    issues.add('attachments', 'The attachments param must be an array.');
    return;
  }
  value.forEach((one: unknown, index) => {
    const field = `attachments.${index}`;
    const { content, filename, type, disposition } = isObject(one) ? one : {};
    if (typeof content !== 'string' || content === '') {
      issues.add(
        `${field}.content`,
        'The attachment content must be a string at least one character in length.',
      );
    } else if (!BASE64.test(content)) {
      issues.add(`${field}.content`, 'The attachment content must be base64 encoded.');
    }
    if (filename === undefined) issues.add(`${field}.filename`, 'filename is required.');
    else if (typeof filename !== 'string') {
      issues.add(`${field}.filename`, 'The filename of your attachment must be a string.');
    } else if (/[\r\n]/.test(filename)) {
      issues.add(`${field}.filename`, 'The filename of your attachment cannot contain CRLF characters.');
    }
    if (type !== undefined && (typeof type !== 'string' || type === '')) {
      issues.add(
        `${field}.type`,
        'The attachment type must be a string and at least one character in length.',
      );
    }
    if (disposition !== undefined && disposition !== 'inline' && disposition !== 'attachment') {
      issues.add(
        `${field}.disposition`,
        `The disposition of your attachment can be either "inline" or "attachment". You provided ${JSON.stringify(disposition)}.`,
      );
    }
  });
}

function checkAsm(issues: Issues, value: unknown, state: SendgridState): void {
  if (value === undefined || value === null) return;
  const { group_id: groupId, groups_to_display: shown } = isObject(value) ? value : {};
  const known = (id: unknown) => state.groups.some((group) => group.id === id);
  if (!Number.isInteger(groupId)) issues.add('asm.group_id', 'The ASM group ID must be an integer.');
  else if (!known(groupId)) {
    issues.add(
      'asm.group_id',
      `The ASM group ID must be a valid Group ID on your account. You provided ${String(groupId)}.`,
    );
  }
  if (shown === undefined) return;
  if (!Array.isArray(shown) || !shown.every(Number.isInteger)) {
    issues.add('asm.groups_to_display', 'The ASM Group IDs to display must be an array of integers.');
    return;
  }
  if (shown.length > 25) {
    issues.add(
      'asm.groups_to_display',
      'There is a limit of 25 unsubscribe groups that can be displayed to a user at a time.',
    );
  }
  const unknown = shown.filter((id) => !known(id));
  if (unknown.length > 0) {
    issues.add(
      'asm.groups_to_display',
      `All ASM groups to display must be valid ASM groups IDs on your account. You provided ${unknown.join(', ')}.`,
    );
  }
}

function checkBatch(issues: Issues, id: unknown, state: SendgridState, now: number): void {
  if (id === undefined) return;
  if (typeof id !== 'string') {
    issues.add('batch_id', 'The batch_id must be a string.');
    return;
  }
  const madeAt = Object.hasOwn(state.batches, id) ? state.batches[id] : undefined;
  if (madeAt === undefined || madeAt + BATCH_LIFE_MS < now) issues.add('batch_id', 'invalid batch id');
}

function checkFrom(issues: Issues, from: unknown): void {
  if (isObject(from) && from.email) checkAddress(issues, from, 'from', 'From', FROM_REQUIRED);
  else issues.add('from.email', FROM_REQUIRED);
}

function checkReplyTo(issues: Issues, mail: Fields): void {
  if (mail.reply_to !== undefined) checkAddress(issues, mail.reply_to, 'reply_to', 'Reply-To', REPLY_TO);
  if (mail.reply_to_list === undefined) return;
  const list = Array.isArray(mail.reply_to_list) ? mail.reply_to_list : [undefined];
  list.forEach((one: unknown, index) =>
    checkAddress(issues, one, `reply_to_list.${index}`, 'Reply-To', REPLY_TO),
  );
  if (mail.reply_to !== undefined) {
    issues.add('reply_to', 'Only one of reply_to or reply_to_list may be used in a request.');
  }
}

/**
 * Checks a mail/send body against SendGrid's documented rules, in its words. `now` is epoch ms by the provider's
 * clock. Either all errors, or the body with its type.
 */
export function validateMail(
  body: unknown,
  state: SendgridState,
  now: number,
): { errors: ApiError[] } | { errors: null; mail: MailSendBody } {
  if (!isObject(body)) return { errors: [{ message: 'Bad Request', field: null, help: null }] };
  const issues = createIssues();
  const nowSeconds = Math.floor(now / 1000);
  checkPersonalizations(issues, body, nowSeconds);
  checkFrom(issues, body.from);
  checkReplyTo(issues, body);
  checkSubjects(issues, body);
  checkContent(issues, body);
  checkTemplate(issues, body.template_id);
  checkAttachments(issues, body.attachments);
  checkHeaders(issues, body.headers, 'headers');
  checkCategories(issues, body.categories);
  checkSendAt(issues, body.send_at, 'send_at', nowSeconds);
  checkBatch(issues, body.batch_id, state, now);
  checkAsm(issues, body.asm, state);
  checkSettings(issues, body);
  if (issues.list.length > 0) return { errors: issues.list };
  return { errors: null, mail: body as unknown as MailSendBody };
}
