import request from 'supertest';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Me } from '@besahubs/contracts/auth';
import { env } from '../config/env';
import { flagVariables, flags } from '../config/flags';
import type { Flag } from '../config/flags';
import { uuidv7 } from '../lib/ids';
import { allRoutes } from '../routes';
import type { Route } from '../routes/route';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';

/** G12: a flag that is off closes every route of its feature. Which those are, their paths say, whatever they declare. */

useDatabase();
const api = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});

const names = Object.keys(flagVariables) as Flag[];
const set = (flag: Flag, on: boolean) => Object.assign(env(), { [flagVariables[flag]]: on });
afterEach(() => {
  for (const flag of names) set(flag, true);
});

const FEATURES: Record<Flag, RegExp> = {
  sendgrid:
    /^\/(email\/|integrations\/sendgrid\/|public\/(welcome|unsubscribe)\/)|\/email-activity$|^\/contacts\/:id\/invite$|^\/campaigns\/:id\/(preview|test|send|schedule|pause|cancel|approve|resend-unknown)$/,
  calendar: /^\/(calendar|integrations\/(google|microsoft))\//,
  dashboards: /^\/(dashboards|widgets|reports|schedules|public\/dashboard-mail)(\/|$)/,
};
const routes = allRoutes();
const nameOf = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`;
const featureOf = (route: Route): Flag | undefined => names.find((flag) => FEATURES[flag].test(route.path));

async function ask(
  route: Route,
  as: Person | null,
): Promise<{ status: number; code: string; message: string }> {
  const pending = request(api.app)[route.method](`/api${route.path.replace(/:\w+/g, uuidv7())}`);
  if (as) pending.set('authorization', `Bearer ${as.token}`);
  const answer = await pending;
  const { error } = answer.body as { error?: { code: string; message: string } | null };
  return { status: answer.status, code: error?.code ?? '', message: error?.message ?? '' };
}

it('routes declare the flag of the feature that their path belongs to, and no other', () => {
  const declared = Object.fromEntries(routes.map((route) => [nameOf(route), route.flag]));
  const expected = Object.fromEntries(routes.map((route) => [nameOf(route), featureOf(route)]));
  expect(declared).toEqual(expected);
});

describe.each(names)('with %s switched off', (flag) => {
  const closed = routes.filter((route) => featureOf(route) === flag);

  it.each(closed.map((route) => [nameOf(route), route] as const))(
    '%s is gone for everybody',
    async (_name, route) => {
      set(flag, false);
      for (const person of [null, firm.admin])
        expect(await ask(route, person)).toEqual({
          status: 404,
          code: 'flag_off',
          message: 'This feature is switched off.',
        });
    },
  );

  it('the other features are open, and the app is told', async () => {
    set(flag, false);
    const others = routes.filter((route) => ![undefined, flag].includes(featureOf(route)));
    for (const route of others)
      expect([nameOf(route), (await ask(route, null)).code]).not.toContain('flag_off');
    const on = Object.fromEntries(names.map((name) => [name, name !== flag]));
    expect(flags()).toEqual(on);
    expect((await api.get<Me>('/auth/me', firm.agent)).data.flags).toEqual(on);
  });
});
