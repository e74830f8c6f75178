import type { Request, Response } from 'express';
import type { ReportResult } from '@besahubs/contracts/reports';
import { logger } from '../lib/logger';
import { handled } from './route';

/** A JSON value a line. */
export const NDJSON = 'application/x-ndjson';

/** With what the compression middleware adds. */
type Compressed = Response & { flush(): void };

/** Who reads nothing for as long as this is as good as gone. */
const STALLED_MS = 60_000;

/**
 * Answers with lines as they come, each on its way as soon as the caller reads that fast. What goes wrong before the first
 * line is an error like any other; afterwards the connection is closed, so that nobody takes a part for the whole.
 */
export async function streamLines(
  res: Response,
  work: (write: (line: object) => void) => Promise<void>,
): Promise<typeof handled> {
  const { write, written } = lineWriter(res);
  try {
    await work(write);
    await written();
    res.end();
  } catch (error) {
    if (!res.headersSent) throw error;
    if (!res.destroyed) logger.error({ err: error as Error }, 'a stream of answers broke off');
    res.destroy(error as Error);
  }
  return handled;
}

/**
 * Writes a line when there is room for it: what waits until then is not copied into text, and it is dropped when nobody
 * reads any more. `written` resolves when none waits.
 */
function lineWriter(res: Response): { write: (line: object) => void; written: () => Promise<void> } {
  const waiting: object[] = [];
  let writing = Promise.resolve();
  let isWriting = false;
  let wake = (): void => undefined;
  // Compression forgets no listener for `drain`: so this is the only one.
  res.on('drain', () => wake());
  res.on('close', () => wake());
  const room = (): Promise<void> =>
    new Promise((resolve) => {
      const stalled = setTimeout(() => res.destroy(), STALLED_MS);
      wake = () => {
        clearTimeout(stalled);
        resolve();
      };
    });
  const writeAll = async (): Promise<void> => {
    isWriting = true;
    for (let line = waiting.shift(); line && !res.destroyed; line = waiting.shift())
      if (!writeLine(res, line)) await room();
    isWriting = false;
  };
  return {
    write: (line) => {
      if (res.destroyed) waiting.length = 0;
      else waiting.push(line);
      if (!isWriting) writing = writeAll().catch((error: Error) => void res.destroy(error));
    },
    written: () => writing,
  };
}

/** Whether there is room for more. */
function writeLine(res: Response, line: object): boolean {
  if (!res.headersSent)
    res.set({ 'Content-Type': NDJSON, 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
  const more = res.write(`${JSON.stringify(line)}\n`);
  // Compression would hold lines back until there are enough of them.
  (res as Compressed).flush();
  return more;
}

/** Names the answer: weakly, since how long it took is in it too. It may be kept, but not used unasked. */
export function tagAnswer(res: Response, version: string): void {
  res.set({ ETag: `W/"${version}"`, 'Cache-Control': 'private, no-cache' });
}

/**
 * Whether the caller has the answer of this version (RFC 9110, 13.1.2). Not Express's `req.fresh`, which says no whenever
 * browsers add `Cache-Control: no-cache`, as they do to every `If-None-Match` that a script sets.
 */
export function hasAnswer(req: Request, version: string): boolean {
  const tags = (req.get('If-None-Match') ?? '').split(',').map((tag) => tag.trim());
  return tags.some((tag) => tag === '*' || tag === `W/"${version}"` || tag === `"${version}"`);
}

/** A result under its name. */
export function tagged(res: Response, result: ReportResult): ReportResult {
  tagAnswer(res, result.meta.version);
  return result;
}
