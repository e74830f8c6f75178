import { GraphError } from '../graph/errors';
import { eventId } from './ids';
import { itemView, viewsIn, type Window } from './instances';
import { renderEvent, renderThinOccurrence, type Rendering } from './render';
import type { Account, Change, StoredEvent } from './types';

/**
 * A round of calendarView/delta. The window and the calendar are part of the token, so that later requests need no
 * parameters (Graph docs, delta-query-events). Initial rounds walk the items by creation and remember where the log of
 * changes stood when they began; what changes meanwhile is told by the next round. Incremental rounds walk the log.
 */
export interface DeltaToken {
  kind: 'initial' | 'incremental';
  calendarId: string;
  window: Window;
  generation: number;
  /** initial: items up to this key were shown. incremental: changes up to this sequence were shown. */
  cursor: number;
  /** Where the log stood when an initial round began. */
  since: number;
  /** The announced empty page was shown (start), or all items were and only the empty last page is left (end). */
  empty: 'none' | 'start' | 'end';
}

export type EmptyPages = 'never' | 'initial' | 'always';

export interface DeltaPage {
  value: Record<string, unknown>[];
  next: DeltaToken;
  /** nextLink when more follows in this round, deltaLink when it is over. */
  done: boolean;
}

const SIGNATURE = 'bh1';

export function encodeToken(token: DeltaToken): string {
  const { kind, calendarId, window, generation, cursor, since, empty } = token;
  const parts = [SIGNATURE, kind, calendarId, window.start, window.end, generation, cursor, since, empty];
  return Buffer.from(parts.join(' ')).toString('base64url');
}

/** Undefined when the text was never a token of ours. */
export function decodeToken(text: string): DeltaToken | undefined {
  const [signature, kind, calendarId, ...rest] = Buffer.from(text, 'base64url').toString('utf8').split(' ');
  const [start, end, generation, cursor, since] = rest.map(Number);
  const empty = rest[5];
  if (signature !== SIGNATURE || (kind !== 'initial' && kind !== 'incremental') || !calendarId)
    return undefined;
  if (empty !== 'none' && empty !== 'start' && empty !== 'end') return undefined;
  if (start === undefined || end === undefined || generation === undefined) return undefined;
  if (
    cursor === undefined ||
    since === undefined ||
    Number.isNaN(start + end + generation + cursor + since)
  ) {
    return undefined;
  }
  return { kind, calendarId, window: { start, end }, generation, cursor, since, empty };
}

export function firstToken(account: Account, calendarId: string, window: Window): DeltaToken {
  const { deltaGeneration, sequence } = account;
  return {
    kind: 'initial',
    calendarId,
    window,
    generation: deltaGeneration,
    cursor: 0,
    since: sequence,
    empty: 'none',
  };
}

const removed = (account: Account, item: Pick<StoredEvent, 'key' | 'placement'>, immutableIds: boolean) => ({
  '@odata.type': '#microsoft.graph.event',
  id: eventId(account, item, null, immutableIds),
  '@removed': { reason: 'deleted' },
});

/** An item as delta shows it: whole, or the series master followed by its occurrences in the window. */
function entries(
  account: Account,
  event: StoredEvent,
  window: Window,
  rendering: Rendering,
): Record<string, unknown>[] {
  const views = viewsIn(event, window);
  if (views.length === 0) return [];
  const whole = (view: Parameters<typeof renderEvent>[1]) => ({
    '@odata.type': '#microsoft.graph.event',
    ...renderEvent(account, view, rendering),
  });
  if (!event.recurrence) return views.map(whole);
  const occurrences = views.map((view) =>
    view.type === 'exception' ? whole(view) : renderThinOccurrence(account, view, rendering),
  );
  return [whole(itemView(event)), ...occurrences];
}

/** One step of a round: an item of the calendar or a change in it, with the cursor behind it. */
interface Step {
  cursor: number;
  show(): Record<string, unknown>[];
}

function initialSteps(account: Account, token: DeltaToken, rendering: Rendering): Step[] {
  return account.events
    .filter((event) => event.calendarId === token.calendarId && event.key > token.cursor)
    .sort((a, b) => a.key - b.key)
    .map((event) => ({ cursor: event.key, show: () => entries(account, event, token.window, rendering) }));
}

/**
 * Both kinds of removal look the same: the item is gone from the calendar, or it changed and lies outside the window
 * (also when it was never inside: Graph docs, event-delta).
 */
function showChange(
  account: Account,
  change: Change,
  token: DeltaToken,
  rendering: Rendering,
): Record<string, unknown>[] {
  const event = account.events.find((one) => one.placement === change.placement);
  const shown = event ? entries(account, event, token.window, rendering) : [];
  return shown.length > 0 ? shown : [removed(account, event ?? change, rendering.immutableIds)];
}

function incrementalSteps(account: Account, token: DeltaToken, rendering: Rendering): Step[] {
  return account.changes
    .filter((change) => change.calendarId === token.calendarId && change.sequence > token.cursor)
    .sort((a, b) => a.sequence - b.sequence)
    .map((change) => ({
      cursor: change.sequence,
      show: () => showChange(account, change, token, rendering),
    }));
}

/** Fills a page; a series is never split over two pages, so a page may be longer than asked for. */
function fill(steps: Step[], size: number, cursor: number) {
  const value: Record<string, unknown>[] = [];
  let at = cursor;
  let taken = 0;
  for (const step of steps) {
    if (value.length >= size) break;
    value.push(...step.show());
    at = step.cursor;
    taken += 1;
  }
  return { value, cursor: at, more: taken < steps.length };
}

const closing = (token: DeltaToken, cursor: number): DeltaToken => ({
  ...token,
  kind: 'incremental',
  cursor: token.kind === 'initial' ? token.since : cursor,
  empty: 'none',
});

/** The page behind a token. Throws GraphError 410 when the sync state is gone. */
export function deltaPage(
  account: Account,
  token: DeltaToken,
  { size, emptyPages, rendering }: { size: number; emptyPages: EmptyPages; rendering: Rendering },
): DeltaPage {
  if (token.generation !== account.deltaGeneration) throw syncStateGone(account, token);
  if (token.empty === 'end') return { value: [], next: closing(token, token.cursor), done: true };
  if (emptyPages === 'always' && token.empty === 'none') {
    return { value: [], next: { ...token, empty: 'start' }, done: false };
  }
  const steps = (token.kind === 'initial' ? initialSteps : incrementalSteps)(account, token, rendering);
  const { value, cursor, more } = fill(steps, size, token.cursor);
  if (more) return { value, next: { ...token, cursor, empty: 'start' }, done: false };
  const closesEmpty = emptyPages === 'always' || (emptyPages === 'initial' && token.kind === 'initial');
  if (closesEmpty) return { value, next: { ...token, cursor, empty: 'end' }, done: false };
  return { value, next: closing(token, cursor), done: true };
}

/** 410 of an expired delta token, as Outlook words it. */
function syncStateGone({ deltaGeneration, deltaGoneCode }: Account, token: DeltaToken): GraphError {
  const message = `The sync state generation is not found; generation=${token.generation};[highest=${deltaGeneration}][${deltaGeneration}].`;
  return new GraphError(410, deltaGoneCode, message);
}
