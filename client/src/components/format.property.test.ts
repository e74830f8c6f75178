import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as format from './format';
import { parseNumber } from './form/parse';

/** Cents up to what the database holds, small and huge ones alike. */
const cents = fc
  .oneof(
    fc.integer({ min: -100_000, max: 100_000 }),
    fc.integer({ min: -99_999_999_999_999, max: 99_999_999_999_999 }),
  )
  .map((whole) => whole / 100);
function isClose(read: number | null, value: number, error: number): void {
  expect(Math.abs((read ?? Number.NaN) - value)).toBeLessThanOrEqual(error);
}

describe('what is written can be typed again', () => {
  it('as short money, to three digits', () => {
    fc.assert(
      fc.property(cents, (value) =>
        isClose(parseNumber(format.money(value)), value, Math.max(Math.abs(value) * 0.0051, 0.005)),
      ),
    );
  });
  it('as exact money, to the cent', () => {
    fc.assert(fc.property(cents, (value) => isClose(parseNumber(format.moneyExact(value)), value, 0.0051)));
  });
  it('as percent, to two digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9_999_999, max: 9_999_999 }), (points) =>
        isClose(parseNumber(format.percent(points / 10_000)), points / 10_000, 0.005_000_1),
      ),
    );
  });
  it('as square feet, to the foot, and as a count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (feet) => {
        expect(parseNumber(format.squareFeet(feet))).toBe(feet);
        expect(parseNumber(format.number(feet))).toBe(feet);
        isClose(parseNumber(format.shortNumber(feet)), feet, feet * 0.0051);
      }),
    );
  });
});

describe('short money', () => {
  it('has three digits at most, and never a thousand of a unit that has a larger one', () => {
    fc.assert(
      fc.property(fc.double({ min: 1000, max: 999_499_999_999, noNaN: true }), (value) => {
        const [, digits = '', unit] = /^\$([\d.]+)([KMB])$/.exec(format.money(value)) ?? [];
        expect(digits.replace('.', '').length).toBeLessThanOrEqual(3);
        expect(Number(digits)).toBeLessThan(1000);
        expect(unit).toBe(value < 999_500 ? 'K' : value < 999_500_000 ? 'M' : 'B');
      }),
    );
  });
  it.each([
    [999.99, '$999.99'],
    [1000, '$1K'],
    [1004, '$1K'],
    [1006, '$1.01K'],
    [9_994, '$9.99K'],
    [99_940, '$99.9K'],
    [99_960, '$100K'],
    [999_499, '$999K'],
    [999_500, '$1M'],
    [999_499_999, '$999M'],
    [999_500_000, '$1B'],
    [-1_250_000, '−$1.25M'],
    [-0.5, '-$0.50'],
  ])('%d is %s', (value, text) => expect(format.money(value)).toBe(text));
  it('loses no minus and makes none up', () => {
    fc.assert(
      fc.property(cents, (value) => {
        expect(/^[-−]/.test(format.money(value))).toBe(value < 0);
        expect(/^[-−]/.test(format.shortNumber(Math.round(value)))).toBe(Math.round(value) < 0);
      }),
    );
  });
});

describe('exact money', () => {
  it.each([
    [0, '$0'],
    [0.1 + 0.2, '$0.30'],
    [1234.5, '$1,234.50'],
    [-1234.5, '-$1,234.50'],
    [999_999_999_999.99, '$999,999,999,999.99'],
  ])('%d is %s', (value, text) => expect(format.moneyExact(value)).toBe(text));
  it('takes cents from its column, or leaves them', () => {
    expect(format.moneyExact(12, true)).toBe('$12.00');
    expect(format.moneyExact(12.6, false)).toBe('$13');
  });
});

describe('what rounds to nothing', () => {
  it.each([
    format.money(-0),
    format.moneyExact(-0),
    format.percent(-0),
    format.percent(-0.001),
    format.number(-0.001),
    format.squareFeet(-0.3),
    format.acres(-0),
    format.perSquareFoot(-0.001),
    format.shortNumber(-0),
  ])('has no minus: %s', (text) => expect(text).not.toMatch(/[-−]/));
});

describe('the trade', () => {
  it.each([
    [6.255, '6.26%'],
    [6.254, '6.25%'],
    [0.005, '0.01%'],
    [100, '100%'],
    [-6.25, '-6.25%'],
  ])('%d percent points are %s', (value, text) => expect(format.percent(value)).toBe(text));
  it.each([
    [12_499.5, '12,500 SF'],
    [0.4, '0 SF'],
  ])('%d square feet are %s', (value, text) => expect(format.squareFeet(value)).toBe(text));
  it('writes land in acres, to two digits', () => {
    expect(format.acres(1234.567)).toBe('1,234.57 ac');
    expect(format.acres(0)).toBe('0 ac');
  });
  it('writes a price per foot with cents below a hundred dollars only', () => {
    expect(format.perSquareFoot(99.5)).toBe('$99.50/SF');
    expect(format.perSquareFoot(100)).toBe('$100/SF');
    expect(format.perSquareFoot(0)).toBe('$0.00/SF');
  });
  it.each([
    [{ low: 28.5, high: 28.5 }, '$28.50/SF/yr'],
    [{ low: 24, high: null }, '$24.00/SF/yr'],
    [{ low: 0, high: 30 }, '$0.00–30.00/SF/yr'],
    [{ low: 2.1, high: 3, basis: 'sf_month' as const }, '$2.10–3.00/SF/mo'],
    [{ low: 28.5, structure: 'modified_gross' }, '$28.50/SF/yr MG'],
    [{ low: 28.5, structure: 'absolute_net' }, '$28.50/SF/yr Abs. net'],
    [{ low: 28.5, structure: 'double_net' }, '$28.50/SF/yr Double net'],
    [{ low: null, high: null, structure: 'nnn' }, '—'],
    [{ low: undefined, high: undefined }, '—'],
  ])('%j is %s', (terms, text) => expect(format.rent(terms)).toBe(text));
});

describe('phones', () => {
  const digits = fc.stringMatching(/^[2-9]\d{9}$/);
  it('keep their digits, however they were typed', () => {
    fc.assert(
      fc.property(digits, fc.constantFrom('', '1', '+1 ', '1-'), (ten, before) => {
        const typed = `${before}${ten.slice(0, 3)}.${ten.slice(3, 6)} ${ten.slice(6)}`;
        const text = format.phone(typed);
        expect(text).toMatch(/^\(\d{3}\) \d{3}-\d{4}$/);
        expect(text.replaceAll(/\D/g, '')).toBe(ten);
        // Shown, copied and typed again it is the same.
        expect(format.phone(text)).toBe(text);
      }),
    );
  });
  it.each([
    ['555-0142', null, '555-0142'],
    ['+49 30 901820', null, '+49 30 901820'],
    ['+49 30 90182012', null, '+49 30 90182012'],
    ['+1 312 555 0142', null, '(312) 555-0142'],
    ['23125550142', null, '23125550142'],
    ['3125550142', '7', '(312) 555-0142 ext. 7'],
    ['+44 20 7946 0958', '12', '+44 20 7946 0958 ext. 12'],
    [null, '12', '—'],
  ])('%s with %s is %s', (raw, extension, text) => expect(format.phone(raw, extension)).toBe(text));
});

describe('words', () => {
  it.each([
    ['full_service', 'Full service'],
    ['a_b_c', 'A b c'],
    ['x', 'X'],
    [null, '—'],
  ])('%s is %s', (code, text) => expect(format.words(code)).toBe(text));
  it.each([
    ['Weighted commission', 'weighted commission'],
    ['SF', 'SF'],
    ['NOI a year', 'NOI a year'],
    ['deal', 'deal'],
  ])('%s inside a sentence is %s', (text, lower) => expect(format.lower(text)).toBe(lower));
  it.each([
    [0, '0 days'],
    [1, '1 day'],
    [2, '2 days'],
    [12_500, '12,500 days'],
  ])('%d is %s', (count, text) => expect(format.plural(count, 'day')).toBe(text));
  it.each([
    ['box', 'boxes'],
    ['branch', 'branches'],
    ['wish', 'wishes'],
    ['key', 'keys'],
    ['city in a state', 'cities in a state'],
    ['class by year', 'classes by year'],
  ])('several of a %s are %s', (one, many) => expect(format.pluralOf(one)).toBe(many));
  it('makes two initials at most, in capitals', () => {
    expect(format.initials('ana ruiz')).toBe('AR');
    expect(format.initials('   ')).toBe('?');
    expect(format.initials(undefined)).toBe('?');
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 6 }), (parts) => {
        const ends = [parts[0], ...(parts.length > 1 ? [parts.at(-1)] : [])];
        expect(format.initials(parts.join('  '))).toBe(
          ends.map((part) => part?.charAt(0).toUpperCase()).join(''),
        );
      }),
    );
  });
  it('leaves out of an address what is not known', () => {
    expect(format.address({ state: 'TX' })).toBe('TX');
    expect(format.address({ city: 'Dallas', zip: '75201' })).toBe('Dallas, 75201');
    expect(format.address({ street: '', city: null })).toBe('—');
  });
});
