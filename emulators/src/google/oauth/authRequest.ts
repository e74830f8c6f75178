import type { Request } from 'express';
import { text } from '../listParams';
import type { AuthCode, GoogleState } from '../types';

/** A checked request to /o/oauth2/v2/auth. */
export interface AuthRequest {
  clientId: string;
  redirectUri: string;
  scopes: string[];
  state?: string | undefined;
  nonce?: string | undefined;
  loginHint?: string | undefined;
  prompt: string[];
  offline: boolean;
  includeGranted: boolean;
  challenge?: AuthCode['challenge'];
}

/** Google shows these on its own page, it never redirects: the redirect address cannot be trusted yet. */
export interface AuthProblem {
  status: number;
  error: string;
  description: string;
}

const problem = (error: string, description: string, status = 400): AuthProblem => ({
  status,
  error,
  description,
});

function clientProblem(state: GoogleState, clientId: string, redirectUri: string): AuthProblem | undefined {
  const registered = Object.keys(state.clients).length > 0;
  const client = state.clients[clientId];
  if (registered && !client) return problem('invalid_client', 'The OAuth client was not found.', 401);
  if (client && !client.redirectUris.includes(redirectUri)) {
    return problem(
      'redirect_uri_mismatch',
      `The redirect URI in the request, ${redirectUri}, is not registered.`,
    );
  }
  if (!URL.canParse(redirectUri)) return problem('invalid_request', 'Invalid redirect_uri.');
  return undefined;
}

function challengeOf(req: Request): AuthCode['challenge'] | AuthProblem {
  const value = text(req.query, 'code_challenge');
  if (!value) return undefined;
  const method = text(req.query, 'code_challenge_method') ?? 'plain';
  if (method !== 'S256' && method !== 'plain') {
    return problem('invalid_request', `Invalid code_challenge_method: ${method}`);
  }
  if (!/^[A-Za-z0-9\-._~]{43,128}$/.test(value)) return problem('invalid_request', 'Invalid code_challenge.');
  return { method, value };
}

/** Reads and checks the query. What is wrong comes back as a problem to show, as Google's "Access blocked" page. */
export function parseAuthRequest(state: GoogleState, req: Request): AuthRequest | AuthProblem {
  const get = (name: string) => text(req.query, name);
  const [clientId, redirectUri, scope] = [get('client_id'), get('redirect_uri'), get('scope')];
  if (!clientId) return problem('invalid_request', 'Missing required parameter: client_id');
  if (!redirectUri) return problem('invalid_request', 'Missing required parameter: redirect_uri');
  if (get('response_type') !== 'code') {
    return problem('unsupported_response_type', `Invalid response_type: ${get('response_type') ?? ''}`);
  }
  const refused = clientProblem(state, clientId, redirectUri);
  if (refused) return refused;
  const scopes = [...new Set((scope ?? '').split(/\s+/).filter(Boolean))];
  if (!scopes.length) return problem('invalid_request', 'Missing required parameter: scope');
  const challenge = challengeOf(req);
  if (challenge && 'error' in challenge) return challenge;
  return {
    clientId,
    redirectUri,
    scopes,
    challenge,
    state: get('state'),
    nonce: get('nonce'),
    loginHint: get('login_hint'),
    prompt: (get('prompt') ?? '').split(/\s+/).filter(Boolean),
    offline: get('access_type') === 'offline',
    includeGranted: get('include_granted_scopes') === 'true',
  };
}

/** The redirect back to the app; undefined values are left out. */
export function redirectTo(request: AuthRequest, params: Record<string, string | undefined>): string {
  const url = new URL(request.redirectUri);
  for (const [name, value] of Object.entries({ state: request.state, ...params })) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url.href;
}
