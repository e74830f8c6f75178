import type { ChartModel, Point } from './model';

/** A slice more could not be told from its neighbours. */
const MOST_SLICES = 8;

export interface Slice {
  label: string;
  value: number;
  /** Of the whole, in percent points. */
  share: number;
  /** Null for several groups together: they have no rows of their own to show. */
  point: Point | null;
}

/**
 * The slices by size; with many the largest, and the rest as one at the end. Negative and empty values have no slice.
 * @returns also how many groups have none for being negative.
 */
export function slicesOf({ points }: ChartModel): { slices: Slice[]; negative: number } {
  const all = points.map((point) => ({ point, label: point.label, value: point.s0 ?? 0 }));
  const positive = all.filter(({ value }) => value > 0);
  const total = positive.reduce((sum, { value }) => sum + value, 0);
  const shared = (slice: Omit<Slice, 'share'>): Slice => ({ ...slice, share: (100 * slice.value) / total });
  const negative = all.filter(({ value }) => value < 0).length;
  const sorted = positive.toSorted(
    (a, b) => Number(a.point.other) - Number(b.point.other) || b.value - a.value,
  );
  if (sorted.length <= MOST_SLICES) return { slices: sorted.map(shared), negative };
  const rest = sorted.slice(MOST_SLICES - 1);
  const others = {
    label: `${rest.length} others`,
    value: rest.reduce((sum, { value }) => sum + value, 0),
    point: null,
  };
  return { slices: [...sorted.slice(0, MOST_SLICES - 1), others].map(shared), negative };
}
