import type { Cell, Format, ReportField, ReportQueryInput, ReportResult } from '@besahubs/contracts/reports';
import type { VizPick } from './pick';

/** An answer as charts take it: every mark knows the row it stands for. Pure. */
export type Row = ReportResult['rows'][number];

/** More would be slower to draw than to read. */
const MOST_POINTS = 500;
/** More series cannot be told apart. */
const MOST_SERIES = 12;

/** A place on the axis, or a row of a split: the part of a pick that says which. */
interface Place {
  label: string;
  key: VizPick['key'];
  other: boolean;
}
export interface Series extends Place {
  /** Key of its values in `points`: none that a label can break. */
  id: `s${number}`;
  metric: string;
  format: Format;
  previous: boolean;
}
export type Point = Place & { values: (number | null)[] } & Record<`s${number}`, number | null>;

export interface ChartModel {
  points: Point[];
  series: Series[];
  /** Points and series that are not drawn. */
  left: number;
}

export const dimensionsOf = ({ fields }: ReportResult): ReportField[] =>
  fields.filter(({ role }) => role === 'dimension');
/** Metrics that are numbers: first and last dates have no place on an axis. */
export const metricsOf = ({ fields }: ReportResult): ReportField[] =>
  fields.filter(({ role, type }) => role === 'metric' && type === 'number');

/** The value a drill wants of a grouping: the id of a link, else the cell itself. */
export const keyCell = (row: Row, { key }: ReportField): Cell =>
  Object.hasOwn(row, `${key}.id`) ? (row[`${key}.id`] ?? null) : (row[key] ?? null);

const isTime = ({ type }: ReportField): boolean => type === 'instant' || type === 'date';

/** The grouping that a topN cuts: its “Other” row has no key of it. */
function topField(query: ReportQueryInput, dimensions: ReportField[]): string | null {
  if (!query.topN) return null;
  return query.topN.field ?? dimensions.find((field) => !isTime(field))?.key ?? null;
}

/** Key of a row over some of its groupings, as a drill takes it. */
function placeOf(row: Row, dimensions: ReportField[], top: string | null): Omit<Place, 'label'> {
  const rest = row['_other'] === true;
  const other = rest && dimensions.some(({ key }) => key === top);
  const named = dimensions.filter(({ key }) => !(rest && key === top));
  return { key: Object.fromEntries(named.map((field) => [field.key, keyCell(row, field)])), other };
}

/** The pick of a figure in a row of a table. */
export function pickOfRow(
  result: ReportResult,
  query: ReportQueryInput,
  row: Row,
  metric: ReportField,
  names: string[],
): VizPick {
  const dimensions = dimensionsOf(result);
  const { key, other } = placeOf(row, dimensions, topField(query, dimensions));
  const previous = metric.role === 'previous';
  return {
    key,
    metric: previous ? metric.key.replace(/\.previous$/, '') : metric.key,
    label: [...names, metric.label].join(' · '),
    ...(other && { other }),
    ...(previous && { previous }),
  };
}

/** The pick of a mark: a point, and the series it belongs to. */
export function pickOf(point: Place | null, series: Series): VizPick {
  const other = (point?.other ?? false) || series.other;
  return {
    key: { ...point?.key, ...series.key },
    metric: series.metric,
    label: [point?.label, series.label].filter(Boolean).join(' · '),
    ...(other && { other }),
    ...(series.previous && { previous: true }),
  };
}

/**
 * Points and series of an answer. Labels and data are the server's `chartData`; keys come from `rows`, which it was made
 * of in the same order: points by the first grouping, series by the others, the metric, and the period.
 */
export function chartModel(result: ReportResult, query: ReportQueryInput): ChartModel {
  const { rows, chartData } = result;
  const [first, ...others] = dimensionsOf(result);
  const top = topField(query, dimensionsOf(result));
  const metrics = metricsOf(result);
  const compared = result.meta.compareRange !== null;
  const places = new Map<string, Omit<Place, 'label'>>();
  const splits = new Map<string, Omit<Place, 'label'> & Pick<Series, 'metric' | 'previous'>>();
  for (const row of rows) {
    const at = placeOf(row, first ? [first] : [], top);
    remember(places, at, at);
    const split = placeOf(row, others, top);
    for (const { key: metric } of metrics) {
      for (const previous of compared ? [false, true] : [false])
        remember(splits, { split, metric, previous }, { ...split, metric, previous });
    }
  }
  const whole = [...splits.values()].flatMap((split, index) => {
    const drawn = chartData.series[index];
    return drawn ? [{ ...split, label: drawn.label, format: drawn.format, data: drawn.data }] : [];
  });
  const kept = whole.slice(0, MOST_SERIES);
  const series = kept.map(({ data: _data, ...rest }, index): Series => ({ ...rest, id: `s${index}` }));
  const points = [...places.values()].slice(0, MOST_POINTS).map((place, at): Point => {
    const values = kept.map(({ data }) => data[at] ?? null);
    const named = Object.fromEntries(values.map((value, index) => [`s${index}`, value]));
    return { ...place, label: chartData.labels[at] ?? '', values, ...named };
  });
  return { points, series, left: whole.length - kept.length + (places.size - points.length) };
}

function remember<T>(known: Map<string, T>, identity: unknown, value: T): void {
  const id = JSON.stringify(identity);
  if (!known.has(id)) known.set(id, value);
}

/** Is the first grouping a date: a line over time? */
export const overTime = (result: ReportResult): boolean => dimensionsOf(result).slice(0, 1).some(isTime);

/**
 * Periods to come that nothing has happened in are no zeros: a line ends where time has got to. Figures that lie ahead
 * (expected closings) stay. `asOf` is when the answer was true, ISO.
 */
export function upToNow(model: ChartModel, field: string, asOf: string): ChartModel {
  const now = model.series.filter(({ previous }) => !previous);
  const ahead = ({ key }: Point) => typeof key[field] === 'string' && String(key[field]) > asOf;
  const last = model.points.findLastIndex((point) => !ahead(point) || now.some(({ id }) => point[id]));
  const points = model.points.map((point, index) =>
    index <= last ? point : { ...point, ...Object.fromEntries(now.map(({ id }) => [id, null])) },
  );
  return { ...model, points };
}
