import { describe, expect, it } from 'vitest';
import { parseNumber } from './parse';

describe('parseNumber', () => {
  it.each([
    ['1,250,000', 1_250_000],
    ['$1.25m', 1_250_000],
    ['850k', 850_000],
    ['1.2 B', 1_200_000_000],
    ['6.25%', 6.25],
    ['6.25 %', 6.25],
    ['12,500 SF', 12_500],
    ['-300', -300],
    ['(300)', -300],
    ['.5', 0.5],
    ['0', 0],
    ['1.1m', 1_100_000],
  ])('%s is %d', (typed, value) => expect(parseNumber(typed)).toBe(value));
  it('is nothing for nothing', () => {
    expect(parseNumber('')).toBeNull();
    expect(parseNumber('   ')).toBeNull();
  });
  it.each(['abc', '12 apples', '1.2.3', '$', '--5'])('%s is no number', (typed) =>
    expect(parseNumber(typed)).toBeNaN(),
  );
});
