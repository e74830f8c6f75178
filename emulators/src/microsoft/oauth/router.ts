import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import type { EmulatorContext } from '../../core/context';
import { consentPage, formPost, signedOut, signInError } from '../pages/consent';
import { sendPage } from '../pages/html';
import { DEMO_ACCOUNTS, ensureAccount, type MicrosoftState } from '../state';
import { readAuthorize, RedirectError, type AuthorizeRequest } from './authorize';
import { isTenant } from './clients';
import { errorBody, malformed, OAuthError, unknownTenant } from './errors';
import { issueCode, issuerOf } from './grants';
import { keySet } from './idToken';
import { tokenAnswer, type TokenForm } from './token';

type Context = EmulatorContext<MicrosoftState>;
type Back = Pick<AuthorizeRequest, 'redirectUri' | 'responseMode' | 'state'>;

const EMAIL = /^[^\s@<>"']+@[^\s@<>"']+$/;

/** The first value of each parameter; repeated parameters are a mistake the real service also forgives. */
function strings(values: unknown): Record<string, string | undefined> {
  const entries = Object.entries((values ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function returnTo(
  res: Response,
  { redirectUri, responseMode, state }: Back,
  fields: Record<string, string>,
): void {
  const all = { ...fields, ...(state === undefined ? {} : { state }) };
  if (responseMode === 'form_post') {
    sendPage(res, 200, 'Signing in', formPost(redirectUri, all));
    return;
  }
  const target = new URL(redirectUri);
  if (responseMode === 'fragment') target.hash = new URLSearchParams(all).toString();
  else for (const [name, value] of Object.entries(all)) target.searchParams.set(name, value);
  res.redirect(302, target.toString());
}

function errorFields(error: OAuthError, now: Date): Record<string, string> {
  const { error_description: description, error_uri: uri } = errorBody(error, now);
  return { error: error.error, error_description: description, error_uri: uri };
}

const declined = () =>
  new OAuthError(400, 'access_denied', 65004, 'User declined to consent to access the app.');

/** Demo people first, then whoever was typed in before. */
function accountsToOffer(ctx: Context) {
  const demo = DEMO_ACCOUNTS.map(({ email }) => email);
  return Object.values(ctx.state.value.accounts)
    .sort((a, b) => Number(demo.includes(b.email)) - Number(demo.includes(a.email)))
    .slice(0, 6);
}

function decide(ctx: Context, req: Request, res: Response): void {
  const request = readAuthorize(ctx, String(req.params.tenant), strings(req.query));
  const { decision, account, email } = strings(req.body);
  if (decision === 'cancel') {
    returnTo(res, request, { ...errorFields(declined(), ctx.clock.now()), error_subcode: 'cancel' });
    return;
  }
  const typed = email?.trim().toLowerCase() ?? '';
  // Who typed an address means it, even with a demo account still ticked; the prefilled hint is not typed.
  const address = typed && typed !== request.loginHint?.toLowerCase() ? typed : account || typed;
  if (decision !== 'accept' || !EMAIL.test(address)) {
    const page = consentPage(request, accountsToOffer(ctx), 'Choose an account or enter its e-mail address.');
    sendPage(res, 400, 'Permissions requested', page);
    return;
  }
  ensureAccount(ctx.state.value, { email: address });
  const { clientId, redirectUri, scopes, challenge, challengeMethod, nonce } = request;
  const code = issueCode(ctx, {
    email: address,
    clientId,
    redirectUri,
    scopes,
    challenge,
    challengeMethod,
    nonce,
  });
  returnTo(res, request, { code });
}

/** Authorization: Basic of client id and secret, as RFC 6749 allows beside the body. */
function basicClient(req: Request): TokenForm {
  const encoded = /^Basic\s+(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (!encoded) return {};
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const at = text.indexOf(':');
  try {
    return {
      client_id: decodeURIComponent(text.slice(0, at)),
      client_secret: decodeURIComponent(text.slice(at + 1)),
    };
  } catch {
    throw malformed();
  }
}

function openidConfiguration(ctx: Context, tenant: string) {
  const base = `${ctx.baseUrl()}/${tenant}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer:
      tenant === 'common' || tenant === 'organizations' ? issuerOf(ctx, '{tenantid}') : issuerOf(ctx, tenant),
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'nonce',
      'preferred_username',
      'name',
      'tid',
      'oid',
      'email',
    ],
  };
}

/** Errors of the token endpoint are JSON; those of the authorize endpoint a page, or a redirect when that is safe. */
const onError =
  (ctx: Context): ErrorRequestHandler =>
  (error: unknown, req, res, next) => {
    if (error instanceof RedirectError) {
      returnTo(res, error.request, errorFields(error.error, ctx.clock.now()));
      return;
    }
    const badBody = error instanceof Error && 'status' in error && !(error instanceof OAuthError);
    const known = error instanceof OAuthError ? error : badBody ? malformed() : null;
    if (!known || res.headersSent) {
      next(error);
      return;
    }
    if (req.path.endsWith('/authorize')) sendPage(res, known.status, 'Sign in', signInError(known));
    else res.status(known.status).set('cache-control', 'no-store').json(errorBody(known, ctx.clock.now()));
  };

/** login.microsoftonline.com: authorize, token, keys, metadata, logout, for every kind of tenant. */
export function oauthRouter(ctx: Context): Router {
  const router = express.Router();
  const form = express.urlencoded({ extended: false, limit: '64kb' });
  router.param('tenant', (_req, _res, next, tenant: string) => {
    if (isTenant(tenant)) next();
    else next(unknownTenant(tenant));
  });
  router.get('/:tenant/oauth2/v2.0/authorize', (req, res) => {
    const request = readAuthorize(ctx, req.params.tenant, strings(req.query));
    sendPage(res, 200, 'Permissions requested', consentPage(request, accountsToOffer(ctx)));
  });
  router.post('/:tenant/oauth2/v2.0/authorize', form, (req, res) => decide(ctx, req, res));
  router.post('/:tenant/oauth2/v2.0/token', form, (req, res) => {
    const answer = tokenAnswer(ctx, req.params.tenant, { ...basicClient(req), ...strings(req.body) });
    res.set({ 'cache-control': 'no-store', pragma: 'no-cache' }).json(answer);
  });
  router.get('/:tenant/discovery/v2.0/keys', (req, res) => {
    res.json(keySet(ctx.state.value, issuerOf(ctx, req.params.tenant)));
    ctx.state.save();
  });
  router.get('/:tenant/v2.0/.well-known/openid-configuration', (req, res) => {
    res.json(openidConfiguration(ctx, req.params.tenant));
  });
  router.get('/:tenant/oauth2/v2.0/logout', (req, res) => {
    const target = strings(req.query).post_logout_redirect_uri;
    if (target && URL.canParse(target) && /^https?:/.test(target)) res.redirect(302, target);
    else sendPage(res, 200, 'Signed out', signedOut);
  });
  router.use(onError(ctx));
  return router;
}
