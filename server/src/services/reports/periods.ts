import { reportLimits } from '@besahubs/contracts/reportFilters';
import { invalidField } from '../../lib/errors';
import { autoGrain, bucketsBetween } from './buckets';
import type { Buckets } from './buckets';
import { isTime } from './dataset';
import type { RawRow } from './pool';
import { boundsOf } from './ranges';
import type { Span } from './ranges';
import type { Dimension, Resolved } from './resolve';

/** The periods of each date grouping, null for what is no date. `extent` is the answer to `compileExtent`. */
export const periodsOf = (resolved: Resolved, extent: RawRow): (Buckets | null)[] =>
  resolved.dimensions.map((dimension, index) =>
    bucketsOf(dimension, index, resolved, resolved.range?.span ?? null, extent),
  );

/** Those of the period before, in the same grain: its third week stands beside the third week of this one. */
export const previousPeriods = (
  resolved: Resolved,
  span: Span,
  current: (Buckets | null)[],
): (Buckets | null)[] =>
  resolved.dimensions.map((dimension, index) => {
    const now = current[index];
    if (!now || dimension.key !== resolved.range?.key) return now ?? null;
    return bucketsOf({ ...dimension, granularity: now.grain }, index, resolved, span, {});
  });

/** The periods of a date grouping: between the ends of its range, or where those are open, of the data. */
function bucketsOf(
  { field, granularity, key, path }: Dimension,
  index: number,
  { range, clock }: Resolved,
  span: Span | null,
  extent: RawRow,
): Buckets | null {
  if (!isTime(field) || !granularity) return null;
  const bounds =
    range?.key === key && span ? boundsOf(span, field.type, clock.zone) : { from: null, to: null };
  const [low, high] = [extent[`lo${index}`], extent[`hi${index}`]];
  const from = bounds.from ?? (typeof low === 'string' ? low : nowAs(field.type, clock.now));
  const to = bounds.to ?? justAfter(typeof high === 'string' ? high : from, field.type);
  const grain = granularity === 'auto' ? autoGrain(from, to, field.type) : granularity;
  const buckets = bucketsBetween(from, to, field.type, grain, clock, reportLimits.groups);
  if (!buckets)
    throw invalidField(
      `${path}.granularity`,
      `More than ${reportLimits.groups} periods. Choose a larger one, or a shorter range.`,
    );
  return buckets;
}

const nowAs = (type: 'date' | 'instant', now: Date): string =>
  type === 'date' ? now.toISOString().slice(0, 10) : now.toISOString();

/** The end of a half-open range that still has `last` in it. */
function justAfter(last: string, type: 'date' | 'instant'): string {
  const step = type === 'date' ? 86_400_000 : 1;
  const after = new Date(Date.parse(last) + step).toISOString();
  return type === 'date' ? after.slice(0, 10) : after;
}
