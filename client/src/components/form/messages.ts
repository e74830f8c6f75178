import { z } from 'zod';

const FORMATS: Record<string, string> = {
  email: 'Enter a valid e-mail address',
  url: 'Enter a full address, such as https://example.com',
  date: 'Enter a date',
  datetime: 'Enter a date and time',
  uuid: 'Choose a record',
};

/** zod's findings in the words of a form; undefined leaves zod's own. */
function explain(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined || issue.input === null) return 'Required';
    return issue.expected === 'number' || issue.expected === 'int' ? 'Enter a number' : undefined;
  }
  if (issue.code === 'invalid_value' && !issue.input) return 'Required';
  if (issue.code === 'too_small' && issue.origin === 'string') {
    return issue.minimum === 1 ? 'Required' : `At least ${issue.minimum} characters`;
  }
  if (issue.code === 'too_small') return `At least ${issue.minimum}`;
  if (issue.code === 'too_big' && issue.origin === 'string') return `At most ${issue.maximum} characters`;
  if (issue.code === 'too_big') return `At most ${issue.maximum}`;
  if (issue.code === 'not_multiple_of') return 'Two decimals at most';
  return issue.code === 'invalid_format' ? FORMATS[issue.format] : undefined;
}

// zod's generated code needs eval, which the content security policy forbids.
z.config({ customError: explain, jitless: true });
