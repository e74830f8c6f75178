import { cpus, platform, arch, totalmem } from 'node:os';
import type { Limit } from './case';
import type { Comparison } from './measure';

export interface CaseResult extends Comparison {
  suite: string;
  name: string;
  as: string;
  /** Milliseconds that p50 may take. */
  allowedMs: number;
  /** Milliseconds that p50 of one client may take on a machine at rest. */
  barMs: number | null;
  passed: boolean;
}
/** A figure that is no comparison: memory, seconds to start, how often something ran. */
export interface Figure {
  name: string;
  value: number;
  unit: 'MB' | 's' | 'ms' | 'times';
  atMost: number;
  passed: boolean;
}

export const figure = (name: string, value: number, unit: Figure['unit'], atMost: number): Figure => ({
  name,
  value,
  unit,
  atMost,
  passed: value <= atMost,
});

/** What p50 may be, given what the SQL alone took in the same run. */
export function allowedMs(limit: Limit, { raw }: Comparison): number {
  if ('atMostMs' in limit) return limit.atMostMs;
  return (raw?.p50 ?? 0) * limit.factor + limit.plusMs;
}

const ms = (value: number): string => value.toFixed(value < 100 ? 2 : 0);
const columns = [
  'suite',
  'case',
  'as',
  'clients',
  'p50',
  'p95',
  'SQL p50',
  'SQL p95',
  'ratio',
  '+ms',
  'allowed',
  'bar',
  'req/s',
  '',
];

const cells = (r: CaseResult): string[] => [
  r.suite,
  r.name,
  r.as,
  String(r.clients),
  ms(r.http.p50),
  ms(r.http.p95),
  r.raw ? ms(r.raw.p50) : '–',
  r.raw ? ms(r.raw.p95) : '–',
  r.ratio === null ? '–' : r.ratio.toFixed(2),
  r.difference === null ? '–' : ms(r.difference),
  ms(r.allowedMs),
  r.barMs === null ? '–' : ms(r.barMs),
  r.perSecond.toFixed(0),
  r.passed ? 'ok' : 'OVER',
];

/** The first columns to the left, figures to the right. */
const LEFT = 3;

/** Prints a line per case as it is measured; milliseconds throughout. */
export function tablePrinter(cases: readonly { name: string }[]): (row: CaseResult | null) => void {
  const widths = [
    7,
    Math.max(4, ...cases.map(({ name }) => name.length)),
    7,
    7,
    8,
    8,
    8,
    8,
    6,
    7,
    8,
    6,
    6,
    4,
  ];
  const line = (texts: string[]): string =>
    texts
      .map((text, index) =>
        index < LEFT ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0),
      )
      .join('  ');
  return (row) =>
    console.log(
      row ? line(cells(row)) : `${line(columns)}\n${line(columns.map((_, i) => '-'.repeat(widths[i] ?? 0)))}`,
    );
}

export const figureLine = ({ name, value, unit, atMost, passed }: Figure): string =>
  `${name}: ${value.toFixed(1)} ${unit} (at most ${atMost} ${unit}) ${passed ? 'ok' : 'OVER'}`;

/** What the figures depend on. */
export const machine = () => ({
  cpus: cpus().length,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  memoryGb: Math.round(totalmem() / 1024 ** 3),
  platform: `${platform()} ${arch()}`,
  node: process.version,
});
