import type { AuditEntry } from '@besahubs/contracts/audit';
import { dateTime } from '../../components/dates';
import { dateOnly } from '../../components/days';
import { NONE, number, words } from '../../components/format';
import { fieldText } from '../../domain/audit';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Codes such as `under_contract`: one word of small letters, perhaps with underscores. */
const CODE = /^[a-z]+(_[a-z0-9]+)+$/;

type Names = Record<string, string>;

/** A value of any field as text; `names` knows the records that ids stand for. */
export function valueText(value: unknown, names: Names, zone: string): string {
  if (value === null || value === undefined || value === '') return NONE;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value))
    return value.length ? value.map((each) => valueText(each, names, zone)).join(', ') : NONE;
  if (typeof value === 'object') {
    const parts = Object.entries(value).map(
      ([key, part]) => `${fieldText(key)}: ${valueText(part, names, zone)}`,
    );
    return parts.join(' · ') || NONE;
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (INSTANT.test(text)) return dateTime(text, zone);
  if (DAY.test(text)) return dateOnly(text);
  return names[text] ?? (CODE.test(text) ? words(text) : text);
}

export interface ChangeText {
  field: string;
  before: string;
  after: string;
}

/** The changes of an entry, readable, in the order they were recorded. */
export const changeTexts = ({ changes, names }: AuditEntry, zone: string): ChangeText[] =>
  Object.entries(changes ?? {}).map(([field, [before, after]]) => ({
    field: fieldText(field),
    before: valueText(before, names, zone),
    after: valueText(after, names, zone),
  }));

/** One line for a table: “Stage: Loi → Negotiation, Probability: 30 → 50”. What was empty before is not told. */
export const changeLine = (entry: AuditEntry, zone: string): string =>
  changeTexts(entry, zone)
    .map(({ field, before, after }) =>
      before === NONE ? `${field}: ${after}` : `${field}: ${before} → ${after}`,
    )
    .join(', ');
