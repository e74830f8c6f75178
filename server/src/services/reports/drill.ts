import { z } from 'zod';
import { uuid } from '@besahubs/contracts/common';
import type { DrillQuery, DrillResult, DrillRow } from '@besahubs/contracts/drill';
import type { Cell, ReportField, ReportQuery, ResolvedRange } from '@besahubs/contracts/reports';
import { invalidField } from '../../lib/errors';
import type { Actor } from '../../policies/actor';
import type { Ctx } from '../context';
import type { Buckets } from './buckets';
import { compileExtent } from './compile';
import { fieldOf, isTime } from './dataset';
import type { Field, SqlContext } from './dataset';
import { listedOf } from './drillBehind';
import { boundsIn, periodConditions, readCell } from './drillCell';
import type { Bounds, CellOf } from './drillCell';
import { columnsOf, compileRows, compileSums, orderField } from './drillCompile';
import type { Column, Cursor, Drilled } from './drillCompile';
import { wordsFor } from './drillWords';
import { UNSEEN } from './groups';
import { periodsOf, previousPeriods } from './periods';
import { inSnapshot } from './snapshot';
import type { RawRow, Run } from './pool';
import { under } from './problems';
import { boundsOf } from './ranges';
import { datasets } from './registry';
import { resolveQuery } from './resolve';

/**
 * The rows behind one figure of a report, a page at a time, with how many there are and the figure itself: all of one
 * snapshot, within the caller's row scope. Errors: `invalid` (with paths), `timeout`, `unavailable`.
 */
export async function drill(
  ctx: Ctx,
  input: DrillQuery,
  { signal = new AbortController().signal, now = new Date() }: { signal?: AbortSignal; now?: Date } = {},
): Promise<DrillResult> {
  const opened = openDrill(ctx.actor, input.query, input, now);
  const sortedBy = orderField(listedOf({ ...opened, periods: [] }, opened.context));
  const after = input.cursor === undefined ? null : readCursor(input.cursor, sortedBy);
  return inSnapshot(signal, async (run) => {
    const { drilled, current } = await locate(opened, run);
    const { context } = opened;
    const listed = listedOf(drilled, context);
    const { dataset } = listed.resolved;
    const columns = columnsOf(listed, (key) => fieldOf(dataset, key, ctx.actor.role));
    const { sums, value, total } = compileSums(drilled, context);
    const [figures = {}] = await run(sums);
    const rows = await run(compileRows(listed, context, columns, { limit: input.pageSize + 1, after }));
    const page = rows.slice(0, input.pageSize);
    const figure = figures[value] ?? null;
    return {
      fields: columns.map(reportFieldOf),
      rows: page.map((row) => rowOf(row, columns)),
      total: listed === drilled ? Number(figures[total] ?? 0) : await countOf(listed, context, run),
      value: typeof figure === 'boolean' ? null : figure,
      nextCursor: rows.length > page.length ? cursorOf(page.at(-1)) : null,
      conditions: await wordsFor(drilled, current, context, run),
      listResource: dataset.listResource,
      meta: { asOf: now.toISOString(), timezone: context.zone, range: rangeOf(drilled) },
    };
  });
}

export type Opened = Omit<Drilled, 'periods'> & { context: SqlContext };

/** Checks query and cell for this reader and moment; paths begin with `query.` where the query is at fault. */
export function openDrill(actor: Actor, query: ReportQuery, cell: CellOf, now: Date): Opened {
  const resolved = under('query', () => resolveQuery(query, datasets[query.dataset], actor, now));
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  return {
    resolved,
    cell: readCell(cell, resolved, actor),
    context: { actor, now: minute, zone: resolved.clock.zone },
  };
}

/** Finds the periods of the answer, and of them those that were clicked. `current` are the periods as shown. */
export async function locate(
  { resolved, cell, context }: Opened,
  run: Run,
): Promise<{ drilled: Drilled; current: (Buckets | null)[]; bounds: Record<string, Bounds> }> {
  if (!cell.periods.length) return { drilled: { resolved, cell, periods: [] }, current: [], bounds: {} };
  const extentQuery = compileExtent(resolved, context);
  const [extent = {}] = extentQuery ? await run(extentQuery) : [];
  const current = under('query', () => periodsOf(resolved, extent));
  const shown =
    cell.previous && resolved.previous ? previousPeriods(resolved, resolved.previous, current) : current;
  const bounds = boundsIn(cell, resolved, current, shown);
  return { drilled: { resolved, cell, periods: periodConditions(resolved, bounds) }, current, bounds };
}

/** How many rows there are. */
export async function countOf(listed: Drilled, context: SqlContext, run: Run): Promise<number> {
  const { sums, total } = compileSums(listed, context);
  const [figures = {}] = await run(sums);
  return Number(figures[total] ?? 0);
}

const reportFieldOf = ({ key, field }: Column): ReportField => ({
  key,
  label: field.label,
  role: 'dimension',
  type: field.type,
  format: field.format,
  ...(field.values && { values: [...field.values] }),
});

const textOr = (value: Cell | undefined): string | null => (typeof value === 'string' ? value : null);

function rowOf(raw: RawRow, columns: readonly Column[]): DrillRow {
  const cells = columns.flatMap(({ key, field }, index): [string, Cell][] => {
    const value = raw[`f${index}`] ?? null;
    if (!field.labels) return [[key, value]];
    return [
      [key, value === null ? null : (raw[`l${index}`] ?? UNSEEN)],
      [`${key}.id`, value],
    ];
  });
  return {
    ...Object.fromEntries(cells),
    id: String(raw['id']),
    name: textOr(raw['name']) ?? '',
    resource: textOr(raw['resource']),
    recordId: textOr(raw['recordId']),
  };
}

function rangeOf({ resolved: { range, clock }, cell: { span } }: Drilled): ResolvedRange | null {
  if (!range || !span || !isTime(range.field)) return null;
  return { field: range.key, ...boundsOf(span, range.field.type, clock.zone) };
}

const cursorOf = (row: RawRow | undefined): string =>
  Buffer.from(JSON.stringify([row?.['at'] ?? null, row?.['id']])).toString('base64url');

const MARKS: Partial<Record<Field['type'], RegExp>> = {
  number: /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i,
  date: /^\d{4,6}-\d\d-\d\d$/,
  instant: /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/,
};

function readCursor(text: string, { type }: Field): Cursor {
  const mark = z
    .string()
    .max(100)
    .regex(MARKS[type] ?? /^$/);
  try {
    const [at, id] = z
      .tuple([mark.nullable(), uuid])
      .parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { at, id };
  } catch {
    throw invalidField('cursor', 'This is no cursor of this list.');
  }
}
