import type { Cell, ReportField, ReportResult } from '@besahubs/contracts/reports';
import { hasTotal } from '@besahubs/contracts/reportTotals';

/** The first line of a file: periods say of what length they are. */
export const headerOf = ({ fields }: Pick<ReportResult, 'fields'>): string[] =>
  fields.map(({ label, granularity }) =>
    granularity ? `${label} (${granularity.replace('_', ' ')})` : label,
  );

/** A row of an answer: periods by their first day, links and choices by their names, nothing for no value. */
export const lineOf = (row: Record<string, Cell>, fields: readonly ReportField[]): Cell[] =>
  fields.map(({ key, granularity, values }): Cell => {
    const value = row[key] ?? null;
    if (granularity) return value;
    return values?.find((choice) => choice.value === value)?.label ?? value;
  });

/** Null where there is no column to say that it is the total, and where no figure has one; what has none stays empty. */
export function totalsOf({ fields, meta }: ReportResult): Cell[] | null {
  const { totals } = meta;
  if (!totals || fields[0]?.role !== 'dimension' || !fields.some(hasTotal)) return null;
  return fields.map((field, index) => {
    if (field.role === 'dimension') return index ? null : 'Total';
    return hasTotal(field) ? (totals[field.key] ?? null) : null;
  });
}
