import { ProviderError } from '../../lib/providerError';
import { EXISTING, call } from './http';
import { pullDelta } from './microsoftDelta';
import { PREFER, bodyOf, classifyGraph, ianaOf, remoteOf } from './microsoftEvent';
import type { GraphEvent } from './microsoftEvent';
import type { CalendarProvider, ProviderConfig, TokenSet } from './provider';

const WRITE_SCOPE = 'Calendars.ReadWrite';
const SCOPES = ['openid', 'email', 'offline_access', 'User.Read', 'MailboxSettings.Read', WRITE_SCOPE];
interface TokenAnswer {
  access_token: string;
  refresh_token?: string;
  expires_in: number;
  scope?: string;
}

/** Microsoft Graph v1.0 calendar and the Microsoft identity platform. `baseUrl` stands for both hosts when given. */
export function microsoftProvider(
  config: ProviderConfig,
  tenant: string,
  baseUrl?: string,
): CalendarProvider {
  const login = `${baseUrl ?? 'https://login.microsoftonline.com'}/${tenant}/oauth2/v2.0`;
  const graph = `${baseUrl ?? 'https://graph.microsoft.com'}/v1.0/me`;
  const credentials = { client_id: config.clientId, client_secret: config.clientSecret };

  const token = async (form: Record<string, string>): Promise<TokenSet> =>
    tokensOf(
      await call<TokenAnswer>({
        method: 'POST',
        url: `${login}/token`,
        form: { ...form, ...credentials, scope: SCOPES.join(' ') },
      }),
    );
  const api = <T>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    accessToken: string,
    json?: unknown,
    etag?: string | null,
  ) =>
    call<T>(
      {
        method,
        url: `${graph}${path}`,
        accessToken,
        json,
        headers: { prefer: PREFER, 'if-match': etag ?? undefined },
      },
      classifyGraph,
    );
  const eventPath = (id: string) => `/events/${encodeURIComponent(id)}`;

  return {
    authorizeUrl({ state, codeChallenge, loginHint }) {
      const params = new URLSearchParams({
        client_id: config.clientId,
        redirect_uri: config.redirectUri,
        response_type: 'code',
        response_mode: 'query',
        scope: SCOPES.join(' '),
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
        prompt: 'select_account',
        ...(loginHint && { login_hint: loginHint }),
      });
      return `${login}/authorize?${params.toString()}`;
    },
    exchangeCode: (code, verifier) =>
      token({
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
        redirect_uri: config.redirectUri,
      }),
    refresh: (refreshToken) => token({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    // The identity platform has no revocation endpoint; forgetting the tokens is what an app can do.
    revoke: () => Promise.resolve(),
    missingScopes: (granted) => (granted.some((scope) => scope.endsWith(WRITE_SCOPE)) ? [] : [WRITE_SCOPE]),
    async identity(accessToken) {
      const who = await api<{ id: string; mail?: string | null; userPrincipalName: string }>(
        'GET',
        '',
        accessToken,
      );
      const settings = await api<{ timeZone?: string }>('GET', '/mailboxSettings', accessToken).catch(() => ({
        timeZone: undefined,
      }));
      return {
        providerUserId: who.id,
        email: (who.mail ?? who.userPrincipalName).toLowerCase(),
        timezone: ianaOf(settings.timeZone),
      };
    },
    pull: (accessToken, request) => pullDelta(graph, accessToken, request),
    async get(accessToken, id) {
      const event = await api<GraphEvent>('GET', eventPath(id), accessToken).catch(missing);
      return event ? remoteOf(event) : null;
    },
    async create(accessToken, id, draft, { conference }) {
      const json = { ...bodyOf(draft), transactionId: id, ...(conference && { isOnlineMeeting: true }) };
      // A repeat is answered with the event, or with a refusal that names it.
      const made = await api<GraphEvent>('POST', '/events', accessToken, json).catch((error: unknown) => {
        const existing = existingId(error);
        if (!existing) throw error;
        return api<GraphEvent>('GET', eventPath(existing), accessToken);
      });
      return remoteOf(made);
    },
    update: async (accessToken, id, etag, change) =>
      remoteOf(await api<GraphEvent>('PATCH', eventPath(id), accessToken, bodyOf(change), etag)),
    async remove(accessToken, id, etag) {
      await api('DELETE', eventPath(id), accessToken, undefined, etag).catch(missing);
    },
  };
}

const tokensOf = (answer: TokenAnswer): TokenSet => ({
  accessToken: answer.access_token,
  // Rotated at every use: the new one must be stored.
  refreshToken: answer.refresh_token ?? null,
  expiresAt: new Date(Date.now() + answer.expires_in * 1000),
  scopes: answer.scope?.split(' ') ?? [],
});

const existingId = (error: unknown): string | undefined =>
  error instanceof ProviderError && error.status === 409
    ? error.reasons.find(({ field }) => field === EXISTING)?.message
    : undefined;

function missing(error: unknown): undefined {
  if (error instanceof ProviderError && (error.status === 404 || error.status === 410)) return undefined;
  throw error;
}
