import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '../conditions';
import { deals } from '../datasets/deals';
import { aggregate } from './aggregate';
import { copyInto } from './copy';
import { maskOf, possible, timeOf } from './mask';
import { percentileOf } from './percentile';
import type { Plan } from './plan';
import { ExactSums, decimalOf } from './sums';
import { CHUNK, CodeColumn, ColumnTable, NumberColumn } from './table';
import type { Held, PlainRow } from './table';
import { UuidIndex, wordsOf } from './uuidIndex';

const held = (key: string, kind: Held['kind'], scale = 0): Held => {
  const field = deals.fields.get(key);
  if (!field) throw new Error(key);
  return { field, column: field.columns[0] ?? '', kind, scale };
};

describe('numbers of uuids', () => {
  it('are given once each, and lead back', () => {
    fc.assert(
      fc.property(fc.array(fc.uuid(), { maxLength: 4000 }), (uuids) => {
        const index = new UuidIndex();
        if (uuids.length % 2) index.reserve(uuids.length);
        const known = new Map<string, number>();
        for (const uuid of uuids) {
          const number = known.get(uuid) ?? known.size;
          known.set(uuid, number);
          if (number === 700) index.reserve(2000);
          expect(index.add(...wordsOf(uuid))).toBe(number);
        }
        expect(index.size).toBe(known.size);
        for (const [uuid, number] of known) {
          expect(index.find(wordsOf(uuid))).toBe(number);
          expect(index.text(number)).toBe(uuid);
        }
        expect(index.find(wordsOf('ffffffff-ffff-4fff-bfff-ffffffffffff'))).toBe(-1);
      }),
      { numRuns: 20 },
    );
  });
});

describe('sums', () => {
  it('are exact, however large', () => {
    const cents = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 300 }), (values) => {
        const sums = new ExactSums(2);
        for (const value of values) sums.add(1, Number(value));
        expect(sums.total(1)).toBe(values.reduce((sum, value) => sum + value, 0n));
        expect(sums.total(0)).toBe(0n);
      }),
    );
  });
  it.each([
    [-1205n, 2, '-12.05'],
    [5n, 2, '0.05'],
    [-5n, 4, '-0.0005'],
    [0n, 2, '0.00'],
    [42n, 0, '42'],
  ])('%s with %s decimals is %s', (units, scale, text) => {
    expect(decimalOf(units, scale)).toBe(text);
  });
});

describe('percentiles', () => {
  it('are those of the sorted values, whenever the work pauses', async () => {
    const numbers = fc.array(
      fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 })),
    );
    const pauses = fc.constantFrom(
      () => undefined,
      () => Promise.resolve(),
    );
    await fc.assert(
      fc.asyncProperty(numbers, fc.constantFrom(0.5, 0.9), pauses, async (drawn, fraction, pause) => {
        // PostgreSQL knows no -0.
        const values = drawn.map((value) => value + 0);
        const sorted = values.toSorted((a, b) => a - b);
        const place = fraction * (sorted.length - 1);
        const [low = 0, high = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
        const wanted = sorted.length ? low + (place - Math.floor(place)) * (high - low) : null;
        expect(await percentileOf(Float64Array.from(values), fraction, pause)).toEqual(wanted);
      }),
    );
  });
});

describe('moments', () => {
  it.each([
    ['1970-01-02', 'date', 1],
    ['2024-02-29', 'date', 19_782],
    ['1969-12-31', 'date', -1],
    ['1970-01-01T00:00:00Z', 'instant', 0],
    ['1970-01-01T00:00:00.000001Z', 'instant', 1],
    ['1970-01-01T00:00:01.5+01:00', 'instant', -3_598_500_000],
    ['2026-11-15T12:00:00.123456Z', 'instant', 1_794_744_000_123_456],
    ['2026-11-15T12:00:00.1234564Z', 'instant', 1_794_744_000_123_456],
    ['2026-11-15T12:00:00.1234567Z', 'instant', 1_794_744_000_123_457],
    ['2026-11-15T12:00:00.9999996Z', 'instant', 1_794_744_001_000_000],
    ['1970-01-01T00:00:00.0000005Z', 'instant', 0],
    ['1970-01-01T00:00:00.0000015Z', 'instant', 2],
  ] as const)('%s as %s', (text, kind, number) => {
    expect(timeOf(text, kind)).toBe(number);
  });
});

describe('rows as COPY sends them', () => {
  const columns = [
    held('stage', 'code'),
    held('owner', 'ref'),
    held('value', 'number', 2),
    held('createdAt', 'instant'),
  ];
  const int = (value: number, size: 2 | 4): Buffer => {
    const bytes = Buffer.alloc(size);
    if (size === 2) bytes.writeInt16BE(value);
    else bytes.writeInt32BE(value);
    return bytes;
  };
  const field = (bytes: Buffer | null): Buffer[] => (bytes ? [int(bytes.length, 4), bytes] : [int(-1, 4)]);
  const uuid = (text: string): Buffer => Buffer.from(text.replaceAll('-', ''), 'hex');
  const double = (value: number): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return bytes;
  };
  const sent = (rows: PlainRow[]): Buffer =>
    Buffer.concat([
      Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'),
      int(0, 4),
      int(0, 4),
      ...rows.flatMap(([id, stage, owner, value, at]) => [
        int(5, 2),
        ...field(uuid(id)),
        ...field(typeof stage === 'string' ? Buffer.from(stage) : null),
        ...field(typeof owner === 'string' ? uuid(owner) : null),
        ...field(typeof value === 'number' ? double(value) : null),
        ...field(typeof at === 'number' ? double(at) : null),
      ]),
      int(-1, 2),
    ]);
  const row = fc.tuple(
    fc.uuid(),
    fc.option(fc.constantFrom('won', 'lost', 'Ünïcödé')),
    fc.option(fc.uuid()),
    fc.option(fc.integer({ min: -1e9, max: 1e9 })),
    fc.option(fc.integer({ min: -1e9, max: 1e9 })),
  );
  const valuesOf = (table: ColumnTable, at: number) =>
    table.columns.map((column) =>
      column instanceof CodeColumn ? column.text(column.codes[at] ?? 0) : column.values[at],
    );

  it('arrive whole, wherever the network cuts them, as those put one by one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 40 }),
        fc.integer({ min: 1, max: 70 }),
        async (rows, size) => {
          const [read, put] = [new ColumnTable(columns), new ColumnTable(columns)];
          const stream = copyInto(read);
          const bytes = sent(rows);
          for (let at = 0; at < bytes.length; at += size) stream.write(bytes.subarray(at, at + size));
          stream.end();
          await once(stream, 'finish');
          for (const each of rows) put.put(each);
          expect(read.rows).toBe(put.rows);
          for (let at = 0; at < put.rows; at += 1) expect(valuesOf(read, at)).toEqual(valuesOf(put, at));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are taken to the end when there is no room for one, and that is told then', async () => {
    const table = new ColumnTable(columns);
    table.reserve = () => {
      throw new RangeError('Array buffer allocation failed');
    };
    const rows = Array.from({ length: 3000 }, (_row, at): PlainRow => [
      `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      'won',
      null,
      at,
      at,
    ]);
    const bytes = sent(rows);
    const taken = pipeline(
      Readable.from([bytes.subarray(0, 90_000), bytes.subarray(90_000)]),
      copyInto(table),
    );
    await expect(taken).rejects.toThrow('allocation failed');
    expect(table.rows).toBeLessThan(rows.length);
  });
});

describe('chunks that are passed over', () => {
  it('have no row that fulfils the condition, also after rows were changed', () => {
    const value = held('value', 'number', 2);
    const table = new ColumnTable([value]);
    const id = (at: number) => `00000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}`;
    for (let at = 0; at < 3 * CHUNK; at += 1) table.put([id(at), at % 50 === 0 ? null : at]);
    table.put([id(7), 2.5 * CHUNK]);
    table.put([id(2 * CHUNK + 1), -4]);
    const within = (bounds: object): Condition => ({
      field: value.field,
      not: false,
      test: { is: 'within', ...bounds },
    });
    const any = (condition: Condition, chunk: number): boolean => {
      const out = new Uint8Array(CHUNK);
      maskOf(condition, table)?.(chunk * CHUNK, CHUNK, out);
      return out.includes(1);
    };
    const conditions = [
      within({ gte: 2 * CHUNK }),
      within({ lt: 10 }),
      within({ gt: 2.5 * CHUNK, lte: 2.5 * CHUNK + 1 }),
      within({ gt: 3 * CHUNK }),
      within({}),
      { all: [within({ gte: 0 }), within({ lt: 0 })] },
      { any: [within({ gte: 2 * CHUNK }), within({ lt: 0 })] },
    ];
    const passed = conditions.map((condition) =>
      [0, 1, 2].map((chunk) => {
        const may = possible(condition, table)(chunk);
        if (!may) expect(any(condition, chunk)).toBe(false);
        return may;
      }),
    );
    expect(passed[0]).toEqual([true, false, true]);
    expect(passed[3]).toEqual([false, false, false]);
    expect(table.columns[0]).toBeInstanceOf(NumberColumn);
  });
});

describe('what is too much', () => {
  const id = (at: number) => `00000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}`;

  it('is refused by a table that has no room', () => {
    const table = new ColumnTable([held('value', 'number', 2)], 2);
    table.put([id(1), 1]);
    table.put([id(2), 2]);
    table.put([id(1), 3]);
    expect([table.hasRoomFor(0), table.hasRoomFor(1)]).toEqual([true, false]);
    expect(() => table.put([id(3), 3])).toThrow('room');
  });

  it('is left to the database: more groups than are worth handing over', async () => {
    const table = new ColumnTable([held('owner', 'ref')]);
    const [column] = table.columns;
    if (!(column instanceof CodeColumn)) throw new Error('a code');
    const counted = async (groups: number) => {
      while (table.rows < groups) table.put([id(table.rows), id(table.rows)]);
      const plan: Plan = {
        mask: null,
        possible: () => true,
        keys: [{ column, size: column.most + 1 }],
        measures: [{ agg: 'count', column: null, mask: null }],
        groups: column.most + 1,
      };
      return (await aggregate(table, plan, new AbortController().signal))?.keys[0]?.length;
    };
    expect(await counted(40_000)).toBe(40_000);
    expect(await counted(60_000)).toBeUndefined();
  });

  it('ends when nobody waits any more', async () => {
    const table = new ColumnTable([held('value', 'number', 2)]);
    for (let at = 0; at < 300_000; at += 1) table.put([id(at), at]);
    const plan: Plan = {
      mask: null,
      possible: () => true,
      keys: [],
      measures: Array.from({ length: 30 }, () => ({
        agg: 'sum',
        column: table.columns[0] ?? null,
        mask: null,
      })),
      groups: 1,
    };
    const gone = new AbortController();
    const working = aggregate(table, plan, gone.signal);
    gone.abort(new Error('hung up'));
    await expect(working).rejects.toThrow('hung up');
  });
});
