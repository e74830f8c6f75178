import type { Frequency, Schedule } from '@besahubs/contracts/schedules';

/** A schedule in words. Pure. */
export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

export const frequencyLabels: Record<Frequency, string> = {
  daily: 'Every day',
  weekdays: 'Monday to Friday',
  weekly: 'Every week',
  monthly: 'Every month',
};

/** 15:05 → “3:05 PM”. */
export function timeText(hour: number, minute: number): string {
  const half = hour < 12 ? 'AM' : 'PM';
  return `${hour % 12 || 12}:${String(minute).padStart(2, '0')} ${half}`;
}

/** 1 → “1st”. */
export function ordinal(day: number): string {
  const teen = day % 100 > 10 && day % 100 < 14;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}

/** “Every Monday at 8:00 AM, Chicago time”. */
export function scheduleText(
  schedule: Pick<Schedule, 'frequency' | 'weekday' | 'dayOfMonth' | 'hour' | 'minute' | 'timezone'>,
): string {
  const { frequency, weekday, dayOfMonth, hour, minute, timezone } = schedule;
  const days: Record<Frequency, string> = {
    daily: 'Every day',
    weekdays: 'Monday to Friday',
    weekly: `Every ${WEEKDAYS[weekday - 1] ?? 'week'}`,
    monthly: `On the ${ordinal(dayOfMonth)} of each month`,
  };
  const place = timezone.split('/').at(-1)?.replaceAll('_', ' ') ?? timezone;
  return `${days[frequency]} at ${timeText(hour, minute)}, ${place} time`;
}
