import { AppError } from '../../../lib/errors';
import { inSnapshot } from '../snapshot';
import type { RawRow, Run } from '../pool';
import type { Statement } from '../sql';

/** Where a file goes. */
export interface Sink {
  /** Once, before anything is written: will all of it come? */
  start(complete: boolean): void;
  /** Resolves when more may be written. Rejects when nobody reads any more. */
  write(text: string): Promise<void>;
}

export interface ExportOptions {
  signal: AbortSignal;
  now: Date;
}

/** Of the few connections for reports exports leave some to those who look at dashboards. */
const MOST_AT_ONCE = 2;
const STATEMENT_TIMEOUT_MS = 30_000;

let running = 0;

/** Runs an export in one read-only snapshot. Errors: `rate_limited` when others are being written, those of `inSnapshot`. */
export async function inExport(signal: AbortSignal, work: (run: Run) => Promise<void>): Promise<void> {
  if (running >= MOST_AT_ONCE)
    throw new AppError('rate_limited', {
      message: 'Other files are being written right now. Try again in a moment.',
      retryAfter: 5,
    });
  running += 1;
  try {
    await inSnapshot(signal, async (run) => {
      await run({ text: `SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}`, values: [] });
      await work(run);
    });
  } finally {
    running -= 1;
  }
}

/** The rows of a statement, a batch at a time: never more of them in memory. One statement per snapshot. */
export async function* batchesOf(
  run: Run,
  { text, values }: Statement,
  size: number,
): AsyncGenerator<RawRow[]> {
  await run({ text: `DECLARE exported NO SCROLL CURSOR FOR ${text}`, values });
  for (;;) {
    const rows = await run({ text: `FETCH FORWARD ${size} FROM exported`, values: [] });
    if (rows.length) yield rows;
    if (rows.length < size) return;
  }
}

/** The last line of a file that is not complete. */
export const cutNote = (shown: number, total: number, noun: string): string =>
  `Not complete: the first ${shown.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} ${noun}.`;
