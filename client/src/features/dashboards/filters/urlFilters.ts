import { dashboardFilters } from '@besahubs/contracts/dashboards';
import type { DashboardFilters } from '@besahubs/contracts/dashboards';
import { isPreset } from '@besahubs/contracts/reportRanges';
import type { FilterTest } from '@besahubs/contracts/reportFilters';
import { isPeriod } from './periods';

/**
 * What a dashboard is filtered by, as the URL keeps it: `?range=this_quarter&filters=[…]`, so that reload, back and a
 * shared link reproduce it. Without either parameter the dashboard's defaults hold; `filters=none` is none at all. Pure.
 */
export interface Chosen {
  /** Name of a relative range, or null: each widget its own. */
  range: string | null;
  tests: readonly FilterTest[];
}
const RANGE = 'range';
const FILTERS = 'filters';
const NONE = 'none';

export const fromDefaults = ({ dateRange, filters }: DashboardFilters): Chosen => ({
  range: dateRange ?? null,
  tests: filters ?? [],
});
export const toFilters = ({ range, tests }: Chosen): DashboardFilters => ({
  dateRange: range,
  filters: [...tests],
});

function parseTests(text: string | null): readonly FilterTest[] {
  if (!text || text === NONE) return [];
  try {
    return dashboardFilters.parse({ filters: JSON.parse(text) as unknown }).filters ?? [];
  } catch {
    // A link that was cut or edited by hand: better all rows than an error page.
    return [];
  }
}

export function readFilters(params: URLSearchParams, defaults: DashboardFilters): Chosen {
  if (!params.has(RANGE) && !params.has(FILTERS)) return fromDefaults(defaults);
  const range = params.get(RANGE);
  return { range: range && isPreset(range) ? range : null, tests: parseTests(params.get(FILTERS)) };
}

export const sameFilters = (a: Chosen, b: Chosen): boolean =>
  a.range === b.range && JSON.stringify(a.tests) === JSON.stringify(b.tests);

/** The URL that shows `chosen`: clean when these are the dashboard's defaults. Other parameters stay. */
export function writeFilters(
  params: URLSearchParams,
  chosen: Chosen,
  defaults: DashboardFilters,
): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete(RANGE);
  next.delete(FILTERS);
  if (sameFilters(chosen, fromDefaults(defaults))) return next;
  if (chosen.range) next.set(RANGE, chosen.range);
  if (chosen.tests.length) next.set(FILTERS, JSON.stringify(chosen.tests));
  else if (!chosen.range) next.set(FILTERS, NONE);
  return next;
}

const equal = (a: FilterTest, b: FilterTest): boolean => JSON.stringify(a) === JSON.stringify(b);

export const isOn = ({ tests }: Chosen, test: FilterTest): boolean =>
  tests.some((other) => equal(other, test));
/** Puts a test in place of one at `index`, or at the end. */
export const withTest = (chosen: Chosen, test: FilterTest, index: number | null): Chosen => ({
  ...chosen,
  tests:
    index === null
      ? [...chosen.tests, test]
      : chosen.tests.map((other, position) => (position === index ? test : other)),
});
export const withoutTest = (chosen: Chosen, index: number): Chosen => ({
  ...chosen,
  tests: chosen.tests.filter((_test, position) => position !== index),
});
/**
 * Cross-filtering: a click on a bar adds what it stands for, a second one takes it away again. A day takes the place of
 * the month it was found in.
 */
export function toggled(chosen: Chosen, tests: readonly FilterTest[]): Chosen {
  const added = tests.filter((test) => !isOn(chosen, test));
  const periods = new Set(added.filter(isPeriod).map(({ field }) => field));
  const kept = chosen.tests.filter((test) => !(isPeriod(test) && periods.has(test.field)));
  if (added.length) return { ...chosen, tests: [...kept, ...added] };
  return { ...chosen, tests: chosen.tests.filter((test) => !tests.some((other) => equal(other, test))) };
}
