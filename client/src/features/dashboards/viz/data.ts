import type { Cell, ReportResult } from '@besahubs/contracts/reports';

export type ChartSeries = ReportResult['chartData']['series'][number];
/** A point on the axis with each series under `s0`, `s1`, …: keys that no label can break. */
export type Point = { label: string; key: Cell } & Record<`s${number}`, number | null>;

/** More would be slower to draw than to read. */
export const MOST_POINTS = 500;
/** More series cannot be told apart. */
const MOST_SERIES = 12;

export interface ChartShape {
  points: Point[];
  series: (ChartSeries & { dataKey: `s${number}` })[];
  /** Series or points that are not drawn. */
  left: number;
}

/** The answer as Recharts wants it. `previous` keeps the series of the period before. */
export function chartShape({ chartData }: ReportResult, { previous }: { previous: boolean }): ChartShape {
  const wanted = chartData.series.filter((series) => previous || !series.previous);
  const series = wanted
    .slice(0, MOST_SERIES)
    .map((each, index) => ({ ...each, dataKey: `s${index}` as const }));
  const points = chartData.labels.slice(0, MOST_POINTS).map((label, index): Point => {
    const values = series.map(({ dataKey, data }) => [dataKey, data[index] ?? null]);
    return { label, key: chartData.keys[index] ?? null, ...(Object.fromEntries(values) as object) };
  });
  const left = wanted.length - series.length + (chartData.labels.length - points.length);
  return { points, series, left };
}

/** Steps of a funnel with what remains of the first and of the one before, in percent points. */
export interface FunnelStep {
  label: string;
  value: number;
  ofFirst: number | null;
  ofPrevious: number | null;
}

/**
 * Stages that follow each other. `reached`: whoever stands further on has passed here, so that a step counts itself and
 * everything after it (for counts and sums by stage); lost ones have left and are no step.
 */
export function funnelSteps({ chartData }: ReportResult): FunnelStep[] {
  const data = chartData.series.find((series) => !series.previous)?.data ?? [];
  const steps = chartData.labels.flatMap((label, index) =>
    chartData.keys[index] === 'lost' || chartData.keys[index] === null
      ? []
      : [{ label, own: data[index] ?? 0 }],
  );
  const reached = steps.map((_step, index) => steps.slice(index).reduce((sum, { own }) => sum + own, 0));
  return steps.map(({ label }, index) => {
    const value = reached[index] ?? 0;
    const share = (of: number | undefined) => (of ? (100 * value) / of : null);
    return { label, value, ofFirst: share(reached[0]), ofPrevious: index ? share(reached[index - 1]) : null };
  });
}
