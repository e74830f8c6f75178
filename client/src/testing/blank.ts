import type { z } from 'zod';

/** Record n of a test. */
export const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const INSTANT = '2026-01-15T16:00:00.000Z';

/** The least value that a schema of the contract allows: null or nothing where it may be, else empty, zero, the first. */
function leastOf(schema: z.core.$ZodType): unknown {
  const { def } = schema._zod as z.core.$ZodTypes['_zod'];
  switch (def.type) {
    case 'nullable':
      return null;
    case 'optional':
      return undefined;
    case 'default':
      return def.defaultValue;
    case 'object':
      return Object.fromEntries(Object.entries(def.shape).map(([key, part]) => [key, leastOf(part)]));
    case 'array':
      return [];
    case 'record':
      return {};
    case 'enum':
      return Object.values(def.entries)[0];
    case 'literal':
      return def.values[0];
    case 'boolean':
      return false;
    case 'number':
      return 0;
    case 'string':
      return { uuid: idOf(1), datetime: INSTANT, date: INSTANT.slice(0, 10) }[formatOf(def)] ?? '';
    default:
      throw new Error(`blank does not know ${def.type}`);
  }
}
const formatOf = (def: object): string => ('format' in def ? String(def.format) : '');

/**
 * A record as the server sends it, of whatever the contract says it has, with nothing in it but what is given:
 * `blank(contact, { name: 'Ana Ruiz' })`. What a contract gains, every test has.
 */
export const blank = <S extends z.ZodObject>(schema: S, given: Partial<z.output<S>> = {}): z.output<S> => ({
  ...(leastOf(schema) as z.output<S>),
  ...given,
});
