import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { roles } from '@besahubs/contracts/common';
import type { Flags } from '@besahubs/contracts/auth';
import { permissions } from '@besahubs/contracts/permissions';
import { setAccessToken } from '../api/client';
import { restoreSession, signOut } from '../api/session';
import { useRecordTabs } from '../components/slots';
import { person, sessionOf } from '../testing/people';
import { renderApp, renderScreen } from '../testing/screen';
import { hangUp, refuse, startServer } from '../testing/server';
import { createItems, forms, navItems, recordTabs, settingsPages } from './registry';

const server = startServer();
const page = { items: [], total: 0, page: 1, pageSize: 50 };
const NOWHERE = '/nowhere';
const NO_FLAGS: Flags = { sendgrid: false, calendar: false, dashboards: false };
const ALL_FLAGS: Flags = { sendgrid: true, calendar: true, dashboards: true };
const flagKeys = Object.keys(NO_FLAGS) as (keyof Flags)[];

const SWITCHES: [string, Flags][] = [
  ['all on', ALL_FLAGS],
  ...flagKeys.map((key): [string, Flags] => [`without ${key}`, { ...ALL_FLAGS, [key]: false }]),
];

beforeEach(() => {
  server.answer('GET /notifications/unread', { unread: 0 });
  server.answer('GET /auth/config', { demo: false, turnstileSiteKey: null, turnstileScriptUrl: null });
  server.answer('POST /auth/logout', null);
});
/** Nobody is signed in, as after a sign-out. */
async function nobody() {
  server.once('POST /auth/refresh', refuse(401, 'unauthenticated'));
  setAccessToken(null);
  await act(() => restoreSession());
}
const labels = (within_: HTMLElement, role: string) =>
  within(within_)
    .queryAllByRole(role)
    .map((each) => each.textContent);

describe.each(roles)('as %s', (role) => {
  it.each(SWITCHES)('the rail leads where one may go, %s', async (_name, flags) => {
    renderApp({ path: NOWHERE, as: person(role, { flags }) });
    const rail = await screen.findByRole('complementary', { name: 'Navigation' });
    const expected = navItems.filter(
      ({ flag, roles: only }) => (!flag || flags[flag]) && (!only || only.includes(role)),
    );
    const shown = within(rail).getAllByRole('link').slice(1);
    expect(shown.map((link) => link.getAttribute('href')).sort()).toEqual(
      expected.map(({ path }) => path).sort(),
    );
  });

  it('“New” offers what one may create', async () => {
    const { user } = renderApp({ path: NOWHERE, as: role });
    await user.click(await screen.findByRole('button', { name: /New/ }));
    const may = createItems.filter(({ permission }) =>
      (permissions[permission] as readonly string[]).includes(role),
    );
    expect(labels(await screen.findByRole('menu'), 'menuitem')).toEqual(may.map(({ label }) => label));
  });

  it('the settings have the areas that are one’s own', async () => {
    server.answer('GET /auth/me', person(role));
    renderApp({ path: '/settings/profile', as: role });
    const tabs = await screen.findByRole('tablist', { name: 'Areas of the settings' });
    const mine = settingsPages.filter(({ roles: only }) => !only || only.includes(role));
    expect(labels(tabs, 'tab')).toEqual(['Profile', ...mine.map(({ label }) => label)]);
  });
});

function TabsOf({ resource }: { resource: string }) {
  return (
    <p role="note">
      {useRecordTabs(resource)
        .map(({ key }) => key)
        .join()}
    </p>
  );
}
describe.each([...new Set(recordTabs.map(({ resource }) => resource))])('a record of %s', (resource) => {
  it.each(SWITCHES)('has the tabs of what is switched on, in their order, %s', (_name, flags) => {
    renderScreen(<TabsOf resource={resource} />, { as: person('agent', { flags }) });
    const mine = recordTabs.filter((tab) => tab.resource === resource && (!tab.flag || flags[tab.flag]));
    expect(screen.getByRole('note').textContent).toBe(mine.map(({ key }) => key).join());
    expect(mine.map(({ order }) => order)).toEqual(mine.map(({ order }) => order).sort((a, b) => a - b));
  });
});

it('something is closed by role and something by each flag, or the tests above hold nothing', () => {
  expect(settingsPages.some((each) => each.roles && !each.roles.includes('agent'))).toBe(true);
  for (const flag of flagKeys) {
    expect([...navItems, ...recordTabs, ...settingsPages].some((each) => each.flag === flag)).toBe(true);
  }
  for (const { form } of createItems) expect(forms[form]).toBeDefined();
});

it('every place has a key of its own, and none twice', () => {
  const keys = navItems.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

it('G and a letter go to every place of the rail', async () => {
  const { user, at } = renderApp({ path: NOWHERE, as: 'admin' });
  await screen.findByText('There is nothing here');
  server.answer('GET /tasks', page);
  server.answer('GET /contacts', page);
  await user.keyboard('gc');
  await waitFor(() => expect(at()).toBe('/contacts'));
  await screen.findByText('No contacts yet');
});

it('a page whose feature is off says so', async () => {
  server.answer('GET /campaigns', refuse(403, 'flag_off'));
  renderApp({ path: '/campaigns', as: person('admin', { flags: NO_FLAGS }) });
  await screen.findByText('This feature is switched off.');
});

it('who is not signed in comes to the login, and afterwards where they wanted to go', async () => {
  await nobody();
  const { user, at } = renderApp({ path: '/contacts?q=ana&page=2', as: null });
  await user.type(await screen.findByLabelText(/E-mail/), 'ana@firm.test');
  expect(at()).toBe('/login');
  expect(screen.queryByText(/Your session has ended/)).toBeNull();
  server.once('POST /auth/login', refuse(401, 'unauthenticated'));
  await user.type(screen.getByLabelText(/Password/), 'wrong{Enter}');
  await screen.findByText('E-mail or password is not right.');
  expect(at()).toBe('/login');
  server.answer('POST /auth/login', sessionOf(person('agent')));
  server.answer('GET /contacts', page);
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  await waitFor(() => expect(at()).toBe('/contacts?q=ana&page=2'));
});

it('who is signed in needs no login', async () => {
  server.answer('GET /home', refuse(403, 'forbidden'));
  const { at } = renderApp({ path: '/login' });
  await waitFor(() => expect(at()).toBe('/'));
});

it.each([
  ['has ended', 401],
  ['belongs to an account that was disabled', 403],
])('a session that %s leads to the login, which says so', async (_name, status) => {
  server.answer('GET /contacts', refuse(401, 'unauthenticated'));
  server.answer('POST /auth/refresh', refuse(status, 'unauthenticated'));
  const { at } = renderApp({ path: '/contacts?q=x' });
  await screen.findByText(/Your session has ended/);
  expect(at()).toBe('/login');
});

it('signing out leads to the login without a reproach', async () => {
  const { at } = renderApp({ path: NOWHERE });
  await screen.findByText('There is nothing here');
  await act(() => signOut());
  await screen.findByRole('heading', { name: 'Sign in' });
  expect(at()).toBe('/login');
  expect(screen.queryByText(/Your session has ended/)).toBeNull();
});

it('a server out of reach can be tried again, and the address is kept', async () => {
  server.once('POST /auth/refresh', hangUp());
  await act(() => restoreSession());
  const { user, at } = renderApp({ path: NOWHERE, as: null });
  await screen.findByText('BesaHubs cannot be reached');
  expect(at()).toBe(NOWHERE);
  server.answer('POST /auth/refresh', sessionOf(person('agent')));
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText('There is nothing here');
});

it('offline, the screen stays as it was and says that it may be old', async () => {
  renderApp({ path: NOWHERE });
  await screen.findByText('There is nothing here');
  const state = screen.getByText('Live');
  // The scripted server has no socket: there is no live connection.
  await waitFor(() => expect(state.textContent).toBe('Offline'));
  expect(screen.getByText('There is nothing here')).toBeTruthy();
});
