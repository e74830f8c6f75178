import { changeView } from './eventChange';
import { snapshotNow, type Batch } from './eventStore';
import { findView, overridesOf, inheritedFields, type EventView } from './views';
import type { Attendee, EventFields, GoogleState, StoredCalendar } from './types';

export type SendUpdates = 'all' | 'externalOnly' | 'none';

/** Fields that belong to each calendar's own copy of an event. */
const OWN = ['reminders', 'colorId', 'transparency'] as const;

const emails = (view: EventView | undefined) => (view?.fields.attendees ?? []).map(({ email }) => email);

export const isOrganizer = (view: EventView, calendar: StoredCalendar) =>
  view.root.organizer.email === calendar.id;

function primaryOf(state: GoogleState, email: string): StoredCalendar | undefined {
  return state.accounts[email]?.calendars[email];
}

/** The organizer's calendar, when the organizer has an account here. */
export function organizerCalendar(state: GoogleState, view: EventView): StoredCalendar | undefined {
  const { email } = view.root.organizer;
  return Object.values(state.accounts).find((account) => account.calendars[email])?.calendars[email];
}

/** Shared fields from the organizer, private ones from the guest's copy. */
function copiedFields(shared: EventFields, own: EventFields | undefined): EventFields {
  const { extendedProperties, ...fields } = shared;
  for (const name of OWN) delete fields[name as keyof typeof fields];
  const properties = {
    ...(own?.extendedProperties?.private ? { private: own.extendedProperties.private } : {}),
    ...(extendedProperties?.shared ? { shared: extendedProperties.shared } : {}),
  };
  return {
    ...fields,
    reminders: own?.reminders ?? { useDefault: true },
    ...(own?.colorId ? { colorId: own.colorId } : {}),
    ...(own?.transparency ? { transparency: own.transparency } : {}),
    ...(Object.keys(properties).length ? { extendedProperties: properties } : {}),
  };
}

function putCopy(batch: Batch, guest: StoredCalendar, view: EventView): void {
  const copy = findView(snapshotNow(guest), view.id);
  const { root, exception, original } = view;
  const fields = copiedFields(view.fields, copy?.fields);
  if (!original) {
    batch.put(guest, { ...root, fields });
    return;
  }
  if (!exception || !copy) return;
  batch.put(guest, { ...exception, overrides: overridesOf(fields, inheritedFields(copy.root, original)) });
}

function hasLeft(copy: EventView | undefined, attendee: Attendee): boolean {
  return attendee.responseStatus === 'declined' && copy?.fields.status === 'cancelled';
}

/** Brings the organizer's event to the calendars of all guests who have an account here. */
export function shareWithGuests(batch: Batch, before: EventView | undefined, after: EventView): void {
  const state = batch.ctx.state.value;
  const invited = new Map((after.fields.attendees ?? []).map((attendee) => [attendee.email, attendee]));
  for (const email of new Set([...emails(before), ...emails(after)])) {
    const calendar = primaryOf(state, email);
    if (!calendar || email === after.root.organizer.email) continue;
    const attendee = invited.get(email);
    const copy = findView(snapshotNow(calendar), after.id);
    if (attendee && hasLeft(copy, attendee)) continue;
    if (attendee && after.fields.status !== 'cancelled') putCopy(batch, calendar, after);
    else if (copy && copy.fields.status !== 'cancelled') {
      changeView(batch, calendar, copy, { ...copy.fields, status: 'cancelled' });
    }
  }
}

/** A guest's answer, written into the organizer's event and from there into every copy. */
export function answerOrganizer(batch: Batch, view: EventView, answer: Attendee): void {
  const calendar = organizerCalendar(batch.ctx.state.value, view);
  const original = calendar && findView(snapshotNow(calendar), view.id);
  if (!calendar || !original) return;
  const attendees = (original.fields.attendees ?? []).map((one) =>
    one.email === answer.email ? answer : one,
  );
  const changed = changeView(batch, calendar, original, { ...original.fields, attendees });
  shareWithGuests(batch, original, changed);
}

interface MailInput {
  calendar: StoredCalendar;
  before: EventView | undefined;
  after: EventView;
  sendUpdates: SendUpdates;
  actor: string;
}

/** Notes the mails that Google would send to guests for this change. Nothing is sent. */
export function logGuestMails(
  batch: Batch,
  { calendar, before, after, sendUpdates, actor }: MailInput,
): void {
  if (sendUpdates === 'none') return;
  const state = batch.ctx.state.value;
  const wanted = (email: string) =>
    email !== actor && email !== calendar.id && (sendUpdates === 'all' || !state.accounts[email]);
  const [were, are] = [emails(before), after.fields.status === 'cancelled' ? [] : emails(after)];
  const groups = {
    invitation: are.filter((email) => !were.includes(email)),
    update: are.filter((email) => were.includes(email)),
    cancellation: were.filter((email) => !are.includes(email)),
  };
  for (const kind of ['invitation', 'update', 'cancellation'] as const) {
    const to = groups[kind].filter(wanted);
    if (!to.length) continue;
    state.mails.push({
      at: batch.ctx.clock.now().toISOString(),
      kind,
      calendarId: calendar.id,
      eventId: after.id,
      summary: after.fields.summary ?? '',
      sendUpdates,
      to,
    });
  }
}
