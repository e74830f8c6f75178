import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  CalendarAccount as AccountView,
  CalendarEvent as EventView,
} from '@besahubs/contracts/calendar';
import { AuditLog } from '../../models/AuditLog';
import { CalendarEvent } from '../../models/CalendarEvent';
import { Contact } from '../../models/Contact';
import { heardDuring, inDays, inHours, useCalendars } from '../../testing/calendars';

const calendars = useCalendars();
const { calls, events, fault, forgetCalls, held, release, sync } = calendars;
const agent = () => calendars.firm().agent;
const api = () => calendars.api();
const audits = (resourceId: string) =>
  AuditLog.findAll({ where: { resourceId, resource: 'calendar-events' }, order: [['createdAt', 'ASC']] });

describe.each(calendars.both)('writing to $name', (bench) => {
  let account: AccountView;
  beforeAll(async () => {
    account = await calendars.freshAccount(bench, agent());
    await sync(account.id, agent());
  });
  beforeEach(() => forgetCalls(bench));
  afterEach(() => calendars.emulators.control(bench.name, 'DELETE', '/faults'));

  const times = (hours: number) => ({
    start: inHours(hours).toISOString(),
    end: inHours(hours + 1).toISOString(),
  });
  const post = (body: object) =>
    api().post<EventView>('/calendar/events', agent(), { accountId: account.id, ...body });
  const create = async (title: string, more: object = times(5)) => (await post({ title, ...more })).data;
  const put = (id: string, body: object) => api().put<EventView>(`/calendar/events/${id}`, agent(), body);
  const written = async (method: string) =>
    (await calls(bench, bench.paths.events)).filter((call) => call.method === method);
  const stored = (id: string) => CalendarEvent.findByPk(id);

  it('stores what it created under the provider’s id, with its author and links', async () => {
    const contact = await Contact.create({
      firstName: 'Carla',
      lastName: 'Test',
      ownerId: agent().id,
      teamId: calendars.firm().north.id,
    });
    let event: EventView | undefined;
    const heard = await heardDuring(async () => {
      event = await create('Tour', { ...times(5), contactId: contact.id, description: 'Bring keys' });
    });
    const id = event?.id ?? '';
    const row = await stored(id);
    expect(row).toMatchObject({
      createdById: agent().id,
      contactId: contact.id,
      externalId: event?.externalId,
    });
    const there = await bench.read(event?.externalId ?? '');
    expect(there).toMatchObject({ title: 'Tour', description: 'Bring keys' });
    const [sent] = await written('POST');
    if (bench.name === 'google')
      expect(sent).toMatchObject({
        query: { sendUpdates: 'all' },
        body: { id: id.replaceAll('-', ''), extendedProperties: { private: { crmId: id } } },
      });
    else expect(sent?.body).toMatchObject({ transactionId: id });
    expect(heard).toEqual([{ resource: 'calendar-events', id, rooms: [`user:${agent().id}`] }]);
    expect(await audits(id)).toMatchObject([
      { action: 'calendar_event.create', actorId: agent().id, changes: { title: [null, 'Tour'] } },
    ]);
    expect(await sync(account.id, agent())).toMatchObject({ created: 0, updated: 0, deleted: 0 });
  });

  it('refuses links to what the caller may not see, before anything is sent', async () => {
    const { stranger, south } = calendars.firm();
    const hidden = await Contact.create({
      firstName: 'Hidden',
      lastName: 'Test',
      ownerId: stranger.id,
      teamId: south.id,
    });
    const event = await create('Linked');
    await forgetCalls(bench);
    for (const refused of [
      await post({ title: 'x', ...times(5), contactId: hidden.id }),
      await put(event.id, { contactId: hidden.id }),
    ])
      expect(refused.error?.fields).toHaveProperty('contactId');
    expect(await calls(bench)).toEqual([]);
  });

  it('leaves no row when the provider refuses or does not answer', async () => {
    const before = await CalendarEvent.count();
    const audited = await AuditLog.count({ where: { action: 'calendar_event.create' } });
    for (const [effect, tries, status] of [
      [{ status: 403, body: { error: { code: 'no', message: 'Not allowed' } } }, 1, 502],
      [{ drop: 'before' as const }, 2, 503],
      [{ status: 500, body: 'Sorry' }, 2, 503],
    ] as const) {
      await forgetCalls(bench);
      await fault(bench, { method: 'POST', path: bench.paths.events }, effect, 2);
      expect((await post({ title: 'In vain', ...times(5) })).status).toBe(status);
      expect(await written('POST')).toHaveLength(tries);
      await calendars.emulators.control(bench.name, 'DELETE', '/faults');
    }
    expect(await CalendarEvent.count()).toBe(before);
    expect(await bench.titlesThere()).not.toContain('In vain');
    expect(await AuditLog.count({ where: { action: 'calendar_event.create' } })).toBe(audited);
  });

  it.each(['return', 'conflict'])(
    'makes one event when the answer is lost (%s)',
    async (duplicateTransaction) => {
      if (bench.name === 'microsoft')
        await calendars.emulators.control('microsoft', 'PATCH', '/settings', { duplicateTransaction });
      const title = `Once ${duplicateTransaction}`;
      await fault(bench, { method: 'POST', path: bench.paths.events }, { drop: 'after' });
      const made = await post({ title, ...times(7) });
      expect(made.status).toBe(201);
      expect((await bench.titlesThere()).filter((each) => each === title)).toHaveLength(1);
      expect((await bench.read(made.data.externalId)).title).toBe(title);
      await sync(account.id, agent());
      expect(await CalendarEvent.count({ where: { title, calendarAccountId: account.id } })).toBe(1);
    },
  );

  it('is found, not doubled, when a sync has brought the event first', async () => {
    await fault(bench, { method: 'POST', path: bench.paths.events }, { drop: 'after' });
    const hold = await fault(bench, { method: 'POST', path: bench.paths.events }, { hold: true });
    const making = post({ title: 'Met on the way', ...times(8) });
    await held(bench, hold);
    expect(await sync(account.id, agent())).toMatchObject({ created: 1 });
    await release(bench, hold);
    expect((await making).status).toBe(201);
    expect(
      await CalendarEvent.findAll({ where: { title: 'Met on the way', calendarAccountId: account.id } }),
    ).toMatchObject([{ createdById: agent().id }]);
  });

  it('sends times in the zone asked for, else the user’s', async () => {
    const asked = await create('In Berlin', { ...times(5), timezone: 'Europe/Berlin' });
    const own = await create('At home');
    const moved = await put(own.id, { ...times(9) });
    const zones =
      bench.name === 'google'
        ? ['Europe/Berlin', 'America/Chicago']
        : ['W. Europe Standard Time', 'Central Standard Time'];
    expect((await bench.read(asked.externalId)).start.zone).toBe(zones[0]);
    expect((await bench.read(own.externalId)).start.zone).toBe(zones[1]);
    expect([asked.start, moved.data.start]).toEqual([inHours(5).toISOString(), inHours(9).toISOString()]);
    expect([asked.timezone, moved.data.timezone]).toEqual(['Europe/Berlin', 'America/Chicago']);
  });

  it('sends only what was changed, with the version it was made from', async () => {
    const event = await create('Before', { ...times(5), description: 'Keep me', location: 'Lobby' });
    await forgetCalls(bench);
    const heard = await heardDuring(async () => {
      expect((await put(event.id, { title: 'After', etag: event.etag ?? '' })).status).toBe(200);
    });
    const [sent] = await written('PATCH');
    expect(sent?.headers['if-match']).toBe(event.etag);
    expect(sent?.body).toEqual(bench.name === 'google' ? { summary: 'After' } : { subject: 'After' });
    if (bench.name === 'google') expect(sent?.query).toEqual({ sendUpdates: 'all' });
    expect(await bench.read(event.externalId)).toMatchObject({
      title: 'After',
      description: 'Keep me',
      location: 'Lobby',
    });
    expect(heard).toEqual([{ resource: 'calendar-events', id: event.id, rooms: [`user:${agent().id}`] }]);
    const [, change] = await audits(event.id);
    expect(change).toMatchObject({ action: 'calendar_event.update', actorId: agent().id });
    expect(change?.changes).toMatchObject({ title: ['Before', 'After'] });
    expect((await put(event.id, { title: 'Late', etag: event.etag ?? '' })).status).toBe(409);
    expect((await stored(event.id))?.title).toBe('After');
  });

  it.each([
    ['title', { title: 'Theirs' }, { title: 'Mine' }],
    ['description', { description: 'Theirs' }, { description: 'Mine' }],
    ['location', { location: 'Theirs' }, { location: 'Mine' }],
    ['start', { start: inHours(30) }, times(40)],
  ])(
    'overwrites nothing when both changed the %s: theirs is stored and shown',
    async (field, theirs, mine) => {
      const event = await create('Contested', { ...times(5), description: 'Old', location: 'Old' });
      await bench.editThere(event.externalId, theirs);
      const refused = await put(event.id, mine);
      expect([refused.status, refused.error?.message]).toEqual([
        409,
        'The event was changed in the calendar meanwhile.',
      ]);
      expect(refused.error?.fields).toHaveProperty(field);
      const shown = (await api().get<EventView>(`/calendar/events/${event.id}`, agent())).data;
      const value = shown[field as 'title'];
      expect(value).toBe(field === 'start' ? inHours(30).toISOString() : 'Theirs');
      expect((await audits(event.id)).map(({ action }) => action)).toEqual(['calendar_event.create']);
      expect((await put(event.id, mine)).status).toBe(200);
    },
  );

  it('keeps the guests’ answers, and guests invited meanwhile', async () => {
    const guests = ['ann@client.example', 'bob@client.example', 'cyd@client.example'];
    const event = await create('Lunch', {
      ...times(5),
      attendees: guests.map((email) => ({ email, name: 'Guest' })),
    });
    await bench.answerThere(event.externalId, 'ann@client.example', true);
    await sync(account.id, agent());
    const without = [
      { email: 'ann@client.example' },
      { email: 'bob@client.example' },
      { email: 'new@client.example' },
    ];
    const changed = await put(event.id, { attendees: without });
    expect(changed.data.attendees.map(({ email, response }) => [email, response])).toEqual([
      ['ann@client.example', 'accepted'],
      ['bob@client.example', 'needsAction'],
      ['new@client.example', 'needsAction'],
    ]);
    const there = (await bench.read(event.externalId)).guests;
    expect(there.map(({ response }) => response)).toEqual(['accepted', 'needsAction', 'needsAction']);

    await bench.answerThere(event.externalId, 'bob@client.example', false);
    const merged = await put(event.id, { attendees: without.slice(0, 2) });
    expect(merged.data.attendees.map(({ email, response }) => [email, response])).toEqual([
      ['ann@client.example', 'accepted'],
      ['bob@client.example', 'declined'],
    ]);
    await bench.editThere(event.externalId, {
      guests: ['ann@client.example', 'bob@client.example', 'eve@client.example'],
    });
    const both = await put(event.id, {
      attendees: [{ email: 'ann@client.example' }, { email: 'fay@client.example' }],
    });
    expect(both.data.attendees.map(({ email }) => email)).toEqual([
      'ann@client.example',
      'eve@client.example',
      'fay@client.example',
    ]);
  });

  it('links without a word to the provider', async () => {
    const event = await create('To link');
    const contact = await Contact.create({
      firstName: 'Linked',
      lastName: 'Test',
      ownerId: agent().id,
      teamId: calendars.firm().north.id,
    });
    await forgetCalls(bench);
    expect((await put(event.id, { contactId: contact.id })).data.contact).toMatchObject({ id: contact.id });
    expect(await calls(bench)).toEqual([]);
  });

  it('tells when the event to change was deleted there, and forgets it', async () => {
    const event = await create('Gone');
    await bench.deleteThere(event.externalId);
    const refused = await put(event.id, { title: 'Too late' });
    expect([refused.status, refused.error?.message]).toEqual([404, 'The event was deleted in the calendar.']);
    expect(await stored(event.id)).toBeNull();
  });

  it('deletes at the provider and here; gone there already is as good, a failure leaves it', async () => {
    const event = await create('Delete me');
    await fault(bench, { method: 'DELETE', path: bench.paths.events }, { status: 500, body: 'Sorry' });
    expect((await api().delete(`/calendar/events/${event.id}`, agent())).status).toBe(503);
    expect(await stored(event.id)).not.toBeNull();
    const heard = await heardDuring(() => api().delete(`/calendar/events/${event.id}`, agent()));
    expect(heard).toEqual([{ resource: 'calendar-events', id: event.id, rooms: [`user:${agent().id}`] }]);
    expect(await stored(event.id)).toBeNull();
    expect(await bench.titlesThere()).not.toContain('Delete me');
    if (bench.name === 'google') expect((await written('DELETE'))[1]?.query).toEqual({ sendUpdates: 'all' });
    expect((await audits(event.id))[1]).toMatchObject({
      action: 'calendar_event.delete',
      actorId: agent().id,
      changes: { title: ['Delete me', null] },
    });
    const gone = await create('Gone already');
    await bench.deleteThere(gone.externalId);
    expect((await api().delete(`/calendar/events/${gone.id}`, agent())).status).toBe(200);
    expect(await stored(gone.id)).toBeNull();
  });

  it('leaves invitations to who sent them', async () => {
    await bench.invite('Their party', inHours(20));
    await sync(account.id, agent());
    const invitation = (await events(agent(), account.id)).find(({ title }) => title === 'Their party');
    expect(invitation).toMatchObject({
      isOrganizer: false,
      organizerEmail: 'boss@client.example',
      abilities: { update: false, delete: false },
    });
    await forgetCalls(bench);
    const id = invitation?.id ?? '';
    expect((await put(id, { title: 'Mine' })).status).toBe(403);
    expect((await api().delete(`/calendar/events/${id}`, agent())).status).toBe(403);
    expect(await calls(bench)).toEqual([]);
    expect(await stored(id)).not.toBeNull();
  });

  it('is for the owner and an admin: others find no event and no account', async () => {
    const event = await create('Private');
    const { colleague, manager, stranger, admin } = calendars.firm();
    for (const person of [colleague, manager, stranger]) {
      expect((await api().put(`/calendar/events/${event.id}`, person, { title: 'x' })).status).toBe(404);
      expect((await api().delete(`/calendar/events/${event.id}`, person)).status).toBe(404);
      const made = await api().post('/calendar/events', person, {
        accountId: account.id,
        title: 'x',
        ...times(5),
      });
      expect(made.status).toBe(404);
      const span = `from=${inHours(-1).toISOString()}&to=${inHours(99).toISOString()}`;
      expect((await api().get(`/calendar/events?${span}&accountId=${account.id}`, person)).status).toBe(404);
      expect((await api().get<EventView[]>(`/calendar/events?${span}`, person)).data).toEqual([]);
    }
    const heard = await heardDuring(() =>
      api().put(`/calendar/events/${event.id}`, admin, { title: 'By admin' }),
    );
    expect(heard.map(({ rooms }) => rooms)).toEqual([[`user:${agent().id}`]]);
    expect((await stored(event.id))?.title).toBe('By admin');
  });

  it('keeps all-day events on their dates, there and here, whatever is edited', async () => {
    const days = { isAllDay: true, startDate: inDays(3), endDate: inDays(5) };
    const event = await create('Fair', days);
    expect(event).toMatchObject(days);
    const there = async () => {
      const { start, end, allDay } = await bench.read(event.externalId);
      return [allDay, start.text.slice(0, 10), end.text.slice(0, 10)];
    };
    expect(await there()).toEqual([true, inDays(3), inDays(5)]);
    expect((await put(event.id, { title: 'Fair!' })).data).toMatchObject(days);
    const timed = await put(event.id, { isAllDay: false, ...times(10) });
    expect(timed.data).toMatchObject({ isAllDay: false, startDate: null, endDate: null, ...times(10) });
    expect((await put(event.id, days)).data).toMatchObject(days);
    expect(await there()).toEqual([true, inDays(3), inDays(5)]);
  });
});
