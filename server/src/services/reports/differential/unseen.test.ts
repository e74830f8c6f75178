import fc from 'fast-check';
import { Op } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { drillQuery, segmentInput } from '@besahubs/contracts/drill';
import type { DrillQueryInput } from '@besahubs/contracts/drill';
import { reportQuery } from '@besahubs/contracts/reports';
import type { Cell, ReportQueryInput } from '@besahubs/contracts/reports';
import { database } from '../../../models';
import { drill } from '../drill';
import { exportGroups } from '../exports/groups';
import { exportRows } from '../exports/rows';
import { runReport } from '../queryEngine';
import { datasets } from '../registry';
import { createSegment, segmentFilter } from '../segments';
import { fieldSpec } from './catalog';
import { useNastyFirm } from './firm';
import { queries } from './generate';
import { asking } from './judge';
import { MOMENTS } from './nasty';
import type { Reader } from './people';
import { Random } from './random';
import { visibleTo } from './scope';
import { readWorld } from './world';
import type { Row, World } from './world';

/**
 * What one may not see one cannot learn either: whatever is asked (with ids and values of rows beyond one's scope too),
 * every answer, drill, segment and file stays the same to the last letter when all of those rows become others.
 */

vi.setConfig({ testTimeout: 240_000 });
const SEED = 77;
const QUESTIONS = 60;

const firm = useNastyFirm();
// The names of segments have the time in them.
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date() }));
afterAll(() => void vi.useRealTimers());

/** One attack: a question, and cells that somebody who sees everything was shown for it. */
interface Attack {
  input: ReportQueryInput;
  now: string;
  cells: Pick<DrillQueryInput, 'key' | 'metric'>[];
}

async function attacksOf(reader: Reader): Promise<Attack[]> {
  const [admin] = firm.people.readers.admin as [Reader];
  const random = new Random(SEED);
  const attacks: Attack[] = [];
  for (const [index, now] of MOMENTS.entries()) {
    // With values of everybody's rows, which a reader might guess or have from elsewhere.
    const knowing = { ...asking(firm.world, reader, {}, now), seen: visibleTo(admin.ctx.actor, firm.world) };
    const inputs = fc.sample(queries(knowing), {
      numRuns: Math.ceil(QUESTIONS / MOMENTS.length),
      seed: SEED + index,
    });
    for (const input of inputs) {
      const query = reportQuery.parse(input);
      const shown = await runReport(admin.ctx, query, { now: new Date(now) }).catch(() => null);
      const rows = (shown?.rows ?? []).filter((row) => row['_other'] !== true);
      const clicked = rows.length ? random.some(rows, 2) : [];
      const metric = random.pick(query.metrics).id;
      attacks.push({
        input,
        now,
        cells: [{ metric }, ...clicked.map((row) => ({ key: keyOf(input, row), metric }))],
      });
    }
  }
  return attacks;
}

function keyOf(input: ReportQueryInput, row: Record<string, Cell>): Record<string, Cell> {
  const { dataset, groupBy } = reportQuery.parse(input);
  const named = (field: string) => (fieldSpec(dataset, field).type === 'ref' ? `${field}.id` : field);
  return Object.fromEntries(groupBy.map(({ field }) => [field, row[named(field)] ?? null]));
}

/** What came of it, also why it was refused. */
const told = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: { message: string; fields?: unknown }) => ({
    refused: error.message,
    fields: error.fields,
  }));

async function answerTo({ ctx }: Reader, { input, now }: Attack): Promise<unknown> {
  const { meta, ...answer } = await runReport(ctx, reportQuery.parse(input), { now: new Date(now) });
  const { asOf: _at, ms: _ms, cache: _cache, version: _version, ...facts } = meta;
  return { ...answer, facts };
}

/** The rows that a kept segment lets through, besides the scope of its list. */
async function segmentOf({ ctx }: Reader, query: ReportQueryInput, cell: Attack['cells'][number]) {
  const segment = await createSegment(ctx, segmentInput.parse({ query, ...cell }));
  const filter: WhereOptions = await segmentFilter(ctx, segment.resource, segment.id);
  const rows = await datasets[query.dataset].model.findAll({
    where: { [Op.and]: [filter] },
    attributes: ['id'],
    order: ['id'],
    raw: true,
  });
  return { name: segment.name, rows };
}

async function fileOf(
  write: (
    sink: { start(): void; write(text: string): Promise<void> },
    at: { signal: AbortSignal; now: Date },
  ) => Promise<void>,
  now: string,
): Promise<string> {
  let text = '';
  const sink = {
    start: () => undefined,
    write: (part: string) => {
      text += part;
      return Promise.resolve();
    },
  };
  await write(sink, { signal: new AbortController().signal, now: new Date(now) });
  return text;
}

/** Everything that the reader is told for all attacks, in order. */
async function allTold(reader: Reader, attacks: Attack[]): Promise<string[]> {
  const texts: string[] = [];
  for (const attack of attacks) {
    const { input, now, cells } = attack;
    const query = reportQuery.parse(input);
    const results = [await told(answerTo(reader, attack))];
    for (const cell of cells) {
      const asked = drillQuery.parse({ query: input, ...cell, pageSize: 200 });
      results.push(await told(drill(reader.ctx, asked, { now: new Date(now) })));
      results.push(await told(segmentOf(reader, input, cell)));
      results.push(
        await told(fileOf((sink, at) => exportRows(reader.ctx, { ...asked, title: 'x' }, sink, at), now)),
      );
    }
    results.push(await told(fileOf((sink, at) => exportGroups(reader.ctx, { query }, sink, at), now)));
    texts.push(`${JSON.stringify(attack)}\n${JSON.stringify(results)}`);
  }
  return texts;
}

/** Other values for the rows that the reader may not see. */
const OTHERWISE: Partial<Record<keyof World, string>> = {
  Deal: `name = 'Unseen', value = 77, "grossCommission" = 3, probability = 55, source = 'Unseen',
    competitor = 'Unseen', "expectedCloseDate" = '1999-01-02', "createdAt" = '1999-01-02', "termMonths" = 77,
    "deletedAt" = CASE WHEN "deletedAt" IS NOT NULL OR random() < 0.5 THEN now() END`,
  Contact: `"firstName" = 'Unseen', "lastName" = 'Unseen', city = 'Unseen', source = 'Unseen', email = 'Unseen@x.example',
    "createdAt" = '1999-01-02', "cadenceDays" = 77, tags = '["Unseen"]'`,
  Task: `title = 'Unseen', outcome = 'Unseen', "dueAt" = '1999-01-02', "createdAt" = '1999-01-02'`,
  Campaign: `name = 'Unseen', "sentAt" = '1999-01-02', "createdAt" = '1999-01-02'`,
  Activity: `subject = 'Unseen', "durationMinutes" = 77, "occurredAt" = '1999-01-02'`,
  DealStageEvent: `value = 77, "secondsInStage" = 77, "occurredAt" = '1999-01-02'`,
  // Nothing of what counts for its campaign, which others may see.
  EmailLog: `subject = 'Unseen', "senderId" = NULL, "teamId" = NULL`,
  EmailEvent: `email = 'Unseen@x.example', url = 'https://Unseen.example', "eventTimestamp" = '1999-01-02'`,
  User: `"annualGoal" = 77, "splitPct" = 77, "licenseState" = 'ZZ', "lastLoginAt" = '1999-01-02', "createdAt" = '1999-01-02'`,
};

/** Found nowhere else: what one may not see, others may. */
const markOf = (name: string): string => `Beyond${name}`;

/** How many rows became others. */
async function changeUnseen({ ctx: { actor }, name }: Reader): Promise<number> {
  const seen = visibleTo(actor, firm.world);
  const visible: Partial<Record<keyof World, readonly Row[]>> = {
    Deal: seen.deals,
    Contact: seen.contacts,
    Task: seen.tasks,
    Campaign: seen.campaigns,
    Activity: seen.activities,
    DealStageEvent: seen.stageEvents,
    EmailLog: seen.mails,
    EmailEvent: seen.emailEvents,
    User: seen.agents,
  };
  let changed = 0;
  for (const [table, values] of Object.entries(OTHERWISE)) {
    const ids = (visible[table as keyof World] ?? []).map(({ id }) => id);
    const [, count] = await database().query(
      `UPDATE "${table}" SET ${values.replaceAll('Unseen', markOf(name))} WHERE id <> ALL($1::uuid[])`,
      {
        bind: [ids],
      },
    );
    changed += Number((count as { rowCount?: number } | undefined)?.rowCount ?? 0);
  }
  return changed;
}

/** Where two texts begin to differ, and the question; nothing when they do not. */
function parting(before: string, after: string): string[] {
  const at = after.split('').findIndex((letter, index) => letter !== before[index]);
  if (at < 0 && before.length === after.length) return [];
  const from = Math.max(0, at - 200);
  return [
    `${after.split('\n')[0]}\nbefore …${before.slice(from, at + 200)}\nafter …${after.slice(from, at + 200)}`,
  ];
}

describe('rows beyond one’s scope', () => {
  it.each([
    ['agent', 0],
    ['agent', 1],
    ['manager', 0],
  ] as const)('tell an asker nothing: %s %i', async (role, index) => {
    const reader = firm.people.readers[role][index] as Reader;
    const attacks = await attacksOf(reader);
    const before = await allTold(reader, attacks);
    expect(await changeUnseen(reader)).toBeGreaterThan(200);
    const after = await allTold(reader, attacks);
    expect(after.flatMap((text, at) => parting(before[at] ?? '', text)).slice(0, 3)).toEqual([]);
    expect(after.join('')).not.toContain(markOf(reader.name));
    firm.world = await readWorld();
  });
});
