import type { Cell, ReportField } from '@besahubs/contracts/reports';
import type { Row } from './model';

export interface Sort {
  key: string;
  desc: boolean;
}

const collator = new Intl.Collator('en-US', { numeric: true });

/** Rows by one column; nothing comes last, whichever way, and “Other” after that. Enums and periods keep their own order. */
export function sortRows(
  rows: readonly Row[],
  fields: readonly ReportField[],
  sort: Sort | null,
): readonly Row[] {
  const field = fields.find(({ key }) => key === sort?.key);
  if (!sort || !field) return rows;
  const rank = new Map<Cell, number>(field.values?.map(({ value }, index) => [value, index]));
  const valueOf = (row: Row): Cell => {
    const cell = row[field.key] ?? null;
    return rank.get(cell) ?? cell;
  };
  const order = (a: Cell, b: Cell): number => {
    if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
    return a === b ? 0 : Number(a) < Number(b) ? -1 : 1;
  };
  return rows.toSorted((left, right) => {
    const others = Number(left['_other'] === true) - Number(right['_other'] === true);
    if (others) return others;
    const [a, b] = [valueOf(left), valueOf(right)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sort.desc ? order(b, a) : order(a, b);
  });
}
