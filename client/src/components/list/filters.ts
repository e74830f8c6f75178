import { date } from '../dates';
import { dateOnly } from '../days';
import { number } from '../format';
import type { Filter } from './types';

/** What a filter says and which parameters it owns. Pure. */
type Values = Record<string, string>;

/** Rows that a report has counted, kept under an id: every list takes it, no filter menu offers it. */
export const SEGMENT = 'segment';

/** The query parameters a filter reads and writes. */
export function keysOf(filter: Filter): string[] {
  if (filter.kind === 'range') return [filter.minKey, filter.maxKey].filter((key) => key !== undefined);
  if (filter.kind === 'days') return [filter.fromKey, filter.toKey].filter((key) => key !== undefined);
  return [filter.key];
}

export const isActive = (filter: Filter, values: Values): boolean =>
  keysOf(filter).some((key) => values[key] !== undefined);

export const splitCsv = (value: string | undefined): string[] => (value ?? '').split(',').filter(Boolean);

function between(from: string | undefined, to: string | undefined): string {
  if (from && to) return `${from} – ${to}`;
  return from ? `from ${from}` : `up to ${to ?? ''}`;
}

const withUnit = (value: string | undefined, unit: string): string | undefined => {
  if (value === undefined) return undefined;
  const text = number(Number(value));
  return unit === '$' ? `$${text}` : `${text} ${unit}`;
};

interface Context {
  /** The name of the record that a record filter points at, once it is known. */
  recordName?: string | undefined;
  zone: string;
}

/** The words of an active filter after its label. */
export function describe(filter: Filter, values: Values, { recordName, zone }: Context): string {
  switch (filter.kind) {
    case 'options': {
      const labels = new Map(filter.options.map(({ value, label }) => [value, label]));
      return splitCsv(values[filter.key])
        .map((value) => labels.get(value) ?? value)
        .join(', ');
    }
    case 'boolean':
      return values[filter.key] === 'true' ? filter.yes : filter.no;
    case 'text':
      return values[filter.key] ?? '';
    case 'record':
      return values[filter.key] === 'me' ? 'Me' : (recordName ?? '…');
    case 'range':
      return between(
        withUnit(filter.minKey && values[filter.minKey], filter.unit),
        withUnit(filter.maxKey && values[filter.maxKey], filter.unit),
      );
    case 'days': {
      const day = (key: string | undefined) => {
        const value = key && values[key];
        if (!value) return undefined;
        return filter.instant ? date(value, zone) : dateOnly(value);
      };
      return between(day(filter.fromKey), day(filter.toKey));
    }
  }
}
