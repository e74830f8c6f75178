import type { Chaos } from '../state';
import { newEventId } from '../ids';
import type { WebhookEvent } from '../types';

/** SendGrid posts at the latest when this much has gathered. */
export const LARGEST_POST = 768 * 1024;

const JOIN = ',\r\n';

/** SendGrid's framing: events joined by `},CRLF{`, and a CRLF after the array. */
export const frame = (events: readonly string[]): string => `[${events.join(JOIN)}]\r\n`;

/** Cuts events into bodies of at most 768 KB (a single larger event still goes out alone). */
export function intoBatches(events: readonly string[]): string[][] {
  const batches: string[][] = [];
  let size = Infinity;
  for (const event of events) {
    const bytes = Buffer.byteLength(event) + JOIN.length;
    if (size + bytes > LARGEST_POST) {
      batches.push([]);
      size = 4;
    }
    batches.at(-1)?.push(event);
    size += bytes;
  }
  return batches;
}

/** The event as text, and its unwanted copy when duplicates are switched on. */
export function serialise(event: WebhookEvent, duplicates: Chaos['duplicates']): string[] {
  const json = JSON.stringify(event);
  if (duplicates === 'off') return [json];
  if (duplicates === 'same') return [json, json];
  return [json, JSON.stringify({ ...event, sg_event_id: newEventId() })];
}
