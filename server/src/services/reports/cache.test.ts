import { describe, expect, it, vi } from 'vitest';
import { createCache, createFlights } from './cache';

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

describe('what is kept', () => {
  const cache = () => createCache<string>({ most: 10, weigh: (_key, value) => value.length, ttlMs: 1000 });

  it('is what was used last, as far as it is not too much together', () => {
    const kept = cache();
    kept.set('a', 'xxxx', 0);
    kept.set('b', 'xxxx', 0);
    kept.get('a', 1);
    kept.set('c', 'xxxx', 2);
    expect(['a', 'b', 'c'].map((key) => kept.get(key, 3))).toEqual(['xxxx', undefined, 'xxxx']);
  });

  it('is nothing that is too much by itself, and replaces what it was', () => {
    const kept = cache();
    kept.set('a', 'xxxx', 0);
    kept.set('big', 'x'.repeat(11), 0);
    expect(kept.get('big', 1)).toBeUndefined();
    for (let round = 0; round < 5; round += 1) kept.set('a', 'yyyyyyyy', 1);
    kept.set('b', 'x', 1);
    expect([kept.get('a', 2), kept.get('b', 2)]).toEqual(['yyyyyyyy', 'x']);
  });

  it('ends after its time, and weighs nothing any more', () => {
    const kept = cache();
    kept.set('a', 'x'.repeat(10), 0);
    expect(kept.get('a', 1000)).toBeUndefined();
    kept.set('b', 'x'.repeat(10), 1000);
    expect(kept.get('b', 1001)).toBe('x'.repeat(10));
  });
});
