import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { activity, activityTypes } from '@besahubs/contracts/activities';
import type { Activity } from '@besahubs/contracts/activities';
import { contact } from '@besahubs/contracts/contacts';
import type { Contact } from '@besahubs/contracts/contacts';
import { useOpenForm } from '../../components/slots';
import type { OpenForm } from '../../feature';
import { blank, idOf } from '../../testing/blank';
import { renderScreen } from '../../testing/screen';
import { refuse, startServer } from '../../testing/server';
import { Component as ContactPage } from './ContactPage';

const server = startServer();
const ana: Contact = blank(contact, {
  id: idOf(7),
  version: 3,
  name: 'Ana Ruiz',
  firstName: 'Ana',
  lastName: 'Ruiz',
  title: 'Partner',
  email: 'ana@x.test',
  birthday: '1980-02-29',
  phones: [{ type: 'work', number: '312 555 0142', primary: true, e164: '+13125550142' }],
  otherEmails: [{ type: 'personal', address: 'ana@home.test' }],
  abilities: { update: true, delete: true, invite: true, share: true },
});
const path = `/contacts/${ana.id}`;
const renderPage = (at: string) => renderScreen(<ContactPage />, { pattern: '/contacts/:id', path: at });
const page = (items: unknown[]) => ({ items, total: items.length, page: 1, pageSize: 30 });

function Opener(options: OpenForm) {
  const open = useOpenForm();
  return <button onClick={() => open('contacts', options)}>Open the form</button>;
}
/** The form as it opens from any screen. */
async function openForm(options: OpenForm = {}) {
  const drawn = renderScreen(<Opener {...options} />);
  await drawn.user.click(screen.getByText('Open the form'));
  await screen.findByRole('dialog', undefined, { timeout: 30_000 });
  await screen.findByLabelText(/^First name/);
  return drawn;
}
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(new RegExp(`^${name}`));
const fill = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const patches = () => server.asked('PATCH /contacts/:id').map(({ body }) => body);
const whenPatched = (count = 1) => waitFor(() => expect(patches()).toHaveLength(count));
const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

beforeEach(() => {
  server.answer('GET /contacts/:id', ana);
  server.answer('PATCH /contacts/:id', ({ body }: { body: object }) => ({ ...ana, ...body, version: 4 }));
  server.answer('GET /agents/:id', { id: idOf(2), name: 'Ana Agent' });
  server.answer('GET /contacts', page([]));
  server.answer('GET /activities', page([]));
});

describe('the form of a contact', () => {
  it('sends what was changed, with the version it was made from, and nothing else', async () => {
    await openForm({ id: ana.id });
    fill('Title', 'Managing partner');
    press('Save');
    await whenPatched();
    expect(patches()).toEqual([{ title: 'Managing partner', version: 3 }]);
    await closed();
    await screen.findByText('Saved Ana Ruiz');
  });
  it('sends nothing when nothing was changed, or all was put back', async () => {
    await openForm({ id: ana.id });
    fill('Title', 'X');
    fill('Title', 'Partner');
    press('Save');
    await closed();
    expect(patches()).toEqual([]);
  });
  it('sends null for what was cleared', async () => {
    await openForm({ id: ana.id });
    fill('E-mail', '');
    fill('Birthday', '');
    press('Save');
    await whenPatched();
    expect(patches()).toEqual([{ email: null, birthday: null, version: 3 }]);
  });
  it('sends all phones when one was changed, and none of the addresses it does not show', async () => {
    await openForm({ id: ana.id });
    press('Add a phone');
    const second = screen.getAllByLabelText<HTMLInputElement>(/^Phone/)[1];
    fireEvent.change(second ?? document.body, { target: { value: '312 555 0199' } });
    const stars = screen.getAllByRole('button', { name: 'Call this one first' });
    expect(stars.map((star) => star.getAttribute('aria-pressed'))).toEqual(['true', 'false']);
    fireEvent.click(stars[1] ?? document.body);
    press('Save');
    await whenPatched();
    expect(patches()).toEqual([
      {
        phones: [
          { type: 'work', number: '312 555 0142', extension: null, primary: false },
          { type: 'work', number: '312 555 0199', extension: null, primary: true },
        ],
        version: 3,
      },
    ]);
  });
  it('holds ten phones at most, and one that is taken away is gone', async () => {
    const phones = Array.from({ length: 10 }, (_none, n) => ({
      type: 'work',
      number: `${n}`,
      primary: n === 0,
    }));
    server.answer('GET /contacts/:id', { ...ana, phones });
    await openForm({ id: ana.id });
    expect(screen.queryByText('Add a phone')).toBeNull();
    fireEvent.click(screen.getAllByLabelText('Remove this phone')[0] ?? document.body);
    screen.getByText('Add a phone');
    press('Save');
    await whenPatched();
    expect(patches()).toMatchObject([{ phones: phones.slice(1).map(({ number }) => ({ number })) }]);
  });
  it('says at its field what the server refuses, keeps what was typed, and saves at the second try', async () => {
    server.once(
      'PATCH /contacts/:id',
      refuse(400, 'invalid', { fields: { 'phones.0.number': 'No such number.' } }),
    );
    await openForm({ id: ana.id });
    fill('Title', 'Boss');
    fill('Phone\\b', '1');
    press('Save');
    await screen.findByText('No such number.');
    expect([field('Title').value, field('Phone\\b').value]).toEqual(['Boss', '1']);
    fill('Phone\\b', '312 555 0142');
    press('Save');
    await whenPatched(2);
    await closed();
  });
  it('after a conflict takes up what the other person saved, and saves upon that', async () => {
    await openForm({ id: ana.id });
    server.once('PATCH /contacts/:id', refuse(409, 'conflict'));
    server.answer('GET /contacts/:id', { ...ana, version: 9, title: 'Theirs', source: 'Referral' });
    fill('Title', 'Mine');
    press('Save');
    await screen.findByText(/Someone else saved this record/);
    press('Load theirs');
    await waitFor(() => expect(field('Source').value).toBe('Referral'));
    expect(field('Title').value).toBe('Mine');
    press('Save');
    await whenPatched(2);
    expect(patches()[1]).toEqual({ title: 'Mine', version: 9 });
  });
  it('creates with what it was opened for, once, and leads to the record; then the focus is back', async () => {
    server.answer('GET /companies/:id', { id: idOf(5), name: 'Acme' });
    const answer = server.hold('POST /contacts', { ...ana, id: idOf(8), name: 'Bo Lee' });
    const { user, at } = await openForm({ defaults: { companyId: idOf(5) } });
    fill('First name', 'Bo');
    fill('Last name', 'Lee');
    await user.dblClick(screen.getByRole('button', { name: 'Create contact' })).catch(() => undefined);
    const { body } = await answer.asked;
    expect(body).toMatchObject({ firstName: 'Bo', lastName: 'Lee', companyId: idOf(5), email: null });
    answer.release();
    await closed();
    expect(server.asked('POST /contacts')).toHaveLength(1);
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Open the form'));
    await screen.findByText('Created Bo Lee');
    press('Open');
    await waitFor(() => expect(at()).toBe(`/contacts/${idOf(8)}`));
  });
  it('says which names are required', async () => {
    await openForm();
    press('Create contact');
    expect(await screen.findAllByText('Required')).toHaveLength(2);
    expect(document.activeElement).toBe(field('First name'));
    expect([field('First name').required, field('Last name').required]).toEqual([true, true]);
    expect(server.asked('POST /contacts')).toEqual([]);
  });
  it('says when the record is not to be had, and asks again', async () => {
    server.once('GET /contacts/:id', refuse(429, 'rate_limited'));
    const { user } = renderScreen(<Opener id={ana.id} />);
    await user.click(screen.getByText('Open the form'));
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    await screen.findByLabelText(/^First name/);
  });
});

const show = async () => {
  const drawn = renderPage(path);
  await screen.findByRole('heading', { name: 'Ana Ruiz' }, { timeout: 30_000 });
  return drawn;
};
const button = (name: string) => screen.queryByRole('button', { name });
async function more(name: string) {
  press('More actions');
  const item = within(await screen.findByRole('menu')).queryByRole('menuitem', { name });
  return item;
}

describe('the page of a contact', () => {
  it('changes a fact in its place, with the version, at once, and takes it back when that is refused', async () => {
    await show();
    press('Edit Title');
    const box = await screen.findByRole('textbox', { name: 'Title' });
    const answer = server.hold('PATCH /contacts/:id', refuse(403, 'forbidden'));
    fireEvent.change(box, { target: { value: 'Boss' } });
    press('Save');
    expect((await answer.asked).body).toEqual({ title: 'Boss', version: 3 });
    await waitFor(() => expect(screen.getAllByText('Boss').length).toBeGreaterThan(0));
    answer.release();
    await screen.findByText('You are not allowed to do that.');
    await waitFor(() => expect(screen.queryByText('Boss')).toBeNull());
  });
  it('sends nothing when a fact is saved as it was; cleared it is null; wrong it is not sent', async () => {
    await show();
    press('Edit Title');
    await screen.findByRole('textbox', { name: 'Title' });
    press('Save');
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Title' })).toBeNull());
    expect(patches()).toEqual([]);
    press('Edit E-mail');
    const box = await screen.findByRole('textbox', { name: 'E-mail' });
    fireEvent.change(box, { target: { value: 'ana@' } });
    press('Save');
    await screen.findByText('Enter a valid e-mail address');
    expect(patches()).toEqual([]);
    fireEvent.change(box, { target: { value: '' } });
    press('Save');
    await whenPatched();
    expect(patches()).toEqual([{ email: null, version: 3 }]);
  });
  it('offers nothing that may not be done', async () => {
    server.answer('GET /contacts/:id', {
      ...ana,
      abilities: { update: false, delete: false, invite: false, share: false },
    });
    await show();
    expect(screen.queryAllByRole('button', { name: /^Edit/ })).toEqual([]);
    expect(await more('Copy link')).toBeTruthy();
    expect(screen.queryByRole('menuitem', { name: 'Delete' })).toBeNull();
    expect(screen.queryByRole('menuitem', { name: 'Send invitation' })).toBeNull();
  });
  it.each([
    ['update', 'Edit'],
    ['delete', 'Delete'],
    ['invite', 'Send invitation'],
  ])('who may %s finds “%s”', async (ability, name) => {
    const abilities = { update: false, delete: false, invite: false, share: false, [ability]: true };
    server.answer('GET /contacts/:id', { ...ana, abilities });
    await show();
    expect(button('Edit') !== null).toBe(ability === 'update');
    const items = ['Delete', 'Send invitation'];
    expect(await more('Copy link')).toBeTruthy();
    for (const item of items)
      expect(screen.queryByRole('menuitem', { name: item }) !== null).toBe(item === name);
  });
  it('deletes, goes to the list, and brings it back once', async () => {
    server.answer('DELETE /contacts/:id', null);
    server.answer('POST /contacts/:id/restore', ana);
    const { at } = await show();
    fireEvent.click((await more('Delete')) ?? document.body);
    await waitFor(() => expect(at()).toBe('/contacts'));
    await screen.findByText('Deleted Ana Ruiz');
    const undo = screen.getByRole('button', { name: 'Undo' });
    fireEvent.click(undo);
    fireEvent.click(undo);
    await waitFor(() => expect(server.asked('POST /contacts/:id/restore').length).toBeGreaterThan(0));
    expect(server.asked('POST /contacts/:id/restore')).toHaveLength(1);
    expect(server.asked('DELETE /contacts/:id')).toHaveLength(1);
  });
  it.each([
    [404, 'not_found', 'This record no longer exists, or you cannot see it.'],
    [403, 'forbidden', 'You have no access to this'],
  ] as const)('that answers %d says so', async (status, code, text) => {
    server.answer('GET /contacts/:id', refuse(status, code));
    renderPage(path);
    await screen.findByText(text, undefined, { timeout: 30_000 });
    expect(screen.queryByRole('heading', { name: 'Ana Ruiz' })).toBeNull();
  });
  it('keeps its tab in the address, and logs a call about the contact', async () => {
    const { at, user } = await show();
    const tabs = screen.getAllByRole('tab').map((tab) => tab.textContent);
    expect(tabs.slice(0, 2)).toEqual(['Overview', 'Timeline']);
    await user.click(screen.getByRole('tab', { name: 'Timeline' }));
    await waitFor(() => expect(at()).toBe(`${path}?tab=timeline`));
    server.answer('POST /activities', blank(activity));
    fireEvent.click(screen.getAllByRole('button', { name: 'Log call' })[0] ?? document.body);
    fireEvent.change(await screen.findByLabelText('What was said'), { target: { value: 'Wants a tour' } });
    press('Log');
    await screen.findByText('Call logged');
    expect(server.asked('POST /activities')[0]?.body).toMatchObject({
      type: 'call',
      direction: 'outbound',
      body: 'Wants a tour',
      contactId: ana.id,
      dealId: null,
      private: false,
    });
    await user.click(screen.getByRole('tab', { name: 'Overview' }));
    await waitFor(() => expect(at()).toBe(path));
  });
});

describe('a timeline', () => {
  const entry = (more: Partial<Activity>): Activity =>
    blank(activity, { contact: { id: ana.id, name: ana.name }, ...more });
  it('has entries of every kind, pinned ones first by themselves, private ones marked', async () => {
    const items = activityTypes.map((type, index) => entry({ id: idOf(20 + index), type }));
    const deal = { id: idOf(9), name: 'Lease at 1200 Main' };
    const told = entry({
      id: idOf(40),
      type: 'call',
      subject: 'Called about rent',
      body: 'Twice',
      outcome: 'left_voicemail',
      durationMinutes: 12,
      private: true,
      deal,
      owner: { id: idOf(3), name: 'Mona' },
    });
    server.answer(
      'GET /activities',
      page([entry({ id: idOf(41), pinned: true, subject: 'On top' }), told, ...items]),
    );
    renderPage(`${path}?tab=timeline`);
    const pinned = await screen.findByRole('region', { name: 'Pinned' }, { timeout: 30_000 });
    within(pinned).getByText('On top');
    for (const type of activityTypes)
      expect(screen.getAllByText(type.charAt(0).toUpperCase() + type.slice(1)).length).toBeGreaterThan(0);
    screen.getByText('Called about rent');
    screen.getByText(/^Call · Left voicemail · 12 min · /);
    screen.getByTitle('Only you see this');
    // The record one is at is not said again; the others lead to themselves.
    const link = screen.getByRole('link', { name: deal.name });
    expect(link.getAttribute('href')).toBe(`/deals/${deal.id}`);
    expect(screen.queryByRole('link', { name: ana.name })).toBeNull();
    expect(server.asked('GET /activities')[0]?.query).toMatchObject({ contactId: ana.id, page: '1' });
  });
  it('takes a note in one go, once, and keeps it when that is refused', async () => {
    renderPage(`${path}?tab=timeline`);
    const box = await screen.findByLabelText<HTMLTextAreaElement>('Write a note', undefined, {
      timeout: 30_000,
    });
    await screen.findByText('Nothing has happened yet');
    fireEvent.change(box, { target: { value: '  Likes corner offices ' } });
    server.once('POST /activities', refuse(400, 'invalid', { message: 'Too long.' }));
    press('Save note');
    await screen.findByText('Too long.');
    expect(box.value).toBe('  Likes corner offices ');
    const answer = server.hold('POST /activities', blank(activity));
    fireEvent.keyDown(box, { key: 'Enter', ctrlKey: true });
    await answer.asked;
    fireEvent.keyDown(box, { key: 'Enter', ctrlKey: true });
    answer.release();
    await waitFor(() => expect(box.value).toBe(''));
    expect(server.asked('POST /activities').map(({ body }) => body)).toEqual(
      Array(2).fill({ type: 'note', body: 'Likes corner offices', contactId: ana.id }),
    );
  });
});
