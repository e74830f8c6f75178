import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  AGENT,
  CLIENT_ID,
  MANAGER,
  pkce,
  REDIRECT,
  SCOPES,
  startMicrosoft,
  type Harness,
} from './testing/harness';

interface TokenBody {
  token_type: string;
  scope: string;
  expires_in: number;
  access_token: string;
  refresh_token?: string;
  id_token?: string;
  error?: string;
  error_codes?: number[];
  error_description?: string;
}

let ms: Harness;

beforeAll(async () => {
  ms = await startMicrosoft();
});
beforeEach(() => ms.control('POST', '/reset'));
afterAll(() => ms.close());

const authorizeUrl = (more: Record<string, string> = {}, tenant = 'common') => {
  const query = new URLSearchParams({
    client_id: CLIENT_ID,
    redirect_uri: REDIRECT,
    response_type: 'code',
    response_mode: 'query',
    scope: SCOPES,
    state: 's-1 &?',
    ...more,
  });
  return `${ms.base}/${tenant}/oauth2/v2.0/authorize?${query.toString()}`;
};

async function decide(url: string, form: Record<string, string>): Promise<URL> {
  const response = await fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) });
  expect(response.status).toBe(302);
  return new URL(response.headers.get('location') ?? '');
}

async function token(form: Record<string, string>, tenant = 'common') {
  const response = await fetch(`${ms.base}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: CLIENT_ID, client_secret: 'anything', ...form }),
  });
  return { status: response.status, body: (await response.json()) as TokenBody };
}

async function signIn({ email = MANAGER, scope = SCOPES, tenant = 'common', nonce = '' } = {}) {
  const { verifier, challenge } = pkce();
  const url = authorizeUrl(
    { scope, code_challenge: challenge, code_challenge_method: 'S256', ...(nonce ? { nonce } : {}) },
    tenant,
  );
  const back = await decide(url, { account: email, decision: 'accept' });
  const code = back.searchParams.get('code') ?? '';
  return { back, code, verifier };
}

const redeem = (code: string, verifier: string, more: Record<string, string> = {}) =>
  token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: verifier, ...more });

const refresh = (refreshToken: string | undefined, more: Record<string, string> = {}) =>
  token({ grant_type: 'refresh_token', refresh_token: refreshToken ?? '', ...more });

const claimsOf = (jwt = ''): Record<string, unknown> =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;

describe('authorize', () => {
  it.each([
    'common',
    'organizations',
    'consumers',
    '5c0f5d3e-8f0b-4c53-9d5c-3a2f3b1f7e10',
    'besahubs.example',
  ])('shows the consent page under tenant %s', async (tenant) => {
    const response = await fetch(authorizeUrl({}, tenant));
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    for (const text of ['Marcus Bell', AGENT, 'Have full access to your calendars', 'Accept', 'Cancel']) {
      expect(page).toContain(text);
    }
  });

  it('sends a code and the state back', async () => {
    const { back, code } = await signIn();
    expect(back.origin + back.pathname).toBe(REDIRECT);
    expect([code.length > 40, back.searchParams.get('state')]).toEqual([true, 's-1 &?']);
  });

  it('sends access_denied back when the user cancels', async () => {
    const back = await decide(authorizeUrl(), { account: MANAGER, decision: 'cancel' });
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('error_description')).toContain('AADSTS65004');
    expect(back.searchParams.get('state')).toBe('s-1 &?');
  });

  it('makes an account for whoever is typed in, and prefers what was typed', async () => {
    await decide(authorizeUrl(), { account: MANAGER, email: 'New.Broker@firm.example', decision: 'accept' });
    const accounts = await ms.control<{ email: string; displayName: string }[]>('GET', '/accounts');
    expect(accounts.at(-1)).toMatchObject({ email: 'new.broker@firm.example', displayName: 'New Broker' });
  });

  it('asks again when no account was chosen', async () => {
    const response = await fetch(authorizeUrl(), {
      method: 'POST',
      body: new URLSearchParams({ decision: 'accept' }),
    });
    expect([response.status, (await response.text()).includes('Choose an account')]).toEqual([400, true]);
  });

  it('escapes what comes from the query', async () => {
    const page = await (await fetch(authorizeUrl({ login_hint: '"><script>alert(1)</script>' }))).text();
    expect(page).not.toContain('<script>');
  });

  it('shows, and does not redirect, a wrong app or redirect URI; returns other mistakes', async () => {
    await ms.control('POST', '/clients', { clientId: CLIENT_ID, secret: 's3cret', redirectUris: [REDIRECT] });
    const page = async (url: string) => (await fetch(url, { redirect: 'manual' })).text();
    expect(await page(authorizeUrl({ redirect_uri: `${REDIRECT}/x` }))).toContain('AADSTS50011');
    expect(await page(authorizeUrl({ client_id: 'other' }))).toContain('AADSTS700016');
    expect(await page(authorizeUrl({}, 'no tenant'))).toContain('AADSTS90002');
    const silent = await fetch(authorizeUrl({ prompt: 'none' }), { redirect: 'manual' });
    expect(new URL(silent.headers.get('location') ?? '').searchParams.get('error')).toBe('login_required');
    const token = await fetch(authorizeUrl({ response_type: 'token' }), { redirect: 'manual' });
    expect(token.headers.get('location')).toContain('error=unsupported_response_type');
  });
});

describe('token', () => {
  it('gives access, refresh and id token for a code with its verifier', async () => {
    const { code, verifier } = await signIn({ nonce: 'n-7', tenant: 'organizations' });
    const { status, body } = await redeem(code, verifier);
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    expect(body.scope.split(' ')).toEqual(SCOPES.split(' ').filter((scope) => scope !== 'offline_access'));
    expect(body.refresh_token).toBeTruthy();
    const me = await ms.graphWith(body.access_token)('GET', '/me');
    expect(claimsOf(body.id_token)).toMatchObject({
      aud: CLIENT_ID,
      nonce: 'n-7',
      oid: (me.body as { id: string }).id,
      preferred_username: MANAGER,
      name: 'Marcus Bell',
      ver: '2.0',
    });
  });

  it('signs the id token with a key of the published set', async () => {
    const { code, verifier } = await signIn();
    const [head = '', payload = '', signature = ''] = (
      (await redeem(code, verifier)).body.id_token ?? ''
    ).split('.');
    const metadata = (await (
      await fetch(`${ms.base}/common/v2.0/.well-known/openid-configuration`)
    ).json()) as Record<string, string>;
    const set = (await (await fetch(metadata.jwks_uri ?? '')).json()) as {
      keys: (JsonWebKey & { kid: string })[];
    };
    const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string };
    const jwk = set.keys.find((one) => one.kid === kid);
    const key = createPublicKey({ key: jwk ?? {}, format: 'jwk' });
    expect(
      verify('RSA-SHA256', Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, 'base64url')),
    ).toBe(true);
    expect(metadata.token_endpoint).toBe(`${ms.base}/common/oauth2/v2.0/token`);
  });

  it('gives no refresh token without offline_access', async () => {
    const { code, verifier } = await signIn({ scope: 'openid https://graph.microsoft.com/Calendars.Read' });
    const { body } = await redeem(code, verifier);
    expect([body.refresh_token, body.scope]).toEqual([undefined, 'openid Calendars.Read']);
  });

  it('takes a code once, within ten minutes, with its verifier and redirect URI', async () => {
    const first = await signIn();
    expect((await redeem(first.code, first.verifier)).status).toBe(200);
    expect((await redeem(first.code, first.verifier)).body.error_codes).toEqual([54005]);
    const second = await signIn();
    expect((await redeem(second.code, 'x'.repeat(43))).body.error_codes).toEqual([501481]);
    expect((await redeem(second.code, '')).body.error_codes).toEqual([50148]);
    const moved = await redeem(second.code, second.verifier, { redirect_uri: `${REDIRECT}2` });
    expect([moved.body.error, moved.body.error_codes]).toEqual(['invalid_client', [500112]]);
    await ms.control('POST', '/clock', { advance: 600_001 });
    expect((await redeem(second.code, second.verifier)).body.error_codes).toEqual([70008]);
  });

  it('explains errors the way the real endpoint does', async () => {
    const { status, body } = await token({ grant_type: 'authorization_code', code: 'nonsense' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [9002313] });
    expect(body.error_description).toMatch(
      /^AADSTS9002313: .* Trace ID: .* Correlation ID: .* Timestamp: .*Z$/,
    );
    expect(Object.keys(body)).toEqual(
      expect.arrayContaining(['timestamp', 'trace_id', 'correlation_id', 'error_uri']),
    );
    expect((await token({ grant_type: 'password' })).body.error).toBe('unsupported_grant_type');
    expect((await token({})).body.error_codes).toEqual([900144]);
    expect((await token({ grant_type: 'refresh_token' }, 'bad tenant')).body.error_codes).toEqual([90002]);
  });

  it('checks the secret of a registered app, in the body or as Basic', async () => {
    await ms.control('POST', '/clients', { clientId: CLIENT_ID, secret: 's3cret', redirectUris: [REDIRECT] });
    const { code, verifier } = await signIn();
    const wrong = await redeem(code, verifier);
    expect([wrong.status, wrong.body.error, wrong.body.error_codes]).toEqual([
      401,
      'invalid_client',
      [7000215],
    ]);
    const basic = await fetch(`${ms.base}/common/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${CLIENT_ID}:s3cret`).toString('base64')}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: REDIRECT,
        code_verifier: verifier,
      }),
    });
    expect(basic.status).toBe(200);
  });
});

describe('refresh', () => {
  const grant = () =>
    ms.control<TokenBody>('POST', '/grant', { email: AGENT, clientId: CLIENT_ID, scopes: SCOPES.split(' ') });

  it('gives a new refresh token at each use; the old one still works', async () => {
    const first = await grant();
    const second = await refresh(first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);
    expect((await refresh(first.refresh_token)).status).toBe(200);
    expect((await refresh(second.body.refresh_token)).status).toBe(200);
  });

  it('refuses a used token under strictRotation', async () => {
    await ms.control('PATCH', '/settings', { strictRotation: true });
    const first = await grant();
    const second = await refresh(first.refresh_token);
    const again = await refresh(first.refresh_token);
    expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
    expect((await refresh(second.body.refresh_token)).status).toBe(200);
  });

  it('ends with revocation, with 90 idle days, and with another app', async () => {
    const first = await grant();
    expect((await refresh(first.refresh_token, { client_id: 'other' })).body.error_codes).toEqual([700005]);
    await ms.control('POST', '/clock', { advance: 90 * 86_400_000 + 1 });
    expect((await refresh(first.refresh_token)).body.error_codes).toEqual([700082]);
    const second = await grant();
    await ms.control('POST', '/revoke', { email: AGENT });
    expect((await refresh(second.refresh_token)).body).toMatchObject({
      error: 'invalid_grant',
      error_codes: [50173],
    });
  });

  it('cannot widen what was consented to', async () => {
    const { refresh_token: one } = await grant();
    const wider = await refresh(one, { scope: 'Mail.Read offline_access' });
    expect(wider.body).toMatchObject({ error: 'invalid_grant', suberror: 'consent_required' });
    expect((await refresh(one, { scope: 'Calendars.ReadWrite' })).body.scope).toContain(
      'Calendars.ReadWrite',
    );
  });

  it('lets access tokens expire by the clock and on demand', async () => {
    const { access_token: access } = await grant();
    const me = ms.graphWith(access);
    expect((await me('GET', '/me')).status).toBe(200);
    await ms.control('POST', '/expire-tokens', { email: AGENT });
    const expired = await me<{ error: { code: string; message: string } }>('GET', '/me');
    expect([expired.status, expired.body.error.code]).toEqual([401, 'InvalidAuthenticationToken']);
    expect(expired.body.error.message).toContain('expired');
    expect(expired.headers.get('www-authenticate')).toContain('Bearer');
  });
});

it('signs out to where the app asks, or to a page', async () => {
  const logout = `${ms.base}/common/oauth2/v2.0/logout`;
  const away = await fetch(`${logout}?post_logout_redirect_uri=http://localhost:3000/`, {
    redirect: 'manual',
  });
  expect(away.headers.get('location')).toBe('http://localhost:3000/');
  expect(await (await fetch(logout)).text()).toContain('You signed out');
});
