import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '@besahubs/contracts/common';
import { reportQuery } from '@besahubs/contracts/reports';
import type { ReportQueryInput } from '@besahubs/contracts/reports';
import { listDatasets } from '../queryEngine';
import { catalog } from './catalog';
import { useNastyFirm } from './firm';
import { queries } from './generate';
import { asking, judge } from './judge';
import type { Question } from './judge';
import { minimal } from './minimal';
import { MOMENTS } from './nasty';
import type { Reader } from './people';

/** The report engine against a second, slow and obvious implementation, over questions that nobody thought of. */

const SEED = 20_261_126;
const QUESTIONS = 2_000;
const AT_ONCE = 4;

const firm = useNastyFirm();

async function firstWrong(questions: Question[]): Promise<Question | null> {
  const left = [...questions];
  let wrong: Question | null = null;
  const work = async () => {
    for (let next = left.shift(); next && !wrong; next = left.shift())
      if ((await judge(firm.world, next)).length) wrong ??= next;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return wrong;
}

/** The smallest question that still goes wrong, to be pasted into a test. */
async function report({ input, reader, now }: Question): Promise<string> {
  const fails = async (candidate: ReportQueryInput) =>
    reportQuery.safeParse(candidate).success &&
    (await judge(firm.world, { input: candidate, reader, now })).some(
      (text) => !text.startsWith('refused') || text.includes('{}'),
    );
  const small = (await fails(input)) ? await minimal(input, fails) : input;
  const wrong = await judge(firm.world, { input: small, reader, now });
  return `seed ${SEED}, ${reader.name} at ${now} asks ${JSON.stringify(small)}\n${wrong.slice(0, 8).join('\n')}`;
}

describe('random questions', () => {
  it.each<Role>(['admin', 'manager', 'agent'])(
    'are answered for %s as by hand',
    async (role) => {
      const readers = firm.people.readers[role];
      const each = Math.ceil(QUESTIONS / readers.length / MOMENTS.length);
      const questions = readers.flatMap((reader, index) =>
        MOMENTS.flatMap((now, moment) =>
          fc
            .sample(queries(asking(firm.world, reader, {}, now)), {
              numRuns: each,
              seed: SEED + 10 * index + moment,
            })
            .map((input) => ({ input, reader, now })),
        ),
      );
      const wrong = await firstWrong(questions);
      expect(wrong && (await report(wrong))).toBeNull();
    },
    240_000,
  );
});

describe('the evaluator', () => {
  it('knows every field of every dataset it knows', () => {
    const known = new Map(Object.entries(catalog));
    for (const { key, fields } of listDatasets(firm.people.readers.admin[0]?.ctx as Reader['ctx'])) {
      const mine = known.get(key);
      if (mine)
        expect([key, fields.map((field) => field.key).sort()]).toEqual([key, Object.keys(mine).sort()]);
    }
  });
});
