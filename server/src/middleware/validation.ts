import type { z } from 'zod';

/** Path of each invalid value → what is wrong with it, as the form that sent it wants it. */
export function fieldErrors(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
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

/** Path of the first string (or key) with a NUL byte, which PostgreSQL cannot store; null when there is none. */
export function findNul(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return value.includes('\0') ? path || 'body' : null;
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return null;
  for (const [key, inner] of Object.entries(value)) {
    const here = path ? `${path}.${key}` : key;
    if (key.includes('\0')) return here.replaceAll('\0', '');
    const found = findNul(inner, here);
    if (found !== null) return found;
  }
  return null;
}
