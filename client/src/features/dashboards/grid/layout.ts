import { GRID_COLUMNS, widgetSizes } from '@besahubs/contracts/dashboards';
import type { Widget, WidgetPosition } from '@besahubs/contracts/dashboards';

/**
 * Where tiles stand on the grid of twelve columns. Pure. Every layout that leaves this file is packed: no two tiles
 * overlap, and each stands as high as it can, the way react-grid-layout packs while one drags.
 */
export type Place = Pick<WidgetPosition, 'x' | 'y' | 'w' | 'h'>;
export type Layout = readonly WidgetPosition[];

export const ROW_PX = 32;
export const GAP_PX = 16;
export const SMALLEST = { w: 2, h: 3 } as const;
export const TALLEST = 40;

/** Height in pixels of a tile of `h` rows. */
export const heightOf = (h: number): number => h * ROW_PX + (h - 1) * GAP_PX;

const overlapX = (a: Place, b: Place): boolean => a.x < b.x + b.w && b.x < a.x + a.w;
const between = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), most);

/** Top to bottom, and left to right within a row: the order in which one reads, and the one column on phones. */
export const inReadingOrder = (layout: Layout): WidgetPosition[] =>
  layout.toSorted((a, b) => a.y - b.y || a.x - b.x);

/** Lifts every tile, in reading order, to right below whatever stands above it. */
export function pack(layout: Layout): WidgetPosition[] {
  const placed: WidgetPosition[] = [];
  for (const tile of inReadingOrder(layout)) {
    const above = placed.filter((other) => overlapX(other, tile)).map((other) => other.y + other.h);
    placed.push({ ...tile, y: Math.max(0, ...above) });
  }
  return placed;
}

/** A packed place for each widget: the kept one, or, for a widget without one, below everything else. */
export function arrange(widgets: readonly Pick<Widget, 'id' | 'type'>[], kept: Layout): WidgetPosition[] {
  const places = new Map(kept.map((position) => [position.widgetId, position]));
  const known = widgets.flatMap(({ id }) => places.get(id) ?? []);
  let bottom = Math.max(0, ...known.map(({ y, h }) => y + h));
  const added = widgets
    .filter(({ id }) => !places.has(id))
    .map(({ id, type }) => {
      const { w, h } = widgetSizes[type];
      const position = { widgetId: id, x: 0, y: bottom, w, h };
      bottom += h;
      return position;
    });
  return pack([...known, ...added]);
}

export const sameLayout = (a: Layout, b: Layout): boolean => {
  const places = new Map(b.map((position) => [position.widgetId, position]));
  return (
    a.length === b.length &&
    a.every(({ widgetId, x, y, w, h }) => {
      const other = places.get(widgetId);
      return other?.x === x && other.y === y && other.w === w && other.h === h;
    })
  );
};

const find = (layout: Layout, id: string): WidgetPosition | undefined =>
  layout.find(({ widgetId }) => widgetId === id);
const replace = (layout: Layout, tile: WidgetPosition): WidgetPosition[] =>
  pack(layout.map((other) => (other.widgetId === tile.widgetId ? tile : other)));

/** Puts a tile where it was asked to stand; what is in the way goes below it. */
export function moveTo(layout: Layout, id: string, { x, y }: Pick<Place, 'x' | 'y'>): WidgetPosition[] {
  const tile = find(layout, id);
  if (!tile) return [...layout];
  const wanted = { ...tile, x: between(x, 0, GRID_COLUMNS - tile.w) };
  // Half a row before or after whatever begins in that row: packing then knows who gives way.
  return replace(layout, { ...wanted, y: y > tile.y ? y + 0.5 : y - 0.5 });
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** One step: a column to the side, or past the next tile above or below. */
export function step(layout: Layout, id: string, direction: Direction): WidgetPosition[] {
  const tile = find(layout, id);
  if (!tile) return [...layout];
  if (direction === 'left') return moveTo(layout, id, { x: tile.x - 1, y: tile.y });
  if (direction === 'right') return moveTo(layout, id, { x: tile.x + 1, y: tile.y });
  const others = layout.filter((other) => other.widgetId !== id && overlapX(other, tile));
  if (direction === 'up') {
    const above = others.filter((other) => other.y < tile.y).toSorted((a, b) => b.y - a.y)[0];
    return above ? replace(layout, { ...tile, y: above.y - 0.5 }) : [...layout];
  }
  const below = others.filter((other) => other.y > tile.y).toSorted((a, b) => a.y - b.y)[0];
  return below ? replace(layout, { ...tile, y: below.y + 0.5 }) : [...layout];
}

/** Gives a tile a size within what the grid holds; tiles below make room. */
export function resizeTo(layout: Layout, id: string, { w, h }: Pick<Place, 'w' | 'h'>): WidgetPosition[] {
  const tile = find(layout, id);
  if (!tile) return [...layout];
  return replace(layout, {
    ...tile,
    w: between(w, SMALLEST.w, GRID_COLUMNS - tile.x),
    h: between(h, SMALLEST.h, TALLEST),
  });
}

/** One column wider or narrower, one row higher or lower. */
export function grow(layout: Layout, id: string, direction: Direction): WidgetPosition[] {
  const tile = find(layout, id);
  if (!tile) return [...layout];
  const dw = { left: -1, right: 1, up: 0, down: 0 }[direction];
  const dh = { left: 0, right: 0, up: -1, down: 1 }[direction];
  return resizeTo(layout, id, { w: tile.w + dw, h: tile.h + dh });
}

/** In words, for those who do not see the grid. */
export const describePlace = ({ x, y, w, h }: Place): string =>
  `column ${x + 1}, row ${y + 1}, ${w} wide, ${h} high`;

/** Layouts to go back and forth between. Pure. */
export interface History {
  past: readonly Layout[];
  now: Layout;
  future: readonly Layout[];
}
const MOST_STEPS = 100;
export const begin = (now: Layout): History => ({ past: [], now, future: [] });
export const record = (history: History, next: Layout): History =>
  sameLayout(history.now, next)
    ? history
    : { past: [...history.past, history.now].slice(-MOST_STEPS), now: next, future: [] };
export function undo(history: History): History {
  const now = history.past.at(-1);
  if (!now) return history;
  return { past: history.past.slice(0, -1), now, future: [history.now, ...history.future] };
}
export function redo(history: History): History {
  const [now, ...future] = history.future;
  if (!now) return history;
  return { past: [...history.past, history.now], now, future };
}
