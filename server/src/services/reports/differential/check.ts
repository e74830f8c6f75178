import type { Cell, ReportQuery, ReportResult } from '@besahubs/contracts/reports';
import { fieldSpec } from './catalog';
import type { Asking } from './fields';
import { OTHER, compareFigures, keyOf, rounded } from './evaluate';
import type { Dim, Expected, Group } from './evaluate';
import type { Figure } from './metrics';
import type { Span } from './time';
import { byCodePoint, near } from './values';

type Row = Record<string, Cell>;

/** What is wrong with an answer, in words; empty when nothing is. */
export function differences(
  query: ReportQuery,
  answer: ReportResult,
  expected: Expected,
  asking: Asking,
): string[] {
  return [
    ...ranges(answer, expected),
    ...(expected.openTop ? [] : groups(query, answer, expected, asking)),
    ...(expected.openTop ? [] : order(query, answer, expected, asking)),
    ...totals(query, answer, expected),
    ...chart(query, answer),
  ];
}

function ranges(answer: ReportResult, expected: Expected): string[] {
  const bound = (value: number | string | null): string | null =>
    typeof value === 'number' ? new Date(value).toISOString().replace('.000Z', 'Z') : value;
  const written = (span: Span | null) => span && `${bound(span.from)} – ${bound(span.to)}`;
  const told = (range: ReportResult['meta']['range']) => range && `${range.from} – ${range.to}`;
  const same = (name: string, got: string | null, wanted: string | null) =>
    got === wanted ? [] : [`${name} is ${got}, should be ${wanted}`];
  return [
    ...same('range', told(answer.meta.range), written(expected.range)),
    ...same('compareRange', told(answer.meta.compareRange), written(expected.compareRange)),
  ];
}

/** A row’s groupings as the evaluation names them. */
function dimsOf(query: ReportQuery, row: Row): Dim[] {
  const dataset = query.dataset;
  const placeOfOther = topPlace(query);
  return query.groupBy.map(({ field }, place) => {
    if (row['_other'] === true && place === placeOfOther) return OTHER;
    const value = fieldSpec(dataset, field).type === 'ref' ? row[`${field}.id`] : row[field];
    return typeof value === 'number' ? rounded(value) : (value as Dim);
  });
}
function topPlace(query: ReportQuery): number {
  const { topN, groupBy } = query;
  if (!topN) return -1;
  return groupBy.findIndex(({ field }) => (topN.field ? field === topN.field : !isTime(query, field)));
}
const isTime = ({ dataset }: ReportQuery, field: string): boolean =>
  ['instant', 'date'].includes(fieldSpec(dataset, field).type);

function groups(query: ReportQuery, answer: ReportResult, expected: Expected, asking: Asking): string[] {
  const wrong: string[] = [];
  const seen = new Set<string>();
  let filled = 0;
  for (const row of answer.rows) {
    const dims = dimsOf(query, row);
    const key = keyOf(dims);
    if (seen.has(key)) wrong.push(`${key} comes twice`);
    seen.add(key);
    const group = expected.groups.get(key) ?? emptyPeriod(dims, expected);
    if (!expected.groups.has(key)) filled += 1;
    wrong.push(...(group ? cells(query, row, group, asking) : [`${key} is not a group`]));
  }
  const most = Math.min(expected.groups.size, query.limit);
  if (answer.rows.length - filled !== most && !(filled && answer.rows.length === query.limit))
    wrong.push(`${answer.rows.length - filled} groups, should be ${most}`);
  const { meta } = answer;
  if (meta.groupCount !== expected.groups.size)
    wrong.push(`groupCount is ${meta.groupCount}, should be ${expected.groups.size}`);
  const all = expected.groups.size + filled;
  if (!filled && meta.truncated !== all > query.limit)
    wrong.push(`truncated is ${meta.truncated} of ${all} groups`);
  if (meta.rowCount !== answer.rows.length) wrong.push(`rowCount is ${meta.rowCount}`);
  return [...wrong, ...gaps(query, answer, expected)];
}

function emptyPeriod(dims: Dim[], expected: Expected): Group | undefined {
  if (!dims.every((dim, place) => expected.values[place]?.includes(dim))) return undefined;
  return { dims, figures: expected.empty, previous: expected.emptyPrevious(dims) };
}

/** Dates show every period, each with all that there is beside them. */
function gaps(query: ReportQuery, answer: ReportResult, expected: Expected): string[] {
  const fills = query.groupBy.filter(({ field, fill }) => isTime(query, field) && fill !== false);
  const found = [...expected.groups.values()];
  const series = query.groupBy.map(({ field, fill }, place) => {
    if (!isTime(query, field)) return new Set(expected.values[place]);
    const keys = fill === false ? found.map(({ dims }) => dims[place]) : expected.values[place];
    return new Set(keys?.filter((key) => key !== null));
  });
  const undated = found.filter(({ dims }) =>
    dims.some((dim, place) => dim === null && isTime(query, query.groupBy[place]?.field as string)),
  ).length;
  const size = series.reduce((product, values) => product * values.size, 1) + undated;
  const plain = !query.having?.length && !query.orderBy?.length && fills.length === 1 && size <= query.limit;
  if (!plain || query.groupBy.length > 2) return [];
  return answer.rows.length === size ? [] : [`${answer.rows.length} rows, should be ${size} with the gaps`];
}

function cells(query: ReportQuery, row: Row, group: Group, asking: Asking): string[] {
  const wrong: string[] = [];
  const place = keyOf(group.dims);
  const expectedKeys = new Set<string>(query.topN?.other ? ['_other'] : []);
  query.groupBy.forEach(({ field }, index) => {
    const spec = fieldSpec(query.dataset, field);
    expectedKeys.add(field);
    if (spec.type === 'ref') expectedKeys.add(`${field}.id`);
    const name = labelOf(query, field, group.dims[index] as Dim, asking);
    const told = row[field];
    if (!same(typeof told === 'number' ? rounded(told) : told, name as Figure))
      wrong.push(`${place} is called ${row[field]}, should be ${String(name)}`);
  });
  for (const { id, hidden } of query.metrics) {
    if (hidden) continue;
    expectedKeys.add(id);
    if (!same(row[id], group.figures[id]))
      wrong.push(`${place} ${id} is ${row[id]}, should be ${group.figures[id]}`);
    if (!query.compare) continue;
    expectedKeys.add(`${id}.previous`);
    const [got, wanted] = [row[`${id}.previous`], group.previous?.[id]];
    if (!same(got, wanted)) wrong.push(`${place} ${id}.previous is ${got}, should be ${wanted}`);
  }
  const keys = Object.keys(row);
  if (keys.length !== expectedKeys.size || keys.some((key) => !expectedKeys.has(key)))
    wrong.push(`keys are ${keys.join()}, should be ${[...expectedKeys].join()}`);
  return wrong;
}

/** Names of records that the asker may not read stay hidden. */
function labelOf(query: ReportQuery, field: string, dim: Dim, asking: Asking): Cell {
  if (dim === OTHER) return 'Other';
  const spec = fieldSpec(query.dataset, field);
  if (dim === null || typeof dim === 'object' || spec.type !== 'ref') return dim as Cell;
  const found = spec.names?.(asking).find(({ id }) => id === dim);
  if (!found) return 'Not available';
  return (
    found['firstName'] && spec.people
      ? `${found['firstName'] as string} ${found['lastName'] as string}`
      : found['name']
  ) as string;
}

function same(got: Cell | undefined, wanted: Figure | undefined): boolean {
  if (typeof got === 'number' && typeof wanted === 'number') return near(got, wanted);
  if (got === undefined || wanted === undefined) return false;
  return got === wanted;
}

function totals(query: ReportQuery, answer: ReportResult, expected: Expected): string[] {
  const got = answer.meta.totals;
  if (!query.totals) return got === null ? [] : ['totals were not asked for'];
  const of = (key: string, wanted: Figure | undefined) =>
    same(got?.[key], wanted) ? [] : [`total of ${key} is ${got?.[key]}, should be ${wanted}`];
  return query.metrics
    .filter(({ hidden }) => !hidden)
    .flatMap(({ id }) => [
      ...of(id, expected.totals[id]),
      ...(query.compare ? of(`${id}.previous`, expected.previousTotals[id]) : []),
    ]);
}

/** Rows come as asked for, and none that was cut off would have come before. Where names are hidden no order is to be seen. */
function order(query: ReportQuery, answer: ReportResult, expected: Expected, asking: Asking): string[] {
  const { orderBy = [], groupBy, limit } = query;
  const compare = (a: Group, b: Group): number => {
    for (const { id, dir, nulls } of orderBy) {
      const [x, y] = [a, b].map((group) => sortValue(query, group, id, asking)) as [Figure, Figure];
      if (x === null && y === null) continue;
      if (x === null || y === null) return (x === null) === (nulls === 'first') ? -1 : 1;
      const found = typeof x === 'string' && typeof y === 'string' ? byCodePoint(x, y) : compareFigures(x, y);
      if (found) return dir === 'asc' ? found : -found;
      // Too near for doubles to tell apart: the engine, which computes in decimals, may know better.
      if (x !== y) return 0;
    }
    return 0;
  };
  const shown = answer.rows
    .map((row) => expected.groups.get(keyOf(dimsOf(query, row))))
    .filter((group) => group !== undefined);
  if (shown.some(({ dims }) => dims.includes(OTHER))) return [];
  const hidden = (group: Group) =>
    orderBy.some(({ id }) => sortValue(query, group, id, asking) === 'Not available');
  if ([...expected.groups.values()].some(hidden)) return [];
  const wrong = shown.flatMap((group, index) => {
    const next = shown[index + 1];
    return next && compare(group, next) > 0 ? [`${keyOf(group.dims)} before ${keyOf(next.dims)}`] : [];
  });
  const last = shown.at(-1);
  if (last && orderBy.length && shown.length === limit)
    for (const group of expected.groups.values())
      if (!shown.includes(group) && !group.dims.includes(OTHER) && compare(group, last) < 0)
        wrong.push(`${keyOf(group.dims)} was cut off`);
  const [first] = groupBy;
  if (!orderBy.length && first && isTime(query, first.field)) {
    const keys = answer.rows.map((row) => row[first.field]);
    if (keys.some((key, index) => index && key !== null && !((keys[index - 1] as string) <= (key as string))))
      wrong.push('periods are out of order');
  }
  return wrong;
}

function sortValue(query: ReportQuery, group: Group, id: string, asking: Asking): Figure {
  const place = query.groupBy.findIndex(({ field }) => field === id);
  if (place < 0) return group.figures[id] ?? null;
  const spec = fieldSpec(query.dataset, id);
  const dim = group.dims[place] as string | number | boolean | null;
  if (spec.values && dim !== null) return spec.values.indexOf(dim as string);
  if (typeof dim === 'boolean') return Number(dim);
  return spec.type === 'ref' ? (labelOf(query, id, dim, asking) as string | null) : dim;
}

/** What is drawn is what the rows say; along a line over time a sum of nothing is 0, so that it has no holes. */
function chart(query: ReportQuery, answer: ReportResult): string[] {
  const { labels, keys, series } = answer.chartData;
  const dims = answer.fields.filter(({ role }) => role === 'dimension');
  if (series.some(({ data }) => data.length !== labels.length) || keys.length !== labels.length)
    return ['the chart’s labels and data do not fit'];
  if (dims.length > 1) return [];
  const [first] = query.groupBy;
  const wrong = series.filter(({ metric, previous, data }) => {
    const sum = query.metrics.some(({ id, agg }) => id === metric && agg === 'sum');
    const nothing = sum && first && isTime(query, first.field) ? 0 : null;
    const column = answer.rows.map((row) => row[previous ? `${metric}.previous` : metric] ?? nothing);
    return JSON.stringify(column) !== JSON.stringify(data);
  });
  return wrong.map(({ key }) => `the chart’s ${key} is not the rows’`);
}
