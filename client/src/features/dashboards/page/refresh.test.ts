import { describe, expect, it } from 'vitest';
import { PATIENCE_MS, REST_MS, after, idle, isPaused, nextAt } from './refresh';
import type { RefreshEvent } from './refresh';

const all = (...events: RefreshEvent[]) => events.reduce(after, idle);
const change = (at: number): RefreshEvent => ({ type: 'change', at });

describe('when a dashboard asks again', () => {
  it('never, as long as nothing changes', () => {
    expect(nextAt(idle)).toBeNull();
    expect(nextAt(all(change(5), { type: 'asked' }))).toBeNull();
  });
  it('once a burst of changes has come to rest', () => {
    expect(nextAt(all(change(1000)))).toBe(1000 + REST_MS);
    expect(nextAt(all(change(1000), change(1600)))).toBe(1600 + REST_MS);
  });
  it('not later than the patience, however long the burst goes on', () => {
    const burst = Array.from({ length: 100 }, (_, index) => change(1000 + index * 500));
    expect(nextAt(all(...burst))).toBe(1000 + PATIENCE_MS);
  });
  it('anew for what changed while the question was under way', () => {
    expect(nextAt(all(change(1000), { type: 'asked' }, change(2500)))).toBe(2500 + REST_MS);
  });
});

describe('pausing', () => {
  for (const type of ['hidden', 'offline', 'held'] as const) {
    it(`keeps still while ${type}, and catches up at once afterwards`, () => {
      const away = all({ type, is: true }, change(1000), change(2000));
      expect(isPaused(away)).toBe(true);
      expect(nextAt(away)).toBeNull();
      const back = after(away, { type, is: false });
      expect(isPaused(back)).toBe(false);
      expect(nextAt(back)).toBe(2000 + REST_MS);
    });
  }
  it('lasts until the last reason is gone', () => {
    const away = all({ type: 'hidden', is: true }, { type: 'offline', is: true }, change(1));
    expect(nextAt(after(away, { type: 'hidden', is: false }))).toBeNull();
  });
  it('asks nothing afterwards when nothing changed', () => {
    expect(nextAt(all({ type: 'hidden', is: true }, { type: 'hidden', is: false }))).toBeNull();
  });
});
