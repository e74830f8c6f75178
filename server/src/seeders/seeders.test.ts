import { QueryTypes } from 'sequelize';
import { beforeAll, describe, expect, it } from 'vitest';
import { database } from '../models';
import { useDatabase } from '../testing/db';
import { seedDemo } from './index';
import { Random } from './random';

useDatabase();
const one = async (sql: string) => {
  const [row] = await database().query<Record<string, number>>(sql, { type: QueryTypes.SELECT });
  return row ?? {};
};
const NOW = new Date('2026-11-23T15:00:00Z');

beforeAll(async () => {
  expect(await seedDemo(NOW)).toBe(true);
}, 60_000);

describe('the demo firm', () => {
  it('is as large as the specification asks (SEED1)', async () => {
    const sizes =
      await one(`SELECT (SELECT count(*) FROM "Contact") AS contacts, (SELECT count(*) FROM "Deal") AS deals,
      (SELECT count(DISTINCT stage) FROM "Deal") AS stages, (SELECT count(*) FROM "Task") AS tasks, (SELECT count(*) FROM "EmailEvent") AS events`);
    expect(sizes).toMatchObject({ deals: 600, stages: 9 });
    expect(sizes['contacts']).toBeGreaterThanOrEqual(1000);
    expect(sizes['tasks']).toBeGreaterThanOrEqual(800);
    expect(sizes['events']).toBeGreaterThanOrEqual(1500);
  });

  it('is loaded once', async () => {
    expect(await seedDemo(NOW)).toBe(false);
    expect((await one('SELECT count(*) AS n FROM "Deal"'))['n']).toBe(600);
  });

  it('adds up: history ends where the deal is, splits are whole and paid out to the cent', async () => {
    const wrong = await one(`SELECT
      (SELECT count(*) FROM "Deal" d WHERE (SELECT e."toStage" FROM "DealStageEvent" e WHERE e."dealId" = d.id ORDER BY "occurredAt" DESC LIMIT 1) <> d.stage) AS history,
      (SELECT count(*) FROM (SELECT "dealId", sum(bps) AS bps, sum(amount) AS amount FROM "CommissionSplit" GROUP BY 1) s JOIN "Deal" d ON d.id = s."dealId"
        WHERE s.bps <> 10000 OR s.amount <> d."grossCommission") AS splits,
      (SELECT count(*) FROM "Deal" WHERE "stageEnteredAt" > '2026-11-23T15:00:00Z' OR "createdAt" > "stageEnteredAt") AS future,
      (SELECT count(*) FROM "Deal" WHERE stage = 'won' AND ("actualCloseDate" IS NULL OR probability <> 100)) AS won`);
    expect(wrong).toEqual({ history: 0, splits: 0, future: 0, won: 0 });
  });

  it('is believable: caps are NOI over price, rents and sizes in range', async () => {
    const odd = await one(`SELECT count(*) AS n FROM "Property" WHERE
      ("askingPrice" IS NOT NULL AND "capRate" IS NOT NULL AND abs("capRate" - noi / "askingPrice" * 100) > 0.1)
      OR "askingRentLow" > 60 OR "buildingSF" > 1500000 OR "capRate" NOT BETWEEN 4 AND 10`);
    expect(odd['n']).toBe(0);
  });
});

describe('the stream of numbers', () => {
  it('is the same for the same seed, and different for another', () => {
    const draw = (seed: number) => {
      const random = new Random(seed);
      return [random.uuid(), random.int(1, 1000), random.logNormal(10, 20, 40), random.pick(['a', 'b', 'c'])];
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });
});
