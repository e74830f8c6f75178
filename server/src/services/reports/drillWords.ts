import { Temporal } from 'temporal-polyfill';
import type { Buckets } from './buckets';
import { shortDate } from './buckets';
import { rangeCondition } from './compile';
import type { Condition, Test } from './conditions';
import { isTime } from './dataset';
import type { Field, SqlContext } from './dataset';
import { listedOf } from './drillBehind';
import type { Drilled } from './drillCompile';
import { UNSEEN } from './groups';
import type { Run } from './pool';
import { statement } from './sql';

/** Names of the ids in conditions, by id. */
type Names = Map<string, string>;

/**
 * What the rows of a drill have in common, a line each: range, filters, what was clicked. `current` are the periods shown.
 * Of rows behind others, first what those others have: `Agents: Role is Agent`, `Status is Won`.
 */
export async function wordsFor(
  drilled: Drilled,
  current: (Buckets | null)[],
  context: SqlContext,
  run: Run,
): Promise<string[]> {
  const lines = await ownWords(drilled, current, context, run);
  if (!drilled.cell.behind) return lines;
  const { label } = drilled.resolved.dataset;
  const listed = await ownWords(listedOf(drilled, context), [], context, run);
  return [...lines.map((line) => `${label}: ${line}`), ...listed];
}

async function ownWords(
  drilled: Drilled,
  current: (Buckets | null)[],
  context: SqlContext,
  run: Run,
): Promise<string[]> {
  const { resolved, cell } = drilled;
  const { range, filter } = resolved;
  const clicked = new Set(cell.periods.map(({ index }) => resolved.dimensions[index]?.key));
  const conditions = [
    ...(range && cell.span && !clicked.has(range.key)
      ? [rangeCondition(range.field, cell.span, resolved)]
      : []),
    ...(filter ? [filter] : []),
    ...cell.keys,
    ...cell.own,
  ];
  const names = await namesIn(conditions, context, run);
  const lines = conditions.flatMap((condition) => linesOf(condition, names, context.zone));
  return [...new Set([...lines, ...periodLines(drilled, current), ...otherLine(drilled)])];
}

async function namesIn(conditions: Condition[], context: SqlContext, run: Run): Promise<Names> {
  const names: Names = new Map();
  for (const { field, ids } of refsIn(conditions)) {
    if (!field.labels) continue;
    const { bind, done } = statement();
    const list = bind(ids, 'uuid[]');
    const rows = await run(
      done(`SELECT id, label FROM (${field.labels.sql(context)}) names WHERE id = ANY(${list})`),
    );
    for (const { id, label } of rows) names.set(String(id), String(label));
  }
  return names;
}

const refsIn = (conditions: Condition[]): { field: Field; ids: string[] }[] =>
  conditions.flatMap((condition) => {
    if ('all' in condition) return refsIn(condition.all);
    if ('any' in condition) return refsIn(condition.any);
    const { field, test } = condition;
    return field.type === 'ref' && test.is === 'oneOf' ? [{ field, ids: test.values.map(String) }] : [];
  });

/** What must all hold is a line each; alternatives are one. */
function linesOf(condition: Condition, names: Names, zone: string): string[] {
  if ('all' in condition) return condition.all.flatMap((part) => linesOf(part, names, zone));
  if ('any' in condition) {
    const parts = condition.any.map((part) => linesOf(part, names, zone).join(' and '));
    return parts.length ? [parts.join(' or ')] : [];
  }
  const { field, not, test } = condition;
  return [`${field.label} ${testWords(field, not, test, names, zone)}`];
}

function testWords(field: Field, not: boolean, test: Test, names: Names, zone: string): string {
  switch (test.is) {
    case 'null':
      return not ? 'is set' : 'is empty';
    case 'like': {
      const text = test.pattern.replace(/^%|%$/g, '').replace(/\\(.)/g, '$1');
      if (!test.pattern.startsWith('%')) return `begins with “${text}”`;
      return `${not ? 'does not contain' : 'contains'} “${text}”`;
    }
    case 'oneOf': {
      const values = test.values.map((value) => nameOf(field, value, names));
      const all = [...values, ...(test.teams.length ? ['one of my team'] : [])];
      return `${not ? 'is not' : 'is'} ${all.join(' or ') || 'nothing'}`;
    }
    case 'within':
      return `${not ? 'is not ' : ''}${isTime(field) ? timeWords(test, zone) : numberWords(test)}`;
  }
}

function nameOf(field: Field, value: string | number | boolean, names: Names): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (field.type === 'ref') return names.get(String(value)) ?? UNSEEN;
  return field.values?.find((choice) => choice.value === value)?.label ?? numberOr(value);
}
const numberOr = (value: unknown): string =>
  typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 4 }) : String(value);

type Within = Extract<Test, { is: 'within' }>;
function numberWords({ gte, gt, lt, lte }: Within): string {
  const parts = [
    ...(gte === undefined ? [] : [`at least ${numberOr(gte)}`]),
    ...(gt === undefined ? [] : [`above ${numberOr(gt)}`]),
    ...(lt === undefined ? [] : [`below ${numberOr(lt)}`]),
    ...(lte === undefined ? [] : [`at most ${numberOr(lte)}`]),
  ];
  return parts.join(' and ') || 'anything';
}

/** Half-open bounds as people say them: the last day is in it. Times only where the bounds are no midnights. */
function timeWords({ gte, gt, lt, lte }: Within, zone: string): string {
  const [from, until] = [gte ?? gt, lt ?? lte].map((bound) =>
    bound === undefined ? null : momentOf(bound, zone),
  );
  const whole = [from, until].every((each) => !each || isMidnight(each));
  if (!whole || lte !== undefined || gt !== undefined) {
    const parts = [
      ...(from ? [`from ${clockWords(from)}`] : []),
      ...(until ? [`to ${clockWords(until)}`] : []),
    ];
    return parts.join(' ');
  }
  const first = from?.toPlainDate() ?? null;
  const last = until?.toPlainDate().subtract({ days: 1 }) ?? null;
  if (!first && !last) return 'at any time';
  if (!last) return `from ${shortDate(first as Temporal.PlainDate)}`;
  if (!first) return `until ${shortDate(last)}`;
  return first.equals(last) ? `on ${shortDate(first)}` : `from ${shortDate(first)} to ${shortDate(last)}`;
}

/** A date is its midnight; zones matter to instants alone. */
function momentOf(bound: string | number | boolean, zone: string): Temporal.ZonedDateTime {
  const text = String(bound);
  return text.length === 10
    ? Temporal.PlainDate.from(text).toZonedDateTime('UTC')
    : Temporal.Instant.from(text).toZonedDateTimeISO(zone);
}
const isMidnight = (at: Temporal.ZonedDateTime): boolean => at.equals(at.startOfDay());
const clockWords = (at: Temporal.ZonedDateTime): string =>
  `${shortDate(at.toPlainDate())}, ${at.toPlainTime().toString({ smallestUnit: 'minute' })}`;

const PERIOD_WORDS = { hour: 'in the hour', day: 'on', week: 'in the week of' } as const;

/** `Created in Mar 2026`. Of a comparison the label of the period shown, and that it is the one before. */
const periodLines = ({ resolved, cell }: Drilled, shown: (Buckets | null)[]): string[] =>
  cell.periods.flatMap(({ index, key }) => {
    const buckets = shown[index];
    const label = buckets?.labels[buckets.keys.indexOf(key)];
    const name = resolved.dimensions[index]?.field.label;
    if (!buckets || label === undefined || name === undefined) return [];
    const words =
      buckets.grain in PERIOD_WORDS ? PERIOD_WORDS[buckets.grain as keyof typeof PERIOD_WORDS] : 'in';
    return [`${name} ${words} ${label}${cell.previous ? ', in the period before' : ''}`];
  });

function otherLine({ resolved: { topN, dimensions }, cell }: Drilled): string[] {
  const field = cell.other && topN ? dimensions[topN.dimension]?.field : undefined;
  return field && topN ? [`${field.label} is none of the top ${topN.n}`] : [];
}
