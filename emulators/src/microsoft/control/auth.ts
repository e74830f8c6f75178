import express, { type Router } from 'express';
import { parseScopes } from '../oauth/scopes';
import { issueTokens } from '../oauth/grants';
import type { Service } from '../service';
import { accountJson } from './accounts';
import { accountFrom, accountOf, bodyOf, optionalText, text, texts } from './read';

/** Scopes of a grant that names none: what a calendar app asks for. */
const USUAL = ['openid', 'profile', 'email', 'offline_access', 'User.Read', 'Calendars.ReadWrite'];

/** Registrations and tokens: who may come in, and with what. */
export function authRoutes({ ctx }: Service): Router {
  const router = express.Router();
  const { state, clock } = ctx;

  /** The tokens of one mailbox, or of all without an e-mail. */
  const ofEmail = <T extends { email: string }>(
    tokens: Record<string, T>,
    email: string | undefined,
  ): T[] => {
    const wanted = email === undefined ? undefined : accountOf(state.value, email).email;
    return Object.values(tokens).filter((one) => wanted === undefined || one.email === wanted);
  };

  router.post('/clients', (req, res) => {
    const body = bodyOf(req);
    const secret = optionalText(body, 'secret');
    const redirectUris = texts(body, 'redirectUris');
    state.value.clients[text(body, 'clientId')] =
      secret === undefined ? { redirectUris } : { redirectUris, secret };
    state.save();
    res.status(201).json({ clients: Object.keys(state.value.clients) });
  });
  router.delete('/clients', (_req, res) => {
    state.value.clients = {};
    state.save();
    res.status(204).end();
  });
  router.post('/grant', (req, res) => {
    const body = bodyOf(req);
    const account = accountFrom(state.value, body);
    const scopes = body.scopes === undefined ? USUAL : parseScopes(texts(body, 'scopes').join(' '));
    const answer = issueTokens(ctx, { account, clientId: text(body, 'clientId'), scopes });
    res.status(201).json({ ...answer, account: accountJson(account) });
  });
  router.post('/expire-tokens', (req, res) => {
    const body = bodyOf(req);
    const email = optionalText(body, 'email');
    const access = ofEmail(state.value.accessTokens, email);
    const refresh = body.refresh === true ? ofEmail(state.value.refreshTokens, email) : [];
    for (const token of [...access, ...refresh]) token.expiresAt = clock.epochMs() - 1;
    state.save();
    res.json({ expired: access.length + refresh.length });
  });
  router.post('/revoke', (req, res) => {
    const email = optionalText(bodyOf(req), 'email');
    const tokens = [
      ...ofEmail(state.value.accessTokens, email),
      ...ofEmail(state.value.refreshTokens, email),
    ];
    for (const token of tokens) token.revoked = true;
    state.save();
    res.json({ revoked: tokens.length });
  });
  return router;
}
