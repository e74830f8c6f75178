import { tokenParam } from '@besahubs/contracts/auth';
import { unsubscribeView, welcome, welcomeInput } from '@besahubs/contracts/email';
import { env } from '../config/env';
import { presentUnsubscribe, presentWelcome } from '../presenters/email';
import { unsubscribe, unsubscribePage, unsubscriptionOf } from '../services/email/unsubscribe';
import { answerWelcome, welcomeOf } from '../services/email/welcome';
import { handled, route } from './route';

const organization = () => env().SENDGRID_FROM_NAME;
const isPublic = { permission: 'public', flag: 'sendgrid', params: tokenParam } as const;

/** Where the links in our mails lead. Nobody is signed in here: the token says whom it is about. */
export const publicMailRoutes = [
  route(
    'get',
    '/public/welcome/:token',
    { ...isPublic, summary: 'What we have noted about you', response: welcome },
    async ({ ctx, params }) => presentWelcome(await welcomeOf(ctx, params.token), organization()),
  ),
  route(
    'post',
    '/public/welcome/:token',
    { ...isPublic, summary: 'Correct it, and choose what we may send', body: welcomeInput },
    async ({ ctx, params, body }) => {
      await answerWelcome(ctx, params.token, body);
      return null;
    },
  ),
  route(
    'get',
    '/public/unsubscribe/:token',
    {
      ...isPublic,
      summary: 'Whose subscription a link is about; changes nothing',
      response: unsubscribeView,
    },
    async ({ ctx, params, req, res }) => {
      if (req.accepts(['json', 'html']) === 'html') {
        res.redirect(302, unsubscribePage(params.token));
        return handled;
      }
      return presentUnsubscribe(await unsubscriptionOf(ctx, params.token), organization());
    },
  ),
  route(
    'post',
    '/public/unsubscribe/:token',
    {
      ...isPublic,
      summary: 'Unsubscribe; also RFC 8058 one-click, as a form and without cookies',
      raw: true,
      response: unsubscribeView,
    },
    async ({ ctx, params }) => presentUnsubscribe(await unsubscribe(ctx, params.token), organization()),
  ),
];
