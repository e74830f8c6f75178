import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '@besahubs/contracts/common';
import type { Dashboard, DashboardAnswers, DashboardLine, Widget } from '@besahubs/contracts/dashboards';
import type { DatasetInfo, ReportResult } from '@besahubs/contracts/reports';
import { AuditLog } from '../models/AuditLog';
import { Deal } from '../models/Deal';
import { Notification } from '../models/Notification';
import { changes } from '../services/changes';
import type { Change } from '../services/changes';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';

useDatabase();
const api = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
  const deal = (owner: Person, value: number) =>
    Deal.create({
      name: 'Deal',
      kind: 'sale',
      representation: 'seller',
      ownerId: owner.id,
      teamId: owner.user.teamId,
      value,
    });
  await deal(firm.agent, 100);
  await deal(firm.colleague, 30);
  await deal(firm.stranger, 7);
});

const create = async (as: Person = firm.agent, name = 'Mine', more: object = {}) =>
  (await api.post<Dashboard>('/dashboards', as, { name, ...more })).data;
const kpi = { type: 'kpi', title: 'Pipeline', dataset: 'deals', query: { metrics: ['sum:value'] } };
const addWidget = async (dashboardId: string, as: Person = firm.agent, widget: object = kpi) =>
  (await api.post<Widget>(`/dashboards/${dashboardId}/widgets`, as, widget)).data;
const names = async (as: Person, view: string) =>
  (await api.get<Page<DashboardLine>>(`/dashboards?view=${view}&sort=name`, as)).data.items.map(
    ({ name }) => name,
  );

describe('dashboards', () => {
  it('creates, renames, lays out, deletes and restores, and audits each step', async () => {
    const made = await create(firm.agent, 'Life');
    expect(made).toMatchObject({ name: 'Life', isShared: false, layout: [], widgets: [], version: 0 });
    expect(made.abilities).toEqual({ update: true, delete: true, share: true, schedule: true });
    const widget = await addWidget(made.id);
    const layout = [{ widgetId: widget.id, x: 6, y: 2, w: 4, h: 5 }];
    const put = await api.put<Dashboard>(`/dashboards/${made.id}`, firm.agent, { name: 'Work', layout });
    expect(put.data).toMatchObject({ name: 'Work', layout, widgetCount: 1 });
    expect(
      (await api.put(`/dashboards/${made.id}`, firm.agent, { name: 'Stale', version: 0 })).error?.code,
    ).toBe('conflict');

    expect((await api.delete(`/dashboards/${made.id}`, firm.agent)).status).toBe(200);
    expect((await api.get(`/dashboards/${made.id}`, firm.agent)).status).toBe(404);
    const back = await api.post<Dashboard>(`/dashboards/${made.id}/restore`, firm.agent);
    expect(back.data.widgets.map(({ title }) => title)).toEqual(['Pipeline']);
    const entries = await AuditLog.findAll({ where: { resourceId: made.id }, order: ['createdAt'] });
    expect(entries.map(({ action }) => action)).toEqual([
      'dashboard.create',
      'dashboard.update',
      'dashboard.delete',
      'dashboard.restore',
    ]);
  });

  it('lists mine and what is shared with me, by user or by role', async () => {
    await create(firm.manager, 'Private');
    await create(firm.manager, 'For Ann', { sharedWith: { userIds: [firm.agent.id] } });
    await create(firm.manager, 'For agents', { sharedWith: ['role:agent'] });
    await create(firm.stranger, 'Sid’s own');
    expect(await names(firm.manager, 'mine')).toEqual(['For agents', 'For Ann', 'Private']);
    expect(await names(firm.agent, 'shared')).toEqual(['For agents', 'For Ann']);
    expect(await names(firm.stranger, 'shared')).toEqual(['For agents']);
    expect(await names(firm.admin, 'shared')).toEqual([]);
  });

  it('is changed and shared by its owner only; whoever it is not shared with finds nothing', async () => {
    const { id } = await create(firm.agent, 'Shared', {
      sharedWith: { userIds: [firm.colleague.id], roles: ['manager'] },
    });
    const widget = await addWidget(id);
    for (const viewer of [firm.colleague, firm.manager, firm.otherManager]) {
      const seen = await api.get<Dashboard>(`/dashboards/${id}`, viewer);
      expect(seen.data).toMatchObject({
        isShared: true,
        sharedWith: { userIds: [], roles: [] },
        abilities: { update: false, share: false },
      });
      expect((await api.put(`/dashboards/${id}`, viewer, { name: 'X' })).status).toBe(403);
      expect((await api.put(`/widgets/${widget.id}`, viewer, { title: 'X' })).status).toBe(403);
      expect((await api.delete(`/widgets/${widget.id}`, viewer)).status).toBe(403);
      expect((await api.post(`/dashboards/${id}/widgets`, viewer, kpi)).status).toBe(403);
      expect((await api.delete(`/dashboards/${id}`, viewer)).status).toBe(403);
    }
    for (const outsider of [firm.stranger, firm.admin]) {
      expect((await api.get(`/dashboards/${id}`, outsider)).status).toBe(404);
      expect((await api.get(`/dashboards/${id}/widgets`, outsider)).status).toBe(404);
      expect((await api.put(`/widgets/${widget.id}`, outsider, { title: 'X' })).status).toBe(404);
      expect((await api.post(`/dashboards/${id}/query`, outsider, {})).status).toBe(404);
      expect((await api.post(`/dashboards/${id}/duplicate`, outsider, {})).status).toBe(404);
    }
    expect((await api.get('/dashboards', null)).status).toBe(401);
    await api.put(`/dashboards/${id}`, firm.agent, { sharedWith: [] });
    expect((await api.get(`/dashboards/${id}`, firm.colleague)).status).toBe(404);
  });

  it('shows everyone their own rows on a shared dashboard', async () => {
    const { id } = await create(firm.agent, 'Same question', {
      sharedWith: { roles: ['manager', 'agent', 'admin'] },
    });
    const widget = await addWidget(id);
    const sum = async (as: Person) => {
      const { data } = await api.post<DashboardAnswers>(`/dashboards/${id}/query`, as, {});
      const answer = data[widget.id];
      return answer && 'result' in answer ? answer.result.rows[0]?.['sum_value'] : answer;
    };
    expect([
      await sum(firm.agent),
      await sum(firm.manager),
      await sum(firm.stranger),
      await sum(firm.admin),
    ]).toEqual([100, 130, 7, 137]);
  });

  it('notifies whoever it is shared with, once, and nobody who saw it before', async () => {
    const { id } = await create(firm.agent, 'News', { sharedWith: { userIds: [firm.colleague.id] } });
    const told = async () => {
      const rows = await Notification.findAll({ where: { kind: 'dashboard.shared', resourceId: id } });
      return rows.map(({ userId }) => userId).sort();
    };
    expect(await told()).toEqual([firm.colleague.id]);
    await api.put(`/dashboards/${id}`, firm.agent, {
      sharedWith: { userIds: [firm.colleague.id], roles: ['manager'] },
    });
    const all = [firm.colleague.id, firm.manager.id, firm.otherManager.id].sort();
    expect(await told()).toEqual(all);
    await api.put(`/dashboards/${id}`, firm.agent, { name: 'Old news' });
    await api.put(`/dashboards/${id}`, firm.agent, { isShared: false });
    expect(await told()).toEqual(all);
    expect((await api.get(`/dashboards/${id}`, firm.colleague)).status).toBe(404);
  });

  it('keeps what it is filtered by when it is opened, also in a copy', async () => {
    const defaults = {
      dateRange: 'this_quarter',
      filters: [{ field: 'owner', op: 'eq' as const, value: 'me' }],
    };
    const { id, defaults: kept } = await create(firm.agent, 'Filtered', { defaults });
    expect(kept).toEqual(defaults);
    expect((await create(firm.agent, 'Plain')).defaults).toEqual({});
    const copy = await api.post<Dashboard>(`/dashboards/${id}/duplicate`, firm.agent, {});
    expect(copy.data.defaults).toEqual(defaults);
    const patched = await api.put<Dashboard>(`/dashboards/${id}`, firm.agent, { defaults: {} });
    expect(patched.data).toMatchObject({ name: 'Filtered', defaults: {} });
    const wrong = await api.put(`/dashboards/${id}`, firm.agent, { defaults: { dateRange: 'someday' } });
    expect(wrong.error?.fields).toHaveProperty(['defaults.dateRange']);
  });

  it('tells those who see it, and those who no longer do', async () => {
    const { id } = await create(firm.agent, 'Live', { sharedWith: { userIds: [firm.colleague.id] } });
    const heard: Change[] = [];
    const listener = (change: Change) => heard.push(change);
    changes.on('changed', listener);
    await api.put(`/dashboards/${id}`, firm.agent, { sharedWith: { roles: ['manager'] } });
    changes.off('changed', listener);
    const rooms = new Set(heard.filter((change) => change.id === id).flatMap((change) => change.rooms));
    expect(rooms).toEqual(new Set([`user:${firm.agent.id}`, `user:${firm.colleague.id}`, 'role:manager']));
  });

  it('copies with widgets and layout, for its new owner alone', async () => {
    const { id } = await create(firm.manager, 'Original', { sharedWith: { roles: ['agent'] } });
    await addWidget(id, firm.manager);
    const { data: copy, status } = await api.post<Dashboard>(`/dashboards/${id}/duplicate`, firm.agent, {});
    expect(status).toBe(201);
    expect(copy).toMatchObject({
      name: 'Original (copy)',
      isShared: false,
      widgetCount: 1,
      owner: { id: firm.agent.id },
    });
    expect(copy.layout[0]?.widgetId).toBe(copy.widgets[0]?.id);
  });

  it('names what is wrong', async () => {
    const paths = async (body: object) =>
      Object.keys((await api.post('/dashboards', firm.agent, body)).error?.fields ?? {});
    expect(await paths({ name: '', colour: 1 })).toEqual(expect.arrayContaining(['name', 'colour']));
    expect(await paths({ name: 'x', sharedWith: { userIds: [firm.north.id] } })).toEqual([
      'sharedWith.userIds.0',
    ]);
    const { id } = await create();
    const put = (layout: object[]) => api.put(`/dashboards/${id}`, firm.agent, { layout });
    expect((await put([{ widgetId: firm.north.id, x: 0, y: 0, w: 1, h: 1 }])).error?.fields).toHaveProperty([
      'layout.0.widgetId',
    ]);
    expect((await put([{ widgetId: firm.north.id, x: 9, y: 0, w: 9, h: 1 }])).error?.fields).toHaveProperty([
      'layout.0.w',
    ]);
  });
});

describe('widgets', () => {
  it('are added in free places, changed, deleted, restored in place, audited', async () => {
    const { id } = await create(firm.agent, 'Board');
    const first = await addWidget(id);
    const second = await addWidget(id);
    const bar = await addWidget(id, firm.agent, {
      ...kpi,
      type: 'bar',
      title: 'By stage',
      query: { groupBy: ['stage'] },
    });
    const { layout } = (await api.get<Dashboard>(`/dashboards/${id}`, firm.agent)).data;
    expect(layout).toEqual([
      { widgetId: first.id, x: 0, y: 0, w: 3, h: 4 },
      { widgetId: second.id, x: 3, y: 0, w: 3, h: 4 },
      { widgetId: bar.id, x: 0, y: 4, w: 6, h: 8 },
    ]);
    const changed = await api.put<Widget>(`/widgets/${bar.id}`, firm.agent, {
      title: 'Stages',
      query: { groupBy: ['status'], limit: 5 },
    });
    expect(changed.data).toMatchObject({
      title: 'Stages',
      version: 1,
      query: { groupBy: [{ field: 'status' }], limit: 5 },
    });
    expect((await api.put(`/widgets/${bar.id}`, firm.agent, { title: 'Old', version: 0 })).error?.code).toBe(
      'conflict',
    );
    await api.delete(`/widgets/${bar.id}`, firm.agent);
    expect((await api.get<Widget[]>(`/dashboards/${id}/widgets`, firm.agent)).data).toHaveLength(2);
    await api.post(`/widgets/${bar.id}/restore`, firm.agent);
    expect((await api.get<Dashboard>(`/dashboards/${id}`, firm.agent)).data.layout).toEqual(layout);
    const entries = await AuditLog.findAll({ where: { resourceId: bar.id }, order: ['createdAt'] });
    expect(entries.map(({ action }) => action)).toEqual([
      'widget.create',
      'widget.update',
      'widget.delete',
      'widget.restore',
    ]);
  });

  it('are refused when their query does not hold', async () => {
    const { id } = await create();
    const paths = async (widget: object) =>
      Object.keys(
        (await api.post(`/dashboards/${id}/widgets`, firm.agent, { ...kpi, ...widget })).error?.fields ?? {},
      );
    expect(await paths({ query: { groupBy: ['nope'] } })).toEqual(['query.groupBy.0.field']);
    expect(await paths({ query: { metrics: [{ agg: 'median2' }] } })).toEqual(['query.metrics.0.agg']);
    expect(await paths({ dataset: 'secrets', type: 'gauge' })).toEqual(['type', 'dataset']);
    const widget = await addWidget(id);
    const moved = await api.put(`/widgets/${widget.id}`, firm.agent, { dataset: 'tasks' });
    expect(moved.error?.fields).toHaveProperty(['query.metrics.0.field']);
  });

  it('fail alone: the others of the dashboard are answered', async () => {
    const { id } = await create();
    const good = await addWidget(id);
    const bad = await addWidget(id, firm.agent, {
      ...kpi,
      query: { groupBy: ['createdAt:hour'], dateRange: 'last_2_years' },
    });
    const { data } = await api.post<DashboardAnswers>(`/dashboards/${id}/query`, firm.agent, {});
    expect(data[good.id]).toHaveProperty('result');
    expect(data[bad.id]).toMatchObject({ error: { code: 'invalid' } });
  });
});

describe('POST /widgets/query', () => {
  it('answers the short form with rows, fields and chart data', async () => {
    const { data, status } = await api.post<ReportResult>('/widgets/query', firm.admin, {
      dataset: 'deals',
      metrics: [{ agg: 'sum', field: 'value' }],
      groupBy: ['owner'],
      filters: [{ field: 'value', op: 'gt', value: 10 }],
      dateRange: { preset: 'this_year' },
    });
    expect(status).toBe(200);
    expect(data.rows.map((row) => row['sum_value'])).toEqual([100, 30]);
    expect(data.fields.map(({ key, role }) => [key, role])).toEqual([
      ['owner', 'dimension'],
      ['sum_value', 'metric'],
    ]);
    expect(data.chartData).toMatchObject({
      labels: ['Ann Tester', 'Cole Tester'],
      series: [{ data: [100, 30] }],
    });
    expect(data.meta).toMatchObject({ timezone: 'America/Chicago', truncated: false, rowCount: 2 });
  });

  it.each([
    `'; DROP TABLE "Deal"; --`,
    `won' OR '1'='1`,
    '"Deal"."value"',
    '__proto__',
    'constructor',
    '$1',
    '%',
    '\\',
    'now()',
  ])('takes %j in every slot as a value or refuses it', async (text) => {
    const slots: object[] = [
      { metrics: [`sum:${text}`] },
      { metrics: [{ agg: text }] },
      { metrics: [{ agg: 'sum', field: text }] },
      { metrics: [{ id: text, agg: 'count' }] },
      { metrics: [{ agg: 'count', label: text }] },
      { groupBy: [text] },
      { groupBy: [{ field: 'createdAt', granularity: text }] },
      { filters: [{ field: text, op: 'eq', value: 1 }] },
      { filters: [{ field: 'name', op: text, value: 'x' }] },
      ...['eq', 'ne', 'contains', 'startsWith'].map((op) => ({
        filters: [{ field: 'name', op, value: text }],
      })),
      { filters: [{ field: 'name', op: 'in', value: [text] }] },
      { filters: [{ field: 'owner', op: 'eq', value: text }] },
      { filters: [{ field: 'tags', op: 'in', value: [text] }] },
      { filters: [{ field: 'createdAt', op: 'relative', value: text }] },
      { dateRange: { preset: text } },
      { dateRange: { field: text, preset: 'today' } },
      { dateRange: { from: text } },
      { timezone: text },
      { orderBy: [{ id: text }] },
      { orderBy: [{ id: 'count', dir: text }] },
      { having: [{ id: text, op: 'gt', value: 1 }] },
      { topN: { n: 1, by: text, field: text } },
      { limit: text },
      { [text]: 1 },
    ];
    for (const slot of slots) {
      const { status } = await api.post('/widgets/query', firm.admin, { dataset: 'deals', ...slot });
      expect([200, 400], JSON.stringify(slot)).toContain(status);
    }
    expect((await api.post('/widgets/query', firm.admin, { dataset: text })).status).toBe(400);
    expect(await Deal.count()).toBe(3);
  });

  it('refuses nesting without end', async () => {
    const deep = `${'{"and":['.repeat(5000)}{"field":"name","op":"isNull"}${']}'.repeat(5000)}`;
    const answer = await request(api.app)
      .post('/api/widgets/query')
      .set('authorization', `Bearer ${firm.admin.token}`)
      .type('json')
      .send(`{"dataset":"deals","filters":${deep}}`);
    expect(answer.status).toBe(400);
  });

  it('describes every dataset for the builder', async () => {
    const { data } = await api.get<DatasetInfo[]>('/reports/datasets', firm.agent);
    expect(data.map(({ key }) => key)).toEqual([
      'deals',
      'tasks',
      'properties',
      'contacts',
      'campaigns',
      'agents',
      'stageEvents',
      'leases',
      'activities',
      'emailEvents',
    ]);
    for (const { key, fields } of data)
      for (const field of fields.filter(({ groupable }) => groupable)) {
        const metrics = field.aggs.map((agg) => ({ agg, field: field.key, id: agg }));
        const asked = await api.post('/widgets/query', firm.manager, {
          dataset: key,
          groupBy: [field.key],
          metrics,
          totals: true,
        });
        expect(asked.status, `${key}.${field.key}: ${asked.error?.message}`).toBe(200);
      }
  });
});
