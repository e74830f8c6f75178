import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from '@besahubs/contracts/common';
import type { Notification as Told } from '@besahubs/contracts/notifications';
import { database } from '../models';
import { Notification } from '../models/Notification';
import { User } from '../models/User';
import { notify } from '../services/notifications/notify';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';

useDatabase();
const api = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});
beforeEach(() => Notification.destroy({ where: {} }));

const tell = (to: Person, from: Person = firm.agent, more: object = {}) =>
  notify(from.ctx, { userId: to.id, kind: 'test', title: 'News', ...more });
const unread = async (as: Person) =>
  (await api.get<{ unread: number }>('/notifications/unread', as)).data.unread;
const list = async (as: Person, query = '') =>
  (await api.get<Page<Told>>(`/notifications${query}`, as)).data.items;

describe('a notification', () => {
  it('is for somebody else, who is still there', async () => {
    await tell(firm.agent);
    await User.update({ status: 'disabled' }, { where: { id: firm.colleague.id } });
    await tell(firm.colleague);
    await User.update({ status: 'active' }, { where: { id: firm.colleague.id } });
    expect(await Notification.count()).toBe(0);
    await tell(firm.colleague);
    expect(await list(firm.colleague)).toMatchObject([
      { title: 'News', readAt: null, actor: { id: firm.agent.id } },
    ]);
  });

  it('comes once for one key and user, and with its cause or not at all', async () => {
    const dedupeKey = 'once';
    for (const to of [firm.colleague, firm.manager, firm.colleague])
      await tell(to, firm.agent, { dedupeKey });
    expect(await Notification.count()).toBe(2);
    await expect(
      database().transaction(async (transaction) => {
        await notify({ ...firm.agent.ctx, transaction }, { userId: firm.admin.id, kind: 'x', title: 'No' });
        throw new Error('the cause failed');
      }),
    ).rejects.toThrow('the cause failed');
    expect(await unread(firm.admin)).toBe(0);
  });

  it('is read, counted and dismissed by whom it is for alone', async () => {
    for (const to of [firm.colleague, firm.colleague, firm.manager]) await tell(to);
    const [first, second] = await list(firm.colleague);
    const one = `/notifications/${first?.id ?? ''}`;
    for (const other of [firm.manager, firm.admin]) {
      expect((await api.patch(one, other, { read: true })).status).toBe(404);
      expect((await api.delete(one, other)).status).toBe(404);
    }
    expect(await unread(firm.colleague)).toBe(2);
    expect((await api.patch<Told>(one, firm.colleague, { read: true })).data.readAt).toBeTruthy();
    expect(await unread(firm.colleague)).toBe(1);
    expect((await list(firm.colleague, '?unread=true')).map(({ id }) => id)).toEqual([second?.id]);
    expect((await api.patch<Told>(one, firm.colleague, { read: false })).data.readAt).toBeNull();
    expect((await api.post<{ unread: number }>('/notifications/read-all', firm.colleague)).data.unread).toBe(
      0,
    );
    expect([await unread(firm.colleague), await unread(firm.manager)]).toEqual([0, 1]);
    expect((await api.delete(one, firm.colleague)).status).toBe(200);
    expect(await list(firm.colleague)).toHaveLength(1);
  });
});

describe('the state of the process', () => {
  it('is up at any time, and ready only while the database is there and migrated', async () => {
    expect(await api.get('/ready')).toMatchObject({ status: 200, data: { status: 'ready' } });
    await database().query(`DELETE FROM "Migration" WHERE name LIKE '0012%'`);
    const behind = await api.get('/ready');
    expect([behind.status, behind.error?.message]).toEqual([
      503,
      expect.stringMatching(/pending: 0012-[\w-]+$/),
    ]);
    await database().query('ALTER TABLE "Migration" RENAME COLUMN name TO gone');
    const away = await api.get('/ready');
    expect([away.status, away.error?.message]).toEqual([503, 'The database does not answer.']);
    expect((await api.get('/health')).status).toBe(200);
  });
});
