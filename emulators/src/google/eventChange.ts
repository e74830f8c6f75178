import { isDeepStrictEqual } from 'node:util';
import { snapshotNow, type Batch } from './eventStore';
import { findView, inheritedFields, isOccurrence, isSeries, overridesOf, type EventView } from './views';
import type { EventFields, RootEvent, StoredCalendar } from './types';

/** Changes after which guests must answer anew: iCalendar raises SEQUENCE for them. */
function isSignificant(before: EventFields, after: EventFields): boolean {
  const names = ['start', 'end', 'recurrence', 'status', 'location'] as const;
  return names.some((name) => !isDeepStrictEqual(before[name], after[name]));
}

/** Exceptions of instances that the changed rule or start no longer has disappear with them. */
function dropOrphans(batch: Batch, calendar: StoredCalendar, root: RootEvent): void {
  for (const exception of snapshotNow(calendar).exceptionsOf(root.id)) {
    if (!isSeries(root) || !isOccurrence(root, exception.original)) batch.remove(calendar, exception.id);
  }
}

function changeRoot(batch: Batch, calendar: StoredCalendar, root: RootEvent, fields: EventFields): void {
  const bump = isSignificant(root.fields, fields) ? 1 : 0;
  batch.put(calendar, {
    ...root,
    fields,
    updated: batch.ctx.clock.epochMs(),
    sequence: root.sequence + bump,
  });
  const changed = calendar.events[root.id];
  if (bump && isSeries(root) && changed?.kind === 'root') dropOrphans(batch, calendar, changed);
}

/** Gives a single event, a series or one instance these fields. An instance becomes (or stays) an exception. */
export function changeView(
  batch: Batch,
  calendar: StoredCalendar,
  view: EventView,
  fields: EventFields,
): EventView {
  const { root, original, exception } = view;
  if (!original) {
    changeRoot(batch, calendar, root, fields);
  } else {
    const now = batch.ctx.clock.epochMs();
    const bump = isSignificant(view.fields, fields) ? 1 : 0;
    batch.put(calendar, {
      kind: 'exception',
      id: view.id,
      seriesId: root.id,
      original,
      overrides: overridesOf(fields, inheritedFields(root, original)),
      created: exception?.created ?? now,
      updated: now,
      sequence: Math.max(root.sequence, exception?.sequence ?? 0) + bump,
    });
  }
  const changed = findView(snapshotNow(calendar), view.id);
  if (!changed) throw new Error(`Event ${view.id} vanished while it was changed`);
  return changed;
}
