import { beforeAll, describe, expect, it } from 'vitest';
import type { ReportQueryInput, ReportResult } from '@besahubs/contracts/reports';
import { database } from '../../models';
import { Task } from '../../models/Task';
import { useDatabase } from '../../testing/db';
import { httpClient } from '../../testing/http';
import { createFirm } from '../../testing/people';
import type { Firm } from '../../testing/people';
import { bucketsBetween } from './buckets';
import { previousSpan, spanOf } from './ranges';

useDatabase();
const api = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
  const task = (month: string, type: string, ownerId: string) => ({
    title: `${month} ${type}`,
    type,
    ownerId,
    dueAt: new Date(`2026-${month}-15T12:00:00Z`),
  });
  const [ann, cole, sid] = [firm.agent.id, firm.colleague.id, firm.stranger.id];
  await Task.bulkCreate([
    ...['call', 'call', 'call', 'email'].map((type) => task('04', type, ann)),
    task('04', 'meeting', cole),
    task('03', 'call', ann),
    ...['meeting', 'meeting', 'meeting', 'meeting'].map((type) => task('03', type, cole)),
    task('03', 'tour', sid),
    task('03', 'tour', sid),
  ] as never);
});

const april = {
  dataset: 'tasks',
  timezone: 'UTC',
  dateRange: { from: '2026-04-01', to: '2026-04-30' },
  compare: { mode: 'previous_full' },
} as const satisfies ReportQueryInput;
const ask = async (query: Omit<ReportQueryInput, 'dataset'>) => {
  const { status, data, error } = await api.post<ReportResult>('/widgets/query', firm.admin, {
    ...april,
    ...query,
  });
  expect([status, error]).toEqual([200, null]);
  return data;
};
const figures = ({ rows }: ReportResult, key: string) =>
  rows.map((row) => [row[key], row['count'], row['count.previous']]);

describe('a comparison', () => {
  it('shows what has vanished, in its place', async () => {
    const byType = await ask({ groupBy: ['type'], totals: true });
    expect(figures(byType, 'type')).toEqual([
      ['call', 3, 1],
      ['email', 1, 0],
      ['meeting', 1, 4],
      ['tour', 0, 2],
    ]);
    expect(byType.meta).toMatchObject({
      groupCount: 4,
      rowCount: 4,
      truncated: false,
      totals: { count: 5, 'count.previous': 7 },
    });
    expect(byType.chartData.series.map(({ data }) => data)).toEqual([
      [3, 1, 1, 0],
      [1, 0, 4, 2],
    ]);
    expect(figures(await ask({ groupBy: ['owner'] }), 'owner')).toEqual([
      ['Ann Tester', 4, 1],
      ['Cole Tester', 1, 4],
      ['Sid Tester', 0, 2],
    ]);
  });

  it('compares a group with what it came to, also where that would not have been shown', async () => {
    const first = await ask({ groupBy: ['owner'], limit: 1, orderBy: [{ id: 'count' }] });
    expect(figures(first, 'owner')).toEqual([['Ann Tester', 4, 1]]);
    expect(first.meta.truncated).toBe(true);
    const many = await ask({ groupBy: ['type'], having: [{ id: 'count', op: 'gt', value: 2 }] });
    expect(figures(many, 'type')).toEqual([['call', 3, 1]]);
    const all = await ask({
      groupBy: ['type'],
      limit: 1,
      totals: true,
      having: [{ id: 'count', op: 'gt', value: 2 }],
    });
    expect(all.meta.totals).toEqual({ count: 5, 'count.previous': 7 });
    const few = await ask({ groupBy: ['owner'], limit: 2 });
    expect(few.rows).toHaveLength(2);
    expect(few.meta).toMatchObject({ truncated: true, groupCount: 3 });
  });

  it('keeps the order that was asked for', async () => {
    const types = async (order: NonNullable<ReportQueryInput['orderBy']>, limit = 10) =>
      (await ask({ groupBy: ['type'], orderBy: order, limit })).rows.map((row) => row['type']);
    expect(await types([{ id: 'count', dir: 'asc' }])).toEqual(['tour', 'email', 'meeting', 'call']);
    expect(await types([{ id: 'type', dir: 'desc' }])).toEqual(['tour', 'meeting', 'email', 'call']);
    expect(await types([{ id: 'type', dir: 'desc' }], 3)).toEqual(['tour', 'meeting', 'email']);
    const owners = await ask({ groupBy: ['owner'], orderBy: [{ id: 'owner', dir: 'desc' }] });
    expect(owners.rows.map((row) => row['owner'])).toEqual(['Sid Tester', 'Cole Tester', 'Ann Tester']);
  });

  it('compares by the place in the range', async () => {
    const weeks = await ask({ groupBy: ['dueAt:month', 'type'] });
    expect(weeks.rows.map((row) => [row['dueAt'], row['type'], row['count'], row['count.previous']])).toEqual(
      [
        ['2026-04-01', 'call', 3, 1],
        ['2026-04-01', 'email', 1, 0],
        ['2026-04-01', 'meeting', 1, 4],
        ['2026-04-01', 'tour', 0, 2],
      ],
    );
  });

  it.each(['week', 'month', 'quarter', 'year'] as const)(
    'to date of a %s that has not begun is with the whole one before',
    (unit) => {
      const clock = { now: new Date('2026-11-15T12:00:00Z'), zone: 'UTC', weekStart: 1, fiscalStartMonth: 1 };
      const next = spanOf({ kind: 'calendar', unit, shift: 1 }, clock);
      const whole = previousSpan(next, 'previous_full', clock);
      expect(JSON.stringify(previousSpan(next, 'previous_to_date', clock))).toBe(JSON.stringify(whole));
    },
  );
});

describe('what a whole answer is', () => {
  it('fills gaps only where they fit into the limit, and says what was cut', async () => {
    const days = await ask({ groupBy: ['dueAt:day'], limit: 10, compare: undefined });
    expect(days.rows).toHaveLength(1);
    expect(days.meta.truncated).toBe(false);
    expect((await ask({ groupBy: ['dueAt:day'], limit: 30, compare: undefined })).rows).toHaveLength(30);
  });

  it('totals are over all rows, whatever having, limit and the top leave out', async () => {
    for (const part of [
      { having: [{ id: 'count', op: 'gt' as const, value: 3 }] },
      { limit: 1 },
      { topN: { n: 1, other: false } },
      { topN: { n: 1 } },
    ]) {
      const { meta } = await ask({ groupBy: ['owner'], totals: true, compare: undefined, ...part });
      expect(meta.totals).toEqual({ count: 5 });
    }
  });

  it('counts the rows that stand for no value, those of Other too', async () => {
    await Task.create({ title: 'Free', type: 'call', ownerId: firm.agent.id });
    const { rows, meta } = await ask({
      dateRange: undefined,
      compare: undefined,
      groupBy: ['dueAt:year', 'type'],
      topN: { n: 1, by: 'count' },
    });
    expect(meta.nullGroups).toBe(rows.filter((row) => row['dueAt'] === null).length);
    await Task.destroy({ where: { title: 'Free' }, force: true });
  });

  it('knows “no value” as the only one of the top', async () => {
    const { rows } = await ask({ groupBy: ['outcome'], topN: { n: 4 }, compare: undefined });
    expect(rows).toEqual([{ outcome: null, _other: false, count: 5 }]);
  });

  it('has no condition on dates', async () => {
    const { status, error } = await api.post('/widgets/query', firm.admin, {
      dataset: 'tasks',
      metrics: ['min:createdAt'],
      having: [{ id: 'min_createdAt', op: 'gt', value: 5 }],
    });
    expect([status, error?.fields]).toEqual([400, { 'having.0.id': 'Is no number.' }]);
  });
});

describe('hours where clocks change by half of one', () => {
  const hours = (from: string, to: string, zone: string) =>
    bucketsBetween(from, to, 'instant', 'hour', { zone, weekStart: 1, fiscalStartMonth: 1 }, 100);

  it('stay hours of the wall clock', () => {
    // Lord Howe, 2026-04-05: at 02:00 +11:00 it is 01:30 +10:30.
    const buckets = hours('2026-04-04T13:00:00Z', '2026-04-05T13:30:00Z', 'Australia/Lord_Howe');
    expect(buckets?.labels.slice(0, 5)).toEqual([
      'Apr 5, 00:00 +11:00',
      'Apr 5, 01:00 +11:00',
      'Apr 5, 01:30 +10:30',
      'Apr 5, 02:00 +10:30',
      'Apr 5, 03:00 +10:30',
    ]);
    expect(buckets?.labels).toHaveLength(25);
    expect(buckets?.end).toBe('2026-04-05T13:30:00Z');
  });

  it('are 23 and 25 where they change by a whole one', () => {
    expect(hours('2026-03-08T06:00:00Z', '2026-03-09T05:00:00Z', 'America/Chicago')?.keys).toHaveLength(23);
    expect(hours('2026-11-01T05:00:00Z', '2026-11-02T06:00:00Z', 'America/Chicago')?.keys).toHaveLength(25);
    expect(hours('2026-10-24T23:00:00Z', '2026-10-26T00:00:00Z', 'Europe/Lisbon')?.keys).toHaveLength(25);
  });
});

it('compares no dates by hours: a day that both periods touch would count twice', async () => {
  const { status, error } = await api.post('/widgets/query', firm.admin, {
    dataset: 'deals',
    dateRange: { field: 'actualCloseDate', preset: 'last_36_hours' },
    compare: { mode: 'previous_full' },
  });
  expect(status).toBe(400);
  expect(error?.fields).toEqual({ compare: 'Actual close has no hours: choose whole days.' });
});

it('refuses more groups before than it can match, since a shown one could be among them', async () => {
  await database().query(
    `INSERT INTO "Task" (title, "dueAt") SELECT 'Task ' || n, '2026-01-15T12:00:00Z' FROM generate_series(1, 100001) n`,
  );
  await database().query(`INSERT INTO "Task" (title, "dueAt") VALUES ('Task 7', '2026-02-15T12:00:00Z')`);
  const february = { ...april, dateRange: { from: '2026-02-01', to: '2026-02-28' }, groupBy: ['title'] };
  const refused = await api.post('/widgets/query', firm.admin, february);
  expect([refused.status, refused.error?.fields]).toEqual([
    400,
    { compare: 'Too many groups in the time before. Choose fewer, or a filter.' },
  ]);
  const filters = [{ field: 'title', op: 'in', value: ['Task 7', 'Task 8'] }];
  const { data } = await api.post<ReportResult>('/widgets/query', firm.admin, { ...february, filters });
  expect(figures(data, 'title')).toEqual([
    ['Task 7', 1, 1],
    ['Task 8', 0, 1],
  ]);
});
