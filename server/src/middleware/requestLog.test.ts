import { expect, it } from 'vitest';
import { uuidv7 } from '../lib/ids';
import { randomToken } from '../lib/crypto';
import { loggedPath } from './requestLog';

it('keeps paths and ids, and leaves out queries and one-time tokens', () => {
  const path = `/api/deals/${uuidv7()}/splits`;
  expect(loggedPath(`${path}?q=Ana`)).toBe(path);
  expect(loggedPath('/api/integrations/google/callback?code=4%2Fsecret&state=x')).toBe(
    '/api/integrations/google/callback',
  );
  expect(loggedPath(`/api/auth/invitations/${randomToken()}/accept`)).toBe(
    '/api/auth/invitations/[token]/accept',
  );
});
