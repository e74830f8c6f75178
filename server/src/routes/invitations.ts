import {
  acceptInput,
  forgotInput,
  invitation,
  resetInput,
  session,
  tokenParam,
} from '@besahubs/contracts/auth';
import { personName, pick } from '../presenters/refs';
import { acceptInvitation, invitationOf } from '../services/auth/invitations';
import { requestPasswordReset, resetPassword } from '../services/auth/passwordReset';
import { checkCaptcha } from '../services/captcha';
import { signIn } from './auth';
import { route } from './route';

/** How somebody without a password gets one. */
export const invitationRoutes = [
  route(
    'get',
    '/auth/invitations/:token',
    { summary: 'Whom an invitation is for', permission: 'public', params: tokenParam, response: invitation },
    async ({ ctx, params }) => {
      const { user, invitedBy } = await invitationOf(ctx, params.token);
      return {
        ...pick(user, ['email', 'firstName', 'lastName']),
        invitedBy: invitedBy && personName(invitedBy),
      };
    },
  ),
  route(
    'post',
    '/auth/invitations/:token/accept',
    {
      summary: 'Choose a password and sign in',
      permission: 'public',
      params: tokenParam,
      body: acceptInput,
      response: session,
    },
    async ({ ctx, params, body, res }) => signIn(res, await acceptInvitation(ctx, params.token, body)),
  ),
  route(
    'post',
    '/auth/password/forgot',
    {
      summary: 'Ask for a link to choose a new password',
      permission: 'public',
      body: forgotInput,
      message: 'If this address has an account, a mail is on its way.',
    },
    async ({ ctx, body }) => {
      await checkCaptcha(body.captchaToken, ctx.ip);
      await requestPasswordReset(ctx, body.email);
      return null;
    },
  ),
  route(
    'post',
    '/auth/password/reset',
    { summary: 'Choose a new password', permission: 'public', body: resetInput },
    async ({ ctx, body }) => {
      await resetPassword(ctx, body.token, body.password);
      return null;
    },
  ),
];
