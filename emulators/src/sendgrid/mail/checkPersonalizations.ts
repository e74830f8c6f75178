import {
  checkAddress,
  checkHeaders,
  checkSendAt,
  checkSubject,
  isObject,
  type Fields,
  type Issues,
} from './issues';

const MOST = 1000;
const MOST_SUBSTITUTIONS = 10_000;
const MOST_CUSTOM_ARG_BYTES = 10_000;

const RECIPIENT_OBJECT =
  'array, when used, must at least have an email parameter with a valid email address and it may also contain a name parameter. e.g. {"email": "example@example.com"} or {"email": "example@example.com", "name": "Example Recipient"}.';
const LABELS = { to: 'To', cc: 'CC', bcc: 'BCC' } as const;

function checkRecipients(issues: Issues, personalization: Fields, field: string): number {
  const seen = new Set<string>();
  let count = 0;
  for (const kind of ['to', 'cc', 'bcc'] as const) {
    const list = personalization[kind];
    if (list === undefined) continue;
    if (!Array.isArray(list)) {
      issues.add(`${field}.${kind}`, `The ${kind} ${RECIPIENT_OBJECT}`);
      continue;
    }
    list.forEach((recipient: unknown, index) => {
      count += 1;
      const at = `${field}.${kind}.${index}`;
      checkAddress(issues, recipient, at, LABELS[kind], `The ${kind} ${RECIPIENT_OBJECT}`);
      const email =
        isObject(recipient) && typeof recipient.email === 'string' ? recipient.email.toLowerCase() : '';
      if (email && seen.has(email)) {
        issues.add(
          field,
          `Each email address in the personalization block should be unique between to, cc, and bcc. We found the first duplicate instance of [${email}] in the ${field}.${kind} field.`,
        );
      }
      seen.add(email);
    });
  }
  return count;
}

/** `global` are the request's own custom args: their combined size counts. */
function checkCustomArgs(issues: Issues, own: unknown, global: Fields, field: string): void {
  if (own === undefined) return;
  if (!isObject(own)) {
    issues.add(field, 'All values of custom arguments object must be strings');
    return;
  }
  const values = Object.values(own);
  if (values.length === 0) issues.add(field, 'custom_args cannot be empty.');
  if (values.some((value) => typeof value !== 'string')) {
    issues.add(field, 'All values of custom arguments object must be strings');
  }
  if (Buffer.byteLength(JSON.stringify({ ...global, ...own })) > MOST_CUSTOM_ARG_BYTES) {
    issues.add(
      field,
      'The combined size of both global and personalization custom arguments may not exceed 10,000 bytes per personalization.',
    );
  }
}

function checkSubstitutions(issues: Issues, value: unknown, field: string): void {
  if (value === undefined) return;
  if (!isObject(value) || Object.values(value).some((text) => typeof text !== 'string')) {
    issues.add(
      field,
      'The substitution values must be an object of key/value pairs, where the values are all strings.',
    );
    return;
  }
  if (Object.keys(value).length > MOST_SUBSTITUTIONS)
    issues.add(field, 'You are limited to 10,000 substitutions.');
}

function checkOne(issues: Issues, value: unknown, field: string, globalArgs: Fields, now: number): number {
  if (!isObject(value) || !Array.isArray(value.to) || value.to.length === 0) {
    issues.add(`${field}.to`, 'The to parameter is required for all personalization objects.');
    return 0;
  }
  checkSubject(issues, value.subject, `${field}.subject`);
  checkHeaders(issues, value.headers, `${field}.headers`);
  checkSendAt(issues, value.send_at, `${field}.send_at`, now);
  checkCustomArgs(issues, value.custom_args, globalArgs, `${field}.custom_args`);
  checkSubstitutions(issues, value.substitutions, `${field}.substitutions`);
  if (value.dynamic_template_data !== undefined && !isObject(value.dynamic_template_data)) {
    issues.add(`${field}.dynamic_template_data`, 'The dynamic_template_data must be a valid JSON object.');
  }
  return checkRecipients(issues, value, field);
}

/** `now` in unix seconds. */
export function checkPersonalizations(issues: Issues, mail: Fields, now: number): void {
  const list = mail.personalizations;
  if (!Array.isArray(list)) {
    issues.add(
      'personalizations',
      'The personalizations field is required and must have at least one personalization.',
    );
    return;
  }
  if (list.length === 0) issues.add('personalizations', 'You must have at least one personalization.');
  if (list.length > MOST) {
    issues.add(
      'personalizations',
      `The personalization block is limited to 1000 personalizations per API request. You have provided ${list.length} personalizations. Please consider splitting this into multiple requests and resending your request.`,
    );
    return;
  }
  const globalArgs = isObject(mail.custom_args) ? mail.custom_args : {};
  checkCustomArgs(issues, mail.custom_args, {}, 'custom_args');
  const recipients = list.reduce<number>(
    (sum, personalization, index) =>
      sum + checkOne(issues, personalization, `personalizations.${index}`, globalArgs, now),
    0,
  );
  if (recipients > MOST) {
    issues.add('personalizations', 'There is a limit of 1000 total recipients (to + cc + bcc) per request.');
  }
}
