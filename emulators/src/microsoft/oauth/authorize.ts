import type { EmulatorContext } from '../../core/context';
import type { MicrosoftState } from '../state';
import { checkRedirect, findClient } from './clients';
import { missing, OAuthError } from './errors';
import { parseScopes } from './scopes';

export type AuthorizeQuery = Record<string, string | undefined>;

/** A sign-in request that may be shown to the user. */
export interface AuthorizeRequest {
  tenant: string;
  clientId: string;
  redirectUri: string;
  responseMode: 'query' | 'fragment' | 'form_post';
  state: string | undefined;
  scopes: string[];
  challenge: string | null;
  challengeMethod: 'S256' | 'plain';
  nonce: string | null;
  prompt: string | undefined;
  loginHint: string | undefined;
}

/** A mistake that goes back to the app through the redirect, because client and redirect URI are sound. */
export class RedirectError extends Error {
  readonly error: OAuthError;
  readonly request: Pick<AuthorizeRequest, 'redirectUri' | 'responseMode' | 'state'>;

  constructor(error: OAuthError, request: Pick<AuthorizeRequest, 'redirectUri' | 'responseMode' | 'state'>) {
    super(error.message);
    this.error = error;
    this.request = request;
  }
}

const MODES = ['query', 'fragment', 'form_post'] as const;

function readMode(query: AuthorizeQuery): AuthorizeRequest['responseMode'] {
  const mode = query.response_mode ?? 'query';
  const known = MODES.find((one) => one === mode);
  if (!known)
    throw new OAuthError(
      400,
      'invalid_request',
      70007,
      `'${mode}' is not a supported value of 'response_mode' when requesting a code.`,
    );
  return known;
}

function readChallenge(query: AuthorizeQuery): Pick<AuthorizeRequest, 'challenge' | 'challengeMethod'> {
  const { code_challenge: challenge, code_challenge_method: method = 'plain' } = query;
  if (method !== 'S256' && method !== 'plain') {
    throw new OAuthError(
      400,
      'invalid_request',
      501461,
      `The code_challenge_method '${method}' is not supported.`,
    );
  }
  if (challenge !== undefined && !/^[A-Za-z0-9._~-]{43,128}$/.test(challenge)) {
    throw new OAuthError(
      400,
      'invalid_request',
      501491,
      'The size of the Code_Challenge parameter is invalid. It must be between 43 and 128 characters.',
    );
  }
  return { challenge: challenge ?? null, challengeMethod: method };
}

/**
 * Reads GET authorize. Throws OAuthError when the app or its redirect URI is wrong (shown to the user, never
 * redirected), RedirectError for anything else.
 */
export function readAuthorize(
  ctx: EmulatorContext<MicrosoftState>,
  tenant: string,
  query: AuthorizeQuery,
): AuthorizeRequest {
  const { client_id: clientId, redirect_uri: redirectUri, state } = query;
  if (!clientId) throw missing('client_id');
  if (!redirectUri) throw missing('redirect_uri');
  checkRedirect(findClient(ctx.state.value, clientId, tenant), redirectUri, clientId);
  const responseMode = readMode(query);
  try {
    if (query.response_type !== 'code') {
      throw query.response_type === undefined
        ? missing('response_type')
        : new OAuthError(
            400,
            'unsupported_response_type',
            700054,
            `response_type '${query.response_type}' is not enabled for the application.`,
          );
    }
    const scopes = parseScopes(query.scope ?? '');
    if (scopes.length === 0) throw missing('scope');
    if (query.prompt === 'none') {
      throw new OAuthError(
        400,
        'login_required',
        50058,
        'A silent sign-in request was sent but no user is signed in.',
      );
    }
    const { nonce, prompt, login_hint: loginHint } = query;
    const base = { tenant, clientId, redirectUri, responseMode, state, scopes, prompt, loginHint };
    return { ...base, ...readChallenge(query), nonce: nonce ?? null };
  } catch (error) {
    if (error instanceof OAuthError) throw new RedirectError(error, { redirectUri, responseMode, state });
    throw error;
  }
}
