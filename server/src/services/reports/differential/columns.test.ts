import fc from 'fast-check';
import { beforeAll, expect, it, vi } from 'vitest';
import { reportQuery } from '@besahubs/contracts/reports';
import type { ReportQueryInput } from '@besahubs/contracts/reports';
import { database } from '../../../models';
import { useDatabase } from '../../../testing/db';
import { loadNow } from '../columnar/columnar';
import { groupings } from '../columnar/metrics';
import { isHeld } from '../columnar/plan';
import { heldOf } from '../columnar/source';
import { deals } from '../datasets/deals';
import { resolveQuery } from '../resolve';
import { queries } from './generate';
import { asking, judge } from './judge';
import { MOMENTS } from './nasty';
import type { People, Reader } from './people';
import { seedNastyFirm } from './seed';
import { readWorld } from './world';
import type { World } from './world';

/** What is answered from memory against the same slow and obvious implementation that judges the database's answers. */

vi.setConfig({ testTimeout: 120_000 });
const SEED = 20_261_127;
const QUESTIONS = 40;

useDatabase();
let people: People;
let world: World;
beforeAll(async () => {
  people = await seedNastyFirm();
  await loadNow(deals);
});

/** Another one each time: what an actor sees of the world is remembered with the actor. */
function admin(): Reader {
  const reader = people.readers.admin[0] as Reader;
  return { ...reader, ctx: { ...reader.ctx, actor: { ...reader.ctx.actor } } };
}
const fromColumns = async (): Promise<number> =>
  (await groupings.get()).values.find(({ labels }) => labels.from === 'columns')?.value ?? 0;

/** Whether columns are there for it. */
function fits(input: ReportQueryInput, now: string): boolean {
  const { actor } = admin().ctx;
  try {
    return isHeld(resolveQuery(reportQuery.parse(input), deals, actor, new Date(now)), actor, heldOf(deals));
  } catch {
    return false;
  }
}

async function askAll(seed: number, count: number): Promise<void> {
  world = await readWorld();
  const reader = admin();
  const about = { dataset: 'deals', fields: deals.held ?? [] } as const;
  for (const [moment, now] of MOMENTS.entries()) {
    const arbitrary = queries(asking(world, reader, {}, now), about).filter((input) => fits(input, now));
    for (const input of fc.sample(arbitrary, { numRuns: count, seed: seed + moment })) {
      const wrong = await judge(world, { input, reader, now });
      expect([JSON.stringify(input), now, ...wrong]).toEqual([JSON.stringify(input), now]);
    }
  }
}

it('is the same, and is answered from memory', async () => {
  const before = await fromColumns();
  await askAll(SEED, QUESTIONS);
  expect((await fromColumns()) - before).toBeGreaterThan((QUESTIONS * MOMENTS.length) / 2);
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
    const before = await fromColumns();
    await askAll(SEED + 100 * (index + 1), 4);
    expect([sql, (await fromColumns()) > before]).toEqual([sql, true]);
  }
});
