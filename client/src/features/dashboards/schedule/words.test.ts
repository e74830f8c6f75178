import { expect, it } from 'vitest';
import { ordinal, scheduleText, timeText } from './words';

const monday = {
  frequency: 'weekly',
  weekday: 1,
  dayOfMonth: 1,
  hour: 8,
  minute: 0,
  timezone: 'America/Chicago',
} as const;

it('says when a dashboard is sent', () => {
  expect(scheduleText(monday)).toBe('Every Monday at 8:00 AM, Chicago time');
  expect(scheduleText({ ...monday, weekday: 7 })).toContain('Every Sunday');
  expect(scheduleText({ ...monday, frequency: 'weekdays' })).toContain('Monday to Friday at');
  expect(scheduleText({ ...monday, frequency: 'monthly', dayOfMonth: 22 })).toContain(
    'On the 22nd of each month',
  );
  expect(scheduleText({ ...monday, timezone: 'America/Argentina/Buenos_Aires' })).toContain(
    'Buenos Aires time',
  );
});
it('knows midnight, noon, and minutes below ten', () => {
  expect([timeText(0, 5), timeText(12, 0), timeText(23, 59)]).toEqual(['12:05 AM', '12:00 PM', '11:59 PM']);
});
it('counts days', () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 31].map(ordinal).join(' ')).toBe(
    '1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 31st',
  );
});
