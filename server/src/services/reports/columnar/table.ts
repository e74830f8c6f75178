import type { Field } from '../dataset';
import { UuidIndex, grown, wordsOf } from './uuidIndex';

/**
 * `code`: one of few texts. `ref`: a uuid. `number`: as it is. `date`: days since 1970. `instant`: microseconds since 1970,
 * as PostgreSQL counts them.
 */
export type Kind = 'code' | 'ref' | 'number' | 'date' | 'instant';

/** Rows are looked at so many at once: what is computed of them stays in the processor's cache. */
export const CHUNK = 4096;

/** A field that is held, and the column of the table that it is. */
export interface Held {
  field: Field;
  column: string;
  kind: Kind;
  /** Decimals of a number: sums are computed in whole units of the last one, so that they are exact. */
  scale: number;
}

/** Values that repeat, numbered from 1; 0 is none. */
export class CodeColumn {
  codes = new Int32Array(1024);
  readonly held: Held;
  readonly #texts: string[] = [];
  readonly #byText = new Map<string, number>();
  readonly #uuids = new UuidIndex();

  constructor(held: Held) {
    this.held = held;
  }

  /** Codes run from 0 to this. */
  get most(): number {
    return this.held.kind === 'ref' ? this.#uuids.size : this.#texts.length;
  }

  set(at: number, value: string | null): void {
    if (value === null) this.codes[at] = 0;
    else if (this.held.kind === 'ref') this.codes[at] = 1 + this.#uuids.add(...wordsOf(value));
    else this.codes[at] = this.#codeFor(value);
  }

  /** A value of PostgreSQL's binary format. */
  read(bytes: Buffer, from: number, length: number, at: number): void {
    if (this.held.kind === 'ref') this.codes[at] = 1 + addUuid(this.#uuids, bytes, from);
    else this.codes[at] = this.#codeFor(bytes.toString('utf8', from, from + length));
  }

  /** The code of a value, -1 when no row has it. */
  find(value: string): number {
    const code = this.held.kind === 'ref' ? 1 + this.#uuids.find(wordsOf(value)) : this.#byText.get(value);
    return code || -1;
  }

  text(code: number): string | null {
    if (code === 0) return null;
    return this.held.kind === 'ref' ? this.#uuids.text(code - 1) : (this.#texts[code - 1] ?? null);
  }

  reserve(rows: number): void {
    if (this.codes.length < rows) this.codes = grown(this.codes, rows);
  }

  #codeFor(text: string): number {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const code = this.#texts.push(text);
    this.#byText.set(text, code);
    return code;
  }
}

/** Numbers, dates and instants; NaN is none. */
export class NumberColumn {
  values = new Float64Array(1024);
  /** Least and most of each chunk, or of what it once held: what lies outside need not be looked at. */
  readonly least: number[] = [];
  readonly most: number[] = [];
  readonly held: Held;

  constructor(held: Held) {
    this.held = held;
  }

  /** As `selectOf` reads it: instants come in seconds. */
  set(at: number, value: number | null): void {
    if (value === null) {
      this.values[at] = Number.NaN;
      return;
    }
    const own = this.held.kind === 'instant' ? Math.round(value * 1e6) : value;
    this.values[at] = own;
    const chunk = Math.floor(at / CHUNK);
    if (!(own >= (this.least[chunk] ?? Number.POSITIVE_INFINITY))) this.least[chunk] = own;
    if (!(own <= (this.most[chunk] ?? Number.NEGATIVE_INFINITY))) this.most[chunk] = own;
  }

  read(bytes: Buffer, from: number, _length: number, at: number): void {
    this.set(at, bytes.readDoubleBE(from));
  }

  reserve(rows: number): void {
    if (this.values.length < rows) this.values = grown(this.values, rows);
  }
}

export type Column = CodeColumn | NumberColumn;

const addUuid = (index: UuidIndex, bytes: Buffer, from: number): number =>
  index.add(
    bytes.readInt32BE(from),
    bytes.readInt32BE(from + 4),
    bytes.readInt32BE(from + 8),
    bytes.readInt32BE(from + 12),
  );

/** What a column is selected as: texts and uuids as they are, everything else as a double. */
export function selectOf({ column, kind }: Held): string {
  const sql = `d."${column}"`;
  switch (kind) {
    case 'code':
    case 'ref':
      return sql;
    case 'number':
      return `${sql}::float8`;
    case 'date':
      return `date_part('epoch', ${sql}::timestamp) / 86400`;
    case 'instant':
      return `date_part('epoch', ${sql})`;
  }
}

/** Memory that a row takes, in bytes. */
export const rowBytes = (held: readonly Held[]): number =>
  held.reduce((sum, { kind }) => sum + (kind === 'code' || kind === 'ref' ? 4 : 8), 16 + 8 + 1);

/** A row as a query answers it: an id, and the values in the order of the columns. */
export type PlainRow = [id: string, ...values: (string | number | null)[]];

/** The rows of a database table as columns in memory. A row keeps its place; what is deleted leaves it empty. */
export class ColumnTable {
  /** Places in use, also of rows that are gone. */
  rows = 0;
  alive = new Uint8Array(1024);
  readonly columns: readonly Column[];
  readonly #byField = new Map<Field, Column>();
  readonly #ids = new UuidIndex();
  readonly #most: number;

  /** `most`: how many rows there is room for. */
  constructor(held: readonly Held[], most = Number.POSITIVE_INFINITY) {
    this.#most = most;
    this.columns = held.map((each) =>
      each.kind === 'code' || each.kind === 'ref' ? new CodeColumn(each) : new NumberColumn(each),
    );
    for (const column of this.columns) this.#byField.set(column.held.field, column);
  }

  /** Whether so many rows more may be put. */
  hasRoomFor(rows: number): boolean {
    return this.rows + rows <= this.#most;
  }

  column(field: Field): Column | undefined {
    return this.#byField.get(field);
  }

  /** The row with this id, as it is now. */
  put([id, ...values]: PlainRow): void {
    const at = this.#place(this.#ids.add(...wordsOf(id)));
    this.columns.forEach((column, index) => column.set(at, (values[index] ?? null) as never));
  }

  /** The same from a tuple of COPY’s binary format, whose first field is the id; answers where the tuple ends. */
  read(bytes: Buffer, start: number): number {
    const at = this.#place(addUuid(this.#ids, bytes, start + 4));
    let from = start + 20;
    for (const column of this.columns) {
      const length = bytes.readInt32BE(from);
      from += 4;
      if (length < 0) column.set(at, null);
      else {
        column.read(bytes, from, length, at);
        from += length;
      }
    }
    return from;
  }

  remove(id: string): void {
    const at = this.#ids.find(wordsOf(id));
    if (at >= 0) this.alive[at] = 0;
  }

  /** A mask of the rows with these ids. */
  placesMask(ids: readonly string[]): (from: number, count: number, out: Uint8Array) => void {
    const places = new Uint8Array(this.rows);
    for (const id of ids) {
      const at = this.#ids.find(wordsOf(id));
      if (at >= 0) places[at] = 1;
    }
    return (from, count, out) => out.set(places.subarray(from, from + count));
  }

  reserve(rows: number): void {
    if (rows <= this.alive.length) return;
    this.alive = grown(this.alive, rows);
    this.#ids.reserve(rows);
    for (const column of this.columns) column.reserve(rows);
  }

  #place(at: number): number {
    if (at >= this.#most) throw new Error('more rows than there is room for');
    if (at >= this.alive.length) this.reserve(2 * this.alive.length);
    this.alive[at] = 1;
    this.rows = this.#ids.size;
    return at;
  }
}
