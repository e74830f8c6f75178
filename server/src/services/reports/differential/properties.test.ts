import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Role } from '@besahubs/contracts/common';
import { drillQuery } from '@besahubs/contracts/drill';
import type { DrillQueryInput, DrillRow } from '@besahubs/contracts/drill';
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

/** What agents have of deals, by the column of the deals that adds up to it; null counts them. */
const OF_DEALS = {
  openDeals: null,
  wonDeals: null,
  lostDeals: null,
  pipelineValue: 'value',
  weightedCommission: 'weightedCommission',
  closedCommission: 'grossCommission',
  closedCommissionYtd: 'grossCommission',
} as const;
type OfDeals = keyof typeof OF_DEALS;

/** A random question about agents, its filters, range, groupings and top, with these figures. */
function aboutAgents(input: ReportQueryInput): ReportQueryInput {
  const { having: _having, orderBy: _order, topN, ...rest } = input;
  const metrics = Object.keys(OF_DEALS).map((name) => `sum:${name}`);
  return { ...rest, metrics, ...(topN && { topN: { n: topN.n, other: topN.other ?? true } }) };
}

/** Why the deals behind an agent's figure do not add up to it; null when they do. */
async function wrongDeals(
  cell: Omit<DrillQueryInput, 'pageSize' | 'cursor'>,
  { name, shown, reader, now }: { name: OfDeals; shown: Cell | undefined; reader: Reader; now: string },
): Promise<string | null> {
  const told = (text: string) => `${reader.name} at ${now}: ${text}\n${JSON.stringify(cell)}`;
  const body = { ...cell, metric: `sum_${name}`, behind: true, pageSize: 100 };
  const column = OF_DEALS[name];
  // In cents, for amounts far apart: what is left of them would not be exact.
  const amount = (row: DrillRow): number => (column ? Math.round(Number(row[column]) * 100) : 100);
  let [count, cents, total] = [0, 0, 0];
  const ids = new Set<string>();
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await drill(reader.ctx, drillQuery.parse({ ...body, ...(cursor && { cursor }) }), {
      now: new Date(now),
    });
    if (!same(page.value, shown)) return told(`value is ${page.value}, the cell says ${shown}`);
    if (page.listResource !== 'deals') return told(`these are ${page.listResource}`);
    page.rows.forEach((row) => {
      count += 1;
      ids.add(row.id);
      cents += amount(row);
    });
    ({ total, nextCursor: cursor } = page);
  }
  if (ids.size !== count || count !== total) return told(`${count} rows, ${ids.size} once, of ${total}`);
  return near(cents / 100, Number(shown ?? 0))
    ? null
    : told(`the deals add up to ${cents / 100}, the cell says ${shown}`);
}

describe('the deals behind a figure of agents', () => {
  it.each<Role>(['admin', 'manager', 'agent'])('add up to it, for %s', async (role) => {
    const random = new Random(SEED);
    const wrong: string[] = [];
    let some = 0;
    for (const [index, now] of MOMENTS.entries()) {
      const reader = firm.people.readers[role][index % firm.people.readers[role].length] as Reader;
      for (const asked of sample(reader, now, 30, ({ dataset }) => dataset === 'agents')) {
        const query = aboutAgents(asked);
        const answer = await answerTo(query, reader, now);
        if (!answer?.rows.length) continue;
        for (const row of random.some(answer.rows, CELLS)) {
          const name = random.pick(Object.keys(OF_DEALS) as OfDeals[]);
          const previous = query.compare !== undefined && random.next() < 0.5;
          const shown = row[`sum_${name}${previous ? '.previous' : ''}`];
          if (shown) some += 1;
          const cell = { query, ...cellOf(query, row), previous };
          const found = await wrongDeals(cell, { name, shown, reader, now });
          if (found) wrong.push(found);
        }
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(some).toBeGreaterThan(10);
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
