import { OAuth2Client, CodeChallengeMethod } from 'google-auth-library';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AGENT,
  CALENDAR_SCOPE,
  CLIENT_ID,
  MANAGER,
  refusal,
  startGoogle,
  type GoogleHarness,
} from '../testing/harness';

const REDIRECT = 'http://localhost:4999/api/integrations/google/callback';
const EVENTS_SCOPE = 'https://www.googleapis.com/auth/calendar.events';

let google: GoogleHarness;
beforeAll(async () => {
  google = await startGoogle();
});
afterAll(() => google.close());

function officialClient(overrides: { clientId?: string; clientSecret?: string } = {}): OAuth2Client {
  const { base } = google;
  return new OAuth2Client({
    clientId: CLIENT_ID,
    clientSecret: 'secret',
    redirectUri: REDIRECT,
    endpoints: {
      oauth2AuthBaseUrl: `${base}/o/oauth2/v2/auth`,
      oauth2TokenUrl: `${base}/token`,
      oauth2RevokeUrl: `${base}/revoke`,
      tokenInfoUrl: `${base}/tokeninfo`,
      oauth2FederatedSignonPemCertsUrl: `${base}/oauth2/v1/certs`,
    },
    ...overrides,
  });
}

interface Decision {
  decision: 'allow' | 'deny';
  account?: string;
  email?: string;
  scopes?: string[];
}

/** Submits the consent form as a browser would; returns where it sends the user. */
async function decide(
  authUrl: string,
  { decision, account = '', email = '', scopes = [] }: Decision,
): Promise<URL> {
  const body = new URLSearchParams({ decision, account, email });
  for (const scope of scopes) body.append('scope', scope);
  const response = await fetch(authUrl, { method: 'POST', body, redirect: 'manual' });
  expect(response.status).toBe(302);
  return new URL(response.headers.get('location') ?? '');
}

async function tokenCall(params: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(`${google.base}/token`, {
    method: 'POST',
    body: new URLSearchParams(params),
    headers,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function connect(client: OAuth2Client, options: Record<string, unknown> = {}, email = AGENT) {
  const url = client.generateAuthUrl({ access_type: 'offline', scope: [CALENDAR_SCOPE], ...options });
  const target = await decide(url, {
    decision: 'allow',
    account: email,
    scopes: [CALENDAR_SCOPE, EVENTS_SCOPE],
  });
  return target.searchParams.get('code') ?? '';
}

describe('the whole round with google-auth-library', () => {
  it('connects with PKCE, names the user, calls, refreshes and revokes', async () => {
    const client = officialClient();
    const { codeVerifier, codeChallenge } = await client.generateCodeVerifierAsync();
    const url = client.generateAuthUrl({
      access_type: 'offline',
      prompt: 'consent',
      scope: ['openid', 'email', 'profile', CALENDAR_SCOPE],
      state: 'state-1',
      code_challenge: codeChallenge ?? '',
      code_challenge_method: CodeChallengeMethod.S256,
    });
    const target = await decide(url, { decision: 'allow', account: AGENT, scopes: [CALENDAR_SCOPE] });
    expect(target.href.startsWith(REDIRECT)).toBe(true);
    expect(target.searchParams.get('state')).toBe('state-1');
    expect(target.searchParams.get('scope')).toContain(CALENDAR_SCOPE);

    const { tokens } = await client.getToken({ code: target.searchParams.get('code') ?? '', codeVerifier });
    expect(tokens).toMatchObject({ token_type: 'Bearer' });
    expect(tokens.refresh_token).toBeTruthy();
    const secondsLeft = ((tokens.expiry_date ?? 0) - Date.now()) / 1000;
    expect(secondsLeft).toBeGreaterThan(3500);
    expect(secondsLeft).toBeLessThanOrEqual(3599);

    const ticket = await client.verifyIdToken({ idToken: tokens.id_token ?? '', audience: CLIENT_ID });
    expect(ticket.getPayload()).toMatchObject({ email: AGENT, email_verified: true, name: 'Dana Whitfield' });

    client.setCredentials(tokens);
    const info = await client.request<{ sub: string; email: string }>({
      url: `${google.base}/oauth2/v3/userinfo`,
    });
    expect(info.data).toMatchObject({ sub: ticket.getUserId(), email: AGENT });
    expect((await client.getTokenInfo(tokens.access_token ?? '')).scopes).toContain(CALENDAR_SCOPE);

    const refreshed = await client.refreshAccessToken();
    expect(refreshed.credentials.access_token).not.toBe(tokens.access_token);
    expect(refreshed.credentials.refresh_token).toBe(tokens.refresh_token);

    await client.revokeToken(tokens.refresh_token ?? '');
    const after = await tokenCall({
      grant_type: 'refresh_token',
      client_id: CLIENT_ID,
      client_secret: 'secret',
      refresh_token: tokens.refresh_token ?? '',
    });
    expect(after).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
    });
    const api = google.clientWithToken(refreshed.credentials.access_token ?? '');
    expect((await refusal(api.calendarList.list())).reason).toBe('authError');
  });

  it('describes itself at the discovery address', async () => {
    const response = await fetch(`${google.base}/.well-known/openid-configuration`);
    expect(await response.json()).toMatchObject({
      issuer: 'https://accounts.google.com',
      token_endpoint: `${google.base}/token`,
      jwks_uri: `${google.base}/oauth2/v3/certs`,
    });
  });
});

describe('the consent screen', () => {
  const url = (more: Record<string, string> = {}) =>
    `${google.base}/o/oauth2/v2/auth?${new URLSearchParams({
      client_id: CLIENT_ID,
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: `openid email ${CALENDAR_SCOPE} ${EVENTS_SCOPE}`,
      state: 's',
      ...more,
    }).toString()}`;

  it('shows the accounts and one box per scope, and no outside asset', async () => {
    const html = await (await fetch(url())).text();
    expect(html).toContain('Dana Whitfield');
    expect(html).toContain(MANAGER);
    expect(html.match(/type="checkbox" name="scope"/g)).toHaveLength(2);
    expect(html).not.toMatch(/(src|href)="https?:/);
  });

  it('escapes what the request says', async () => {
    const html = await (await fetch(url({ login_hint: '"><script>alert(1)</script>' }))).text();
    expect(html).not.toContain('<script>');
  });

  it('grants only what was ticked', async () => {
    const target = await decide(url(), { decision: 'allow', account: AGENT, scopes: [EVENTS_SCOPE] });
    const granted = (target.searchParams.get('scope') ?? '').split(' ');
    expect(granted).toContain(EVENTS_SCOPE);
    expect(granted).not.toContain(CALENDAR_SCOPE);
    const { body } = await tokenCall({
      grant_type: 'authorization_code',
      code: target.searchParams.get('code') ?? '',
      client_id: CLIENT_ID,
      client_secret: 'secret',
      redirect_uri: REDIRECT,
    });
    const api = google.clientWithToken(String(body.access_token));
    expect((await api.events.list({ calendarId: 'primary' })).status).toBe(200);
    const refused = await refusal(api.calendarList.list());
    expect(refused).toMatchObject({ status: 403, reason: 'insufficientPermissions' });
  });

  it('says access_denied when the user does', async () => {
    const target = await decide(url(), { decision: 'deny' });
    expect(Object.fromEntries(target.searchParams)).toEqual({ error: 'access_denied', state: 's' });
  });

  it('makes an account of any typed address, but refuses what is none', async () => {
    await decide(url(), { decision: 'allow', email: 'New.Broker@gmail.example', scopes: [EVENTS_SCOPE] });
    const accounts = await google.control<{ email: string; name: string }[]>('GET', '/accounts');
    expect(accounts).toContainEqual(
      expect.objectContaining({ email: 'new.broker@gmail.example', name: 'New Broker' }),
    );
    const body = new URLSearchParams({ decision: 'allow', email: 'nobody' });
    expect((await fetch(url(), { method: 'POST', body, redirect: 'manual' })).status).toBe(400);
  });

  it.each([
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ redirect_uri: '' }, 'invalid_request'],
    [{ scope: '' }, 'invalid_request'],
    [{ code_challenge: 'short', code_challenge_method: 'S256' }, 'invalid_request'],
  ])('shows an error page for %j instead of redirecting', async (more, error) => {
    const response = await fetch(url(more), { redirect: 'manual' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(error);
  });

  it('cannot be passed silently', async () => {
    const response = await fetch(url({ prompt: 'none' }), { redirect: 'manual' });
    expect(response.headers.get('location')).toContain('error=interaction_required');
  });
});

describe('the token endpoint', () => {
  const exchange = (code: string, more: Record<string, string> = {}) =>
    tokenCall({
      grant_type: 'authorization_code',
      code,
      client_id: CLIENT_ID,
      client_secret: 'secret',
      redirect_uri: REDIRECT,
      ...more,
    });

  it('takes a code once', async () => {
    const code = await connect(officialClient());
    expect((await exchange(code)).status).toBe(200);
    expect(await exchange(code)).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Bad Request' },
    });
  });

  it('wants the very same redirect_uri', async () => {
    const code = await connect(officialClient());
    const { status, body } = await exchange(code, { redirect_uri: `${REDIRECT}/` });
    expect([status, body.error]).toEqual([400, 'redirect_uri_mismatch']);
  });

  it.each([
    ['', 'Missing code verifier.'],
    ['x'.repeat(43), 'Invalid code verifier.'],
  ])('checks the PKCE verifier "%s"', async (verifier, description) => {
    const { codeChallenge } = await officialClient().generateCodeVerifierAsync();
    const pkce = { code_challenge: codeChallenge, code_challenge_method: CodeChallengeMethod.S256 };
    const { body } = await exchange(
      await connect(officialClient(), pkce),
      verifier ? { code_verifier: verifier } : {},
    );
    expect(body).toEqual({ error: 'invalid_grant', error_description: description });
  });

  it('gives a refresh token on the first offline consent and with prompt=consent only', async () => {
    const email = 'first.consent@gmail.example';
    const client = officialClient();
    const refreshOf = async (options: Record<string, unknown>) =>
      (await exchange(await connect(client, options, email))).body.refresh_token;
    expect(await refreshOf({ access_type: 'online' })).toBeUndefined();
    await google.control('POST', '/revoke', { email });
    expect(await refreshOf({})).toBeTruthy();
    expect(await refreshOf({})).toBeUndefined();
    expect(await refreshOf({ prompt: 'consent' })).toBeTruthy();
  });

  it('answers other mistakes as Google does', async () => {
    const asked = async (params: Record<string, string>) => {
      const { status, body } = await tokenCall(params);
      return [status, body.error];
    };
    const client = { client_id: CLIENT_ID, client_secret: 'secret' };
    expect(await asked({ ...client, grant_type: 'password' })).toEqual([400, 'unsupported_grant_type']);
    expect(await asked(client)).toEqual([400, 'invalid_request']);
    expect(await asked({ grant_type: 'refresh_token', refresh_token: 'x' })).toEqual([
      400,
      'invalid_request',
    ]);
    expect(await asked({ ...client, grant_type: 'refresh_token', refresh_token: 'x' })).toEqual([
      400,
      'invalid_grant',
    ]);
    expect(await asked({ ...client, grant_type: 'authorization_code', code: 'x' })).toEqual([
      400,
      'invalid_grant',
    ]);
  });

  it('ends access tokens after 3599 seconds, or at once when told', async () => {
    const { access_token } = await google.grant(AGENT);
    const api = google.clientWithToken(access_token);
    await api.calendarList.list();
    await google.control('POST', '/clock', { advance: 3_599_000 });
    expect(await refusal(api.calendarList.list())).toMatchObject({ status: 401, reason: 'authError' });
    await google.control('POST', '/clock', { set: null });
    await api.calendarList.list();
    await google.control('POST', '/expire-tokens', { email: AGENT });
    expect((await refusal(api.calendarList.list())).status).toBe(401);
  });
});

describe('registered clients', () => {
  let strict: GoogleHarness;
  beforeAll(async () => {
    strict = await startGoogle();
    await strict.control('POST', '/clients', {
      clientId: 'known',
      clientSecret: 's3',
      redirectUris: [REDIRECT],
    });
  });
  afterAll(() => strict.close());

  const token = (params: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${strict.base}/token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'x', ...params }),
    });

  it('are checked exactly, in the body or as Basic', async () => {
    expect((await token({ client_id: 'other', client_secret: 's3' })).status).toBe(401);
    const wrong = await token({ client_id: 'known', client_secret: 'bad' });
    expect(await wrong.json()).toEqual({ error: 'invalid_client', error_description: 'Unauthorized' });
    const basic = Buffer.from('known:s3').toString('base64');
    const passed = await token({}, { Authorization: `Basic ${basic}` });
    expect(await passed.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('may redirect only where they said', async () => {
    const query = {
      client_id: 'known',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'http://elsewhere.example/',
    };
    const response = await fetch(`${strict.base}/o/oauth2/v2/auth?${new URLSearchParams(query).toString()}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('redirect_uri_mismatch');
  });
});
