import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verticalCompactor } from 'react-grid-layout/core';
import type { WidgetPosition } from '@besahubs/contracts/dashboards';
import {
  arrange,
  begin,
  grow,
  inReadingOrder,
  moveTo,
  pack,
  record,
  redo,
  resizeTo,
  step,
  undo,
} from './layout';
import type { Layout } from './layout';

const at = (widgetId: string, x: number, y: number, w: number, h: number): WidgetPosition => ({
  widgetId,
  x,
  y,
  w,
  h,
});
const placeOf = (layout: Layout, id: string) => {
  const { x, y, w, h } = layout.find(({ widgetId }) => widgetId === id) ?? at('', -1, -1, 0, 0);
  return [x, y, w, h];
};
const overlaps = (layout: Layout) =>
  layout.some((a, index) =>
    layout
      .slice(index + 1)
      .some((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h),
  );

/** Two above, one below. */
const three = [at('a', 0, 0, 6, 4), at('b', 6, 0, 6, 4), at('c', 0, 4, 6, 4)];

const layouts = fc
  .array(
    fc.record({
      w: fc.integer({ min: 2, max: 12 }),
      x: fc.integer({ min: 0, max: 11 }),
      y: fc.integer({ min: 0, max: 30 }),
      h: fc.integer({ min: 3, max: 10 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((tiles) => tiles.map(({ x, y, w, h }, index) => at(`w${index}`, Math.min(x, 12 - w), y, w, h)));

describe('packing', () => {
  it('closes gaps and pulls overlapping tiles apart', () => {
    expect(pack([at('a', 0, 3, 6, 4), at('b', 3, 5, 6, 4)])).toEqual([
      at('a', 0, 0, 6, 4),
      at('b', 3, 4, 6, 4),
    ]);
  });
  it('packs as react-grid-layout does, so that nothing jumps when editing begins', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const packed = pack(layout);
        expect(overlaps(packed)).toBe(false);
        const theirs = verticalCompactor.compact(
          packed.map(({ widgetId, ...place }) => ({ i: widgetId, ...place })),
          12,
        );
        for (const { i, x, y, w, h } of theirs) expect(placeOf(packed, i)).toEqual([x, y, w, h]);
      }),
    );
  });
  it('gives a widget without a place one below the others, and forgets places without a widget', () => {
    const widgets = [
      { id: 'a', type: 'kpi' as const },
      { id: 'new', type: 'bar' as const },
    ];
    expect(arrange(widgets, [at('gone', 0, 0, 12, 9), at('a', 0, 9, 3, 4)])).toEqual([
      at('a', 0, 0, 3, 4),
      at('new', 0, 4, 6, 8),
    ]);
  });
});

describe('moving', () => {
  it('goes past the next tile below, and back', () => {
    const down = step(three, 'a', 'down');
    expect(placeOf(down, 'c')).toEqual([0, 0, 6, 4]);
    expect(placeOf(down, 'a')).toEqual([0, 4, 6, 4]);
    expect(inReadingOrder(step(down, 'a', 'up'))).toEqual(inReadingOrder(three));
  });
  it('moves sideways and pushes what is in the way down', () => {
    const right = step(three, 'a', 'right');
    expect(placeOf(right, 'a')).toEqual([1, 0, 6, 4]);
    expect(placeOf(right, 'b')).toEqual([6, 4, 6, 4]);
  });
  it('stays within the grid', () => {
    expect(placeOf(step(three, 'a', 'left'), 'a')).toEqual([0, 0, 6, 4]);
    expect(placeOf(step(three, 'b', 'right'), 'b')).toEqual([6, 0, 6, 4]);
    expect(step(three, 'a', 'up')).toEqual(three);
    expect(placeOf(moveTo(three, 'a', { x: 40, y: 0 }), 'a')[0]).toBe(6);
  });
  it('takes the asked row', () => {
    expect(placeOf(moveTo(three, 'c', { x: 6, y: 0 }), 'c')).toEqual([6, 0, 6, 4]);
    expect(placeOf(moveTo(three, 'c', { x: 6, y: 0 }), 'b')).toEqual([6, 4, 6, 4]);
  });
  it('leaves every tile its size and overlaps none, wherever it goes', () => {
    fc.assert(
      fc.property(layouts, fc.constantFrom('left', 'right', 'up', 'down'), (layout, direction) => {
        const packed = pack(layout);
        const moved = step(packed, 'w0', direction);
        expect(overlaps(moved)).toBe(false);
        expect(moved).toHaveLength(packed.length);
        for (const { widgetId, w, h } of packed) expect(placeOf(moved, widgetId).slice(2)).toEqual([w, h]);
      }),
    );
  });
});

describe('resizing', () => {
  it('grows by one and makes the tiles below go down', () => {
    const taller = grow(three, 'a', 'down');
    expect(placeOf(taller, 'a')).toEqual([0, 0, 6, 5]);
    expect(placeOf(taller, 'c')).toEqual([0, 5, 6, 4]);
  });
  it('neither leaves the grid nor vanishes', () => {
    expect(placeOf(resizeTo(three, 'b', { w: 40, h: 1 }), 'b')).toEqual([6, 0, 6, 3]);
    expect(placeOf(resizeTo(three, 'b', { w: 0, h: 400 }), 'b')).toEqual([6, 0, 2, 40]);
  });
});

describe('history', () => {
  const other = step(three, 'a', 'down');
  it('goes back and forth; a new step forgets the undone ones', () => {
    const moved = record(begin(three), other);
    expect(undo(moved).now).toBe(three);
    expect(redo(undo(moved)).now).toBe(other);
    expect(record(undo(moved), grow(three, 'b', 'down')).future).toEqual([]);
  });
  it('does not record what changes nothing, and stops at its ends', () => {
    const start = begin(three);
    expect(record(start, [...three].reverse())).toBe(start);
    expect(undo(start)).toBe(start);
    expect(redo(start)).toBe(start);
  });
});
