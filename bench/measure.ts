import type { Side } from './sides';

interface Timing {
  p50: number;
  p95: number;
}
export interface Comparison {
  clients: number;
  http: Timing;
  raw: Timing | null;
  /** http.p50 / raw.p50 */
  ratio: number | null;
  /** http.p50 - raw.p50, ms */
  difference: number | null;
  perSecond: number;
}

/** At most: blocks are short, so that whatever else the machine does hits both sides alike. */
const BLOCKS = 10;
/** Of each client, where that many are measured: SQL over ten million rows takes seconds each. */
const WARM_UP = 12;

/** Nearest-rank percentile of sorted numbers. */
export const percentile = (sorted: readonly number[], p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;

const timing = (samples: number[]): Timing => {
  const sorted = [...samples].sort((a, b) => a - b);
  return { p50: percentile(sorted, 50), p95: percentile(sorted, 95) };
};

/** Runs `count` requests from `clients` at once, each with the next index; adds what each took, in ms. */
async function block(
  side: Side,
  clients: number,
  from: number,
  count: number,
  into: number[],
): Promise<number> {
  let next = from;
  const client = async () => {
    while (next < from + count) {
      const index = next++;
      const started = performance.now();
      await side.run(index);
      into.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  return performance.now() - started;
}

interface Turns {
  side: Side;
  taken: number[];
  /** Requests in each block. */
  size: number;
}

/**
 * Measures HTTP, and beside it the raw SQL where there is any, in alternating blocks (AB, BA, AB, …): `requests` of each,
 * or `rawRequests` of the SQL where its figure decides nothing.
 */
export async function compare(
  http: Side,
  raw: Side | null,
  clients: number,
  requests: number,
  rawRequests = requests,
): Promise<Comparison> {
  const blocks = Math.max(1, Math.min(BLOCKS, Math.floor(requests / clients)));
  const turnsOf = (side: Side, count: number): Turns => ({
    side,
    taken: [],
    size: Math.max(clients, Math.ceil(count / blocks)),
  });
  const asked = turnsOf(http, requests);
  const beside = raw && turnsOf(raw, rawRequests);
  const sides = beside ? [asked, beside] : [asked];
  for (const { side, size } of sides)
    await block(side, clients, 0, Math.min(WARM_UP * clients, blocks * size), []);
  let httpMs = 0;
  for (let number = 0; number < blocks; number++) {
    for (const { side, taken, size } of number % 2 ? [...sides].reverse() : sides) {
      const ms = await block(side, clients, number * size, size, taken);
      if (side === http) httpMs += ms;
    }
  }
  const a = timing(asked.taken);
  const b = beside && timing(beside.taken);
  return {
    clients,
    http: a,
    raw: b,
    ratio: b && a.p50 / b.p50,
    difference: b && a.p50 - b.p50,
    perSecond: (asked.taken.length / httpMs) * 1000,
  };
}
