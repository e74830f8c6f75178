import type { Cell, Format } from '@besahubs/contracts/reports';

/** So that spreadsheets read the file as UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** What a spreadsheet might take for a formula gets an apostrophe before it (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;

/** No sum or amount of ours has more significant digits, spreadsheets keep no more, and what comes after is noise. */
const KEPT_DIGITS = 15;
/** Two more than the screen shows: enough to calculate on, few enough to be read. */
const QUOTIENT_DECIMALS = 4;
/** Of what is smaller than one decimals alone would leave little. */
const SMALL_DIGITS = 6;
/** Money ends with its cents, as in every row. */
const CENTS = 2;

/**
 * A figure that came of a division (a ratio, a mean, a percentile), without the digits that the division made up: money in
 * cents, all else with four decimals (a share of 42.8571 percent is exact to a millionth), and below one with six
 * significant digits. Counts, sums and stored values are not for this: they are exact as they are.
 */
export function quotientCell(cell: Cell, format: Format): Cell {
  if (typeof cell !== 'number') return cell;
  if (format === 'currency') return Number(cell.toFixed(CENTS));
  return Number(Math.abs(cell) < 1 ? cell.toPrecision(SMALL_DIGITS) : cell.toFixed(QUOTIENT_DECIMALS));
}

/** To what a double holds for certain; whole numbers stay as they are. */
const exact = (value: number): number =>
  Number.isInteger(value) ? value : Number(value.toPrecision(KEPT_DIGITS));

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'Yes' : 'No';
  if (typeof cell === 'number') return String(exact(cell));
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of CSV (RFC 4180), its end included. Numbers stay numbers, also negative ones; nothing is an empty cell. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;
