import type { Request, Response } from 'express';
import {
  authConfig,
  loginInput,
  me as meContract,
  passwordChange,
  profilePatch,
  session,
} from '@besahubs/contracts/auth';
import { env } from '../config/env';
import { flags } from '../config/flags';
import { presentMe } from '../presenters/me';
import { changePassword, me, updateProfile } from '../services/auth/profile';
import { login, logout, refresh } from '../services/auth/sessions';
import type { SignedIn } from '../services/auth/sessions';
import { REFRESH_TTL_DAYS } from '../services/auth/tokens';
import { turnstileBase } from '../services/captcha';
import { AppError } from '../lib/errors';
import { route } from './route';

const COOKIE = 'besahubs_refresh';
const cookieOptions = () => ({
  httpOnly: true,
  sameSite: 'strict' as const,
  secure: env().APP_BASE_URL.startsWith('https:'),
  path: '/api/auth',
});

/** The access token goes into the answer, the refresh token into a cookie that scripts cannot read. */
export function signIn(res: Response, signedIn: SignedIn) {
  res.cookie(COOKIE, signedIn.refreshToken, { ...cookieOptions(), maxAge: REFRESH_TTL_DAYS * 86_400_000 });
  return { accessToken: signedIn.accessToken, user: presentMe(signedIn.user, flags()) };
}

const refreshCookie = (req: Request): string | undefined =>
  (req.cookies as Record<string, string | undefined>)[COOKIE];

export const authRoutes = [
  route(
    'get',
    '/auth/config',
    { summary: 'What the login page may know', permission: 'public', response: authConfig },
    () => ({
      demo: env().SEED === 'demo' && env().NODE_ENV !== 'production',
      turnstileSiteKey: env().TURNSTILE_SITE_KEY ?? null,
      turnstileScriptUrl: env().TURNSTILE_SITE_KEY ? `${turnstileBase()}/v0/api.js` : null,
    }),
  ),
  route(
    'post',
    '/auth/login',
    { summary: 'Sign in', permission: 'public', body: loginInput, response: session },
    async ({ ctx, body, res }) => signIn(res, await login(ctx, body.email, body.password)),
  ),
  route(
    'post',
    '/auth/refresh',
    { summary: 'Exchange the refresh cookie for a new pair', permission: 'public', response: session },
    async ({ ctx, req, res }) => {
      const token = refreshCookie(req);
      if (!token) throw new AppError('unauthenticated');
      return signIn(res, await refresh(ctx, token));
    },
  ),
  route(
    'post',
    '/auth/logout',
    { summary: 'End this session', permission: 'public' },
    async ({ ctx, req, res }) => {
      await logout(ctx, refreshCookie(req));
      res.clearCookie(COOKIE, cookieOptions());
      return null;
    },
  ),
  route(
    'get',
    '/auth/me',
    { summary: 'Who I am', permission: 'profile.own', response: meContract },
    async ({ ctx }) => presentMe(await me(ctx), flags()),
  ),
  route(
    'patch',
    '/auth/me',
    { summary: 'Change my profile', permission: 'profile.own', body: profilePatch, response: meContract },
    async ({ ctx, body }) => presentMe(await updateProfile(ctx, body), flags()),
  ),
  route(
    'post',
    '/auth/password',
    { summary: 'Change my password', permission: 'profile.own', body: passwordChange, response: session },
    async ({ ctx, body, res }) =>
      signIn(res, await changePassword(ctx, body.currentPassword, body.newPassword)),
  ),
];
