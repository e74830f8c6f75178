import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { calendar_v3 } from '@googleapis/calendar';
import { AGENT, listAll, MANAGER, refusal, startGoogle, type GoogleHarness } from './testing/harness';

let google: GoogleHarness;
let api: calendar_v3.Calendar;
let manager: calendar_v3.Calendar;

beforeAll(async () => {
  google = await startGoogle();
});
beforeEach(async () => {
  await google.control('POST', '/reset');
  await google.control('POST', '/clock', { set: '2027-01-04T12:00:00Z' });
  [api, manager] = [await google.client(AGENT), await google.client(MANAGER)];
});
afterAll(() => google.close());

const TIMES = {
  start: { dateTime: '2027-01-06T09:00:00-06:00', timeZone: 'America/Chicago' },
  end: { dateTime: '2027-01-06T10:00:00-06:00', timeZone: 'America/Chicago' },
};
const primary = (eventId: string) => ({ calendarId: 'primary', eventId });
const id = 'b7c0f3e2a1d84c0e9f5a6b7c8d9e0f1a';

const insert = (requestBody: calendar_v3.Schema$Event = {}, more: object = {}) =>
  api.events.insert({
    calendarId: 'primary',
    requestBody: { id, summary: 'Tour', ...TIMES, ...requestBody },
    ...more,
  });

describe('insert', () => {
  it('answers with the whole resource', async () => {
    const { data } = await insert();
    expect(data).toMatchObject({
      kind: 'calendar#event',
      id,
      status: 'confirmed',
      summary: 'Tour',
      ...TIMES,
      creator: { email: AGENT, self: true },
      organizer: { email: AGENT, self: true },
      iCalUID: `${id}@google.com`,
      sequence: 0,
      reminders: { useDefault: true },
      eventType: 'default',
      created: '2027-01-04T12:00:00.000Z',
      updated: '2027-01-04T12:00:00.000Z',
    });
    expect(data.etag).toMatch(/^"\d+"$/);
    expect(data.htmlLink).toContain(google.base);
  });

  it('as in Google’s guide: guests, reminders, a rule and a Meet link', async () => {
    const { data } = await api.events.insert({
      calendarId: 'primary',
      conferenceDataVersion: 1,
      requestBody: {
        summary: 'Google I/O 2015',
        location: '800 Howard St., San Francisco, CA 94103',
        start: { dateTime: '2015-05-28T09:00:00-07:00', timeZone: 'America/Los_Angeles' },
        end: { dateTime: '2015-05-28T17:00:00-07:00', timeZone: 'America/Los_Angeles' },
        recurrence: ['RRULE:FREQ=DAILY;COUNT=2'],
        attendees: [{ email: 'lpage@example.com' }, { email: 'sbrin@example.com' }],
        reminders: { useDefault: false, overrides: [{ method: 'email', minutes: 1440 }] },
        conferenceData: {
          createRequest: { requestId: '7qxalsvy0e', conferenceSolutionKey: { type: 'hangoutsMeet' } },
        },
      },
    });
    expect(data.id).toMatch(/^[a-v0-9]{26}$/);
    expect(data.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
    expect(data.conferenceData?.createRequest?.status?.statusCode).toBe('success');
    expect(data.attendees).toMatchObject([
      { email: 'lpage@example.com', responseStatus: 'needsAction' },
      { email: 'sbrin@example.com' },
    ]);
    expect(data.start?.dateTime).toBe('2015-05-28T11:00:00-05:00');
  });

  it('ignores conference data unless conferenceDataVersion is 1', async () => {
    const { data } = await insert({ conferenceData: { createRequest: { requestId: 'r1' } } });
    expect([data.hangoutLink, data.conferenceData]).toEqual([undefined, undefined]);
  });

  it('refuses an id that was ever used in the calendar', async () => {
    await insert();
    const duplicate = {
      status: 409,
      reason: 'duplicate',
      message: 'The requested identifier already exists.',
    };
    expect(await refusal(insert())).toEqual(duplicate);
    await api.events.delete(primary(id));
    expect(await refusal(insert())).toEqual(duplicate);
  });

  it.each([
    [{ id: 'UPPER-case' }, 'invalid'],
    [{ id: 'abcd' }, 'invalid'],
    [{ start: {} }, 'required'],
    [{ start: { dateTime: '2027-01-06T09:00:00' } }, 'required'],
    [{ start: { dateTime: 'tomorrow' } }, 'invalid'],
    [{ start: { date: '2027-02-30' }, end: { date: '2027-03-02' } }, 'invalid'],
    [{ start: { date: '2027-01-06' } }, 'invalid'],
    [{ start: { date: '2027-01-06' }, end: { date: '2027-01-06' } }, 'timeRangeEmpty'],
    [{ end: { dateTime: '2027-01-06T08:00:00-06:00' } }, 'timeRangeEmpty'],
    [{ start: { dateTime: '2027-01-06T09:00:00', timeZone: 'Mars/Olympus' } }, 'invalid'],
    [{ attendees: [{ email: 'nobody' }] }, 'invalid'],
    [{ attendees: [{ displayName: 'No address' }] }, 'required'],
    [{ status: 'maybe' }, 'invalid'],
    [{ reminders: { useDefault: true, overrides: [{ method: 'popup', minutes: 5 }] } }, 'invalid'],
  ])('refuses %j with 400 %s', async (body, reason) => {
    expect(await refusal(insert(body))).toMatchObject({ status: 400, reason });
  });
});

describe('change', () => {
  it('patch merges objects, replaces arrays, removes with null', async () => {
    await insert({
      location: 'Wacker Drive',
      attendees: [{ email: 'a@example.com' }, { email: 'b@example.com', responseStatus: 'accepted' }],
      extendedProperties: { private: { crmId: '1', deal: '7' } },
    });
    const { data } = await api.events.patch({
      ...primary(id),
      requestBody: {
        location: null,
        attendees: [{ email: 'a@example.com' }],
        extendedProperties: { private: { deal: '8' } },
      },
    });
    expect(data.location).toBeUndefined();
    expect(data.attendees).toEqual([{ email: 'a@example.com', responseStatus: 'needsAction' }]);
    expect(data.extendedProperties?.private).toEqual({ crmId: '1', deal: '8' });
    expect([data.summary, data.start]).toEqual(['Tour', TIMES.start]);
  });

  it('patch turns a timed event into a whole day only when the time is nulled', async () => {
    await insert();
    const [start, end] = [{ date: '2027-01-06' }, { date: '2027-01-07' }];
    const half = api.events.patch({ ...primary(id), requestBody: { start, end } });
    expect(await refusal(half)).toMatchObject({ status: 400, message: 'Invalid start time.' });
    const none = { dateTime: null, timeZone: null };
    const requestBody = { start: { ...start, ...none }, end: { ...end, ...none } };
    expect((await api.events.patch({ ...primary(id), requestBody })).data.start).toEqual(start);
  });

  it('update replaces: what is not said is gone', async () => {
    await insert({ location: 'Wacker Drive' });
    const { data } = await api.events.update({
      ...primary(id),
      requestBody: { summary: 'Second tour', ...TIMES },
    });
    expect([data.summary, data.location]).toEqual(['Second tour', undefined]);
    expect(await refusal(api.events.update({ ...primary(id), requestBody: { summary: 'x' } }))).toMatchObject(
      {
        status: 400,
        reason: 'required',
      },
    );
  });

  it('SEQUENCE rises with time and place, not with a title', async () => {
    await insert();
    const sequence = async (requestBody: calendar_v3.Schema$Event) =>
      (await api.events.patch({ ...primary(id), requestBody })).data.sequence;
    expect(await sequence({ summary: 'Renamed' })).toBe(0);
    expect(await sequence({ end: { dateTime: '2027-01-06T11:00:00-06:00' } })).toBe(1);
  });

  it('honours If-Match and If-None-Match', async () => {
    const { data } = await insert();
    const etag = data.etag ?? '';
    const renamed = (ifMatch: string) =>
      api.events.patch(
        { ...primary(id), requestBody: { summary: ifMatch } },
        { headers: { 'If-Match': ifMatch } },
      );
    const { data: second } = await renamed(etag);
    expect(second.etag).not.toBe(etag);
    expect(await refusal(renamed(etag))).toEqual({
      status: 412,
      reason: 'conditionNotMet',
      message: 'Precondition Failed',
    });
    await renamed('*');
    const remove = api.events.delete(primary(id), { headers: { 'If-Match': etag } });
    expect((await refusal(remove)).status).toBe(412);
    const { data: third } = await api.events.get(primary(id));
    const unchanged = await api.events.get(primary(id), { headers: { 'If-None-Match': third.etag ?? '' } });
    expect(unchanged.status).toBe(304);
  });

  it('delete leaves a cancelled event that get still shows, and says 410 the second time', async () => {
    await insert();
    expect((await api.events.delete(primary(id))).status).toBe(204);
    expect((await api.events.get(primary(id))).data).toMatchObject({
      id,
      status: 'cancelled',
      summary: 'Tour',
    });
    expect(await refusal(api.events.delete(primary(id)))).toEqual({
      status: 410,
      reason: 'deleted',
      message: 'Resource has been deleted',
    });
    expect(await refusal(api.events.delete(primary('neverwas')))).toMatchObject({
      status: 404,
      reason: 'notFound',
    });
  });

  it('move takes the event to another calendar under the same id', async () => {
    await insert();
    const { data: list } = await api.calendarList.list();
    const destination = list.items?.find(({ primary: isPrimary }) => !isPrimary)?.id ?? '';
    const { syncToken } = await listAll(api, {});
    const { data } = await api.events.move({ ...primary(id), destination });
    expect(data).toMatchObject({ id, organizer: { email: destination, self: true } });
    expect((await listAll(api, { syncToken: syncToken ?? '' })).items).toMatchObject([
      { id, status: 'cancelled' },
    ]);
    expect((await listAll(api, { calendarId: destination })).items).toMatchObject([
      { id, status: 'confirmed' },
    ]);
  });
});

describe('guests', () => {
  const invite = (more: object = {}) =>
    insert(
      { attendees: [{ email: MANAGER }, { email: 'tenant@example.com' }] },
      { sendUpdates: 'all', ...more },
    );

  it('get the event in their own calendar, read-only but for their answer', async () => {
    await invite();
    const { data } = await manager.events.get(primary(id));
    expect(data.organizer).toEqual({ email: AGENT, displayName: 'Dana Whitfield' });
    expect(data.attendees?.find(({ self }) => self)).toMatchObject({
      email: MANAGER,
      responseStatus: 'needsAction',
    });
    const rename = manager.events.patch({ ...primary(id), requestBody: { summary: 'Mine now' } });
    expect(await refusal(rename)).toMatchObject({ status: 403, reason: 'forbiddenForNonOrganizer' });

    const attendees =
      data.attendees?.map((one) => (one.self ? { ...one, responseStatus: 'accepted' } : one)) ?? [];
    await manager.events.patch({ ...primary(id), requestBody: { attendees } });
    const { data: organizers } = await api.events.get(primary(id));
    expect(organizers.attendees).toMatchObject([
      { email: MANAGER, responseStatus: 'accepted' },
      { email: 'tenant@example.com', responseStatus: 'needsAction' },
    ]);
  });

  it('see changes, removal and cancellation', async () => {
    await invite();
    await api.events.patch({ ...primary(id), requestBody: { summary: 'Second tour' } });
    expect((await manager.events.get(primary(id))).data.summary).toBe('Second tour');
    await api.events.patch({ ...primary(id), requestBody: { attendees: [{ email: 'tenant@example.com' }] } });
    expect((await manager.events.get(primary(id))).data.status).toBe('cancelled');
    await api.events.patch({ ...primary(id), requestBody: { attendees: [{ email: MANAGER }] } });
    expect((await manager.events.get(primary(id))).data.status).toBe('confirmed');
    await api.events.delete(primary(id));
    expect((await manager.events.get(primary(id))).data.status).toBe('cancelled');
  });

  it('decline by deleting', async () => {
    await invite();
    await manager.events.delete(primary(id));
    const { data } = await api.events.get(primary(id));
    expect(data.attendees?.[0]).toMatchObject({ email: MANAGER, responseStatus: 'declined' });
    expect(data.status).toBe('confirmed');
  });

  it('are mailed only as sendUpdates says', async () => {
    const mails = async () => {
      const all = await google.control<{ kind: string; to: string[] }[]>('GET', '/mails');
      return all.map(({ kind, to }) => [kind, ...to]);
    };
    await invite();
    expect(await mails()).toEqual([['invitation', MANAGER, 'tenant@example.com']]);
    await api.events.patch({ ...primary(id), requestBody: { summary: 'Silent' } });
    expect(await mails()).toHaveLength(1);
    const guests = [{ email: MANAGER }, { email: 'lender@example.com' }];
    await api.events.patch({
      ...primary(id),
      sendUpdates: 'externalOnly',
      requestBody: { attendees: guests },
    });
    expect((await mails()).slice(1)).toEqual([
      ['invitation', 'lender@example.com'],
      ['cancellation', 'tenant@example.com'],
    ]);
    await api.events.delete({ ...primary(id), sendUpdates: 'all' });
    expect((await mails()).at(-1)).toEqual(['cancellation', MANAGER, 'lender@example.com']);
  });
});

describe('calendars, settings and free/busy', () => {
  it('lists and gets calendars', async () => {
    const { data } = await api.calendarList.list();
    expect(data.items).toMatchObject([
      { id: AGENT, primary: true, timeZone: 'America/Chicago', accessRole: 'owner' },
      { summary: 'Site tours' },
    ]);
    expect((await api.calendarList.get({ calendarId: 'primary' })).data.id).toBe(AGENT);
    expect((await api.calendars.get({ calendarId: AGENT })).data).toMatchObject({
      timeZone: 'America/Chicago',
    });
    expect((await api.settings.get({ setting: 'timezone' })).data.value).toBe('America/Chicago');
    expect((await api.colors.get()).data.kind).toBe('calendar#colors');
    expect(await refusal(api.calendars.get({ calendarId: MANAGER }))).toMatchObject({
      status: 404,
      reason: 'notFound',
    });
  });

  it('merges busy time; free, declined and cancelled do not block', async () => {
    const at = (from: number, to: number, more: object = {}) => ({
      start: { dateTime: `2027-01-06T${from}:00:00Z` },
      end: { dateTime: `2027-01-06T${to}:00:00Z` },
      ...more,
    });
    await google.control('POST', '/seed', {
      email: AGENT,
      events: [
        at(14, 16),
        at(15, 17),
        at(18, 19, { transparency: 'transparent' }),
        at(20, 21, {
          organizer: { email: 'x@example.com' },
          attendees: [{ email: AGENT, responseStatus: 'declined' }],
        }),
        { start: { date: '2027-01-07' }, end: { date: '2027-01-08' } },
      ],
    });
    const { data } = await api.freebusy.query({
      requestBody: {
        timeMin: '2027-01-06T15:00:00Z',
        timeMax: '2027-01-07T12:00:00Z',
        items: [{ id: 'primary' }, { id: 'stranger@example.com' }],
      },
    });
    expect(data.calendars?.primary?.busy).toEqual([
      { start: '2027-01-06T15:00:00Z', end: '2027-01-06T17:00:00Z' },
      { start: '2027-01-07T06:00:00Z', end: '2027-01-07T12:00:00Z' },
    ]);
    expect(data.calendars?.['stranger@example.com']?.errors).toEqual([
      { domain: 'global', reason: 'notFound' },
    ]);
  });
});

describe('errors', () => {
  const raw = (path: string, init: RequestInit = {}) => fetch(`${google.base}/calendar/v3${path}`, init);

  it('come in Google’s envelope', async () => {
    const response = await raw('/users/me/calendarList', { headers: { Authorization: 'Bearer nonsense' } });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      error: {
        errors: [
          {
            domain: 'global',
            reason: 'authError',
            message: 'Invalid Credentials',
            locationType: 'header',
            location: 'Authorization',
          },
        ],
        code: 401,
        message: 'Invalid Credentials',
      },
    });
    expect(await (await raw('/users/me/calendarList')).json()).toMatchObject({
      error: { errors: [{ reason: 'required' }] },
    });
  });

  it('a body that is no JSON is a parseError', async () => {
    const { access_token } = await google.grant(AGENT);
    const headers = { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' };
    const response = await raw('/calendars/primary/events', { method: 'POST', headers, body: '{' });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: { errors: [{ reason: 'parseError' }] } },
    ]);
  });

  it('scopes are checked per method', async () => {
    const reader = await google.client(AGENT, ['https://www.googleapis.com/auth/calendar.events.readonly']);
    expect((await reader.events.list({ calendarId: 'primary' })).status).toBe(200);
    const write = reader.events.insert({ calendarId: 'primary', requestBody: TIMES });
    expect(await refusal(write)).toMatchObject({ status: 403, reason: 'insufficientPermissions' });
  });

  it('faults: rate limits on demand, and a commit whose answer is lost', async () => {
    const rateLimited = {
      error: {
        errors: [{ domain: 'usageLimits', reason: 'rateLimitExceeded', message: 'Rate Limit Exceeded' }],
        code: 403,
        message: 'Rate Limit Exceeded',
      },
    };
    await google.control('POST', '/faults', {
      match: { method: 'GET', path: '/events' },
      times: 1,
      effect: { status: 403, body: rateLimited },
    });
    expect(await refusal(api.events.list({ calendarId: 'primary' }))).toMatchObject({
      status: 403,
      reason: 'rateLimitExceeded',
    });
    await google.control('POST', '/faults', {
      match: { method: 'POST', path: '/events' },
      times: 1,
      effect: { drop: 'after' },
    });
    await expect(insert()).rejects.toThrow();
    expect((await refusal(insert())).reason).toBe('duplicate');
    expect((await api.events.get(primary(id))).data.summary).toBe('Tour');
  });
});
