import type { z } from 'zod';
import { AppError } from '../lib/errors';

/** Path of each invalid value → what is wrong with it, as the form that sent it wants it. */
export function fieldErrors(error: z.ZodError): Record<string, string> {
  // Without a prototype: a field may be called `__proto__`.
  const fields = Object.create(null) as Record<string, string>;
  for (const issue of error.issues) {
    const path = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) fields[path ? `${path}.${key}` : key] = 'Unknown field.';
      continue;
    }
    fields[path || 'body'] ??= issue.message;
  }
  return fields;
}

/** Deeper than any contract; what recurses further would exhaust the stack. */
const MOST_NESTED = 64;

/** Path of the first string (or key) with a NUL byte, which PostgreSQL cannot store; null when there is none. */
export function findNul(value: unknown, path = '', depth = 0): string | null {
  if (depth > MOST_NESTED) throw new AppError('malformed', { message: 'The body is nested too deeply.' });
  if (typeof value === 'string') return value.includes('\0') ? path || 'body' : null;
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return null;
  for (const [key, inner] of Object.entries(value)) {
    const here = path ? `${path}.${key}` : key;
    if (key.includes('\0')) return here.replaceAll('\0', '');
    const found = findNul(inner, here, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
