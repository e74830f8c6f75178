import { exportLimits } from '@besahubs/contracts/drill';
import type { RowExport } from '@besahubs/contracts/exports';
import type { Cell } from '@besahubs/contracts/reports';
import { audit } from '../../changes';
import type { Ctx } from '../../context';
import { fieldOf } from '../dataset';
import { countOf, locate, openDrill } from '../drill';
import { listedOf } from '../drillBehind';
import { columnsOf, compileRows } from '../drillCompile';
import type { Column } from '../drillCompile';
import { UNSEEN } from '../groups';
import type { RawRow } from '../pool';
import { BYTE_ORDER_MARK, csvLine } from './csv';
import { batchesOf, cutNote, inExport } from './stream';
import type { ExportOptions, Sink } from './stream';

const BATCH = 500;

/**
 * The rows behind one figure as CSV, within the caller's row scope: what each is called, and the columns of its drill.
 * Errors: `invalid` (with paths), `rate_limited`, `timeout`, `unavailable`.
 */
export async function exportRows(
  ctx: Ctx,
  { title, query, ...cell }: RowExport,
  sink: Sink,
  { signal, now }: ExportOptions,
): Promise<void> {
  const opened = openDrill(ctx.actor, query, cell, now);
  const { context } = opened;
  await inExport(signal, async (run) => {
    const { drilled } = await locate(opened, run);
    const listed = listedOf(drilled, context);
    const { dataset } = listed.resolved;
    const columns = columnsOf(listed, (key) => fieldOf(dataset, key, ctx.actor.role));
    const total = await countOf(listed, context, run);
    const complete = total <= exportLimits.rows;
    await audit(ctx, {
      action: 'report.exportRows',
      resource: 'reports',
      changes: {
        title: [null, title ?? null],
        query: [null, query],
        cell: [null, cell],
        rows: [null, Math.min(total, exportLimits.rows)],
        complete: [null, complete],
      },
    });
    sink.start(complete);
    await sink.write(BYTE_ORDER_MARK + csvLine(['Name', ...columns.map(({ field }) => field.label)]));
    const statement = compileRows(listed, context, columns, { limit: exportLimits.rows, after: null });
    for await (const rows of batchesOf(run, statement, BATCH))
      await sink.write(rows.map((row) => csvLine(lineOf(row, columns))).join(''));
    if (!complete) await sink.write(csvLine([cutNote(exportLimits.rows, total, dataset.noun)]));
  });
}

const lineOf = (row: RawRow, columns: readonly Column[]): Cell[] => [
  row['name'] ?? null,
  ...columns.map(({ field }, index): Cell => {
    const value = row[`f${index}`] ?? null;
    if (value === null) return null;
    if (field.labels) return row[`l${index}`] ?? UNSEEN;
    return field.values?.find((choice) => choice.value === value)?.label ?? value;
  }),
];
