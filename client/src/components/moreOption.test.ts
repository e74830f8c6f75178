import { describe, expect, it } from 'vitest';
import { isMore, withMore } from './moreOption';

const items = [{ id: 'a', name: 'Ana' }];

describe('what a picker offers', () => {
  it('is what was found, when that is all', () =>
    expect(withMore({ items, total: 1 }, 'Agent', '')).toEqual(items));

  it.each([
    ['', 'Type to find more of 1,137 companies'],
    ['a', 'Type on to find more of 1,137 companies'],
  ])('says last how to find the others', (typed, name) => {
    const offered = withMore({ items, total: 1137 }, 'Company', typed);
    expect(offered.map((each) => each.name)).toEqual(['Ana', name]);
    expect(offered.map(isMore)).toEqual([false, true]);
  });
});
