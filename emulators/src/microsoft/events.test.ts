import type { Client } from '@microsoft/microsoft-graph-client';
import type { Calendar, Event } from '@microsoft/microsoft-graph-types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  AGENT,
  at,
  event,
  IMMUTABLE,
  MANAGER,
  startMicrosoft,
  type Caller,
  type ErrorBody,
  type Harness,
  type Item,
  type Page,
} from './testing/harness';

let ms: Harness;
let api: Client;
let call: Caller;

beforeAll(async () => {
  ms = await startMicrosoft();
});
beforeEach(async () => {
  await ms.control('POST', '/reset');
  await ms.control('POST', '/clock', { set: '2027-01-04T12:00:00Z' });
  api = await ms.client(MANAGER);
  call = await ms.graph(MANAGER);
});
afterAll(() => ms.close());

const tour = event('Tour of 200 Park', '2027-01-05T14:00:00', '2027-01-05T15:00:00');
const BAD_RULE = {
  pattern: { type: 'daily', interval: 1 },
  range: { type: 'endDate', startDate: '2027-01-05', endDate: '2027-02-31' },
};
const create = async (body: object): Promise<Item> => {
  const { status, body: made } = await call<Item>('POST', '/me/events', { body, prefer: IMMUTABLE });
  expect(status).toBe(201);
  return made;
};
const refusal = async (promise: Promise<{ status: number; body: ErrorBody }>) => {
  const { status, body } = await promise;
  return [status, body.error.code];
};

describe('through the official client', () => {
  it('reads the user, the mailbox settings and the calendars', async () => {
    const me = (await api.api('/me').get()) as { mail: string; displayName: string };
    expect(me).toMatchObject({ mail: MANAGER, displayName: 'Marcus Bell' });
    const settings = (await api.api('/me/mailboxSettings').get()) as { timeZone: string };
    expect(settings.timeZone).toBe('Eastern Standard Time');
    const { value } = (await api.api('/me/calendars').get()) as { value: Calendar[] };
    expect(value).toMatchObject([{ name: 'Calendar', isDefaultCalendar: true, canEdit: true }]);
    const one = (await api.api(`/me/calendars/${value[0]?.id}`).get()) as Calendar;
    expect(one.owner).toEqual({ name: 'Marcus Bell', address: MANAGER });
  });

  it('creates, reads, changes and deletes an event', async () => {
    const made = (await api.api('/me/events').post({
      ...tour,
      body: { contentType: 'text', content: 'Bring the keys\n& the plan' },
      location: { displayName: 'Lobby' },
      attendees: [{ emailAddress: { address: 'tenant@acme.example', name: 'Ann Tenant' }, type: 'optional' }],
      categories: ['Showing'],
      isOnlineMeeting: true,
    })) as Event;
    expect(made).toMatchObject({
      type: 'singleInstance',
      bodyPreview: 'Bring the keys & the plan',
      locations: [{ displayName: 'Lobby' }],
      attendees: [{ type: 'optional', status: { response: 'none' } }],
      organizer: { emailAddress: { address: MANAGER } },
      isOrganizer: true,
      showAs: 'busy',
      onlineMeetingProvider: 'teamsForBusiness',
    });
    expect(made.onlineMeeting?.joinUrl).toContain('/l/meetup-join/');
    expect(made.body).toEqual({
      contentType: 'html',
      content: '<html><head></head><body>Bring the keys<br>&amp; the plan</body></html>',
    });
    const changed = (await api
      .api(`/me/events/${made.id}`)
      .patch({ subject: 'Second tour', showAs: 'oof' })) as Event;
    expect(changed).toMatchObject({
      id: made.id,
      subject: 'Second tour',
      showAs: 'oof',
      iCalUId: made.iCalUId,
    });
    expect(changed.changeKey).not.toBe(made.changeKey);
    await api.api(`/me/events/${made.id}`).delete();
    await expect(api.api(`/me/events/${made.id}`).get()).rejects.toMatchObject({
      statusCode: 404,
      code: 'ErrorItemNotFound',
    });
  });

  it('filters, orders, counts, selects and pages', async () => {
    for (const day of ['07', '05', '06']) {
      await create(event(`Day ${day}`, `2027-01-${day}T09:00:00`, `2027-01-${day}T10:00:00`));
    }
    const page = (await api
      .api('/me/events')
      .filter("start/dateTime ge '2027-01-05T12:00:00' and startswith(subject,'Day')")
      .orderby('start/dateTime desc')
      .select('subject')
      .count(true)
      .top(1)
      .get()) as Page;
    expect(page['@odata.count']).toBe(2);
    expect(page.value.map(({ subject }) => subject)).toEqual(['Day 07']);
    expect(Object.keys(page.value[0] ?? {}).sort()).toEqual(['@odata.etag', 'id', 'subject']);
    const next = (await api.api(ms.relative(page['@odata.nextLink'] ?? '')).get()) as Page;
    expect(next.value.map(({ subject }) => subject)).toEqual(['Day 06']);
    expect(next['@odata.nextLink']).toBeUndefined();
  });

  it('asks for free and busy', async () => {
    await create(event('Call', '2027-01-05T10:00:00', '2027-01-05T11:00:00'));
    await create(
      event('Hold', '2027-01-05T11:30:00', '2027-01-05T12:00:00', {
        showAs: 'tentative',
        sensitivity: 'private',
      }),
    );
    const { value } = (await api.api('/me/calendar/getSchedule').post({
      schedules: [MANAGER, 'nobody@nowhere.example'],
      startTime: at('2027-01-05T04:00:00', 'Eastern Standard Time'),
      endTime: at('2027-01-05T07:00:00', 'Eastern Standard Time'),
      availabilityViewInterval: 30,
    })) as { value: { availabilityView: string; scheduleItems: { subject: string }[]; error?: object }[] };
    expect(value[0]).toMatchObject({
      availabilityView: '002201',
      scheduleItems: [{ subject: 'Call' }, { subject: '' }],
    });
    expect(value[1]).toMatchObject({ error: { responseCode: 'ErrorMailRecipientNotFound' } });
  });
});

describe('ids', () => {
  it('come in two kinds; a move to another calendar changes only the default kind', async () => {
    const { id: immutable = '' } = await create(tour);
    const { body: plain } = await call<Item>('GET', `/me/events/${immutable}`);
    expect(plain.id).not.toBe(immutable);
    const other = await ms.control<{ id: string }>('POST', `/accounts/${MANAGER}/calendars`, {
      name: 'Showings',
    });
    await ms.control('PATCH', `/accounts/${MANAGER}/events/${immutable}`, { calendarId: other.id });
    expect((await call('GET', `/me/events/${plain.id}`)).status).toBe(404);
    const moved = await call<Item>('GET', `/me/calendars/${other.id}/events/${immutable}`, {
      prefer: IMMUTABLE,
    });
    expect([moved.body.id, moved.headers.get('preference-applied')]).toEqual([immutable, IMMUTABLE]);
    const renamed = (await call<Item>('GET', `/me/events/${immutable}`)).body.id;
    expect([renamed === plain.id, renamed === immutable]).toEqual([false, false]);
  });

  it('are case-sensitive and belong to one mailbox', async () => {
    const { id = '' } = await create(tour);
    const swapped = id.replace(/[a-z](?=[^a-z]*$)/, (letter) => letter.toUpperCase());
    expect((await call('GET', `/me/events/${swapped}`)).status).toBe(404);
    const agent = await ms.graph(AGENT);
    expect((await agent('GET', `/me/events/${id}`)).status).toBe(404);
    expect((await agent('GET', `/users/${MANAGER}/events`)).status).toBe(403);
    expect((await call('GET', `/users/${MANAGER}/events/${id}`)).status).toBe(200);
  });
});

describe('writing safely', () => {
  it('creates once for a transactionId: a retry gets the same event', async () => {
    const body = { ...tour, transactionId: '0b9f8f0e' };
    const [first, second] = [await create(body), await create(body)];
    expect([second.id, first.transactionId]).toEqual([first.id, '0b9f8f0e']);
    const other = await call<ErrorBody>('POST', '/me/events', {
      body: { ...body, subject: 'Another' },
      prefer: IMMUTABLE,
    });
    expect([other.status, other.body.error.code]).toEqual([409, 'ErrorDuplicateTransactionId']);
    expect(other.body.error['@event.existingEventId']).toBe(first.id);
    await ms.control('PATCH', '/settings', { duplicateTransaction: 'conflict' });
    expect(await refusal(call('POST', '/me/events', { body }))).toEqual([409, 'ErrorDuplicateTransactionId']);
  });

  it('changes only the version the client knows', async () => {
    const made = await create(tour);
    const path = `/me/events/${made.id}`;
    const etag = (made as { '@odata.etag'?: string })['@odata.etag'] ?? '';
    expect(etag).toBe(`W/"${made.changeKey}"`);
    const first = await call<Item>('PATCH', path, { body: { subject: 'A' }, headers: { 'if-match': etag } });
    expect(first.status).toBe(200);
    const stale = { body: { subject: 'B' }, headers: { 'if-match': etag } };
    expect(await refusal(call('PATCH', path, stale))).toEqual([412, 'ErrorIrresolvableConflict']);
    expect(await refusal(call('DELETE', path, { headers: { 'if-match': etag } }))).toEqual([
      412,
      'ErrorIrresolvableConflict',
    ]);
    expect((await call('PATCH', path, { ...stale, headers: { 'if-match': '*' } })).status).toBe(200);
  });

  it('replaces attendees whole: an answer that is not sent back is lost', async () => {
    const guest = { emailAddress: { address: 'ann@acme.example', name: 'Ann' }, type: 'required' };
    const { id } = await create({ ...tour, attendees: [guest] });
    const answer = { attendee: 'ann@acme.example', response: 'accepted' };
    await ms.control('POST', `/accounts/${MANAGER}/events/${id}/respond`, answer);
    const { body: answered } = await call<Item>('GET', `/me/events/${id}`);
    expect(answered.attendees?.[0]?.status?.response).toBe('accepted');
    const kept = await call<Item>('PATCH', `/me/events/${id}`, { body: { attendees: answered.attendees } });
    expect(kept.body.attendees?.[0]?.status?.response).toBe('accepted');
    const lost = await call<Item>('PATCH', `/me/events/${id}`, { body: { attendees: [guest] } });
    expect(lost.body.attendees?.[0]?.status?.response).toBe('none');
  });

  it.each([
    ['no times', { subject: 'x' }, 'ErrorPropertyValidationFailure'],
    [
      'end before start',
      event('x', '2027-01-05T15:00:00', '2027-01-05T14:00:00'),
      'ErrorPropertyValidationFailure',
    ],
    ['an unknown property', { ...tour, colour: 'red' }, 'RequestBodyRead'],
    ['a wrong type', { ...tour, isAllDay: 'yes' }, 'RequestBodyRead'],
    ['an unknown member', { ...tour, showAs: 'sleeping' }, 'RequestBodyRead'],
    [
      'an unknown zone',
      event('x', '2027-01-05T15:00:00', '2027-01-05T16:00:00', {}, 'Mars'),
      'TimeZoneNotSupportedException',
    ],
    ['a rule with a day that is none', { ...tour, recurrence: BAD_RULE }, 'ErrorPropertyValidationFailure'],
    ['no JSON', '{"subject":', 'BadRequest'],
  ])('refuses %s', async (_name, body, code) => {
    expect(await refusal(call('POST', '/me/events', { body }))).toEqual([400, code]);
  });
});

describe('all-day events', () => {
  const day = (start: string, end: string, zone = 'Eastern Standard Time') =>
    event('Off-site', start, end, { isAllDay: true }, zone);

  it('come back as midnights labelled UTC, whatever zone made or reads them', async () => {
    const made = await create(
      day('2026-12-24T00:00:00', '2026-12-27T00:00:00', 'E. South America Standard Time'),
    );
    const read = await call<Item>('GET', `/me/events/${made.id}`, {
      prefer: 'outlook.timezone="Tokyo Standard Time"',
    });
    for (const shown of [made, read.body]) {
      expect([shown.start, shown.end]).toEqual([
        at('2026-12-24T00:00:00.0000000'),
        at('2026-12-27T00:00:00.0000000'),
      ]);
    }
    expect(made.originalStartTimeZone).toBe('E. South America Standard Time');
  });

  it.each([
    [
      'a start that is no midnight',
      day('2026-12-24T09:00:00', '2026-12-25T00:00:00'),
      /Event\.Start .* midnight/,
    ],
    [
      'an end that is no midnight',
      day('2026-12-24T00:00:00', '2026-12-24T23:59:00'),
      /Event\.End .* midnight/,
    ],
    ['less than a day', day('2026-12-24T00:00:00', '2026-12-24T00:00:00'), /at least 24 hours/],
  ])('refuses %s', async (_name, body, message) => {
    const { status, body: answer } = await call<ErrorBody>('POST', '/me/events', { body });
    expect([status, answer.error.code]).toEqual([400, 'ErrorInvalidRequest']);
    expect(answer.error.message).toMatch(message);
  });

  it('are widened to whole days when the user makes them in Outlook', async () => {
    const made = await ms.control<Item>(
      'POST',
      `/accounts/${MANAGER}/events`,
      day('2026-12-24T09:00:00', '2026-12-25T10:00:00'),
    );
    expect([made.start?.dateTime, made.end?.dateTime]).toEqual([
      '2026-12-24T00:00:00.0000000',
      '2026-12-26T00:00:00.0000000',
    ]);
  });
});

describe('zones', () => {
  const inBerlin = event('Call', '2027-03-15T09:00:00', '2027-03-15T10:00:00', {}, 'Europe/Berlin');

  it('are taken by IANA or Windows name, kept by Windows name, shown as asked', async () => {
    const made = await create(inBerlin);
    expect([made.start, made.originalStartTimeZone]).toEqual([
      at('2027-03-15T08:00:00.0000000'),
      'W. Europe Standard Time',
    ]);
    const shown = await call<Item>('GET', `/me/events/${made.id}`, {
      prefer: 'outlook.timezone="Pacific Standard Time"',
    });
    expect(shown.body.start).toEqual(at('2027-03-15T01:00:00.0000000', 'Pacific Standard Time'));
    expect(shown.headers.get('preference-applied')).toBe('outlook.timezone="Pacific Standard Time"');
    const iana = await call<Item>('GET', `/me/events/${made.id}`, {
      prefer: 'outlook.timezone="Asia/Kathmandu"',
    });
    expect(iana.body.start).toEqual(at('2027-03-15T13:45:00.0000000', 'Asia/Kathmandu'));
  });

  it.each([
    ['Europe/Kyiv', 'FLE Standard Time'],
    ['Asia/Kolkata', 'India Standard Time'],
    ['UTC', 'UTC'],
  ])('know %s', async (zone, windows) => {
    const made = await create(event('Call', '2027-03-15T09:00:00', '2027-03-15T10:00:00', {}, zone));
    expect(made.originalStartTimeZone).toBe(windows);
  });

  it('may be a custom zone of desktop Outlook', async () => {
    const body = { ...inBerlin, originalStartTimeZone: 'tzone://Microsoft/Custom' };
    const made = await ms.control<Item>('POST', `/accounts/${MANAGER}/events`, body);
    expect(made.originalStartTimeZone).toBe('tzone://Microsoft/Custom');
  });

  it('refuse an unknown Prefer', async () => {
    expect(await refusal(call('GET', '/me/events', { prefer: 'outlook.timezone="Nowhere"' }))).toEqual([
      400,
      'TimeZoneNotSupportedException',
    ]);
  });
});

describe('answers and cancellations', () => {
  const invitation = {
    ...tour,
    organizer: { emailAddress: { address: AGENT, name: 'Dana Whitfield' } },
    iCalUId: 'UID-1',
  };
  const seed = async () => {
    const { events } = await ms.control<{ events: Item[] }>('POST', '/seed', {
      email: MANAGER,
      events: [invitation],
    });
    return events[0]?.id ?? '';
  };

  const meeting = { ...tour, attendees: [{ emailAddress: { address: MANAGER } }] };
  const organize = async (body: object = meeting) => {
    const agent = await ms.graph(AGENT);
    return { agent, made: (await agent<Item>('POST', '/me/events', { body, prefer: IMMUTABLE })).body };
  };
  const invitations = async () => (await call<Page>('GET', '/me/events', { prefer: IMMUTABLE })).body.value;

  it('reaches guests who have a mailbox here, and their answer reaches the organizer', async () => {
    const { agent, made } = await organize();
    const [copy] = await invitations();
    expect(copy).toMatchObject({
      iCalUId: made.iCalUId,
      isOrganizer: false,
      organizer: { emailAddress: { address: AGENT } },
      showAs: 'tentative',
      responseStatus: { response: 'notResponded' },
    });
    expect((await call('POST', `/me/events/${copy?.id}/accept`, { body: {} })).status).toBe(202);
    expect((await invitations())[0]).toMatchObject({
      showAs: 'busy',
      responseStatus: { response: 'accepted' },
    });
    const { body: theirs } = await agent<Item>('GET', `/me/events/${made.id}`);
    expect(theirs.attendees?.[0]?.status?.response).toBe('accepted');
  });

  it('follows the organizer: renamed, moved, cancelled', async () => {
    const { agent, made } = await organize();
    const change = (body: object) => agent('PATCH', `/me/events/${made.id}`, { body });
    const [copy] = await invitations();
    await call('POST', `/me/events/${copy?.id}/accept`, { body: {} });
    await change({ subject: 'Renamed' });
    expect((await invitations())[0]).toMatchObject({
      subject: 'Renamed',
      responseStatus: { response: 'accepted' },
    });
    await change({ start: at('2027-01-06T14:00:00'), end: at('2027-01-06T15:00:00') });
    expect((await invitations())[0]).toMatchObject({
      showAs: 'tentative',
      responseStatus: { response: 'notResponded' },
    });
    await agent('POST', `/me/events/${made.id}/cancel`, { body: {} });
    expect(await invitations()).toMatchObject([
      { id: copy?.id, subject: 'Canceled: Renamed', isCancelled: true },
    ]);
  });

  it('does not come back to a guest who removed it, unless invited anew', async () => {
    const { agent, made } = await organize();
    await call('POST', `/me/events/${(await invitations())[0]?.id}/decline`, { body: {} });
    await agent('PATCH', `/me/events/${made.id}`, { body: { subject: 'Renamed' } });
    expect(await invitations()).toEqual([]);
    await agent('PATCH', `/me/events/${made.id}`, { body: { attendees: [] } });
    await agent('PATCH', `/me/events/${made.id}`, { body: { attendees: meeting.attendees } });
    expect((await invitations()).map(({ subject }) => subject)).toEqual(['Renamed']);
  });

  it('removes a declined meeting; only the organizer cancels, only others answer', async () => {
    const id = await seed();
    expect(await refusal(call('POST', `/me/events/${id}/cancel`, { body: {} }))).toEqual([
      400,
      'ErrorInvalidRequest',
    ]);
    expect((await call('POST', `/me/events/${id}/decline`, { body: { comment: 'Sorry' } })).status).toBe(202);
    expect((await call('GET', `/me/events/${id}`)).status).toBe(404);
    const own = await create(tour);
    expect(await refusal(call('POST', `/me/events/${own.id}/accept`, { body: {} }))).toEqual([
      400,
      'ErrorInvalidRequest',
    ]);
    expect((await call('POST', `/me/events/${own.id}/cancel`, { body: {} })).status).toBe(202);
    expect((await call('GET', `/me/events/${own.id}`)).status).toBe(404);
  });
});

describe('who may do what', () => {
  it('answers 401, 403, 404, 405 with the error envelope', async () => {
    const stranger = ms.graphWith('no-such-token');
    expect(await refusal(stranger('GET', '/me'))).toEqual([401, 'InvalidAuthenticationToken']);
    const reader = ms.graphWith(await ms.token(MANAGER, 'Calendars.Read'));
    expect((await reader('GET', '/me/events')).status).toBe(200);
    expect(await refusal(reader('POST', '/me/events', { body: tour }))).toEqual([403, 'ErrorAccessDenied']);
    expect(await refusal(reader('GET', '/me'))).toEqual([403, 'ErrorAccessDenied']);
    expect(await refusal(call('GET', '/me/messages'))).toEqual([400, 'BadRequest']);
    expect(await refusal(call('PUT', '/me/events'))).toEqual([405, 'Request_BadRequest']);
    expect(await refusal(call('GET', '/users/%E0%A4/events'))).toEqual([400, 'BadRequest']);
    expect(await refusal(call('GET', '/me/events/%E0%A4'))).toEqual([400, 'BadRequest']);
    expect(await refusal(call('GET', "/me/events?$filter=subject like 'x'"))).toEqual([400, 'BadRequest']);
    const { body, headers } = await call<ErrorBody>('GET', '/me/events/AAkALgAAzzz', {
      headers: { 'client-request-id': 'mine-1' },
    });
    expect(body.error.code).toBe('ErrorItemNotFound');
    expect(body.error.innerError).toEqual({
      date: '2027-01-04T12:00:00',
      'request-id': headers.get('request-id'),
      'client-request-id': 'mine-1',
    });
  });
});
