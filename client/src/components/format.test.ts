import { describe, expect, it } from 'vitest';
import * as format from './format';

describe('money', () => {
  it.each([
    [1_250_000, '$1.25M'],
    [845_000, '$845K'],
    [12_480_000_000, '$12.5B'],
    [999_950, '$1M'],
    [950, '$950'],
    [0, '$0'],
    [12.5, '$12.50'],
    [-2_500, '−$2.5K'],
  ])('%d is %s', (value, text) => expect(format.money(value)).toBe(text));
  it('keeps the exact amount for the tooltip, cents only when there are any', () => {
    expect(format.moneyExact(1_250_000)).toBe('$1,250,000');
    expect(format.moneyExact(1_250_000.4)).toBe('$1,250,000.40');
  });
});

describe('nothing is a dash, never zero', () => {
  it.each([
    format.money(null),
    format.moneyExact(undefined),
    format.percent(null),
    format.number(null),
    format.squareFeet(undefined),
    format.acres(null),
    format.perSquareFoot(null),
    format.rent({ low: null }),
    format.words(''),
    format.phone(null),
    format.address({}),
  ])('%s', (text) => expect(text).toBe(format.NONE));
  it('zero is zero', () => {
    expect(format.percent(0)).toBe('0%');
    expect(format.squareFeet(0)).toBe('0 SF');
  });
});

describe('the trade', () => {
  it('writes percentages and areas', () => {
    expect(format.percent(6.25)).toBe('6.25%');
    expect(format.percent(-12.345)).toBe('-12.35%');
    expect(format.percent(1250)).toBe('1,250%');
    expect(format.squareFeet(12_500)).toBe('12,500 SF');
    expect(format.perSquareFoot(231.6)).toBe('$232/SF');
    expect(format.perSquareFoot(28.5)).toBe('$28.50/SF');
  });
  it('writes rents with basis and structure', () => {
    expect(format.rent({ low: 28.5, basis: 'sf_year', structure: 'nnn' })).toBe('$28.50/SF/yr NNN');
    expect(format.rent({ low: 24, high: 28.5, basis: 'sf_year' })).toBe('$24.00–28.50/SF/yr');
    expect(format.rent({ low: null, high: 2, basis: 'sf_month', structure: 'full_service' })).toBe(
      '$2.00/SF/mo FSG',
    );
  });
  it('writes addresses of what is known', () => {
    expect(format.address({ street: '12 Main St', city: 'Dallas', state: 'TX', zip: '07030' })).toBe(
      '12 Main St, Dallas, TX 07030',
    );
    expect(format.address({ city: 'Dallas', state: null })).toBe('Dallas');
  });
  it('writes North American phones and leaves others as they are', () => {
    expect(format.phone('13125550142', '12')).toBe('(312) 555-0142 ext. 12');
    expect(format.phone('+44 20 7946 0958')).toBe('+44 20 7946 0958');
  });
});

it('makes initials of any name', () => {
  expect(format.initials('Ana María Ruiz')).toBe('AR');
  expect(format.initials(' Cher ')).toBe('C');
  expect(format.initials(null)).toBe('?');
});

it.each([
  ['stage', 'stages'],
  ['client company', 'client companies'],
  ['day', 'days'],
  ['status', 'statuses'],
  ['class', 'classes'],
  ['kind of bounce', 'kinds of bounce'],
])('several of a %s are %s', (one, many) => expect(format.pluralOf(one)).toBe(many));

it('counts in words', () => {
  expect(format.plural(1, 'contact')).toBe('1 contact');
  expect(format.plural(1024, 'company', 'companies')).toBe('1,024 companies');
});
