import { z } from 'zod';

/** As much of JSON Schema as zod writes for our contracts. */
interface Shape {
  type?: string | string[];
  format?: string;
  enum?: (string | number)[];
  anyOf?: Shape[];
  items?: Shape;
  properties?: Record<string, Shape>;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
}

/** The shape of a value that is there: null may be anything's. */
function plain(shape: Shape): Shape {
  const { type, anyOf } = shape;
  if (anyOf) return anyOf.find((option) => option.type !== 'null') ?? shape;
  return Array.isArray(type) ? { ...shape, type: type.find((name) => name !== 'null') ?? 'null' } : shape;
}

/** What a contract says its fields look like. */
export const fieldsOf = (contract: z.ZodType): Record<string, Shape> => {
  const { properties = {} } = z.toJSONSchema(contract, { io: 'input', unrepresentable: 'any' }) as Shape;
  return Object.fromEntries(Object.entries(properties).map(([name, shape]) => [name, plain(shape)]));
};

const DAY_MS = 86_400_000;
/** Days count from here: no test cares which days they are. */
const FIRST_DAY = Date.UTC(2020, 0, 1);

function numberOf({ type, minimum = 0, maximum = 1e6, multipleOf }: Shape, n: number): number {
  const lowest = Math.max(minimum, 0);
  const whole = lowest + (n % (Math.min(maximum, lowest + 5000) - lowest));
  if (type === 'integer') return whole;
  return multipleOf === 0.01 ? whole + 0.25 : whole + 0.5;
}

function valueOf(name: string, shape: Shape, n: number, bit: boolean): unknown {
  if (shape.enum) return shape.enum[n % shape.enum.length];
  switch (shape.type) {
    case 'boolean':
      return bit;
    case 'integer':
    case 'number':
      return numberOf(shape, n);
    case 'array':
      return [valueOf(name, plain(shape.items ?? {}), n, bit)];
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.properties ?? {}).map(([key, inner]) => [
          key,
          valueOf(key, plain(inner), n, bit),
        ]),
      );
    default:
      break;
  }
  if (shape.format === 'date') return new Date(FIRST_DAY + n * DAY_MS).toISOString().slice(0, 10);
  if (shape.format === 'date-time') return new Date(FIRST_DAY + n * DAY_MS + n * 1000).toISOString();
  if (shape.format === 'email') return `${name.toLowerCase()}${n}@distinct.example`;
  if (shape.format === 'uri') return `https://distinct.example/${name}/${n}`;
  return `${name} ${n}`.slice(-(shape.maxLength ?? 200));
}

/**
 * A value for each field of a contract, none like another's, and other ones for every `seed`: what was copied from the wrong
 * field shows. Truths differ over six seeds as the bits of the field's place do. Ids are left out: they are the caller's.
 */
export function distinct(contract: z.ZodType, seed: number): Record<string, unknown> {
  const fields = Object.entries(fieldsOf(contract)).filter(([, { format }]) => format !== 'uuid');
  return Object.fromEntries(
    fields.map(([name, shape], index) => [
      name,
      valueOf(name, shape, 1 + index + seed * 61, ((index >> (seed % 6)) & 1) === 1),
    ]),
  );
}
