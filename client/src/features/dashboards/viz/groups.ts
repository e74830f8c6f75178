import type { ReportField, ReportResult } from '@besahubs/contracts/reports';
import { lower, number, pluralOf, words } from '../../../components/format';
import { dimensionsOf } from './model';

/** What the groups of an answer are called: owners, months, combinations of owner and stage. Pure. */

/** `owner` and `owners`; of a date its period, of a number its values. */
function nounOf({ label, type, granularity }: ReportField): { one: string; many: string } {
  if (granularity) {
    const one = lower(words(granularity));
    return { one, many: pluralOf(one) };
  }
  const one = lower(label);
  if (type === 'number' || type === 'boolean') return { one: `value of ${one}`, many: `values of ${one}` };
  return { one, many: pluralOf(one) };
}

/** “137 owners”, “1 month”, “12 combinations of owner and stage”; rows where nothing is grouped by. */
export function groupsText(count: number, result: ReportResult): string {
  const nouns = dimensionsOf(result).map(nounOf);
  const [first] = nouns;
  if (!first) return `${number(count)} ${count === 1 ? 'row' : 'rows'}`;
  if (nouns.length === 1) return `${number(count)} ${count === 1 ? first.one : first.many}`;
  const names = nouns.map(({ one }) => one);
  const listed = `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
  return `${number(count)} ${count === 1 ? 'combination' : 'combinations'} of ${listed}`;
}

/** “100 of 137 owners”. */
export const cutText = (result: ReportResult): string =>
  `${number(result.meta.rowCount)} of ${groupsText(result.meta.groupCount, result)}`;
