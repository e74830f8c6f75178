import { beforeAll, expect, it } from 'vitest';
import { User } from '../../models/User';
import { useDatabase } from '../../testing/db';
import { httpClient } from '../../testing/http';
import { TEST_PASSWORD } from '../../testing/people';
import { systemCtx } from '../context';
import { inviteFirstAdmin } from './firstAdmin';

useDatabase();
const api = httpClient();
const ctx = systemCtx('start');
const email = 'owner@firm.test';
const tokenOf = (link: string | null) => link?.split('/invitation/')[1] ?? '';

let link: string | null;
beforeAll(async () => {
  link = await inviteFirstAdmin(ctx, email);
});

it('opens an empty installation to one person, with the newest link only', async () => {
  const newest = await inviteFirstAdmin(ctx, email);
  expect((await api.get(`/auth/invitations/${tokenOf(link)}`)).status).toBe(404);
  const accepted = await api.post<{ user: { role: string } }>(
    `/auth/invitations/${tokenOf(newest)}/accept`,
    null,
    { password: TEST_PASSWORD, firstName: 'Olga', lastName: 'Owner' },
  );
  expect(accepted.data.user.role).toBe('admin');
});

it('opens nothing once somebody can sign in', async () => {
  expect(await inviteFirstAdmin(ctx, 'thief@elsewhere.test')).toBeNull();
  expect(await User.count()).toBe(1);
});

it('opens again while nobody but the disabled and the invited is left, to whoever is named then', async () => {
  await User.update({ status: 'disabled' }, { where: { email } });
  await User.create({
    email: 'waits@firm.test',
    firstName: 'W',
    lastName: 'W',
    role: 'agent',
    status: 'invited',
  });
  const again = await inviteFirstAdmin(ctx, 'waits@firm.test');
  const accepted = await api.post<{ user: { role: string } }>(
    `/auth/invitations/${tokenOf(again)}/accept`,
    null,
    { password: TEST_PASSWORD },
  );
  expect(accepted.data.user.role).toBe('admin');
  expect(await inviteFirstAdmin(ctx, email)).toBeNull();
  expect((await User.findOne({ where: { email } }))?.status).toBe('disabled');
});
