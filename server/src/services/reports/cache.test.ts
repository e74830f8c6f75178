import { describe, expect, it, vi } from 'vitest';
import { createFlights } from './cache';

describe('equal questions at the same time', () => {
  it('begin no work for who has hung up already', async () => {
    const fly = createFlights<number>();
    const work = vi.fn(() => Promise.resolve(1));
    await expect(fly('key', AbortSignal.abort(), work)).rejects.toThrow();
    expect(work).not.toHaveBeenCalled();
  });

  it('go on while one of those who wait is left, and end with the last', async () => {
    const fly = createFlights<number>();
    const [first, second] = [new AbortController(), new AbortController()];
    let gone: AbortSignal | undefined;
    const work = (signal: AbortSignal): Promise<number> => {
      gone = signal;
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new Error('cancelled'))),
      );
    };
    const both = [fly('key', first.signal, work), fly('key', second.signal, work)];
    first.abort();
    expect(gone?.aborted).toBe(false);
    second.abort();
    expect(gone?.aborted).toBe(true);
    for (const each of both) await expect(each).rejects.toThrow('cancelled');
  });
});
