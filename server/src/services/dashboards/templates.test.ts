import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '@besahubs/contracts/common';
import type {
  Dashboard,
  DashboardAnswers,
  DashboardLine,
  DashboardTemplate,
  Widget,
} from '@besahubs/contracts/dashboards';
import type { ReportResult } from '@besahubs/contracts/reports';
import { namesDates } from '@besahubs/contracts/widgetDates';
import { Dashboard as DashboardRow } from '../../models/Dashboard';
import { User } from '../../models/User';
import { seedDemo } from '../../seeders';
import { useDatabase } from '../../testing/db';
import { httpClient } from '../../testing/http';
import type { Person } from '../../testing/people';
import { signAccessToken } from '../auth/tokens';

useDatabase();
const api = httpClient();
const people: Record<'admin' | 'manager' | 'agent', Person> = {} as never;

async function demoUser(local: string): Promise<Person> {
  const user = await User.findOne({ where: { email: `${local}@besahubs.test` }, rejectOnEmpty: true });
  return {
    user,
    id: user.id,
    token: signAccessToken(user.id),
    ctx: { actor: null as never, requestId: 'test' },
  };
}

beforeAll(async () => {
  await seedDemo();
  for (const role of ['admin', 'manager', 'agent'] as const) people[role] = await demoUser(role);
}, 60_000);

const shows = ({ rows }: ReportResult, { type }: Widget): boolean => {
  const figures = rows.flatMap((row) =>
    Object.entries(row).flatMap(([key, cell]) => (key.endsWith('.previous') ? [] : [cell])),
  );
  if (type === 'table') return rows.length > 0;
  return figures.some((cell) => typeof cell === 'number');
};

/** Titles of widgets that failed, with their error, or that have nothing to show. */
async function emptyWidgets(as: Person, dashboard: Pick<Dashboard, 'id' | 'widgets'>): Promise<string[]> {
  const { data } = await api.post<DashboardAnswers>(`/dashboards/${dashboard.id}/query`, as, {});
  return dashboard.widgets.flatMap((widget) => {
    const answer = data[widget.id];
    if (answer && 'result' in answer && shows(answer.result, widget)) return [];
    return [`${widget.title}: ${JSON.stringify(answer && 'error' in answer ? answer.error : 'empty')}`];
  });
}

describe('templates', () => {
  it('are offered with what they bring', async () => {
    const { data } = await api.get<DashboardTemplate[]>('/dashboards/templates', people.agent);
    expect(data.map(({ key }) => key)).toEqual([
      'sales_leader',
      'agent_day',
      'lease_expirations',
      'marketing',
    ]);
    for (const { widgets, description } of data) {
      expect(widgets.length).toBeGreaterThanOrEqual(6);
      expect(description).toBeTruthy();
    }
    expect((await api.get('/dashboards/templates', null)).status).toBe(401);
  });

  it.each([
    ['sales_leader', 'admin'],
    ['sales_leader', 'manager'],
    ['sales_leader', 'agent'],
    ['agent_day', 'agent'],
    ['lease_expirations', 'admin'],
    ['lease_expirations', 'manager'],
    ['lease_expirations', 'agent'],
    ['marketing', 'admin'],
    ['marketing', 'manager'],
  ] as const)('%s has something to show in every widget, for the %s', async (template, role) => {
    const as = people[role];
    const { data, status } = await api.post<Dashboard>('/dashboards', as, { name: template, template });
    expect(status).toBe(201);
    expect(data.layout).toHaveLength(data.widgets.length);
    expect(await emptyWidgets(as, data)).toEqual([]);
  });

  it('name no range in a title: the dashboard can be set to another one, and the line below the title says which', async () => {
    const { data } = await api.get<DashboardTemplate[]>('/dashboards/templates', people.agent);
    const titles = data.flatMap(({ widgets }) => widgets.map(({ title }) => title));
    expect(titles.filter(namesDates)).toEqual([]);
  });

  it('keep what is open, forecast or a goal as it is, whatever range the dashboard has, and say so', async () => {
    const template = 'sales_leader';
    const { data: board } = await api.post<Dashboard>('/dashboards', people.admin, {
      name: template,
      template,
    });
    const ask = async (filters: object) => {
      const path = `/dashboards/${board.id}/query`;
      const { data } = await api.post<DashboardAnswers>(path, people.admin, { filters });
      return new Map(
        board.widgets.map(({ id, title }) => {
          const answer = data[id];
          if (!answer || !('result' in answer)) throw new Error(title);
          return [title, answer];
        }),
      );
    };
    const [plain, ranged] = [await ask({}), await ask({ dateRange: 'last_30_days' })];
    const kept = [...ranged].filter(([, { dates }]) => dates.kept).map(([title]) => title);
    expect(kept).toEqual([
      'Weighted pipeline',
      'Weighted commission by stage',
      'Closed and weighted commission against goals',
      'Forecast: weighted commission by expected close',
      'Leaderboard',
      'Stale deals: longest in their stage',
    ]);
    for (const title of kept) {
      expect(ranged.get(title)?.result.rows).toEqual(plain.get(title)?.result.rows);
      expect(ranged.get(title)?.ignored).toEqual(['dateRange']);
    }
    expect(ranged.get('Leaderboard')?.dates.besides).toEqual([
      { label: 'Closed commission', preset: 'this_year' },
    ]);
    for (const [title, { dates }] of ranged)
      if (!kept.includes(title)) expect(dates).toMatchObject({ by: 'dashboard', preset: 'last_30_days' });
    expect(ranged.get('Win rate')?.dates).toMatchObject({ field: 'Actual close', own: 'last_90_days' });
  });

  it('lay their widgets out without overlap', async () => {
    for (const template of ['sales_leader', 'agent_day', 'lease_expirations', 'marketing']) {
      const { data } = await api.post<Dashboard>('/dashboards', people.admin, { name: template, template });
      const cells = data.layout.flatMap(({ x, y, w, h }) =>
        Array.from({ length: w * h }, (_empty, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
      );
      expect(new Set(cells).size).toBe(cells.length);
    }
  });

  it('refuses a template there is none of, and makes nothing', async () => {
    const before = await DashboardRow.count();
    const { error } = await api.post('/dashboards', people.agent, { name: 'X', template: 'nothing' });
    expect(error?.fields).toHaveProperty('template');
    expect(await DashboardRow.count()).toBe(before);
  });
});

describe('the dashboards of the demo', () => {
  const seen = async (as: Person) => {
    const { data } = await api.get<Page<DashboardLine>>('/dashboards?pageSize=100&sort=createdAt', as);
    return new Map(data.items.map((line) => [line.name, line]));
  };

  it('are there for whom they are meant, and full', async () => {
    const [admin, manager, agent] = [
      await seen(people.admin),
      await seen(people.manager),
      await seen(people.agent),
    ];
    expect(admin.get('Sales Leader')).toMatchObject({ sharedWith: { roles: ['manager'] } });
    expect(admin.get('Lease expirations')?.sharedWith.userIds).toEqual([people.manager.id]);
    for (const name of ['Sales Leader', 'Lease expirations']) {
      expect(manager.get(name)).toMatchObject({ isShared: true, abilities: { update: false } });
      expect(agent.has(name)).toBe(false);
    }
    expect(agent.has('Agent day')).toBe(true);
    expect(admin.has('Agent day')).toBe(false);
    for (const [lines, name, as] of [
      [admin, 'Sales Leader', people.admin],
      [manager, 'Sales Leader', people.manager],
      [manager, 'Lease expirations', people.manager],
      [agent, 'Agent day', people.agent],
    ] as const) {
      const { data } = await api.get<Dashboard>(`/dashboards/${lines.get(name)?.id ?? ''}`, as);
      expect(await emptyWidgets(as, data)).toEqual([]);
    }
  });
});
