import { expect, it } from 'vitest';
import { rangeText } from './rangeText';

const text = (from: string | null, to: string | null, zone = 'America/New_York') =>
  rangeText({ field: 'createdAt', from, to }, zone);

it('names whole days of the zone, the last one included', () => {
  expect(text('2026-03-01T05:00:00Z', '2026-04-01T04:00:00Z')).toBe('Mar 1, 2026 – Mar 31, 2026');
  expect(text('2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z')).toBe('Mar 8, 2026');
});
it('never shifts plain dates', () => {
  expect(text('2026-03-01', '2026-04-01', 'Pacific/Kiritimati')).toBe('Mar 1, 2026 – Mar 31, 2026');
});
it('names the time when the range ends within a day', () => {
  expect(text('2026-03-01T05:00:00Z', '2026-03-02T18:30:00Z')).toBe('Mar 1, 2026 – Mar 2, 2026, 1:30 PM');
});
it('says which side is open', () => {
  expect(text('2026-03-01', null)).toBe('from Mar 1, 2026');
  expect(text(null, '2026-04-01')).toBe('until Mar 31, 2026');
  expect(text(null, null)).toBe('All time');
});
