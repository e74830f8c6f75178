import { describe, expect, it, vi } from 'vitest';
import { readLines } from './ndjson';

const bytes = (text: string) => new TextEncoder().encode(text);
function bodyOf(chunks: readonly Uint8Array[], cancel = () => undefined): ReadableStream<Uint8Array> {
  const left = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const next = left.shift();
      if (next) controller.enqueue(next);
      else controller.close();
    },
    cancel,
  });
}
async function all(chunks: readonly Uint8Array[]): Promise<unknown[]> {
  const lines: unknown[] = [];
  for await (const line of readLines(bodyOf(chunks))) lines.push(line);
  return lines;
}

describe('readLines', () => {
  it('joins lines that chunks cut, also inside a letter', async () => {
    const whole = bytes('{"a":"é"}\n{"b":2}\n');
    const cuts = Array.from(whole, (_byte, at) => whole.slice(at, at + 1));
    expect(await all(cuts)).toEqual([{ a: 'é' }, { b: 2 }]);
  });
  it('takes several lines of one chunk, skips empty ones, and a last line without its end', async () => {
    expect(await all([bytes('1\n\n2\n3')])).toEqual([1, 2, 3]);
  });
  it('has nothing to say about an empty body', async () => {
    expect(await all([])).toEqual([]);
  });
  it('throws on what is no JSON', async () => {
    await expect(all([bytes('{"a":1}\n<html>\n')])).rejects.toThrow(SyntaxError);
  });
  it('hangs up when the reader stops early', async () => {
    const cancel = vi.fn(() => undefined);
    for await (const line of readLines<number>(bodyOf([bytes('1\n2\n'), bytes('3\n')], cancel)))
      if (line === 1) break;
    expect(cancel).toHaveBeenCalledOnce();
  });
});
