import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { calendarAccount, calendarEvent } from '@besahubs/contracts/calendar';
import type { CalendarAccount, CalendarEvent } from '@besahubs/contracts/calendar';
import { connectProblems, providerLooks } from '../../domain/calendar';
import { blank, idOf } from '../../testing/blank';
import { renderScreen } from '../../testing/screen';
import { refuse, startServer } from '../../testing/server';
import { Banners } from './Banners';
import { EventDetails } from './EventDetails';
import EventForm from './EventForm';

const server = startServer();
const account: CalendarAccount = blank(calendarAccount, {
  id: idOf(5),
  email: 'ana@firm.test',
  lastSyncAt: '2026-01-15T16:00:00Z',
});
const event: CalendarEvent = blank(calendarEvent, {
  id: idOf(9),
  accountId: account.id,
  title: 'Tour',
  start: '2026-06-01T14:00:00Z',
  end: '2026-06-01T15:00:00Z',
  timezone: 'America/Chicago',
  etag: 'e1',
  attendees: [
    { email: 'me@firm.test', name: null, response: 'accepted', organizer: true },
    { email: 'ana@x.test', name: 'Ana', response: 'declined', organizer: false },
  ],
  abilities: { update: true, delete: true },
});
let closed = 0;
const onClose = () => (closed += 1);
const labelled = (name: string) => screen.getByLabelText<HTMLInputElement>(new RegExp(`^${name}`));
const fill = (name: string, value: string) => fireEvent.change(labelled(name), { target: { value } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const puts = () => server.asked('PUT /calendar/events/:id').map(({ body }) => body);
const posts = () => server.asked('POST /calendar/events').map(({ body }) => body);

beforeEach(() => {
  closed = 0;
  server.answer('GET /calendar/accounts', [account]);
  server.answer('GET /calendar/events/:id', event);
  server.answer('PUT /calendar/events/:id', event);
  server.answer('POST /calendar/events', event);
});
const edit = async () => {
  const drawn = renderScreen(<EventForm id={event.id} onClose={onClose} />);
  await screen.findByLabelText(/^Title/);
  return drawn;
};
const create = async (defaults: Record<string, unknown> = {}) => {
  const drawn = renderScreen(<EventForm defaults={defaults} onClose={onClose} />);
  await screen.findByLabelText(/^Title/);
  return drawn;
};
const DRAWN = { start: '2026-06-03T15:00:00Z', end: '2026-06-03T16:00:00Z' };

describe('an event that is edited', () => {
  it('sends its title alone, with the etag: neither times nor guests that nobody touched', async () => {
    await edit();
    fill('Title', 'Second tour');
    press('Save');
    await waitFor(() => expect(closed).toBe(1));
    expect(puts()).toEqual([{ title: 'Second tour', etag: 'e1' }]);
  });
  it('sends nothing when nothing was changed', async () => {
    await edit();
    press('Save');
    await waitFor(() => expect(closed).toBe(1));
    expect(puts()).toEqual([]);
  });
  it('drags its end along with its start, and sends both', async () => {
    await edit();
    fill('Starts', '2026-06-02T13:00');
    expect(labelled('Ends').value).toBe('2026-06-02T14:00');
    press('Save');
    await waitFor(() => expect(puts()).toHaveLength(1));
    expect(puts()).toEqual([
      {
        isAllDay: false,
        start: '2026-06-02T18:00:00Z',
        end: '2026-06-02T19:00:00Z',
        timezone: 'America/Chicago',
        etag: 'e1',
      },
    ]);
  });
  it('takes up what the calendar says by now after a conflict, and saves upon that', async () => {
    server.once('PUT /calendar/events/:id', refuse(409, 'conflict'));
    await edit();
    server.answer('GET /calendar/events/:id', { ...event, etag: 'e2', location: 'Lobby' });
    fill('Title', 'Mine');
    press('Save');
    await screen.findByText(/Someone else saved/);
    press('Load theirs');
    await waitFor(() => expect(labelled('Location').value).toBe('Lobby'));
    press('Save');
    await waitFor(() => expect(puts()).toHaveLength(2));
    expect(puts()[1]).toEqual({ title: 'Mine', etag: 'e2' });
  });
  it('that the provider refuses stays open with all that was typed', async () => {
    server.once('PUT /calendar/events/:id', refuse(502, 'provider_error', { message: 'Google said no.' }));
    await edit();
    fill('Title', 'Mine');
    press('Save');
    await screen.findByText('Google said no.');
    expect([labelled('Title').value, closed]).toEqual(['Mine', 0]);
  });
  it('stays in its calendar, and says when it is one of a series', async () => {
    server.answer('GET /calendar/events/:id', { ...event, recurring: true });
    await edit();
    screen.getByText(/changes this one only/);
    expect(screen.getByRole('combobox', { name: /^Calendar/ }).getAttribute('aria-disabled')).toBe('true');
    expect(screen.queryByLabelText('Add a video meeting')).toBeNull();
  });
});

describe('a new event', () => {
  it('is sent with the times that were drawn, once, and closes', async () => {
    const answer = server.hold('POST /calendar/events', event);
    await create(DRAWN);
    fill('Title', 'Tour');
    press('Create event');
    fireEvent.keyDown(labelled('Title'), { key: 'Enter', ctrlKey: true });
    expect((await answer.asked).body).toMatchObject({
      accountId: account.id,
      title: 'Tour',
      isAllDay: false,
      ...DRAWN,
      attendees: [],
    });
    answer.release();
    await waitFor(() => expect(closed).toBe(1));
    await screen.findByText('Created Tour');
    expect(posts()).toHaveLength(1);
  });
  it('of whole days sends dates, the end not in it', async () => {
    await create({ isAllDay: true, startDate: '2026-12-24', endDate: '2026-12-27' });
    fill('Title', 'Holidays');
    expect([labelled('From').value, labelled('To').value]).toEqual(['2026-12-24', '2026-12-26']);
    press('Create event');
    await waitFor(() => expect(posts()).toHaveLength(1));
    expect(posts()[0]).toMatchObject({ isAllDay: true, startDate: '2026-12-24', endDate: '2026-12-27' });
    expect(posts()[0]).not.toHaveProperty('start');
  });
  it('that would end before it begins is not sent, and says so at its end', async () => {
    await create(DRAWN);
    fill('Title', 'Tour');
    fill('Ends', '2026-06-03T09:00');
    press('Create event');
    await screen.findByText('Must be after the start');
    expect(labelled('Ends').getAttribute('aria-invalid')).toBe('true');
    expect(posts()).toEqual([]);
  });
  it('in a foreign zone says when that is for oneself, also while a year is half typed', async () => {
    const { user } = await create(DRAWN);
    const zone = screen.getByRole('combobox', { name: 'Time zone' });
    await user.clear(zone);
    await user.type(zone, 'auckland');
    await user.click(await screen.findByRole('option', { name: 'Pacific/Auckland' }));
    screen.getByText('Your time: Jun 2, 2026, 5:00 PM');
    fill('Starts', '20266-06-03T10:00');
    screen.getByText('Your time: —');
    fill('Starts', '2026-06-03T10:00');
    screen.getByText('Your time: Jun 2, 2026, 5:00 PM');
  });
  it('invites whom one types or pastes, each once, and says who has no address', async () => {
    const { user } = await create(DRAWN);
    fill('Title', 'Tour');
    server.answer('GET /contacts', { items: [], total: 0, page: 1, pageSize: 12 });
    const guests = screen.getByRole('combobox', { name: 'Guests' });
    fireEvent.change(guests, { target: { value: 'Ana Ruiz <Ana@X.test>; bo@x.test,' } });
    await user.type(guests, '{Enter}ana@x.test nobody{Enter}');
    await screen.findByText('nobody: no valid e-mail address');
    press('Create event');
    await user.click(guests);
    await user.keyboard('{Backspace}');
    await waitFor(() => expect(screen.queryByText(/no valid/)).toBeNull());
    press('Create event');
    await waitFor(() => expect(posts()).toHaveLength(1));
    expect((posts()[0] as { attendees: { email: string }[] }).attendees.map(({ email }) => email)).toEqual([
      'ana@x.test',
      'bo@x.test',
    ]);
  });
  it.each([
    ['the one used last', idOf(6), idOf(6)],
    ['the first when none was used yet', null, account.id],
    ['the first when the one used last has ended', idOf(4), account.id],
  ])('goes to a calendar that works: %s', async (_which, used, wanted) => {
    const broken = { ...account, id: idOf(4), email: 'old@firm.test', status: 'needs_reauth' };
    const other = { ...account, id: idOf(6), email: 'other@firm.test' };
    server.answer('GET /calendar/accounts', [broken, account, other]);
    localStorage.setItem('besahubs-calendar-account', JSON.stringify(used));
    await create(DRAWN);
    fill('Title', 'Tour');
    press('Create event');
    await waitFor(() => expect(posts()).toHaveLength(1));
    expect(posts()[0]).toMatchObject({ accountId: wanted });
  });
  it('needs a calendar: without one, the ways to connect one are shown', async () => {
    server.answer('GET /calendar/accounts', []);
    renderScreen(<EventForm onClose={onClose} />);
    await screen.findByText('Connect a calendar first');
    for (const { name } of Object.values(providerLooks))
      screen.getByRole('button', { name: `Connect ${name}` });
    press('Cancel');
    expect(closed).toBe(1);
  });
});

describe('an event beside the calendar', () => {
  const show = (change: Partial<CalendarEvent>) =>
    renderScreen(<EventDetails event={{ ...event, ...change }} look={undefined} onGone={onClose} />);
  it.each([
    [{ update: true, delete: true }, ['Edit', 'Delete']],
    [{ update: true, delete: false }, ['Edit']],
    [{ update: false, delete: true }, ['Delete']],
    [{ update: false, delete: false }, []],
  ])('offers of %j no more than may be done', (abilities, names) => {
    show({ abilities });
    const found = screen.queryAllByRole('button').map((button) => button.textContent);
    expect(found).toEqual(names);
  });
  it('is deleted once it was asked, and says that guests are told', async () => {
    server.answer('DELETE /calendar/events/:id', null);
    show({});
    press('Delete');
    await screen.findByText(/deleted in your Google calendar too, and its guests are told/);
    expect(server.calls()).toEqual([]);
    press('Delete event');
    await waitFor(() => expect(closed).toBe(1));
    await screen.findByText('Deleted Tour');
  });
  it('shows links only to the web, and text in place of HTML', () => {
    show({
      conferenceUrl: 'javascript:alert(1)',
      htmlLink: 'https://calendar.test/x',
      location: 'https://meet.test/room',
      description: '<p>Bring <b>keys</b></p><script>alert(1)</script><p>Thanks</p>',
    });
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(links).toEqual(['https://calendar.test/x', 'https://meet.test/room']);
    expect(screen.getByText(/Bring keys/).textContent).toBe('Bring keys\nThanks');
  });
  it('is busy when it has no name', () => {
    show({ title: null });
    screen.getByRole('heading', { name: 'Busy' });
  });
});

describe('a notice above the calendar', () => {
  let retried: string[] = [];
  const show = (change: Partial<CalendarAccount>, path = '/calendar') =>
    renderScreen(<Banners accounts={[{ ...account, ...change }]} onRetry={(id) => retried.push(id)} />, {
      path,
    });
  it('says that consent has ended, and leads back to it', async () => {
    const refused = server.hold('GET /integrations/:provider/connect', refuse(503, 'unavailable'));
    show({ status: 'needs_reauth' });
    screen.getByText(/Google no longer lets us see ana@firm.test/);
    press('Reconnect');
    const { params, query } = await refused.asked;
    expect([params['provider'], query['returnTo']]).toEqual(['google', '/calendar']);
    refused.release();
    await screen.findByText('The server cannot be reached. Check your connection.');
    await waitFor(() =>
      expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Reconnect' }).disabled).toBe(false),
    );
  });
  it('says that a sync failed and why, and tries again', () => {
    retried = [];
    show({ status: 'error', lastError: 'Quota used up' });
    screen.getByText('ana@firm.test could not be synced: Quota used up');
    press('Try again');
    expect(retried).toEqual([account.id]);
  });
  it('says that the first sync is on, and nothing while all is well', () => {
    const { unmount } = show({ lastSyncAt: null });
    screen.getByRole('progressbar', { name: 'Reading ana@firm.test' });
    unmount();
    show({});
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.queryByRole('progressbar')).toBeNull();
  });
  it.each([
    ...Object.entries(connectProblems),
    ['new_reason', 'The calendar was not connected. Please try again.'],
  ])('says of %s why a calendar was not connected, and cleans the address', async (error, text) => {
    const { at } = show({}, `/calendar?view=day&error=${error}`);
    await screen.findByText(text);
    await waitFor(() => expect(at()).toBe('/calendar?view=day'));
  });
  it('says that a calendar was connected', async () => {
    const { at } = show({}, '/calendar?connected=microsoft');
    await screen.findByText('Microsoft calendar connected');
    await waitFor(() => expect(at()).toBe('/calendar'));
  });
});
