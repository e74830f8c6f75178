import { Op, literal } from 'sequelize';
import type { z } from 'zod';
import type { EventsQuery, eventInput, eventPatch } from '@besahubs/contracts/calendar';
import { AppError } from '../../lib/errors';
import { uuidv7 } from '../../lib/ids';
import { ProviderError } from '../../lib/providerError';
import { CalendarAccount } from '../../models/CalendarAccount';
import { CalendarEvent } from '../../models/CalendarEvent';
import type { StoredAttendee } from '../../models/CalendarEvent';
import { CalendarSync } from '../../models/CalendarSync';
import { Contact } from '../../models/Contact';
import { Deal } from '../../models/Deal';
import { Property } from '../../models/Property';
import { calendarAccountScope, mayChangeEvent } from '../../policies/calendar';
import { contactPolicy } from '../../policies/contacts';
import { dealPolicy } from '../../policies/deals';
import { everything, rooms, scopeSql } from '../../policies/policy';
import { announce, audit } from '../changes';
import { inTransaction } from '../context';
import type { Ctx } from '../context';
import { checkReferences } from '../crm/references';
import { diffOf } from '../crm/diff';
import { allOf } from '../crm/resource';
import { findAccount } from './accounts';
import type { EventDraft, EventTimes, RemoteEvent } from './provider';
import { eventColumns } from './rows';
import { withAccess } from './tokens';

/** More would not fit a screen; a calendar with more in 400 days is asked for in parts. */
const MAX_EVENTS = 10_000;

const includes = [
  { model: CalendarAccount, as: 'account', attributes: ['id', 'provider', 'userId'] },
  { model: Contact, as: 'contact', attributes: ['id', 'name'] },
];
const links = {
  contactId: { model: Contact, scope: contactPolicy.scope.bind(contactPolicy) },
  dealId: { model: Deal, scope: dealPolicy.scope.bind(dealPolicy) },
  propertyId: { model: Property, scope: () => everything },
};

/** What overlaps [from, to): one's own calendars, or one account within the caller's scope. Soonest first. */
export async function listEvents(ctx: Ctx, query: EventsQuery): Promise<CalendarEvent[]> {
  const account = query.accountId ? await findAccount(ctx, query.accountId) : null;
  return CalendarEvent.findAll({
    where: {
      start: { [Op.lt]: query.to },
      [Op.or]: [{ end: { [Op.gt]: query.from } }, { start: { [Op.gte]: query.from } }],
      status: { [Op.ne]: 'cancelled' },
    },
    include: [
      {
        model: CalendarAccount,
        as: 'account',
        attributes: ['id', 'provider', 'userId'],
        required: true,
        where: account ? { id: account.id } : { userId: ctx.actor.id },
      },
      ...includes.slice(1),
    ],
    order: [
      ['start', 'ASC'],
      ['id', 'ASC'],
    ],
    limit: MAX_EVENTS,
  });
}

/** One event within the caller's scope (CAL6). */
export async function findEvent(ctx: Ctx, id: string): Promise<CalendarEvent> {
  const accounts = scopeSql(CalendarAccount, calendarAccountScope(ctx.actor));
  const event = await CalendarEvent.findOne({
    where: allOf([{ id }, { calendarAccountId: { [Op.in]: literal(`(${accounts})`) } }]),
    include: includes,
    transaction: ctx.transaction ?? null,
  });
  if (!event) throw new AppError('not_found');
  return event;
}

/** Writes to the provider, then stores the row. The id is ours, so that a repeat after a timeout makes no second event. */
export async function createEvent(ctx: Ctx, input: z.output<typeof eventInput>): Promise<CalendarEvent> {
  const account = await findAccount(ctx, input.accountId);
  await checkReferences(ctx, links, input);
  const id = uuidv7();
  const draft: EventDraft = {
    title: input.title,
    description: input.description ?? null,
    times: timesOf(input),
    timezone: input.timezone ?? ctx.actor.timezone,
    location: input.location ?? null,
    attendees: (input.attendees ?? []).map(asStored),
  };
  const create = () =>
    withAccess(account, (provider, token) =>
      provider.create(token, id, draft, { conference: input.conference ?? false }),
    );
  const remote = await create().catch((error: unknown) => {
    if (error instanceof ProviderError && (error.kind === 'unknown' || error.kind === 'retry'))
      return create();
    throw error;
  });
  return store(ctx, account, remote, 'create', { id, ...linksOf(input), createdById: ctx.actor.id });
}

/** Changes at the provider what the caller changed, and stores what the provider made of it. */
export async function updateEvent(
  ctx: Ctx,
  id: string,
  patch: z.output<typeof eventPatch>,
): Promise<CalendarEvent> {
  const event = await findEvent(ctx, id);
  const account = await findAccount(ctx, event.calendarAccountId);
  if (!mayChangeEvent(event))
    throw new AppError('forbidden', { message: 'Only the organizer can change this event.' });
  if (patch.etag !== undefined && patch.etag !== event.etag) throw new AppError('conflict');
  await checkReferences(ctx, links, patch);
  const change = changeOf(ctx, event, patch);
  const remote = Object.keys(change).length ? await writeChange(account, event, change) : null;
  if (remote) return store(ctx, account, remote, 'update', linksOf(patch));
  return inTransaction(ctx, async (tx) => {
    await event.update(linksOf(patch), { transaction: tx.transaction });
    return findEvent(tx, id);
  });
}

/**
 * If-Match against the etag we know. When the event moved on, a change to fields nobody else touched is made again on
 * top of theirs; where both changed the same field, the provider's stands, is stored, and the caller is told.
 */
async function writeChange(
  account: CalendarAccount,
  event: CalendarEvent,
  change: Partial<EventDraft>,
): Promise<RemoteEvent> {
  const write = (etag: string | null, what = change) =>
    withAccess(account, (provider, token) => provider.update(token, event.externalId, etag, what));
  try {
    return await write(event.etag);
  } catch (error) {
    if (!(error instanceof ProviderError) || (error.kind !== 'conflict' && error.status !== 404)) throw error;
    const latest = await withAccess(account, (provider, token) => provider.get(token, event.externalId));
    if (!latest) {
      await event.destroy();
      throw new AppError('not_found', { message: 'The event was deleted in the calendar.' });
    }
    const columns = eventColumns(account, latest);
    const touched = touchedFields(change).filter((field) => String(columns[field]) !== String(event[field]));
    if (touched.length) {
      await event.update(columns);
      throw new AppError('conflict', {
        message: 'The event was changed in the calendar meanwhile.',
        fields: Object.fromEntries(touched.map((field) => [field, 'Changed in the calendar meanwhile.'])),
      });
    }
    const attendees = change.attendees && mergeGuests(event.attendees, change.attendees, latest.attendees);
    return write(latest.etag, { ...change, ...(attendees && { attendees }) });
  }
}

/** Guests are one list at the provider: whom others invited or answered meanwhile stays as it is there. */
function mergeGuests(
  base: StoredAttendee[],
  mine: StoredAttendee[],
  theirs: StoredAttendee[],
): StoredAttendee[] {
  const emails = (list: StoredAttendee[]) => new Set(list.map(({ email }) => email));
  const [before, wanted, there] = [emails(base), emails(mine), emails(theirs)];
  return [
    ...theirs.filter(({ email }) => wanted.has(email) || !before.has(email)),
    ...mine.filter(({ email }) => !before.has(email) && !there.has(email)),
  ];
}

type Comparable = 'title' | 'description' | 'location' | 'start' | 'end' | 'startDate' | 'endDate';
const touchedFields = (change: Partial<EventDraft>): Comparable[] => [
  ...(['title', 'description', 'location'] as const).filter((field) => change[field] !== undefined),
  ...(change.times ? (['start', 'end', 'startDate', 'endDate'] as const) : []),
];

/** Deletes at the provider, then here. Gone already is as good. */
export async function deleteEvent(ctx: Ctx, id: string): Promise<void> {
  const event = await findEvent(ctx, id);
  const account = await findAccount(ctx, event.calendarAccountId);
  if (!mayChangeEvent(event))
    throw new AppError('forbidden', { message: 'Only the organizer can delete this event.' });
  await withAccess(account, (provider, token) => provider.remove(token, event.externalId, null));
  await inTransaction(ctx, async (tx) => {
    await event.destroy({ transaction: tx.transaction });
    await audit(tx, {
      action: 'calendar_event.delete',
      resource: 'calendar-events',
      resourceId: id,
      changes: { title: [event.title, null] },
    });
    announce(tx, { resource: 'calendar-events', id, rooms: [rooms.user(account.userId)] });
  });
}

type Links = Partial<Pick<CalendarEvent, 'contactId' | 'dealId' | 'propertyId'>>;
const linksOf = ({
  contactId,
  dealId,
  propertyId,
}: {
  contactId?: string | null | undefined;
  dealId?: string | null | undefined;
  propertyId?: string | null | undefined;
}): Links => ({
  ...(contactId !== undefined && { contactId }),
  ...(dealId !== undefined && { dealId }),
  ...(propertyId !== undefined && { propertyId }),
});

function store(
  ctx: Ctx,
  account: CalendarAccount,
  remote: RemoteEvent,
  verb: 'create' | 'update',
  own: Links & { id?: string; createdById?: string },
): Promise<CalendarEvent> {
  return inTransaction(ctx, async (tx) => {
    const key = { calendarAccountId: account.id, externalId: remote.externalId };
    // Of the round that may be running: it began without this event, and must not sweep it.
    const round = await CalendarSync.findOne({
      where: { calendarAccountId: account.id },
      attributes: ['generation'],
      transaction: tx.transaction,
    });
    // A sync may have brought the event in between: the row is found, not doubled.
    const [event] = await CalendarEvent.findOrCreate({
      where: key,
      defaults: { ...eventColumns(account, remote), ...own, generation: round?.generation ?? 0 },
      transaction: tx.transaction,
    });
    event.set({ ...eventColumns(account, remote), ...own, id: event.id });
    const diff = diffOf(event);
    await event.save({ transaction: tx.transaction });
    const changes = verb === 'create' ? { title: [null, remote.title] as [unknown, unknown] } : diff;
    await audit(tx, {
      action: `calendar_event.${verb}`,
      resource: 'calendar-events',
      resourceId: event.id,
      changes,
    });
    announce(tx, { resource: 'calendar-events', id: event.id, rooms: [rooms.user(account.userId)] });
    return findEvent(tx, event.id);
  });
}

const asStored = (attendee: { email: string; name?: string | null | undefined }): StoredAttendee => ({
  email: attendee.email,
  name: attendee.name ?? null,
  response: 'needsAction',
});

interface TimesInput {
  isAllDay?: boolean | undefined;
  start?: string | undefined;
  end?: string | undefined;
  startDate?: string | undefined;
  endDate?: string | undefined;
}
/** The contract has checked that both ends are there. */
function timesOf({ isAllDay, start, end, startDate, endDate }: TimesInput): EventTimes {
  if (isAllDay) return { isAllDay: true, startDate: startDate ?? '', endDate: endDate ?? '' };
  return { isAllDay: false, start: new Date(start ?? 0), end: new Date(end ?? 0) };
}

/** Only what the patch names, and of attendees the whole list with the answers already given. */
function changeOf(ctx: Ctx, event: CalendarEvent, patch: z.output<typeof eventPatch>): Partial<EventDraft> {
  const timed = patch.start !== undefined || patch.startDate !== undefined;
  const answered = new Map(event.attendees.map((each) => [each.email, each]));
  return {
    ...(patch.title !== undefined && { title: patch.title }),
    ...(patch.description !== undefined && { description: patch.description }),
    ...(patch.location !== undefined && { location: patch.location }),
    ...(timed && { times: timesOf(patch), timezone: patch.timezone ?? event.timezone ?? ctx.actor.timezone }),
    ...(patch.attendees && {
      attendees: patch.attendees.map((each) => ({ ...asStored(each), ...answered.get(each.email) })),
    }),
  };
}
