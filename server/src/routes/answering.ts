import type { Request, Response } from 'express';
import type { ReportResult } from '@besahubs/contracts/reports';
import { logger } from '../lib/logger';
import { handled } from './route';

/** A JSON value a line. */
export const NDJSON = 'application/x-ndjson';

/** With what the compression middleware adds. */
type Compressed = Response & { flush(): void };

/**
 * Answers with lines as they come, each on its way at once. What goes wrong before the first line is an error like any
 * other; afterwards the connection is closed, so that nobody takes a part for the whole.
 */
export async function streamLines(
  res: Response,
  work: (write: (line: object) => void) => Promise<void>,
): Promise<typeof handled> {
  try {
    await work((line) => {
      if (!res.headersSent)
        res.set({ 'Content-Type': NDJSON, 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
      res.write(`${JSON.stringify(line)}\n`);
      // Compression would hold lines back until there are enough of them.
      (res as Compressed).flush();
    });
    res.end();
  } catch (error) {
    if (!res.headersSent) throw error;
    logger.error({ err: error as Error }, 'a stream of answers broke off');
    res.destroy();
  }
  return handled;
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
