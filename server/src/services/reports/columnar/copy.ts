import { Writable } from 'node:stream';
import type { ColumnTable } from './table';

/** `PGCOPY\n\xff\r\n\0`, flags, length of the header's extension: https://www.postgresql.org/docs/current/sql-copy.html */
const HEADER = 11 + 4 + 4;
const END = -1;

/**
 * Reads what `COPY … TO STDOUT (FORMAT binary)` sends into a table. Rows may be cut anywhere between two chunks. What goes
 * wrong (there may be no memory for a row) is told at the end: a connection can do nothing else before all of it is taken.
 */
export function copyInto(table: ColumnTable): Writable {
  let rest: Buffer = Buffer.alloc(0);
  let skip = HEADER;
  let failed: { error: Error } | undefined;
  const read = (chunk: Buffer): void => {
    const bytes = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    if (bytes.length < skip) {
      rest = bytes;
      return;
    }
    let at = skip;
    skip = 0;
    for (let end = tupleEnd(bytes, at); end > 0; end = tupleEnd(bytes, at)) {
      table.read(bytes, at + 2);
      at = end;
    }
    rest = Buffer.from(bytes.subarray(at));
  };
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      try {
        if (!failed) read(chunk);
      } catch (error) {
        failed = { error: error as Error };
      }
      done();
    },
    final: (done) => done(failed?.error),
  });
}

/** Where the tuple that begins here ends; 0 when it is not all there, or the data is at its end. */
function tupleEnd(bytes: Buffer, start: number): number {
  if (start + 2 > bytes.length) return 0;
  const fields = bytes.readInt16BE(start);
  if (fields === END) return 0;
  let at = start + 2;
  for (let field = 0; field < fields; field += 1) {
    if (at + 4 > bytes.length) return 0;
    at += 4 + Math.max(0, bytes.readInt32BE(at));
  }
  return at <= bytes.length ? at : 0;
}
