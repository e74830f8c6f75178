import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { database } from '../../models';
import { useDatabase } from '../../testing/db';
import { answerAll } from './answers';
import type { Outcome, Question } from './answers';
import type { Run } from './pool';
import { inSnapshot, shareSnapshot } from './snapshot';
import type { Enqueue } from './snapshot';

useDatabase();
const stay = new AbortController().signal;
const one = (run: Run) => run({ text: 'SELECT 1 AS one', values: [] });
const reason = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: Error) => error.message,
  );

describe('work that shares a snapshot', () => {
  it('fails what was enqueued when the plan breaks off, and whoever waits for it hears so', async () => {
    const waiting: Promise<string>[] = [];
    const shared = shareSnapshot((_versions, enqueue) => {
      waiting.push(reason(enqueue(stay, one)), reason(enqueue(stay, one)));
      throw new Error('the plan broke off');
    });
    await expect(shared).rejects.toThrow('the plan broke off');
    expect(await Promise.all(waiting)).toEqual(['the plan broke off', 'the plan broke off']);
  });

  it('takes nothing more when it is over', async () => {
    let late: Enqueue | undefined;
    const done: Promise<unknown>[] = [];
    await shareSnapshot((_versions, enqueue) => {
      late = enqueue;
      done.push(enqueue(stay, one));
    });
    expect(await Promise.all(done)).toEqual([[{ one: 1 }]]);
    await expect(late?.(stay, one)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('gives its connections back, also when the plan breaks off', async () => {
    for (let round = 0; round < 10; round += 1)
      await expect(
        shareSnapshot(() => {
          throw new Error('again');
        }),
      ).rejects.toThrow('again');
    const done: Promise<unknown>[] = [];
    await shareSnapshot((_versions, enqueue) => {
      done.push(enqueue(stay, one));
    });
    expect(await Promise.all(done)).toHaveLength(1);
  });
});

it('fails, and nothing else, when the connection is lost while nothing runs on it', async () => {
  const lost = inSnapshot(stay, async (run) => {
    const [row] = await run({ text: 'SELECT pg_backend_pid() AS pid', values: [] });
    await database().query('SELECT pg_terminate_backend($1)', { bind: [row?.['pid']] });
    await setTimeout(200);
    return one(run);
  });
  await expect(lost).rejects.toThrow();
  expect(await inSnapshot(stay, one)).toEqual([{ one: 1 }]);
});

describe('questions of several dashboards', () => {
  const question = (key: string): Question => ({
    key,
    tables: [],
    execute: async ({ run }) => {
      await run({ text: 'SELECT pg_sleep(0.05)', values: [] });
      return { rows: [], fields: [], meta: {} } as unknown as Awaited<ReturnType<Question['execute']>>;
    },
  });
  const ask = (keys: string[], answered: (index: number, outcome: Outcome) => void) =>
    answerAll(
      keys.map((key) => ({ question: question(key) })),
      new AbortController().signal,
      answered,
    );

  it('are not lost when one that listens breaks off', async () => {
    const heard: [number, string][] = [];
    const broken = ask(['a', 'b', 'c'], () => {
      throw new Error('nobody listens');
    });
    const other = ask(['b', 'c', 'd'], (index, outcome) =>
      heard.push([index, Object.keys(outcome)[0] ?? '']),
    );
    await expect(broken).rejects.toThrow('nobody listens');
    await other;
    expect(heard.sort()).toEqual([0, 1, 2].map((index) => [index, 'answer']));
    // Nothing is still in flight: who asks again is answered.
    const again: number[] = [];
    await ask(['a', 'b', 'c', 'd'], (index) => again.push(index));
    expect(again.sort()).toEqual([0, 1, 2, 3]);
  });
});
