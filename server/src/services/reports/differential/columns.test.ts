import fc from 'fast-check';
import { beforeAll, expect, it, vi } from 'vitest';
import { reportQuery } from '@besahubs/contracts/reports';
import type { ReportQueryInput } from '@besahubs/contracts/reports';
import { database } from '../../../models';
import { loadNow } from '../columnar/columnar';
import { groupings } from '../columnar/metrics';
import { isHeld } from '../columnar/plan';
import { heldOf } from '../columnar/source';
import { deals } from '../datasets/deals';
import { resolveQuery } from '../resolve';
import { useNastyFirm } from './firm';
import { queries } from './generate';
import { asking, judge } from './judge';
import { MOMENTS } from './nasty';
import type { Reader } from './people';
import { readWorld } from './world';

/** What is answered from memory against the same slow and obvious implementation that judges the database's answers. */

vi.setConfig({ testTimeout: 120_000 });
const SEED = 20_261_127;
const QUESTIONS = 20;

const firm = useNastyFirm();
beforeAll(() => loadNow(deals));

/** One of each role, another object each time: what an actor sees of the world is remembered with the actor. */
const readers = (): Reader[] =>
  Object.values(firm.people.readers)
    .flatMap((all) => all.slice(0, 2))
    .map((reader) => ({ ...reader, ctx: { ...reader.ctx, actor: { ...reader.ctx.actor } } }));
const fromColumns = async (): Promise<number> =>
  (await groupings.get()).values.find(({ labels }) => labels.from === 'columns')?.value ?? 0;

/** Whether columns are there for it. */
function fits(input: ReportQueryInput, { ctx: { actor } }: Reader, now: string): boolean {
  try {
    return isHeld(resolveQuery(reportQuery.parse(input), deals, actor, new Date(now)), heldOf(deals));
  } catch {
    return false;
  }
}

const about = { dataset: 'deals', fields: deals.held ?? [] } as const;

/** Answers how many groupings came from memory. */
async function askAll(reader: Reader, seed: number, count: number): Promise<number> {
  const before = await fromColumns();
  for (const [moment, now] of MOMENTS.entries()) {
    const arbitrary = queries(asking(firm.world, reader, {}, now), about).filter((input) =>
      fits(input, reader, now),
    );
    for (const input of fc.sample(arbitrary, { numRuns: count, seed: seed + moment })) {
      const wrong = await judge(firm.world, { input, reader, now });
      const asked = `${reader.name} at ${now}: ${JSON.stringify(input)}`;
      expect([asked, ...wrong]).toEqual([asked]);
    }
  }
  return (await fromColumns()) - before;
}

it('is the same for every role, and is answered from memory', async () => {
  for (const [index, reader] of readers().entries()) {
    const answered = await askAll(reader, SEED + 10 * index, QUESTIONS);
    expect([reader.name, answered > (QUESTIONS * MOMENTS.length) / 4]).toEqual([reader.name, true]);
  }
});

it('is the same after every kind of write', async () => {
  const write = (sql: string) => database().query(sql);
  const writes = [
    `UPDATE "Deal" SET value = -0.01, stage = 'won', "ownerId" = NULL WHERE id IN (SELECT id FROM "Deal" ORDER BY id LIMIT 9)`,
    `UPDATE "Deal" SET "deletedAt" = now() WHERE id IN (SELECT id FROM "Deal" ORDER BY id DESC LIMIT 20)`,
    `DELETE FROM "Deal" WHERE id IN (SELECT id FROM "Deal" ORDER BY name, id LIMIT 15)`,
    `UPDATE "Deal" SET "deletedAt" = NULL`,
    `INSERT INTO "Deal" (name, kind, representation, value, "ownerId", "createdAt")
       SELECT 'New', 'lease', 'tenant', value, "ownerId", "createdAt" + interval '1 hour' FROM "Deal"`,
    `UPDATE "User" SET "deletedAt" = now() WHERE role = 'agent'`,
    `DELETE FROM "Team"`,
  ];
  for (const [index, sql] of writes.entries()) {
    await write(sql);
    firm.world = await readWorld();
    for (const reader of readers()) {
      const answered = await askAll(reader, SEED + 100 * (index + 1), 1);
      expect([sql, reader.name, answered > 0]).toEqual([sql, reader.name, true]);
    }
  }
});
