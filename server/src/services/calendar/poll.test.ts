import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { calendarProviders } from '@besahubs/contracts/calendar';
import { env } from '../../config/env';
import { database } from '../../models';
import { CalendarAccount } from '../../models/CalendarAccount';
import { useCalendars } from '../../testing/calendars';
import type { CalendarBench } from '../../testing/calendars';
import { systemCtx } from '../context';
import { enqueueDueSyncs, runSyncJob } from './schedule';

const calendars = useCalendars();
const firm = () => calendars.firm();
const MINUTE = 60_000;

interface Job {
  key: string;
  run_at: Date;
  task_identifier: string;
}
const jobs = async (): Promise<Job[]> =>
  (await database().query('SELECT key, run_at, task_identifier FROM graphile_worker.jobs'))[0] as Job[];
let number = 0;
const account = (values: object) =>
  CalendarAccount.create({
    userId: firm().agent.id,
    provider: 'google',
    providerUserId: String(++number),
    email: 'a@b.test',
    accessToken: 'x',
    expiresAt: new Date(),
    ...values,
  });
const switched = async (on: boolean, work: () => Promise<unknown>) => {
  Object.assign(env(), { CALENDAR_ENABLED: on });
  try {
    await work();
  } finally {
    Object.assign(env(), { CALENDAR_ENABLED: true });
  }
};

describe('polling', () => {
  beforeEach(async () => {
    await CalendarAccount.destroy({ where: {} });
    await database().query('DELETE FROM graphile_worker._private_jobs');
    vi.useFakeTimers({ toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('takes who was never synced or not for fifteen minutes, in any state but an ended permission', async () => {
    const ago = (ms: number) => new Date(Date.now() - ms);
    const due = [
      await account({}),
      await account({ lastSyncAt: ago(15 * MINUTE + 1) }),
      await account({ lastSyncAt: ago(40 * MINUTE), status: 'error', provider: 'microsoft' }),
      await account({ userId: firm().colleague.id }),
    ];
    await account({ lastSyncAt: ago(15 * MINUTE) });
    await account({ lastSyncAt: ago(MINUTE), status: 'error' });
    await account({ status: 'needs_reauth' });
    await account({ status: 'needs_reauth', lastSyncAt: ago(40 * MINUTE) });
    await enqueueDueSyncs(systemCtx('test'));
    const found = await jobs();
    expect(found.map(({ key }) => key).sort()).toEqual(due.map(({ id }) => `calendar:sync:${id}`).sort());
    expect(new Set(found.map((job) => job.task_identifier))).toEqual(new Set(['calendar:sync']));
    await enqueueDueSyncs(systemCtx('test'));
    expect(await jobs()).toHaveLength(due.length);
  });

  it('spreads the syncs over four minutes', async () => {
    await account({});
    for (const [random, at] of [
      [0, 0],
      [0.5, 2 * MINUTE],
      [0.999999, 4 * MINUTE],
    ] as const) {
      vi.spyOn(Math, 'random').mockReturnValue(random);
      await enqueueDueSyncs(systemCtx('test'));
      const [job] = await jobs();
      expect(Math.abs(Number(job?.run_at) - Date.now() - at)).toBeLessThan(1000);
    }
  });

  it('passes over people who are disabled or gone', async () => {
    const { user } = firm().colleague;
    await account({ userId: user.id });
    const none = async () => {
      await enqueueDueSyncs(systemCtx('test'));
      expect(await jobs()).toEqual([]);
    };
    await user.update({ status: 'disabled' });
    await none();
    await user.update({ status: 'active' });
    await user.destroy();
    await none();
    await user.restore();
  });
});

describe('the flag, when off', () => {
  const routes = (): [string, string, object?][] => [
    ...calendarProviders.flatMap((name): [string, string][] => [
      ['get', `/integrations/${name}/connect`],
      ['get', `/integrations/${name}/callback`],
    ]),
    ['get', '/calendar/accounts'],
    ['get', '/calendar/events'],
    ['post', '/calendar/sync', {}],
    ['post', '/calendar/events', {}],
    ['put', `/calendar/events/${firm().agent.id}`, {}],
    ['delete', `/calendar/events/${firm().agent.id}`],
    ['delete', `/calendar/accounts/${firm().agent.id}`],
  ];

  it('closes every route', () =>
    switched(false, async () => {
      for (const [verb, path, body] of routes()) {
        const answer = await calendars.api()[verb as 'get'](path, firm().agent, body);
        expect([verb, path, answer.status, answer.error?.code]).toEqual([verb, path, 404, 'flag_off']);
      }
    }));

  it.each(calendars.both)(
    'asks nothing of $name, neither by cron nor by jobs that wait',
    async (bench: CalendarBench) => {
      await CalendarAccount.destroy({ where: {} });
      const { id } = await calendars.freshAccount(bench, firm().agent);
      await database().query('DELETE FROM graphile_worker._private_jobs');
      await calendars.forgetCalls(bench);
      await switched(false, async () => {
        await enqueueDueSyncs(systemCtx('test'));
        await runSyncJob(systemCtx('test'), id);
      });
      expect(await jobs()).toEqual([]);
      expect(await calendars.calls(bench)).toEqual([]);
      await runSyncJob(systemCtx('test'), id);
      expect((await calendars.row(id)).lastSyncAt).not.toBeNull();
    },
  );
});
