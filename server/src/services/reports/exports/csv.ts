import type { Cell } from '@besahubs/contracts/reports';

/** So that spreadsheets read the file as UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** What a spreadsheet might take for a formula gets an apostrophe before it (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;

/** No sum or amount of ours has more significant digits, spreadsheets keep no more, and what comes after is noise. */
const KEPT_DIGITS = 15;
/** Of a ratio, a mean or a percentile nobody needs more; money keeps its cents up to ten billion. */
const QUOTIENT_DIGITS = 12;

/** To significant digits; whole numbers stay as they are. */
const rounded = (value: number, digits: number): number =>
  Number.isInteger(value) ? value : Number(value.toPrecision(digits));

/** A figure that came of a division: without the digits that the division made up. */
export const quotientCell = (cell: Cell): Cell =>
  typeof cell === 'number' ? rounded(cell, QUOTIENT_DIGITS) : cell;

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'Yes' : 'No';
  if (typeof cell === 'number') return String(rounded(cell, KEPT_DIGITS));
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of CSV (RFC 4180), its end included. Numbers stay numbers, also negative ones; nothing is an empty cell. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;
