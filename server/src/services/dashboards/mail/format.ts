import type { Cell, Format, ReportField, ResolvedRange } from '@besahubs/contracts/reports';
import { dateIn } from '../../../lib/time';

export const NOTHING = '–';
const number = (most: number, options: Intl.NumberFormatOptions = {}) =>
  new Intl.NumberFormat('en-US', { maximumFractionDigits: most, ...options });
const dollars = number(0, { style: 'currency', currency: 'USD' });
const cents = number(2, { style: 'currency', currency: 'USD' });
const whole = number(0);
const decimal = number(1);
const share = number(1, { style: 'percent' });

/** A figure as people read it: `$1,250,000`, `42.5%`, `18,400 SF`, `64 days`. */
export function figureText(value: number, format: Format): string {
  switch (format) {
    case 'currency':
      return (Math.abs(value) >= 100 || Number.isInteger(value) ? dollars : cents).format(value);
    case 'percent':
      return share.format(value / 100);
    case 'area':
      return `${whole.format(value)} SF`;
    case 'days':
      return `${decimal.format(value)} ${value === 1 ? 'day' : 'days'}`;
    default:
      return (Math.abs(value) >= 1000 ? whole : decimal).format(value);
  }
}

const DAY: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'short', day: 'numeric' };
/** A calendar date in words; it is of no zone. */
const dateText = (date: string): string =>
  new Intl.DateTimeFormat('en-US', { ...DAY, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
/** `Thursday, November 26, 2026`, of the zone's day. */
export const longDate = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone: zone }).format(at);
const instantText = (instant: string, zone: string): string =>
  new Intl.DateTimeFormat('en-US', { ...DAY, hour: 'numeric', minute: '2-digit', timeZone: zone }).format(
    new Date(instant),
  );

/** One cell of an answer in words: choices and periods by their names, instants in the reader's zone. */
export function cellText(value: Cell | undefined, field: ReportField, zone: string): string {
  if (value === undefined || value === null) return field.role === 'dimension' ? 'None' : NOTHING;
  if (typeof value === 'number') return figureText(value, field.format);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  const named = field.values?.find((choice) => choice.value === value);
  if (named) return named.label;
  if (field.type === 'date') return dateText(value);
  return field.type === 'instant' ? instantText(value, zone) : value;
}

/** `Oct 1, 2026 to Nov 26, 2026`, or from or until one of them; null for all time. The last day is included. */
export function rangeText(range: ResolvedRange | null, zone: string): string | null {
  const day = (end: string, moved: number): string =>
    end.length === 10
      ? dateIn('UTC', new Date(`${end}T00:00:00Z`), moved)
      : dateIn(zone, new Date(Date.parse(end) + moved));
  const [first, last] = [
    range?.from && dateText(day(range.from, 0)),
    range?.to && dateText(day(range.to, -1)),
  ];
  if (first && last) return first === last ? first : `${first} to ${last}`;
  if (first) return `from ${first}`;
  return last ? `until ${last}` : null;
}
