import { describe as suite, expect, it } from 'vitest';
import { describe, isActive, keysOf, splitCsv } from './filters';
import type { Filter } from './types';

const context = { zone: 'America/Chicago' };
const stage: Filter = {
  kind: 'options',
  key: 'stage',
  label: 'Stage',
  options: [
    { value: 'loi', label: 'LOI' },
    { value: 'won', label: 'Closed Won' },
  ],
};
const size: Filter = { kind: 'range', label: 'Size', minKey: 'sfMin', maxKey: 'sfMax', unit: 'SF' };
const price: Filter = { kind: 'range', label: 'Price', minKey: 'priceMin', unit: '$' };
const closes: Filter = { kind: 'days', label: 'Closes', fromKey: 'from', toKey: 'to' };
const created: Filter = { kind: 'days', label: 'Created', fromKey: 'from', toKey: 'to', instant: true };

suite('a filter', () => {
  it('owns its parameters', () => {
    expect(keysOf(stage)).toEqual(['stage']);
    expect(keysOf(size)).toEqual(['sfMin', 'sfMax']);
    expect(keysOf(price)).toEqual(['priceMin']);
  });
  it('is active when any of them is set', () => {
    expect(isActive(size, { sfMax: '1000' })).toBe(true);
    expect(isActive(size, { stage: 'loi' })).toBe(false);
  });
  it('says what it filters', () => {
    expect(describe(stage, { stage: 'loi,won' }, context)).toBe('LOI, Closed Won');
    expect(describe(stage, { stage: 'unknown' }, context)).toBe('unknown');
    expect(describe(size, { sfMin: '10000', sfMax: '50000' }, context)).toBe('10,000 SF – 50,000 SF');
    expect(describe(size, { sfMax: '50000' }, context)).toBe('up to 50,000 SF');
    expect(describe(price, { priceMin: '2500000' }, context)).toBe('from $2,500,000');
    expect(describe(closes, { from: '2026-03-01' }, context)).toBe('from Mar 1, 2026');
    expect(describe(created, { to: '2026-03-02T05:59:59.999Z' }, context)).toBe('up to Mar 1, 2026');
  });
});

it('splits lists of values', () => {
  expect(splitCsv('a,b,')).toEqual(['a', 'b']);
  expect(splitCsv(undefined)).toEqual([]);
});
