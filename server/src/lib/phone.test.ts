import { describe, expect, it } from 'vitest';
import { readPhone } from './phone';

describe('readPhone', () => {
  it.each([
    ['(214) 555-0100', '+12145550100', null],
    ['214.555.0100', '+12145550100', null],
    ['1-214-555-0100', '+12145550100', null],
    ['214-555-0100 x4781', '+12145550100', '4781'],
    ['214-555-0100 ext. 12', '+12145550100', '12'],
    ['+44 20 7946 0958', '+442079460958', null],
    ['555-01', null, null],
    ['Not available', null, null],
    ['', null, null],
  ])('%s', (typed, e164, extension) => {
    expect(readPhone(typed)).toEqual({ e164, extension });
  });
});
