import type { Format } from '@besahubs/contracts/reports';
import { percent } from '../../../components/format';
import type { Better } from './better';
import { exactValue, shortValue } from './values';

/** How a figure moved against the compared period. */
export interface Change {
  direction: 'up' | 'down' | 'same';
  /** `12.5%`; null when there is nothing to divide by. */
  share: string | null;
  /** `$1.2M`, and in full. */
  amount: string;
  exact: string;
  /** Only where more, or less, is known to be better. */
  meaning: 'good' | 'bad' | null;
}

/** Null when either figure is missing. Rates move by points, everything else also by percent. `better`: which way is good news. */
export function changeOf(
  value: number | null,
  before: number | null,
  format: Format,
  better: Better | null,
): Change | null {
  if (value === null || before === null) return null;
  const difference = value - before;
  const direction = difference > 0 ? 'up' : difference < 0 ? 'down' : 'same';
  const size = Math.abs(difference);
  const points = format === 'percent';
  const share = before === 0 || points ? null : percent(Math.round((1000 * size) / Math.abs(before)) / 10);
  const amount = points
    ? `${shortValue(Math.round(size * 10) / 10, 'number')} points`
    : shortValue(size, format);
  return {
    direction,
    share,
    amount,
    exact: points ? amount : exactValue(size, format),
    meaning: !better || direction === 'same' ? null : better === direction ? 'good' : 'bad',
  };
}
