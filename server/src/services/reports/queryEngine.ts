import { createHash } from 'node:crypto';
import type { DatasetInfo, ReportQuery, ReportResult } from '@besahubs/contracts/reports';
import { reportLimits } from '@besahubs/contracts/reportFilters';
import { invalidField } from '../../lib/errors';
import type { Ctx } from '../context';
import { autoGrain, bucketsBetween } from './buckets';
import type { Buckets } from './buckets';
import { createCache, createFlights } from './cache';
import { compile, compileExtent, tablesOf } from './compile';
import type { Period } from './compile';
import { isTime } from './dataset';
import type { SqlContext } from './dataset';
import { inSnapshot } from './pool';
import type { RawRow, Run } from './pool';
import { boundsOf } from './ranges';
import type { Span } from './ranges';
import { datasets, describeDatasets } from './registry';
import { resolveQuery } from './resolve';
import type { Dimension, Resolved } from './resolve';
import { shape } from './shape';
import { versionOf } from './versions';

type Shaped = ReturnType<typeof shape>;

const cache = createCache<Shaped>({ max: 500, ttlMs: 60_000 });
const fly = createFlights<Shaped>();

/** Datasets, their fields and what can be done with them, for the caller's role. */
export const listDatasets = (ctx: Ctx): DatasetInfo[] => describeDatasets(ctx.actor.role);

/** Throws `invalid`, naming every wrong place by path, when the caller could not ask this. Touches no data. */
export function checkQuery(ctx: Ctx, query: ReportQuery, now = new Date()): void {
  resolveQuery(query, datasets[query.dataset], ctx.actor, now);
}

/**
 * Answers a report query within the caller's row scope, from the cache when nothing it reads has changed. Dates are
 * those of `query.timezone`, or of the caller. Aborting `signal` cancels the work unless somebody else waits for it too.
 * Errors: `invalid` (with paths), `timeout`, `unavailable`.
 */
export async function runReport(
  ctx: Ctx,
  query: ReportQuery,
  { signal, now = new Date() }: { signal?: AbortSignal; now?: Date } = {},
): Promise<ReportResult> {
  const began = performance.now();
  const resolved = resolveQuery(query, datasets[query.dataset], ctx.actor, now);
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  const context: SqlContext = { actor: ctx.actor, now: minute, zone: resolved.clock.zone };
  const version = await versionOf(tablesOf(resolved));
  const key = keyOf(query, resolved, context, version);
  const answer = (shaped: Shaped, how: ReportResult['meta']['cache']): ReportResult => ({
    ...shaped,
    meta: {
      ...shaped.meta,
      cache: how,
      ms: Math.round((performance.now() - began) * 10) / 10,
      version: key.slice(0, 16),
    },
  });

  const cached = cache.get(key, Date.now());
  if (cached) return answer(cached, 'hit');
  const { value, joined } = await fly(key, signal, async (gone) => {
    const shaped = await inSnapshot(gone, (run) => execute(resolved, context, run, now));
    cache.set(key, shaped, Date.now());
    return shaped;
  });
  return answer(value, joined ? 'coalesced' : 'miss');
}

/**
 * Same statements, same binds, same rows in scope, same data. The scope is in the text of the statements, so that what one
 * reader was shown is never another's unless both may see the same.
 */
function keyOf(query: ReportQuery, resolved: Resolved, context: SqlContext, version: string): string {
  const buckets = resolved.dimensions.map((dimension) => (dimension.granularity ? UNKNOWN : null));
  const parts = [
    query,
    resolved.clock.zone,
    compileExtent(resolved, context),
    compile(resolved, context, { span: resolved.range?.span ?? null, buckets }),
    resolved.previous && compile(resolved, context, { span: resolved.previous, buckets }),
    version,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
const UNKNOWN: Buckets = { keys: [], starts: [], labels: [], grain: 'day' };

async function execute(resolved: Resolved, context: SqlContext, run: Run, now: Date): Promise<Shaped> {
  const extentQuery = compileExtent(resolved, context);
  const [extent = {}] = extentQuery ? await run(extentQuery) : [];
  const span = resolved.range?.span ?? null;
  const grains = resolved.dimensions.map((dimension, index) =>
    bucketsOf(dimension, index, resolved, span, extent),
  );
  const period: Period = { span, buckets: grains };
  const current = await answerFor(resolved, context, period, run);
  const previous =
    resolved.previous && (await previousAnswer(resolved, context, resolved.previous, grains, run));
  return shape(resolved, { ...current, buckets: grains, previous, asOf: now.toISOString() });
}

async function answerFor(
  resolved: Resolved,
  context: SqlContext,
  period: Period,
  run: Run,
): Promise<{ rows: RawRow[]; totals: RawRow | null }> {
  const { main, totals } = compile(resolved, context, period);
  const rows = await run(main);
  return { rows, totals: totals ? ((await run(totals))[0] ?? null) : null };
}

/** The period before, in the same grain: its third week stands beside the third week of this one. */
function previousAnswer(
  resolved: Resolved,
  context: SqlContext,
  span: Span,
  current: (Buckets | null)[],
  run: Run,
): Promise<{ rows: RawRow[]; totals: RawRow | null }> {
  const buckets = resolved.dimensions.map((dimension, index) => {
    const now = current[index];
    if (!now || dimension.key !== resolved.range?.key) return now ?? null;
    return bucketsOf({ ...dimension, granularity: now.grain }, index, resolved, span, {});
  });
  return answerFor(resolved, context, { span, buckets }, run);
}

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
