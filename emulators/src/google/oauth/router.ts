import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import { bearerOf, findToken } from '../access';
import { isRecord, type Body } from '../fieldsInput';
import { text } from '../listParams';
import { ensureAccount } from '../state';
import { parseAuthRequest, redirectTo, type AuthRequest } from './authRequest';
import { consentPage, problemPage } from './consentPage';
import { giveConsent, revokeGrant, SIGN_IN_SCOPES } from './grants';
import { claimsOf, ISSUER, jwks, pemKeys } from './identity';
import { exchangeToken, OAuthError } from './tokenEndpoint';
import type { GoogleContext } from '../types';

const AUTH = '/o/oauth2/v2/auth';
const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+$/;

const bodyOf = (req: Request): Body => {
  const body: unknown = req.body;
  return isRecord(body) ? body : {};
};

const many = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');

/** The account that was typed, or else the one that was picked. */
function chosenEmail(body: Body): string | undefined {
  const [typed = '', picked = ''] = [many(body.email)[0], many(body.account)[0]];
  const email = (typed.trim() || picked).toLowerCase();
  return EMAIL.test(email) ? email : undefined;
}

function decide(ctx: GoogleContext, request: AuthRequest, body: Body): string | undefined {
  if (body.decision !== 'allow') return redirectTo(request, { error: 'access_denied' });
  const email = chosenEmail(body);
  if (!email) return undefined;
  ensureAccount(ctx.state.value, { email });
  const ticked = new Set(many(body.scope));
  const granted = request.scopes.filter((scope) => SIGN_IN_SCOPES.has(scope) || ticked.has(scope));
  if (!granted.length) return redirectTo(request, { error: 'access_denied' });
  const { code, scopes } = giveConsent(ctx, request, email, granted);
  return redirectTo(request, { code, scope: scopes.join(' '), authuser: '0', prompt: 'consent' });
}

function consentRoutes(ctx: GoogleContext): Router {
  const router = express.Router();
  const checked = (req: Request, res: Response): AuthRequest | undefined => {
    const request = parseAuthRequest(ctx.state.value, req);
    if (!('error' in request)) return request;
    res.status(request.status).type('html').send(problemPage(request));
    return undefined;
  };
  const show = (res: Response, request: AuthRequest, status: number, note?: string) => {
    const accounts = Object.values(ctx.state.value.accounts);
    res.status(status).type('html').send(consentPage({ request, accounts, note }));
  };

  router.get(AUTH, (req, res) => {
    const request = checked(req, res);
    if (!request) return;
    if (request.prompt.includes('none'))
      res.redirect(302, redirectTo(request, { error: 'interaction_required' }));
    else show(res, request, 200);
  });
  router.post(AUTH, express.urlencoded({ extended: false }), (req, res) => {
    const request = checked(req, res);
    if (!request) return;
    const target = decide(ctx, request, bodyOf(req));
    if (target) res.redirect(302, target);
    else show(res, request, 400, 'Enter a valid e-mail address.');
  });
  return router;
}

function revoke(ctx: GoogleContext, req: Request): void {
  const token = text(req.query, 'token') ?? many(bodyOf(req).token)[0];
  if (!token) throw new OAuthError(400, 'invalid_request', 'Missing required parameter: token');
  const { accessTokens, refreshTokens } = ctx.state.value;
  const refreshToken = refreshTokens[token];
  const grant = accessTokens[token] ?? (refreshToken?.revoked ? undefined : refreshToken);
  if (!grant) throw new OAuthError(400, 'invalid_token', 'Token expired or revoked');
  revokeGrant(ctx, grant.email, grant.clientId);
}

function tokenInfo(ctx: GoogleContext, req: Request) {
  const caller = findToken(ctx, bearerOf(req) ?? many(bodyOf(req).access_token)[0] ?? '');
  if (!caller) throw new OAuthError(400, 'invalid_token', 'Invalid Value');
  const { token, account } = caller;
  const secondsLeft = Math.floor((token.expiresAt - ctx.clock.epochMs()) / 1000);
  return {
    azp: token.clientId,
    aud: token.clientId,
    scope: token.scopes.join(' '),
    exp: String(Math.floor(token.expiresAt / 1000)),
    expires_in: String(secondsLeft),
    access_type: 'offline',
    ...claimsOf(account, token.scopes),
  };
}

function discovery(base: string) {
  return {
    issuer: ISSUER,
    authorization_endpoint: `${base}${AUTH}`,
    token_endpoint: `${base}/token`,
    userinfo_endpoint: `${base}/v1/userinfo`,
    revocation_endpoint: `${base}/revoke`,
    jwks_uri: `${base}/oauth2/v3/certs`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    code_challenge_methods_supported: ['plain', 'S256'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
  };
}

function userInfo(ctx: GoogleContext, req: Request, res: Response): void {
  const caller = findToken(ctx, bearerOf(req) ?? '');
  if (caller) {
    res.json(claimsOf(caller.account, caller.token.scopes));
    return;
  }
  const error_description = 'Invalid Credentials';
  res
    .status(401)
    .set('WWW-Authenticate', 'Bearer error="invalid_token"')
    .json({ error: 'invalid_request', error_description });
}

const oauthErrorHandler: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (!(error instanceof OAuthError)) return next(error);
  return res.status(error.status).json({ error: error.code, error_description: error.message });
};

/** accounts.google.com, oauth2.googleapis.com and openidconnect.googleapis.com under one base. */
export function oauthRouter(ctx: GoogleContext): Router {
  const router = express.Router();
  const form: RequestHandler[] = [express.urlencoded({ extended: false }), express.json()];
  router.use(consentRoutes(ctx));
  router.post('/token', ...form, (req, res) => {
    res.set('Cache-Control', 'no-store').json(exchangeToken(ctx, req));
  });
  router.post('/revoke', ...form, (req, res) => {
    revoke(ctx, req);
    res.json({});
  });
  router.all('/tokeninfo', ...form, (req, res) => res.json(tokenInfo(ctx, req)));
  router.get(['/oauth2/v3/userinfo', '/v1/userinfo'], (req, res) => userInfo(ctx, req, res));
  router.get('/oauth2/v1/certs', (_req, res) => res.json(pemKeys(ctx)));
  router.get('/oauth2/v3/certs', (_req, res) => res.json(jwks(ctx)));
  router.get('/.well-known/openid-configuration', (_req, res) => res.json(discovery(ctx.baseUrl())));
  router.use(oauthErrorHandler);
  return router;
}
