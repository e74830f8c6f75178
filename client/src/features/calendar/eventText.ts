import { Temporal } from 'temporal-polyfill';
import type { CalendarEvent } from '@besahubs/contracts/calendar';
import { dayOf } from '../../components/days';

const DAY = { weekday: 'short', month: 'short', day: 'numeric' } as const;
const CLOCK = { hour: 'numeric', minute: '2-digit' } as const;
const format = (options: Intl.DateTimeFormatOptions, timeZone: string) =>
  new Intl.DateTimeFormat('en-US', { ...options, timeZone });

/** “Tue, Nov 24, 9:00 – 10:00 AM”, “Thu, Dec 24 – Sat, Dec 26, all day”; days of all-day events in no zone at all. */
export function whenText(event: CalendarEvent, zone: string): string {
  const { isAllDay, startDate, endDate, start, end } = event;
  if (isAllDay && startDate && endDate) {
    const last = Temporal.PlainDate.from(endDate).subtract({ days: 1 }).toString();
    const days = format(DAY, 'UTC');
    return `${days.formatRange(Date.parse(startDate), Date.parse(last))}, all day`;
  }
  const [from, to] = [new Date(start), new Date(end)];
  if (dayOf(start, zone) !== dayOf(end, zone))
    return format({ ...DAY, ...CLOCK }, zone).formatRange(from, to);
  return `${format(DAY, zone).format(from)}, ${format(CLOCK, zone).formatRange(from, to)}`;
}

/** Only links a browser may follow: what comes from a calendar may be anything. */
export function webLink(text: string | null): string | null {
  if (!text || !/^https?:\/\//i.test(text.trim())) return null;
  return URL.canParse(text.trim()) ? text.trim() : null;
}

const BREAKS = /<(?:br|\/p|\/div|\/li|\/h[1-6]|\/tr)[^>]*>/gi;
/** Descriptions come as text or as HTML; shown is always text. */
export function plainText(description: string | null): string {
  if (!description) return '';
  if (!/<[a-z][^>]*>/i.test(description)) return description.trim();
  const page = new DOMParser().parseFromString(description.replace(BREAKS, '$&\n'), 'text/html');
  page.querySelectorAll('style, script, head').forEach((part) => part.remove());
  return (page.body.textContent ?? '').replace(/[ \t]*\n\s*\n\s*/g, '\n\n').trim();
}
