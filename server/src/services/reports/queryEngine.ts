import { createHash } from 'node:crypto';
import type { DatasetInfo, ReportQuery, ReportResult } from '@besahubs/contracts/reports';
import { invalidField } from '../../lib/errors';
import type { Ctx } from '../context';
import type { Buckets } from './buckets';
import { answer } from './answers';
import type { Answer, Question, Seen, Shaped } from './answers';
import { createCache } from './cache';
import { groupedInMemory } from './columnar/columnar';
import { compile, compileExtent, tablesOf } from './compile';
import type { Period } from './compile';
import type { SqlContext } from './dataset';
import type { RawRow } from './pool';
import { besides } from './besides';
import { periodsOf, previousPeriods } from './periods';
import type { Span } from './ranges';
import { datasets, describeDatasets } from './registry';
import { resolveQuery } from './resolve';
import type { Resolved } from './resolve';
import { shape } from './shape';

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
  return resultOf(await answer(prepare(ctx, query, now), signal), performance.now() - began);
}

/** An answer as the contract has it. */
export const resultOf = ({ shaped, how, version }: Answer, ms: number): ReportResult => ({
  ...shaped,
  meta: { ...shaped.meta, cache: how, ms: Math.round(ms * 10) / 10, version },
});

/** Reading a query and writing its SQL takes longer than finding the answer in the cache. Weighed in characters. */
const questions = createCache<Question>({ most: 2_000_000, weigh: (asked) => asked.length, ttlMs: 60_000 });

/** A query as a question that can be asked; throws `invalid`, naming every wrong place by path. Touches no data. */
export function prepare({ actor }: Ctx, query: ReportQuery, now: Date): Question {
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  const { name: _shown, ...reader } = actor;
  // Whatever follows from the clock follows from the minute.
  const asked = JSON.stringify([minute, reader, query]);
  const known = questions.get(asked, now.getTime());
  if (known) return known;
  const resolved = resolveQuery(query, datasets[query.dataset], actor, now);
  const context: SqlContext = { actor, now: minute, zone: resolved.clock.zone };
  const question: Question = {
    key: keyOf(query, resolved, context),
    tables: tablesOf(resolved),
    execute: (seen) => execute(resolved, context, seen, new Date()),
  };
  questions.set(asked, question, now.getTime());
  return question;
}

/**
 * Same statements, same binds, same rows in scope. The scope is in the text of the statements, so that what one reader was
 * shown is never another's unless both may see the same.
 */
function keyOf(query: ReportQuery, resolved: Resolved, context: SqlContext): string {
  const buckets = resolved.dimensions.map((dimension) => (dimension.granularity ? UNKNOWN : null));
  const parts = [
    query,
    resolved.clock.zone,
    compileExtent(resolved, context),
    compile(resolved, context, { span: resolved.range?.span ?? null, buckets }),
    resolved.previous && compile(resolved, context, { span: resolved.previous, buckets }),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
const UNKNOWN: Buckets = { keys: [], starts: [], end: '', labels: [], grain: 'day' };

async function execute(resolved: Resolved, context: SqlContext, seen: Seen, now: Date): Promise<Shaped> {
  const extentQuery = compileExtent(resolved, context);
  const [extent = {}] = extentQuery ? await seen.run(extentQuery) : [];
  const span = resolved.range?.span ?? null;
  const grains = periodsOf(resolved, extent);
  const period: Period = { span, buckets: grains };
  const current = await answerFor(resolved, context, period, seen);
  const previous =
    resolved.previous &&
    (await previousAnswer(
      resolved,
      context,
      { span: resolved.previous, current: grains, rows: current.rows },
      seen,
    ));
  return shape(resolved, { ...current, buckets: grains, previous, asOf: now.toISOString() });
}

async function answerFor(
  resolved: Resolved,
  context: SqlContext,
  period: Period,
  seen: Seen,
): Promise<{ rows: RawRow[]; totals: RawRow | null }> {
  const grouped = await groupedInMemory(resolved, context, period, seen);
  const { main, totals } = compile(resolved, context, period, grouped);
  const rows = await seen.run(main);
  return { rows, totals: totals ? ((await seen.run(totals))[0] ?? null) : null };
}

/** The period before, in the same grain: the same groups, whatever they come to there. */
async function previousAnswer(
  resolved: Resolved,
  context: SqlContext,
  { span, current, rows }: { span: Span; current: (Buckets | null)[]; rows: RawRow[] },
  seen: Seen,
): Promise<{ rows: RawRow[]; totals: RawRow | null }> {
  const period = { span, buckets: previousPeriods(resolved, span, current) };
  const groups = await answerFor({ ...besides(resolved, rows), totals: false }, context, period, seen);
  // Of which a shown group may be one: better no figure than a wrong one.
  if (Number(groups.rows[0]?.['groups'] ?? 0) > groups.rows.length)
    throw invalidField('compare', 'Too many groups in the time before. Choose fewer, or a filter.');
  if (!resolved.totals) return groups;
  // Totals are over all rows, also of groups that are not shown.
  const whole = { ...resolved, dimensions: [], topN: null };
  const all = { span, buckets: [] };
  const { totals } = compile(whole, context, all, await groupedInMemory(whole, context, all, seen));
  return { ...groups, totals: totals && ((await seen.run(totals))[0] ?? null) };
}
