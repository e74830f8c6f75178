import { expect, it } from 'vitest';
import { csvLine, quotientCell } from './csv';

it.each([
  [0.1 + 0.2, '0.3'],
  [123_456_789_012.34, '123456789012.34'],
  [9_007_199_254_740_991, '9007199254740991'],
  [-0.005, '-0.005'],
  [0, '0'],
])('writes %d as an amount: %s', (value, text) => {
  expect(csvLine([value])).toBe(`${text}\r\n`);
});

it.each([
  [100 / 3, 'percent', '33.3333'],
  [300 / 7, 'percent', '42.8571'],
  [50, 'percent', '50'],
  [3 / 7, 'number', '0.428571'],
  [1 / 30_000, 'number', '0.0000333333'],
  [-2 / 3, 'days', '-0.666667'],
  [110.166_666_667, 'days', '110.1667'],
  [9_876_543_210.995, 'currency', '9876543211'],
  [9_876_543_210.123, 'currency', '9876543210.12'],
  [0.333_33, 'currency', '0.33'],
  [123_456_789_012_345, 'number', '123456789012345'],
  [null, 'percent', ''],
  ['33.33333333333333', 'text', '33.33333333333333'],
] as const)('writes %s (%s) as a quotient: %s', (value, format, text) => {
  expect(csvLine([quotientCell(value, format)])).toBe(`${text}\r\n`);
});
