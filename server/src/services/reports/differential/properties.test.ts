import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Role } from '@besahubs/contracts/common';
import { drillQuery } from '@besahubs/contracts/drill';
import type { DrillQueryInput } from '@besahubs/contracts/drill';
import type { FilterNode } from '@besahubs/contracts/reportFilters';
import { reportQuery } from '@besahubs/contracts/reports';
import type { Cell, Metric, ReportQueryInput, ReportResult } from '@besahubs/contracts/reports';
import { drill } from '../drill';
import { runReport } from '../queryEngine';
import { fieldSpec } from './catalog';
import { useNastyFirm } from './firm';
import { queries } from './generate';
import { asking } from './judge';
import { MOMENTS } from './nasty';
import type { Reader } from './people';
import { Random } from './random';
import { near } from './values';

/** What must hold between answers, whatever the question. */

vi.setConfig({ testTimeout: 120_000 });
const SEED = 42;
const QUESTIONS = 60;
const CELLS = 6;

const firm = useNastyFirm();

const sample = (reader: Reader, now: string, count: number, fits: (query: ReportQueryInput) => boolean) =>
  fc.sample(queries(asking(firm.world, reader, {}, now)).filter(fits), { numRuns: count, seed: SEED });
/** Null where there are too many periods to answer. */
const answerTo = (input: ReportQueryInput, reader: Reader, now: string): Promise<ReportResult | null> =>
  runReport(reader.ctx, reportQuery.parse(input), { now: new Date(now) }).catch(() => null);
const same = (a: unknown, b: unknown): boolean =>
  typeof a === 'number' && typeof b === 'number' ? near(a, b) : a === b;

type Row = Record<string, Cell>;
/** Where in the answer the row is, as a click tells it. */
function cellOf(input: ReportQueryInput, row: Row): Pick<DrillQueryInput, 'key' | 'other'> {
  const query = reportQuery.parse(input);
  const type = (field: string) => fieldSpec(query.dataset, field).type;
  const top = query.groupBy.findIndex(({ field }) =>
    query.topN?.field ? field === query.topN.field : !['instant', 'date'].includes(type(field)),
  );
  const other = row['_other'] === true;
  const keys = query.groupBy
    .filter((_, place) => !(other && place === top))
    .map(({ field }) => [field, (type(field) === 'ref' ? row[`${field}.id`] : row[field]) ?? null] as const);
  return { key: Object.fromEntries(keys), other };
}

/** Why the rows behind a cell are not what the cell says; null when they are. */
async function wrongBehind(
  input: ReportQueryInput,
  row: Row,
  metric: Metric,
  previous: boolean,
  reader: Reader,
  now: string,
): Promise<string | null> {
  const cell = { query: input, ...cellOf(input, row), metric: metric.id, previous };
  const shown = row[previous ? `${metric.id}.previous` : metric.id];
  const at = { now: new Date(now) };
  const told = (text: string) => `${reader.name} at ${now}: ${text}\n${JSON.stringify(cell)}`;
  try {
    const first = await drill(reader.ctx, drillQuery.parse({ ...cell, pageSize: 7 }), at);
    if (!same(first.value, shown)) return told(`value is ${first.value}, the cell says ${shown}`);
    const counts = metric.agg === 'count' && metric.field === undefined;
    if (counts && first.total !== shown) return told(`total is ${first.total}, the cell says ${shown}`);
    const ids = first.rows.map(({ id }) => id);
    for (let cursor = first.nextCursor; cursor !== null;) {
      const next = await drill(reader.ctx, drillQuery.parse({ ...cell, pageSize: 60, cursor }), at);
      ids.push(...next.rows.map(({ id }) => id));
      if (next.total !== first.total) return told(`total is ${first.total}, then ${next.total}`);
      cursor = next.nextCursor;
    }
    const once = new Set(ids).size;
    return once === first.total && ids.length === once
      ? null
      : told(`${ids.length} rows, ${once} once, of ${first.total}`);
  } catch (error) {
    return told(`${(error as Error).message} ${JSON.stringify((error as { fields?: unknown }).fields)}`);
  }
}

describe('the rows behind a figure', () => {
  it.each<Role>(['admin', 'manager', 'agent'])('add up to it, for %s', async (role) => {
    const random = new Random(SEED);
    const wrong: string[] = [];
    let cells = 0;
    for (const [index, now] of MOMENTS.entries()) {
      const reader = firm.people.readers[role][index % firm.people.readers[role].length] as Reader;
      for (const input of sample(
        reader,
        now,
        QUESTIONS / MOMENTS.length,
        ({ groupBy }) => Array.isArray(groupBy) && groupBy.length > 0,
      )) {
        const answer = await answerTo(input, reader, now);
        if (!answer?.rows.length) continue;
        const metrics = reportQuery.parse(input).metrics.filter(({ hidden }) => !hidden);
        const chosen = [
          ...random.some(answer.rows, CELLS),
          ...answer.rows.filter((row) => row['_other'] === true).slice(0, 1),
        ];
        for (const row of chosen) {
          const previous = input.compare !== undefined && random.next() < 0.5;
          const found = await wrongBehind(input, row, random.pick(metrics), previous, reader, now);
          cells += 1;
          if (found) wrong.push(found);
        }
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(cells).toBeGreaterThan(100);
  });
});

describe('totals', () => {
  it('do not depend on what limit and top leave out', async () => {
    const reader = firm.people.readers.manager[0] as Reader;
    const [now] = MOMENTS;
    for (const input of sample(reader, now, 60, ({ topN, limit, totals }) =>
      Boolean((topN ?? limit) && totals),
    )) {
      const { topN: _top, limit: _limit, orderBy: _order, ...whole } = input;
      const [some, all] = [await answerTo(input, reader, now), await answerTo(whole, reader, now)];
      expect([JSON.stringify(input), some?.meta.totals]).toEqual([JSON.stringify(input), all?.meta.totals]);
    }
  });
});

describe('what each sees', () => {
  it('is the admin’s figure in parts, where every row is its owner’s alone', async () => {
    const [admin] = firm.people.readers.admin as [Reader];
    const [now] = MOMENTS;
    const agents = firm.people.readers.agent;
    const plain = (input: ReportQueryInput) =>
      input.dataset === 'campaigns' && !/"(me|my_team)"|"campaign"/.test(JSON.stringify(input));
    const metrics = ['count', 'sum:recipients', 'sum:totalClicks'];
    for (const input of sample(admin, now, 25, plain)) {
      const { filters, dateRange } = reportQuery.parse(input);
      const question = { dataset: 'campaigns', metrics, dateRange, timezone: 'UTC' } as const;
      const own = await Promise.all(agents.map((agent) => answerTo({ ...question, filters }, agent, now)));
      const theirs: FilterNode = { field: 'owner', op: 'in', value: agents.map(({ id }) => id) };
      const rest = Array.isArray(filters) ? filters : filters ? [filters] : [];
      const whole = await answerTo({ ...question, filters: { and: [...rest, theirs] } }, admin, now);
      for (const key of ['count', 'sum_recipients', 'sum_totalClicks']) {
        const sum = own.reduce((so, answer) => so + Number(answer?.rows[0]?.[key] ?? 0), 0);
        expect([JSON.stringify(filters), key, Number(whole?.rows[0]?.[key] ?? 0)]).toEqual([
          JSON.stringify(filters),
          key,
          sum,
        ]);
      }
    }
  });
});
