import { beforeAll, expect, it } from 'vitest';
import { integrations } from '@besahubs/contracts/integrations';
import { env } from '../config/env';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm } from '../testing/people';

useDatabase();
const api = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});

it('tells everyone which features and providers the environment switches on, and no value of it', async () => {
  const { data } = await api.get('/integrations', firm.agent);
  const parsed = integrations.parse(data);
  expect(parsed.flags.map(({ variable, on }) => [variable, on])).toEqual([
    ['SENDGRID_ENABLED', env().SENDGRID_ENABLED],
    ['CALENDAR_ENABLED', env().CALENDAR_ENABLED],
    ['DASHBOARDS_ENABLED', env().DASHBOARDS_ENABLED],
  ]);
  expect(parsed.calendars.map(({ provider, configured }) => [provider, configured])).toEqual([
    ['google', Boolean(env().GOOGLE_CLIENT_ID && env().GOOGLE_CLIENT_SECRET)],
    ['microsoft', Boolean(env().MS_CLIENT_ID && env().MS_CLIENT_SECRET)],
  ]);
  expect(JSON.stringify(data)).not.toContain(env().JWT_ACCESS_SECRET);
});
