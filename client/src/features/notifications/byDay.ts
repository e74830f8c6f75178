import type { Notification } from '@besahubs/contracts/notifications';
import { dayName } from '../../components/days';

export interface Day {
  name: string;
  items: Notification[];
}

/** Groups what is sorted by time already into the days of `zone`, as people call them. `now` in epoch milliseconds. */
export function byDay(items: readonly Notification[], zone: string, now: number): Day[] {
  const days: Day[] = [];
  for (const item of items) {
    const name = dayName(item.createdAt, zone, now);
    const last = days.at(-1);
    if (last?.name === name) last.items.push(item);
    else days.push({ name, items: [item] });
  }
  return days;
}
