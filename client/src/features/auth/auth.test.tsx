import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person, sessionOf } from '../../testing/people';
import { renderApp } from '../../testing/screen';
import { hangUp, refuse, startServer } from '../../testing/server';
import { restoreSession } from '../../api/session';

const server = startServer();
const TOKEN = 'a-token-that-is-long-enough';
const labelled = (name: string) => screen.getByLabelText<HTMLInputElement>(new RegExp(`^${name}`));
const fill = (name: string, value: string) => fireEvent.change(labelled(name), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const bodies = (call: string) => server.asked(call).map(({ body }) => body);
const alerts = () => screen.findByRole('alert', undefined, { timeout: 30_000 });

async function visit(path: string) {
  await act(() => restoreSession());
  return renderApp({ path, as: null });
}

beforeEach(() => {
  server.answer('GET /auth/config', { demo: false, turnstileSiteKey: null, turnstileScriptUrl: null });
  server.answer('POST /auth/refresh', refuse(401, 'unauthenticated'));
  server.answer('GET /notifications/unread', { unread: 0 });
});

describe('signing in', () => {
  const login = async () => {
    const drawn = await visit('/nowhere?x=1');
    await screen.findByLabelText(/^Password/, undefined, { timeout: 30_000 });
    return drawn;
  };
  it('leads to where one wanted to go', async () => {
    server.answer('POST /auth/login', sessionOf(person('agent')));
    const { at } = await login();
    expect(at()).toBe('/login');
    fill('E-mail', 'Ana@Firm.test');
    fill('Password', ' secret ');
    press('Sign in');
    await screen.findByText('There is nothing here');
    expect(at()).toBe('/nowhere?x=1');
    expect(bodies('POST /auth/login')).toEqual([{ email: 'ana@firm.test', password: ' secret ' }]);
  });
  it.each([
    ['wrong', refuse(401, 'unauthenticated', { message: 'No' }), 'E-mail or password is not right.'],
    ['too often', refuse(429, 'rate_limited'), 'Too many requests. Wait a moment and try again.'],
    ['without a server', hangUp(), 'The server cannot be reached. Check your connection.'],
  ])('that is %s says so and keeps what was typed', async (_why, answer, text) => {
    server.answer('POST /auth/login', answer);
    await login();
    fill('E-mail', 'ana@firm.test');
    fill('Password', 'secret');
    press('Sign in');
    expect((await alerts()).textContent).toBe(text);
    expect([labelled('E-mail').value, labelled('Password').value]).toEqual(['ana@firm.test', 'secret']);
    // The one of the beginning; wrong words are no session that has run out.
    expect(server.asked('POST /auth/refresh')).toHaveLength(1);
  });
  it('needs both, and offers no demo accounts unless it is a demo', async () => {
    await login();
    press('Sign in');
    expect(await screen.findAllByText('Required')).toHaveLength(2);
    expect(server.asked('POST /auth/login')).toEqual([]);
    expect(screen.queryByText(/Demo accounts/)).toBeNull();
    expect(labelled('Password').type).toBe('password');
  });
  it('of a demo is filled in by a click', async () => {
    server.answer('GET /auth/config', { demo: true, turnstileSiteKey: null, turnstileScriptUrl: null });
    await login();
    fireEvent.click(await screen.findByText('manager@besahubs.test'));
    expect(labelled('E-mail').value).toBe('manager@besahubs.test');
    expect(labelled('Password').value).not.toBe('');
  });
});

interface Check {
  callback: (token: string) => void;
  'expired-callback': () => void;
}
describe('a forgotten password', () => {
  const forgot = async () => {
    const drawn = await visit('/forgot-password');
    await screen.findByLabelText(/^E-mail/, undefined, { timeout: 30_000 });
    fill('E-mail', 'ana@firm.test');
    return drawn;
  };
  afterEach(() => Reflect.deleteProperty(window, 'turnstile'));
  it('is asked for without a check where none is set up, and the answer does not tell who exists', async () => {
    server.answer('POST /auth/password/forgot', null);
    await forgot();
    press('Send the link');
    await screen.findByText(/If ana@firm.test belongs to an account/);
    expect(bodies('POST /auth/password/forgot')).toEqual([{ email: 'ana@firm.test' }]);
    expect(document.querySelector('script[src*="challenge"]')).toBeNull();
  });
  it('sends the token of the check for humans, once: after a refusal there is a new check', async () => {
    const scriptUrl = 'https://challenge.test/api.js';
    server.answer('GET /auth/config', {
      demo: false,
      turnstileSiteKey: 'site',
      turnstileScriptUrl: scriptUrl,
    });
    const checks: Check[] = [];
    const gone: string[] = [];
    Object.assign(window, {
      turnstile: {
        render: (_box: HTMLElement, check: Check) => `check ${checks.push(check)}`,
        remove: (id: string) => gone.push(id),
      },
    });
    server.once('POST /auth/password/forgot', refuse(400, 'invalid', { message: 'Are you human?' }));
    server.once('POST /auth/password/forgot', refuse(400, 'invalid', { message: 'Are you human?' }));
    server.once('POST /auth/password/forgot', null);
    await forgot();
    const script = await waitFor(() => {
      const found = document.querySelector(`script[src="${scriptUrl}?render=explicit"]`);
      expect(found).not.toBeNull();
      return found as HTMLScriptElement;
    });
    act(() => void script.dispatchEvent(new Event('load')));
    await waitFor(() => expect(checks).toHaveLength(1));
    expect(checks[0]).toMatchObject({ sitekey: 'site' });
    act(() => checks[0]?.callback('one'));
    press('Send the link');
    expect((await alerts()).textContent).toBe('Are you human?');
    await waitFor(() => expect(checks).toHaveLength(2));
    expect(gone).toEqual(['check 1']);
    act(() => checks[1]?.callback('two'));
    act(() => checks[1]?.['expired-callback']());
    press('Send the link');
    await waitFor(() => expect(checks).toHaveLength(3));
    act(() => checks[2]?.callback('three'));
    press('Send the link');
    await screen.findByText(/belongs to an account/);
    expect(bodies('POST /auth/password/forgot')).toEqual([
      { email: 'ana@firm.test', captchaToken: 'one' },
      { email: 'ana@firm.test' },
      { email: 'ana@firm.test', captchaToken: 'three' },
    ]);
  });
});

describe('a new password', () => {
  const reset = async () => {
    const drawn = await visit(`/reset-password?token=${TOKEN}`);
    await screen.findByLabelText(/^New password/, undefined, { timeout: 30_000 });
    return drawn;
  };
  it('is saved with the token of the link, and then one signs in', async () => {
    server.answer('POST /auth/password/reset', null);
    const { at } = await reset();
    fill('New password', 'short');
    press('Save the password');
    await screen.findByText('At least 10 characters');
    expect(bodies('POST /auth/password/reset')).toEqual([]);
    fill('New password', 'long enough');
    press('Save the password');
    await waitFor(() => expect(at()).toBe('/login'));
    await screen.findByText('Password saved. Sign in with it.');
    expect(bodies('POST /auth/password/reset')).toEqual([{ token: TOKEN, password: 'long enough' }]);
  });
  it.each([
    ['not_found', 404, 'This link has expired or was already used. Ask for a new one.'],
    ['unauthenticated', 401, 'This link has expired or was already used. Ask for a new one.'],
    ['rate_limited', 429, 'Too many requests. Wait a moment and try again.'],
  ] as const)('that is refused as %s says what to do', async (code, status, text) => {
    server.answer('POST /auth/password/reset', refuse(status, code));
    const { at } = await reset();
    fill('New password', 'long enough');
    press('Save the password');
    expect((await alerts()).textContent).toBe(text);
    expect(at()).toContain('/reset-password');
  });
  it('needs the whole link', async () => {
    await visit('/reset-password');
    expect((await alerts()).textContent).toContain('This address is incomplete');
    expect(screen.queryByLabelText(/^New password/)).toBeNull();
  });
});

describe('an invitation', () => {
  const invited = { email: 'new@firm.test', firstName: 'Nia', lastName: 'New', invitedBy: 'Ada Admin' };
  it('lets one choose a password and be in at once', async () => {
    server.answer('GET /auth/invitations/:token', invited);
    server.answer('POST /auth/invitations/:token/accept', sessionOf(person('agent')));
    server.answer('GET /home', refuse(500, 'internal'));
    const { at } = await visit(`/invitation/${TOKEN}`);
    await screen.findByText(/Ada Admin invited you to BesaHubs as new@firm.test/, undefined, {
      timeout: 30_000,
    });
    expect([labelled('First name').value, labelled('Last name').value]).toEqual(['Nia', 'New']);
    fill('Last name', 'Newman');
    fill('Password', 'long enough');
    server.answer('GET /home', {});
    press('Create my account');
    await waitFor(() => expect(server.asked('POST /auth/invitations/:token/accept')).toHaveLength(1));
    expect(server.asked('POST /auth/invitations/:token/accept')[0]).toMatchObject({
      params: { token: TOKEN },
      body: {
        firstName: 'Nia',
        lastName: 'Newman',
        password: 'long enough',
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
    });
    await waitFor(() => expect(at()).not.toContain('/invitation'));
  });
  it('that was used says whom to ask, without a form', async () => {
    server.answer('GET /auth/invitations/:token', refuse(404, 'not_found'));
    await visit(`/invitation/${TOKEN}`);
    await screen.findByText(/has expired or was already used/, undefined, { timeout: 30_000 });
    expect(screen.queryByLabelText(/^Password/)).toBeNull();
    expect(server.asked('GET /auth/invitations/:token')).toHaveLength(1);
  });
});
