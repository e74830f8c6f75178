import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type {
  CalendarAccount as AccountView,
  CalendarEvent as EventView,
} from '@besahubs/contracts/calendar';
import { CalendarEvent } from '../../models/CalendarEvent';
import { CalendarSync } from '../../models/CalendarSync';
import { DAY, HOUR, heardDuring, inHours, useCalendars } from '../../testing/calendars';

const calendars = useCalendars();
const { calls, events, fault, forgetCalls, held, release, row, state, sync, trySync } = calendars;
const agent = () => calendars.firm().agent;
const api = () => calendars.api();

/** The same program once more, with memory and connections of its own: another process on the same database. */
async function startAnotherProcess() {
  vi.resetModules();
  const models = await import('../../models');
  models.connectModels(calendars.database.url(), { maxConnections: 2 });
  const other = await import('./sync');
  return { syncAccount: other.syncAccount, end: () => models.database().close() };
}

describe.each(calendars.both)('syncing $name', (bench) => {
  let account: AccountView;
  beforeEach(async () => {
    account = await calendars.freshAccount(bench, agent());
  });
  afterEach(async () => {
    vi.useRealTimers();
    await calendars.emulators.control(bench.name, 'DELETE', '/faults');
  });

  const pulls = () => calls(bench, bench.paths.pull.replace('?', ''));
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  const setState = (values: object) =>
    CalendarSync.update(values, { where: { calendarAccountId: account.id } });
  const readAnew = () => setState({ cursor: null });
  const titles = async () => (await events(agent(), account.id)).map((event) => event.title);
  /** The next pages, as told. */
  const answer = async (
    ...pages: { events?: object[]; next?: string; cursor?: string; hold?: boolean }[]
  ) => {
    const ids: string[] = [];
    for (const { events: list = [], hold, ...more } of pages)
      ids.push(
        await fault(
          bench,
          { method: 'GET', path: bench.paths.pull },
          { status: 200, body: bench.page(list, more), ...(hold && { hold }) },
        ),
      );
    return ids;
  };
  const fails = (status: number, body: unknown = {}, headers = {}) =>
    fault(bench, { method: 'GET', path: bench.paths.pull }, { status, body, headers });
  const raw = (id: string, hours = 5) =>
    bench.raw(id, id, inHours(hours).toISOString(), inHours(hours + 1).toISOString());
  const addRows = (count: number) =>
    CalendarEvent.bulkCreate(
      Array.from({ length: count }, (_, index) => ({
        calendarAccountId: account.id,
        externalId: `e${String(index)}`,
        title: `e${String(index)}`,
        start: inHours(5),
        end: inHours(6),
        etag: 'old',
      })),
    );

  describe('the lease', () => {
    it('lets one of two processes work; the other steps back and asks nothing', async () => {
      const other = await startAnotherProcess();
      try {
        const rule = await fault(bench, { method: 'GET', path: bench.paths.pull }, { hold: true }, 9);
        await forgetCalls(bench);
        const mine = sync(account.id, agent());
        const theirs = other.syncAccount(agent().ctx, account.id);
        await held(bench, rule);
        const nothing = { created: 0, updated: 0, deleted: 0, lastSyncAt: null };
        expect(await Promise.race([mine, theirs])).toMatchObject({ kind: 'running', ...nothing });
        expect(await pulls()).toHaveLength(1);
        await release(bench, rule);
        expect((await Promise.all([mine, theirs])).map(({ kind }) => kind).sort()).toEqual([
          'full',
          'running',
        ]);
      } finally {
        await other.end();
      }
    });

    it('lasts five minutes, and ends with the run', async () => {
      const rule = await fault(bench, { method: 'GET', path: bench.paths.pull }, { hold: true });
      const before = Date.now();
      const running = sync(account.id, agent());
      await held(bench, rule);
      const until = Number((await state(account.id)).leaseUntil);
      expect(until).toBeGreaterThanOrEqual(before + 5 * 60_000);
      expect(until).toBeLessThanOrEqual(Date.now() + 5 * 60_000);
      await release(bench, rule);
      await running;
      expect((await state(account.id)).leaseUntil).toBeNull();
    });

    it('keeps others out until it is past, and then can be taken over', async () => {
      await sync(account.id, agent());
      const { lastSyncAt } = await row(account.id);
      await setState({ leaseUntil: inMinutes(4) });
      await forgetCalls(bench);
      expect(await sync(account.id, agent())).toMatchObject({ kind: 'running' });
      expect(await pulls()).toEqual([]);
      expect((await row(account.id)).lastSyncAt).toEqual(lastSyncAt);
      await setState({ leaseUntil: new Date(Date.now() - 1) });
      expect(await sync(account.id, agent())).toMatchObject({ kind: 'incremental' });
    });

    it('is given back after a failure', async () => {
      await fails(500);
      expect((await trySync(account.id, agent())).status).toBe(503);
      expect((await state(account.id)).leaseUntil).toBeNull();
    });

    it('of who has lost it is not given back', async () => {
      const rule = await fault(bench, { method: 'GET', path: bench.paths.pull }, { hold: true });
      const late = sync(account.id, agent());
      await held(bench, rule);
      const theirs = inMinutes(7);
      await setState({ leaseUntil: theirs });
      await release(bench, rule);
      await late;
      expect((await state(account.id)).leaseUntil).toEqual(theirs);
    });

    it('is of one account: others are synced meanwhile; a second call joins the first', async () => {
      const rule = await fault(bench, { method: 'GET', path: bench.paths.pull }, { hold: true });
      await forgetCalls(bench);
      const first = sync(account.id, agent());
      await held(bench, rule);
      const second = sync(account.id, agent());
      await calendars.connect(bench, calendars.firm().colleague);
      const theirs = (await calendars.accounts(calendars.firm().colleague)).find(
        ({ provider }) => provider === bench.name,
      );
      expect(await trySync(theirs?.id ?? '', calendars.firm().colleague)).toMatchObject({
        data: { kind: 'full' },
      });
      await release(bench, rule);
      expect(await second).toEqual(await first);
      expect((await pulls()).filter((call) => bench.window(call).from)).toHaveLength(2);
    });
  });

  describe('an answer that has lost much', () => {
    it('is asked for again, and what was there stays', async () => {
      for (let at = 1; at <= 21; at++) await bench.addThere(`Event ${String(at)}`, inHours(at));
      expect(await sync(account.id, agent())).toMatchObject({ created: 21 });
      await readAnew();
      await answer({ cursor: 'wrong' });
      expect(await sync(account.id, agent())).toMatchObject({ kind: 'full', created: 0, deleted: 0 });
      expect(await titles()).toHaveLength(21);
      expect((await state(account.id)).cursor).not.toContain('wrong');
    });

    it.each([
      ['20 of 20 at once', 20, 20, 1],
      ['21 of 21', 21, 21, 2],
      ['11 of 22 at once', 22, 11, 1],
      ['12 of 22', 22, 12, 2],
    ])('is believed: %s, otherwise the second time', async (_name, total, lost, asked) => {
      await addRows(total);
      const kept = Array.from({ length: total - lost }, (_, index) => raw(`e${String(index)}`));
      await answer({ events: kept, cursor: 'c1' }, { events: kept, cursor: 'c2' });
      await forgetCalls(bench);
      expect(await sync(account.id, agent())).toMatchObject({ deleted: lost });
      expect(await pulls()).toHaveLength(asked);
      expect(await CalendarEvent.count({ where: { calendarAccountId: account.id } })).toBe(total - lost);
      expect((await state(account.id)).cursor).toContain(`c${String(asked)}`);
    });
  });

  describe('pages', () => {
    it('are followed to the last, empty ones too; the cursor is stored with the last', async () => {
      await answer({ events: [raw('a')], next: 'p2' }, { next: 'p3' }, { events: [raw('b')], cursor: 'c1' });
      await forgetCalls(bench);
      expect(await sync(account.id, agent())).toMatchObject({ kind: 'full', created: 2 });
      expect((await state(account.id)).cursor).toContain('c1');
      const asked = await pulls();
      expect(asked.map(({ query }) => query['pageToken'] ?? query['$skiptoken'])).toEqual([
        undefined,
        'p2',
        'p3',
      ]);
      for (const { query, headers } of asked)
        if (bench.name === 'google')
          expect(query).toMatchObject({
            singleEvents: 'true',
            maxResults: '2500',
            timeMin: asked[0]?.query['timeMin'],
          });
        else
          expect(headers['prefer']).toBe(
            'IdType="ImmutableId", outlook.timezone="UTC", outlook.body-content-type="text", odata.maxpagesize=200',
          );
      await answer({ events: [raw('c')], next: 'p2' }, { cursor: 'c2' });
      await forgetCalls(bench);
      expect(await sync(account.id, agent())).toMatchObject({ kind: 'incremental', created: 1, deleted: 0 });
      for (const { query } of bench.name === 'google' ? await pulls() : []) {
        expect(query).toMatchObject({ syncToken: 'c1', singleEvents: 'true' });
        expect(query).not.toHaveProperty('timeMin');
      }
    });

    it('that break off lose nothing: neither what was there nor what comes next', async () => {
      await answer({ events: [raw('a'), raw('b')], cursor: 'c1' });
      await sync(account.id, agent());
      await readAnew();
      await answer({ events: [raw('c')], next: 'p2' });
      await fails(500);
      expect((await trySync(account.id, agent())).status).toBe(503);
      expect((await titles()).sort()).toEqual(['a', 'b', 'c']);
      expect(await state(account.id)).toMatchObject({ cursor: null });

      await answer({ events: [raw('b'), raw('c')], cursor: 'c2' });
      expect(await sync(account.id, agent())).toMatchObject({ kind: 'full', deleted: 1 });
      await answer({ events: [bench.gone('b')], next: 'p2' });
      await fails(500);
      await trySync(account.id, agent());
      expect((await state(account.id)).cursor).toContain('c2');
      await answer({ events: [bench.gone('b'), raw('d')], cursor: 'c3' });
      expect(await sync(account.id, agent())).toMatchObject({ kind: 'incremental', created: 1 });
      expect((await titles()).sort()).toEqual(['c', 'd']);
    });

    it('may name an event twice: the last word counts, whether it came or went', async () => {
      const renamed = { ...raw('a'), ...(bench.name === 'google' ? { summary: 'A2' } : { subject: 'A2' }) };
      await answer({ events: [raw('a'), raw('b'), renamed], cursor: 'c1' });
      expect(await sync(account.id, agent())).toMatchObject({ created: 2 });
      expect((await titles()).sort()).toEqual(['A2', 'b']);
      await answer({ events: [bench.gone('a'), raw('a'), raw('b'), bench.gone('b')], cursor: 'c2' });
      await sync(account.id, agent());
      expect(await titles()).toHaveLength(1);
      expect(await CalendarEvent.count({ where: { calendarAccountId: account.id, externalId: 'a' } })).toBe(
        1,
      );
    });

    it('with an event that cannot be read bring the others', async () => {
      const noDay =
        bench.name === 'google'
          ? { ...raw('x'), start: { date: '2026-13-45' }, end: { date: '2026-13-46' } }
          : { ...raw('x'), isAllDay: true, start: { dateTime: 'soon' }, end: { dateTime: 'later' } };
      await answer({
        events: [raw('a'), noDay, bench.raw('y', 'y', 'soon', 'later'), raw('b')],
        cursor: 'c1',
      });
      expect(await sync(account.id, agent())).toMatchObject({ created: 2 });
      expect((await titles()).sort()).toEqual(['a', 'b']);
    });
  });

  describe('a full round', () => {
    it('is due without a cursor, after a day, and when the cursor is too old', async () => {
      expect(await sync(account.id, agent())).toMatchObject({ kind: 'full' });
      await setState({ lastFullAt: new Date(Date.now() - DAY + 60_000) });
      expect(await sync(account.id, agent())).toMatchObject({ kind: 'incremental' });
      await setState({ lastFullAt: new Date(Date.now() - DAY - 1) });
      expect(await sync(account.id, agent())).toMatchObject({ kind: 'full' });
      expect(Number((await state(account.id)).lastFullAt)).toBeGreaterThan(Date.now() - HOUR);
      await readAnew();
      expect(await sync(account.id, agent())).toMatchObject({ kind: 'full' });
      await bench.expireCursor();
      expect(await sync(account.id, agent())).toMatchObject({ kind: 'full' });
      expect(await sync(account.id, agent())).toMatchObject({ kind: 'incremental' });
    });

    it('is not begun over and over when the provider says so of that one too', async () => {
      await sync(account.id, agent());
      const before = (await state(account.id)).cursor;
      await fails(410);
      await fails(410);
      await forgetCalls(bench);
      expect((await trySync(account.id, agent())).status).toBe(503);
      expect(await pulls()).toHaveLength(2);
      expect((await state(account.id)).cursor).toBe(before);
    });

    it('removes what did not come, of this account alone', async () => {
      const id = await bench.addThere('Goes', inHours(5));
      await bench.addThere('Stays', inHours(6));
      await sync(account.id, agent());
      await calendars.connect(bench, calendars.firm().colleague);
      const theirs = (await calendars.accounts(calendars.firm().colleague)).find(
        ({ provider }) => provider === bench.name,
      );
      await sync(theirs?.id ?? '', calendars.firm().colleague);
      await bench.deleteThere(id);
      await readAnew();
      expect(await sync(account.id, agent())).toMatchObject({
        kind: 'full',
        created: 0,
        updated: 0,
        deleted: 1,
      });
      expect(await titles()).toEqual(['Stays']);
      expect(await CalendarEvent.count({ where: { calendarAccountId: theirs?.id ?? '' } })).toBe(2);
    });

    it('spares what is created here while it runs', async () => {
      await sync(account.id, agent());
      await readAnew();
      const [, second = ''] = await answer({ next: 'p2' }, { cursor: 'c1', hold: true });
      const running = sync(account.id, agent());
      await held(bench, second);
      const made = await api().post<EventView>('/calendar/events', agent(), {
        accountId: account.id,
        title: 'Made meanwhile',
        start: inHours(9).toISOString(),
        end: inHours(10).toISOString(),
      });
      await release(bench, second);
      expect(await running).toMatchObject({ kind: 'full', deleted: 0 });
      expect((await api().get(`/calendar/events/${made.data.id}`, agent())).status).toBe(200);
    });

    it('asks for 90 days back and 60 ahead, and lets go what has aged out', async () => {
      const now = new Date();
      vi.useFakeTimers({ toFake: ['Date'], now });
      const from = now.getTime() - 90 * DAY;
      const to = now.getTime() + 60 * DAY;
      const minute = 60_000;
      for (const [title, start, end] of [
        ['ends at the edge', from - HOUR, from],
        ['ends a minute after the edge', from - HOUR, from + minute],
        ['starts a minute before the edge', to - minute, to + HOUR],
        ['starts at the edge', to, to + HOUR],
      ] as const)
        await bench.make({ title, start: new Date(start), end: new Date(end) });
      await forgetCalls(bench);
      await sync(account.id, agent());
      const [asked] = await pulls();
      expect(asked && bench.window(asked)).toEqual({
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
      });
      expect(await state(account.id)).toMatchObject({ windowStart: new Date(from), windowEnd: new Date(to) });
      expect(await titles()).toEqual(['ends a minute after the edge', 'starts a minute before the edge']);
      vi.setSystemTime(now.getTime() + minute);
      await readAnew();
      expect(await sync(account.id, agent())).toMatchObject({ created: 1, deleted: 1 });
      expect(await titles()).toEqual(['starts a minute before the edge', 'starts at the edge']);
    });
  });

  describe('changes', () => {
    it('outside the window are let go, to the instant', async () => {
      await sync(account.id, agent());
      const { windowStart, windowEnd } = await state(account.id);
      const [from, to] = [Number(windowStart), Number(windowEnd)];
      const at = (id: string, start: number, end: number) =>
        bench.raw(id, id, new Date(start).toISOString(), new Date(end).toISOString());
      await answer({
        events: [
          at('before', from - HOUR, from),
          at('just in', from - HOUR, from + 1),
          at('just ahead', to - 1, to + HOUR),
          at('after', to, to + HOUR),
        ],
        cursor: 'c1',
      });
      expect(await sync(account.id, agent())).toMatchObject({ created: 2 });
      expect((await titles()).sort()).toEqual(['just ahead', 'just in']);
      await answer({ events: [at('just in', from - HOUR, from)], cursor: 'c2' });
      expect(await sync(account.id, agent())).toMatchObject({ updated: 0, deleted: 1 });
    });

    it('of place follow an event out of the window and back', async () => {
      const id = await bench.addThere('Wanders', inHours(24));
      await sync(account.id, agent());
      await bench.editThere(id, { start: inHours(24 * 80) });
      expect(await sync(account.id, agent())).toMatchObject({ kind: 'incremental', deleted: 1 });
      await bench.editThere(id, { start: inHours(48) });
      expect(await sync(account.id, agent())).toMatchObject({ kind: 'incremental', created: 1 });
      expect((await events(agent(), account.id))[0]?.start).toBe(inHours(48).toISOString());
    });

    it('to one occurrence move or remove that one', async () => {
      const recurrence =
        bench.name === 'google'
          ? { recurrence: ['RRULE:FREQ=DAILY;COUNT=4'], ...zoned(inHours(30)) }
          : {
              recurrence: {
                pattern: { type: 'daily', interval: 1 },
                range: {
                  type: 'numbered',
                  startDate: inHours(30).toISOString().slice(0, 10),
                  numberOfOccurrences: 4,
                },
              },
            };
      const series = await bench.make({ title: 'Stand-up', start: inHours(30), raw: recurrence });
      await sync(account.id, agent());
      const starts = async () => (await events(agent(), account.id)).map(({ start }) => start);
      const at = (...hours: number[]) => hours.map((each) => inHours(each).toISOString());
      expect(await starts()).toEqual(at(30, 54, 78, 102));
      const [first, second, third] = await events(agent(), account.id);
      expect(first).toMatchObject({ title: 'Stand-up', recurring: true });
      await bench.editThere(second?.externalId ?? '', { start: inHours(56) });
      await sync(account.id, agent());
      expect(await starts()).toEqual(at(30, 56, 78, 102));
      await bench.deleteThere(third?.externalId ?? '');
      await sync(account.id, agent());
      expect(await starts()).toEqual(at(30, 56, 102));
      await readAnew();
      expect(await sync(account.id, agent())).toMatchObject({ created: 0, deleted: 0 });
      expect(await starts()).toEqual(at(30, 56, 102));
      await bench.addThere('Alone', inHours(31));
      await bench.deleteThere(series);
      await sync(account.id, agent());
      expect(await titles()).toEqual(['Alone']);
    });

    it('are told to the owner, once each; what is known already is neither written nor told', async () => {
      const id = await bench.addThere('News', inHours(5));
      const rooms = [`user:${agent().id}`];
      const accountTold = { resource: 'calendar-accounts', id: account.id, rooms };
      const eventsTold = { resource: 'calendar-events', id: null, rooms };
      const heard = () => heardDuring(() => sync(account.id, agent()));
      expect(await heard()).toEqual([accountTold, eventsTold]);
      const before = await CalendarEvent.findAll({ where: { calendarAccountId: account.id } });
      expect(await heard()).toEqual([accountTold]);
      await readAnew();
      expect(await heard()).toEqual([accountTold]);
      const after = await CalendarEvent.findAll({ where: { calendarAccountId: account.id } });
      expect(after.map(({ updatedAt }) => updatedAt)).toEqual(before.map(({ updatedAt }) => updatedAt));
      await bench.editThere(id, 'Newer');
      expect(await heard()).toEqual([accountTold, eventsTold]);
      await bench.deleteThere(id);
      expect(await heard()).toEqual([accountTold, eventsTold]);
    });
  });
});

/** Google wants a zone beside the times of a series. */
const zoned = (start: Date) => ({
  start: { dateTime: start.toISOString(), timeZone: 'UTC' },
  end: { dateTime: new Date(start.getTime() + HOUR).toISOString(), timeZone: 'UTC' },
});
