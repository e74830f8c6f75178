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
  [100 / 3, '33.3333333333'],
  [1 / 30_000, '0.0000333333333333'],
  [9_876_543_210.995, '9876543211'],
  [9_876_543_210.12, '9876543210.12'],
  [123_456_789_012_345, '123456789012345'],
  [null, ''],
  ['33.33333333333333', '33.33333333333333'],
])('writes %s as a quotient: %s', (value, text) => {
  expect(csvLine([quotientCell(value)])).toBe(`${text}\r\n`);
});
