import { z } from 'zod';
import { text } from './common';
import { drillQuery } from './drill';
import { reportQuery } from './reports';

/**
 * Answered by a CSV file (`text/csv`, UTF-8 with a byte order mark) with names in the first line. What is cut says so in
 * its last line and by the header `X-Truncated: true`; a file whose download breaks off is incomplete.
 */
export const groupExport = z.strictObject({
  query: reportQuery,
  /** What the file is called, before the date. */
  title: text(160).optional(),
});
export type GroupExport = z.output<typeof groupExport>;
export type GroupExportInput = z.input<typeof groupExport>;

/** The rows behind one figure; for those who may (`reports.exportRows`). */
export const rowExport = z.strictObject({
  ...drillQuery.omit({ pageSize: true, cursor: true }).shape,
  title: text(160).optional(),
});
export type RowExport = z.output<typeof rowExport>;
export type RowExportInput = z.input<typeof rowExport>;
