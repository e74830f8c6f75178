/** Deeper than any event is nested, and than PostgreSQL or JSON.stringify would follow. */
const DEEPEST = 40;

const storableText = (text: string): string => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');

/**
 * A parsed JSON value as jsonb can hold it: without U+0000, without halves of characters, cut where it is nested without
 * end. Values are looked at, not their JSON: there the six characters of an escape can also be just that.
 */
export function storable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return '…';
  if (Array.isArray(value)) return value.map((item) => storable(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storableText(key), storable(item, depth + 1)]),
  );
}
