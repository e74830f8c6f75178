import type { Cell, Format, ReportField } from '@besahubs/contracts/reports';
import { dateTime } from '../../../components/dates';
import { dateOnly } from '../../../components/days';
import {
  NONE,
  money,
  moneyExact,
  number,
  percent,
  shortNumber,
  squareFeet,
} from '../../../components/format';

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** A figure as a chart or card shows it: short. */
export function shortValue(value: number | null, format: Format): string {
  if (value === null) return NONE;
  if (format === 'currency') return money(rounded(value, 2));
  if (format === 'percent') return percent(rounded(value, 1));
  if (format === 'days') return `${number(rounded(value, 1))} d`;
  if (format === 'area') return `${shortNumber(value)} SF`;
  return shortNumber(rounded(value, 2));
}

/** A figure in full: tooltips and tables. */
export function exactValue(value: number | null, format: Format): string {
  if (value === null) return NONE;
  if (format === 'currency') return moneyExact(rounded(value, 2));
  if (format === 'percent') return percent(value);
  if (format === 'area') return squareFeet(value);
  if (format === 'days') return `${number(value)} days`;
  return number(value);
}

/** A share in percent points with one decimal; nothing for null. */
export const shareText = (share: number | null): string => (share === null ? '' : percent(rounded(share, 1)));

/** Whether a column of money has cents: then all of its cells show them, so that the figures stand below each other. */
export const hasCents = (field: ReportField, cells: readonly (Cell | undefined)[]): boolean =>
  field.format === 'currency' &&
  cells.some((cell) => typeof cell === 'number' && !Number.isInteger(rounded(cell, 2)));

/** A cell of a table: enums and periods by their names, dates in the reader's zone; money with cents if the column has any. */
export function cellText(value: Cell | undefined, field: ReportField, zone: string, cents = false): string {
  if (value === null || value === undefined) return field.role === 'dimension' ? 'None' : NONE;
  if (cents && typeof value === 'number') return moneyExact(rounded(value, 2), true);
  if (typeof value === 'number') return exactValue(value, field.format);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  const named = field.values?.find((choice) => choice.value === value);
  if (named) return named.label;
  if (field.role === 'dimension') return value;
  if (field.type === 'date') return dateOnly(value);
  return field.type === 'instant' ? dateTime(value, zone) : value;
}
