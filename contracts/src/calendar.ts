import { z } from 'zod';
import { booleanParam, dateOnly, email, instant, longText, ref, text, timeZone, uuid } from './common';

export const calendarProviders = ['google', 'microsoft'] as const;
export type CalendarProviderName = (typeof calendarProviders)[number];
export const attendeeResponses = ['needsAction', 'accepted', 'declined', 'tentative'] as const;

export const calendarAccount = z.object({
  id: uuid,
  provider: z.enum(calendarProviders),
  email: z.string(),
  /** `needs_reauth`: the consent has ended, the person has to connect again. */
  status: z.enum(['ok', 'needs_reauth', 'error']),
  lastError: z.string().nullable(),
  lastSyncAt: instant.nullable(),
  timezone: z.string().nullable(),
  user: ref.nullable(),
  createdAt: instant,
});
export type CalendarAccount = z.infer<typeof calendarAccount>;
export const accountsQuery = z.strictObject({ all: booleanParam.optional() });

export const connectQuery = z.strictObject({
  /** A path of the app to come back to. */
  returnTo: z
    .string()
    .max(300)
    .regex(/^\/(?!\/)/, 'A path of this app, such as /calendar')
    .optional(),
});
export const connectAnswer = z.object({ url: z.string() });
/** What a provider sends the browser back with; providers add parameters of their own, so this one is not strict. */
export const callbackQuery = z.object({
  code: z.string().max(4096).optional(),
  state: z.string().max(512).optional(),
  error: z.string().max(512).optional(),
});

export const syncInput = z.strictObject({ accountId: uuid });
export const syncResult = z.object({
  accountId: uuid,
  kind: z.enum(['full', 'incremental', 'running']),
  created: z.number(),
  updated: z.number(),
  deleted: z.number(),
  lastSyncAt: instant.nullable(),
});
export type SyncResult = z.infer<typeof syncResult>;

const MAX_SPAN_DAYS = 400;
export const eventsQuery = z
  .strictObject({ from: instant, to: instant, accountId: uuid.optional() })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ['to'],
    message: 'Must be after `from`.',
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MAX_SPAN_DAYS * 86_400_000, {
    path: ['to'],
    message: `At most ${String(MAX_SPAN_DAYS)} days at once.`,
  });
export type EventsQuery = z.output<typeof eventsQuery>;

export const attendee = z.strictObject({ email, name: text(160).nullable().optional() });
const facts = {
  title: text(300),
  description: longText(8000).nullable(),
  location: text(500).nullable(),
  isAllDay: z.boolean(),
  /** Timed events: instants. */
  start: instant,
  end: instant,
  /** All-day events: dates, the end exclusive. */
  startDate: dateOnly,
  endDate: dateOnly,
  timezone: timeZone,
  attendees: z.array(attendee).max(100),
  contactId: uuid.nullable(),
  dealId: uuid.nullable(),
  propertyId: uuid.nullable(),
};

interface Times {
  isAllDay?: boolean | undefined;
  start?: string | undefined;
  end?: string | undefined;
  startDate?: string | undefined;
  endDate?: string | undefined;
}
/** Either both dates or both instants, the end after the start. */
function checkTimes(times: Times, check: z.core.$RefinementCtx, whole: boolean): void {
  const [from, to] = times.isAllDay ? (['startDate', 'endDate'] as const) : (['start', 'end'] as const);
  const touched =
    whole || times[from] !== undefined || times[to] !== undefined || times.isAllDay !== undefined;
  if (!touched) return;
  for (const path of [from, to])
    if (times[path] === undefined) check.addIssue({ code: 'custom', path: [path], message: 'Needed.' });
  const [start, end] = [times[from], times[to]];
  if (start !== undefined && end !== undefined && Date.parse(end) <= Date.parse(start)) {
    check.addIssue({ code: 'custom', path: [to], message: 'Must be after the start.' });
  }
}

export const eventInput = z
  .strictObject({
    accountId: uuid,
    ...z.object(facts).partial().shape,
    title: facts.title,
    conference: z.boolean().optional(),
  })
  .superRefine((value, check) => checkTimes(value, check, true));
export type EventInput = z.input<typeof eventInput>;
export const eventPatch = z
  .strictObject({
    ...z.object(facts).partial().shape,
    /** The etag the change was made from; when the event has another by now, it is 409. */
    etag: z.string().max(400).optional(),
  })
  .superRefine((value, check) => checkTimes(value, check, false));
export type EventPatch = z.input<typeof eventPatch>;

export const calendarEvent = z.object({
  id: uuid,
  accountId: uuid,
  provider: z.enum(calendarProviders),
  externalId: z.string(),
  title: z.string().nullable(),
  description: z.string().nullable(),
  isAllDay: z.boolean(),
  start: instant,
  end: instant,
  startDate: dateOnly.nullable(),
  endDate: dateOnly.nullable(),
  timezone: z.string().nullable(),
  location: z.string().nullable(),
  attendees: z.array(
    z.object({
      email: z.string(),
      name: z.string().nullable(),
      response: z.enum(attendeeResponses),
      organizer: z.boolean(),
    }),
  ),
  status: z.enum(['confirmed', 'tentative', 'cancelled']),
  busy: z.boolean(),
  isOrganizer: z.boolean(),
  organizerEmail: z.string().nullable(),
  recurring: z.boolean(),
  etag: z.string().nullable(),
  htmlLink: z.string().nullable(),
  conferenceUrl: z.string().nullable(),
  contact: ref.nullable(),
  abilities: z.object({ update: z.boolean(), delete: z.boolean() }),
});
export type CalendarEvent = z.infer<typeof calendarEvent>;
