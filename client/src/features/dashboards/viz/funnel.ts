import type { ReportField } from '@besahubs/contracts/reports';
import type { ChartModel, Point } from './model';

/** A step: its own figure, and how many got this far, in percent points of the first step and of the one before. */
export interface FunnelStep {
  point: Point;
  value: number | null;
  /** Whoever got this far: the step's own figure, or with those who have gone on. */
  reached: number;
  ofFirst: number | null;
  ofPrevious: number | null;
}

/** Outcomes that are no step on the way. */
const OUT = new Set<unknown>(['lost', 'cancelled', null]);

const byNature = (values: ReportField['values']) => {
  const rank = new Map(values?.map(({ value }, index) => [value, index]));
  return (key: unknown): number => rank.get(String(key)) ?? rank.size;
};

/**
 * The steps in the order of their stages. `standing`: a row counts once, where it stands now (deals by stage), so whoever
 * stands further on has passed here too; otherwise each step's own figure is who got there (entries into stages).
 */
export function funnelSteps(
  { points }: ChartModel,
  field: ReportField | undefined,
  standing: boolean,
): FunnelStep[] {
  if (!field) return [];
  const rank = byNature(field.values);
  const shown = points
    .filter(({ key, other }) => !standing || other || !OUT.has(key[field.key] ?? null))
    .toSorted((a, b) => rank(a.key[field.key]) - rank(b.key[field.key]));
  const own = shown.map(({ s0 }) => s0 ?? null);
  const reached = own.map((value, index) =>
    standing ? own.slice(index).reduce<number>((sum, each) => sum + (each ?? 0), 0) : (value ?? 0),
  );
  return shown.map((point, index) => {
    const share = (of: number | undefined) => (of ? (100 * (reached[index] ?? 0)) / of : null);
    return {
      point,
      value: own[index] ?? null,
      reached: reached[index] ?? 0,
      ofFirst: share(reached[0]),
      ofPrevious: index ? share(reached[index - 1]) : null,
    };
  });
}
