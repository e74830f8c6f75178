/** The state of a list lives in the URL, so that reload, back and a shared link reproduce it. Pure. */
export interface ListState {
  q: string;
  sort: string;
  page: number;
  pageSize: number;
  /** The record open beside the list. */
  peek: string | null;
  /** Filter parameters as the API takes them. */
  filters: Record<string, string>;
}
export interface ListDefaults {
  sort: string;
  filterKeys: readonly string[];
}

export const PAGE_SIZES = [25, 50, 100] as const;
const DEFAULT_PAGE_SIZE = 50;

function positive(text: string | null, fallback: number): number {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : fallback;
}

export function parseList(params: URLSearchParams, defaults: ListDefaults): ListState {
  const pageSize = positive(params.get('pageSize'), DEFAULT_PAGE_SIZE);
  const filters = defaults.filterKeys.flatMap((key) => {
    const value = params.get(key);
    return value ? [[key, value] as const] : [];
  });
  return {
    q: params.get('q') ?? '',
    sort: params.get('sort') ?? defaults.sort,
    page: positive(params.get('page'), 1),
    pageSize: PAGE_SIZES.find((size) => size === pageSize) ?? DEFAULT_PAGE_SIZE,
    peek: params.get('peek'),
    filters: Object.fromEntries(filters),
  };
}

/** What the API is asked: only what is set. */
export function toQuery(state: ListState): Record<string, string | number> {
  const { q, sort, page, pageSize, filters } = state;
  return { page, pageSize, sort, ...(q ? { q } : {}), ...filters };
}

type Changes = Record<string, string | number | null>;
const RESETS_NOTHING = new Set(['page', 'peek']);

/**
 * The URL after a change; null removes a parameter, and so does a default.
 * Whatever changes which rows there are (search, filter, sort, page size) goes back to the first page.
 */
export function writeList(
  params: URLSearchParams,
  changes: Changes,
  defaults: ListDefaults,
): URLSearchParams {
  const next = new URLSearchParams(params);
  const isDefault = (key: string, value: string) =>
    (key === 'page' && value === '1') ||
    (key === 'pageSize' && value === String(DEFAULT_PAGE_SIZE)) ||
    (key === 'sort' && value === defaults.sort);
  if (Object.keys(changes).some((key) => !RESETS_NOTHING.has(key))) next.delete('page');
  for (const [key, raw] of Object.entries(changes)) {
    const value = raw === null ? '' : String(raw);
    if (!value || isDefault(key, value)) next.delete(key);
    else next.set(key, value);
  }
  return next;
}

export interface SortItem {
  field: string;
  desc: boolean;
}
export const parseSort = (sort: string): SortItem[] =>
  sort
    .split(',')
    .filter(Boolean)
    .map((part) => ({ field: part.replace(/^-/, ''), desc: part.startsWith('-') }));

const printSort = (items: readonly SortItem[]): string =>
  items.map(({ field, desc }) => (desc ? `-${field}` : field)).join(',');

/**
 * A click on a column header: ascending, descending, then off. With `additive` (shift) the other columns
 * keep their order and this one sorts within them.
 */
export function toggleSort(sort: string, field: string, additive: boolean): string {
  const items = parseSort(sort);
  const found = items.find((item) => item.field === field);
  const kept = additive ? items : items.filter((item) => item.field === field);
  if (!found) return printSort([...kept, { field, desc: false }]);
  if (!found.desc) {
    return printSort(kept.map((item) => (item.field === field ? { field, desc: true } : item)));
  }
  return printSort(kept.filter((item) => item.field !== field));
}
