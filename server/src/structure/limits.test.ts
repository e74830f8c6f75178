import { expect, it } from 'vitest';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';

useDatabase();
const api = httpClient();

/** SEC3: what one address may ask of the integrations in a minute. */
const PER_MINUTE = 120;

it('limits the integrations by address, says when to come back, and lets the signed webhook through', async () => {
  const asked = await Promise.all(
    Array.from({ length: PER_MINUTE + 5 }, () => api.get('/integrations/google/connect')),
  );
  expect(asked.filter(({ status }) => status === 401)).toHaveLength(PER_MINUTE);
  const refused = asked.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(5);
  expect(refused[0]?.error?.code).toBe('rate_limited');
  expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
  expect((await api.post('/integrations/sendgrid/webhook', null, [])).status).not.toBe(429);
});

it('stops who guesses passwords, by address', async () => {
  const guess = { email: 'nobody@firm.test', password: 'a guess or two' };
  const statuses: number[] = [];
  for (let tries = 0; tries < 32; tries += 1)
    statuses.push((await api.post('/auth/login', null, guess)).status);
  expect(statuses.slice(0, 30).every((status) => status === 401)).toBe(true);
  expect(statuses.slice(30)).toEqual([429, 429]);
});
