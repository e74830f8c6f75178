import type { ExceptionEvent, GoogleContext, RootEvent, StoredCalendar, StoredEvent } from './types';

type WithoutRev<T> = T extends StoredEvent ? Omit<T, 'rev'> : never;

/** The events of one calendar as they are now, or as they were at an earlier point of its log. */
export interface CalendarSnapshot {
  calendar: StoredCalendar;
  get(id: string): StoredEvent | undefined;
  roots(): RootEvent[];
  exceptionsOf(seriesId: string): ExceptionEvent[];
}

interface Events {
  get(id: string): StoredEvent | undefined;
  all(): Iterable<StoredEvent>;
}

function bySeries(events: Iterable<StoredEvent>): Map<string, ExceptionEvent[]> {
  const found = new Map<string, ExceptionEvent[]>();
  for (const event of events) {
    if (event.kind !== 'exception') continue;
    const list = found.get(event.seriesId);
    if (list) list.push(event);
    else found.set(event.seriesId, [event]);
  }
  return found;
}

function snapshotOf(calendar: StoredCalendar, events: Events): CalendarSnapshot {
  let index: Map<string, ExceptionEvent[]> | undefined;
  return {
    calendar,
    get: (id) => events.get(id),
    roots: () => [...events.all()].filter((event) => event.kind === 'root'),
    exceptionsOf: (seriesId) => (index ??= bySeries(events.all())).get(seriesId) ?? [],
  };
}

/** Not to be kept over a change. */
export const snapshotNow = (calendar: StoredCalendar): CalendarSnapshot =>
  snapshotOf(calendar, { get: (id) => calendar.events[id], all: () => Object.values(calendar.events) });

/** Rewinds the log: for each event changed after `seq`, what it was before the first such change. */
export function snapshotAt(calendar: StoredCalendar, seq: number): CalendarSnapshot {
  const events = new Map(Object.entries(calendar.events));
  for (const change of changesSince(calendar, seq).reverse()) {
    if (change.before) events.set(change.id, change.before);
    else events.delete(change.id);
  }
  return snapshotOf(calendar, { get: (id) => events.get(id), all: () => events.values() });
}

/** The log after `seq`, oldest first. */
export const changesSince = (calendar: StoredCalendar, seq: number) =>
  calendar.changes.filter((change) => change.seq > seq);

/** Changes made together: each goes to its calendar's log, and commit() tells who must be notified. */
export interface Batch {
  ctx: GoogleContext;
  put(calendar: StoredCalendar, event: WithoutRev<StoredEvent>): void;
  /** Forgets an exception whose series no longer has such an instance. */
  remove(calendar: StoredCalendar, id: string): void;
  /** Calendars that changed in this batch. */
  touched: Set<StoredCalendar>;
  /** Undoes everything, as if the batch had never begun. */
  rollback(): void;
}

export function beginBatch(ctx: GoogleContext): Batch {
  const touched = new Set<StoredCalendar>();
  const order: StoredCalendar[] = [];
  const log = (calendar: StoredCalendar, id: string): number => {
    const seq = ++ctx.state.value.rev;
    calendar.changes.push({ seq, id, before: calendar.events[id] ?? null });
    calendar.rev = seq;
    touched.add(calendar);
    order.push(calendar);
    return seq;
  };
  return {
    ctx,
    touched,
    put(calendar, event) {
      const rev = log(calendar, event.id);
      calendar.events[event.id] = { ...event, rev };
    },
    remove(calendar, id) {
      log(calendar, id);
      delete calendar.events[id];
    },
    rollback() {
      for (const calendar of order.splice(0).reverse()) {
        const change = calendar.changes.pop();
        if (change?.before) calendar.events[change.id] = change.before;
        else if (change) delete calendar.events[change.id];
      }
      touched.clear();
    },
  };
}
