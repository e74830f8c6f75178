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

/** Measures HTTP, and beside it the raw SQL where there is any, in alternating blocks (AB, BA, AB, …). */
export async function compare(
  http: Side,
  raw: Side | null,
  clients: number,
  requests: number,
): Promise<Comparison> {
  const taken = { http: [] as number[], raw: [] as number[] };
  const sides: [Side, number[]][] = [
    [http, taken.http],
    ...(raw ? [[raw, taken.raw] as [Side, number[]]] : []),
  ];
  const warmUp = Math.max(clients, Math.min(WARM_UP * clients, requests));
  for (const [side] of sides) await block(side, clients, 0, warmUp, []);
  const blocks = Math.max(1, Math.min(BLOCKS, Math.floor(requests / clients)));
  const size = Math.max(clients, Math.ceil(requests / blocks));
  let httpMs = 0;
  for (let number = 0; number < blocks; number++) {
    for (const [side, into] of number % 2 ? [...sides].reverse() : sides) {
      const ms = await block(side, clients, number * size, size, into);
      if (side === http) httpMs += ms;
    }
  }
  const a = timing(taken.http);
  const b = raw ? timing(taken.raw) : null;
  return {
    clients,
    http: a,
    raw: b,
    ratio: b && a.p50 / b.p50,
    difference: b && a.p50 - b.p50,
    perSecond: (taken.http.length / httpMs) * 1000,
  };
}
