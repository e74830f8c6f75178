import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber } from './parse';

describe('numbers as people type them', () => {
  const plain = fc.integer({ min: 0, max: 999_999_999_999 });
  it('mean the same with separators, signs of money and units', () => {
    fc.assert(
      fc.property(plain, fc.constantFrom('', ' '), (value, gap) => {
        const text = value.toLocaleString('en-US');
        for (const unit of ['%', 'sf', 'SF', 'ac', 'ft', 'usd', 'mo'])
          expect(parseNumber(`${text}${gap}${unit}`)).toBe(value);
        expect(parseNumber(`$${gap}${text}`)).toBe(value);
        expect(parseNumber(`  ${text}  `)).toBe(value);
      }),
    );
  });
  it('are negative by a minus of either kind, or in parentheses', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (value) => {
        for (const text of [
          `-${value}`,
          `−${value}`,
          `- $${value}`,
          `(${value})`,
          `($${value})`,
          `−$${value}`,
        ])
          expect(parseNumber(text)).toBe(-value);
      }),
    );
  });
  it.each([
    ['k', 1e3],
    ['K', 1e3],
    ['m', 1e6],
    ['mm', 1e6],
    ['MM', 1e6],
    ['b', 1e9],
  ])('with %s are times %d', (letter, scale) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), (hundredths) => {
        expect(parseNumber(`${hundredths / 100}${letter}`)).toBeCloseTo((hundredths / 100) * scale, 3);
      }),
    );
  });
  it('have no digits that multiplying made up', () => {
    expect(parseNumber('1.1m')).toBe(1_100_000);
    expect(parseNumber('8.3k')).toBe(8300);
    expect(parseNumber('2.01b')).toBe(2_010_000_000);
    expect(parseNumber('4.35k')).toBe(4350);
  });
  it('keep every cent of the largest amounts', () => {
    expect(parseNumber('999,999,999,999.99')).toBe(999_999_999_999.99);
    expect(parseNumber('0.01')).toBe(0.01);
    expect(parseNumber('12.')).toBe(12);
    expect(parseNumber('.07')).toBe(0.07);
  });
  it.each([
    '1e5',
    'NaN',
    'Infinity',
    '1 2',
    '12k5',
    'k',
    ',',
    '.',
    '%',
    '-',
    '()',
    '1.5.',
    '$-5x',
    '0x10',
    '١٢',
  ])('%s is no number', (typed) => expect(parseNumber(typed)).toBeNaN());
  it('never throws, and never answers what is not finite', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-(]?\$?[\d,.]{0,12}[kmb]?[%)]?$/)), (typed) => {
        const value = parseNumber(typed);
        expect(value === null ? typed.trim() === '' : Number.isFinite(value) || Number.isNaN(value)).toBe(
          true,
        );
      }),
    );
  });
});
