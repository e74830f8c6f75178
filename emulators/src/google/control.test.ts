import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { calendar_v3 } from '@googleapis/calendar';
import { startEmulators } from '../start';
import {
  AGENT,
  CALENDAR_SCOPE,
  CLIENT_ID,
  listAll,
  startGoogle,
  type Grant,
  type GoogleHarness,
} from './testing/harness';

let google: GoogleHarness;
let api: calendar_v3.Calendar;

beforeAll(async () => {
  google = await startGoogle();
  await google.control('POST', '/clock', { set: '2027-01-04T12:00:00Z' });
  api = await google.client(AGENT);
});
afterAll(() => google.close());

const hour = { start: { dateTime: '2027-01-06T15:00:00Z' }, end: { dateTime: '2027-01-06T16:00:00Z' } };

describe('the control API', () => {
  it('makes accounts and seeds events in them, all or none', async () => {
    const email = 'broker@gmail.example';
    const account = await google.control('POST', '/accounts', {
      email,
      name: 'Ana Ruiz',
      timeZone: 'Europe/Berlin',
      calendars: ['Team'],
    });
    expect(account).toMatchObject({ email, name: 'Ana Ruiz', timeZone: 'Europe/Berlin' });
    const { ids } = await google.control<{ ids: string[] }>('POST', '/seed', {
      email,
      events: [{ summary: 'One', ...hour }],
    });
    const broker = await google.client(email);
    expect((await listAll(broker, {})).items).toMatchObject([
      { id: ids[0], start: { dateTime: '2027-01-06T16:00:00+01:00' } },
    ]);
    const broken = google.control('POST', '/seed', {
      email,
      events: [{ summary: 'Two', ...hour }, { summary: 'No time' }],
    });
    await expect(broken).rejects.toThrow('Missing start time');
    expect((await listAll(broker, {})).items).toHaveLength(1);
    await expect(
      google.control('POST', '/accounts', { email: 'x@y.example', timeZone: 'Mars' }),
    ).rejects.toThrow('400');
  });

  it('receives an invitation from elsewhere, which the user answers and the organizer changes', async () => {
    const events = `/accounts/${AGENT}/calendars/primary/events`;
    const invitation = {
      summary: 'Lender call',
      ...hour,
      organizer: { email: 'lender@example.com' },
      attendees: [{ email: AGENT }],
    };
    const { id } = await google.control<{ id: string }>('POST', events, invitation);
    await google.control('POST', `${events}/${id}/respond`, { responseStatus: 'tentative' });
    const { data } = await api.events.get({ calendarId: 'primary', eventId: id });
    expect(data.attendees).toEqual([{ email: AGENT, responseStatus: 'tentative', self: true }]);
    await expect(google.control('PATCH', `${events}/${id}`, { summary: 'Mine' })).rejects.toThrow('403');
    await google.control('PATCH', `${events}/${id}?as=organizer`, { summary: 'Moved' });
    expect((await api.events.get({ calendarId: 'primary', eventId: id })).data.summary).toBe('Moved');
    await google.control('DELETE', `${events}/${id}?as=organizer`);
    expect((await api.events.get({ calendarId: 'primary', eventId: id })).data.status).toBe('cancelled');
  });

  it('answers for a guest who has no account here', async () => {
    const events = `/accounts/${AGENT}/calendars/primary/events`;
    const { id } = await google.control<{ id: string }>('POST', events, {
      ...hour,
      attendees: [{ email: 'tenant@example.com' }],
    });
    await google.control('POST', `${events}/${id}/respond`, {
      attendee: 'tenant@example.com',
      responseStatus: 'declined',
    });
    const { data } = await api.events.get({ calendarId: 'primary', eventId: id });
    expect(data.attendees).toEqual([{ email: 'tenant@example.com', responseStatus: 'declined' }]);
    const stranger = google.control('POST', `${events}/${id}/respond`, {
      attendee: 'x@y.example',
      responseStatus: 'accepted',
    });
    await expect(stranger).rejects.toThrow('404');
  });

  it('keeps everything over a restart', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'google-emulator-'));
    const post = async <T>(base: string, route: string, body: object) => {
      const headers = { 'Content-Type': 'application/json' };
      return (await (
        await fetch(`${base}/_control${route}`, { method: 'POST', headers, body: JSON.stringify(body) })
      ).json()) as T;
    };
    const list = (base: string, query: string, token: string) =>
      fetch(`${base}/calendar/v3/calendars/primary/events?${query}`, {
        headers: { Authorization: `Bearer ${token}` },
      }).then((response) => response.json() as Promise<calendar_v3.Schema$Events>);
    const first = await startEmulators({ only: ['google'], dataDir });
    const grantee = { email: AGENT, clientId: CLIENT_ID, scopes: [CALENDAR_SCOPE] };
    const { access_token: token } = await post<Grant>(first.urls.google, '/grant', grantee);
    const { nextSyncToken } = await list(first.urls.google, '', token);
    await post(first.urls.google, '/seed', { email: AGENT, events: [{ summary: 'Kept', ...hour }] });
    await first.close();
    const second = await startEmulators({ only: ['google'], dataDir });
    const { items } = await list(second.urls.google, `syncToken=${nextSyncToken}`, token);
    await second.close();
    await rm(dataDir, { recursive: true });
    expect(items).toMatchObject([{ summary: 'Kept' }]);
  });
});

describe('the pretend Google Calendar', () => {
  const page = async (url: string) => (await fetch(url)).text();
  const submit = (url: string, fields: Record<string, string>) =>
    fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  const query = (event: string) => new URLSearchParams({ account: AGENT, calendar: AGENT, event }).toString();

  it('makes, changes and deletes events as the user', async () => {
    const { syncToken } = await listAll(api, {});
    const create = `${google.base}/events/new?account=${AGENT}`;
    const fields = {
      summary: 'Site <b>visit</b>',
      start: '2027-01-08T09:00',
      end: '2027-01-08T10:30',
      guests: 'tenant@example.com',
    };
    expect((await submit(create, { ...fields, repeat: 'weekly' })).status).toBe(303);
    const delta = await listAll(api, { syncToken: syncToken ?? '' });
    expect(delta.items).toMatchObject([
      {
        summary: 'Site <b>visit</b>',
        start: { dateTime: '2027-01-08T09:00:00-06:00' },
        recurrence: ['RRULE:FREQ=WEEKLY'],
        attendees: [{ email: 'tenant@example.com' }],
      },
    ]);
    const home = await page(`${google.base}/?account=${AGENT}`);
    expect(home).toContain('Site &lt;b&gt;visit&lt;/b&gt;');
    expect(home).toContain('9:00');

    const instance = `${delta.items[0]?.id}_20270115T150000Z`;
    const edit = `${google.base}/events/edit?${query(instance)}`;
    expect(await page(edit)).toContain('Change the whole series');
    const moved = {
      summary: 'Moved',
      start: '2027-01-16T00:00',
      end: '2027-01-17T00:00',
      allDay: 'on',
      action: 'save',
    };
    expect((await submit(edit, moved)).status).toBe(303);
    const { data } = await api.events.get({ calendarId: 'primary', eventId: instance });
    expect(data).toMatchObject({
      summary: 'Moved',
      start: { date: '2027-01-16' },
      end: { date: '2027-01-18' },
    });
    expect((await submit(edit, { action: 'delete' })).status).toBe(303);
    expect((await api.events.get({ calendarId: 'primary', eventId: instance })).data.status).toBe(
      'cancelled',
    );
  });

  it('says what is wrong instead of doing it', async () => {
    const create = `${google.base}/events/new?account=${AGENT}`;
    const refused = await submit(create, {
      summary: 'Backwards',
      start: '2027-01-08T10:00',
      end: '2027-01-08T09:00',
    });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('The specified time range is empty.');
    expect((await fetch(`${google.base}/events/edit?${query('nothing')}`)).status).toBe(404);
  });

  it('opens what htmlLink points at', async () => {
    const { data } = await api.events.insert({
      calendarId: 'primary',
      requestBody: { summary: 'Linked', ...hour },
    });
    expect(await page(data.htmlLink ?? '')).toContain('Linked');
  });
});
