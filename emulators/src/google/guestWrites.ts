import { isDeepStrictEqual } from 'node:util';
import { changeView } from './eventChange';
import { forbiddenForNonOrganizer } from './errors';
import { snapshotNow, type Batch } from './eventStore';
import { answerOrganizer, organizerCalendar } from './guests';
import { findView, type EventView } from './views';
import type { EventFields, StoredCalendar } from './types';

/** What only the organizer may change. */
const SHARED = [
  'summary',
  'description',
  'location',
  'start',
  'end',
  'recurrence',
  'status',
  'visibility',
] as const;

/**
 * A guest changes their own copy: the answer, reminders, colour, whether it blocks time, private properties. Of the
 * attendees only their own entry counts. Throws 403 forbiddenForNonOrganizer for anything shared.
 */
export function changeAsGuest(
  batch: Batch,
  calendar: StoredCalendar,
  view: EventView,
  wanted: EventFields,
): EventView {
  const current = view.fields;
  const shared = SHARED.some((name) => !isDeepStrictEqual(current[name], wanted[name]));
  const sharedProperties = !isDeepStrictEqual(
    current.extendedProperties?.shared,
    wanted.extendedProperties?.shared,
  );
  if (shared || sharedProperties) throw forbiddenForNonOrganizer();

  const answer = wanted.attendees?.find(({ email }) => email === calendar.id);
  const before = current.attendees?.find(({ email }) => email === calendar.id);
  const attendees = (current.attendees ?? []).map((one) =>
    answer && one.email === calendar.id ? answer : one,
  );
  const changed = changeView(batch, calendar, view, {
    ...wanted,
    ...(attendees.length ? { attendees } : {}),
  });
  const answered = answer && before && !isDeepStrictEqual(answer, before);
  if (!answered || !organizerCalendar(batch.ctx.state.value, view)) return changed;
  answerOrganizer(batch, view, answer);
  return findView(snapshotNow(calendar), view.id) ?? changed;
}
