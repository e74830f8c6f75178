import { act, render, renderHook, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { surroundings as wrapper } from '../testing/screen';
import { hangUp, refuse, startServer, whenTestEnds } from '../testing/server';
import { agents, leaders } from './agents';
import { campaigns } from './campaigns';
import { companies } from './companies';
import { contacts } from './contacts';
import { useRemoveDashboard, useRemoveWidget } from './dashboards';
import { deals } from './deals';
import { lists } from './lists';
import { properties } from './properties';
import { queryClient } from './queryClient';
import { useRemoveSchedule } from './schedules';
import { tasks } from './tasks';
import { teamSource, useDeleteTeam, useMoveToTeam } from './teams';

const server = startServer();
whenTestEnds(() => queryClient.clear());
const page = { items: [], total: 0, page: 1, pageSize: 50 };
const resources = { agents, campaigns, companies, contacts, deals, lists, properties, tasks };
const LIST = (name: string) => [name, 'list', {}];
const isOld = (key: readonly unknown[]) => queryClient.getQueryState(key)?.isInvalidated;

interface Change {
  mutateAsync: (input: never) => Promise<unknown>;
}
const run = async (hook: () => Change, input: unknown) => {
  const { result } = renderHook(hook, { wrapper });
  await act(() => result.current.mutateAsync(input as never));
};
const undo = async () => userEvent.click(await screen.findByRole('button', { name: 'Undo' }));

describe.each(Object.entries(resources))('%s', (name, resource) => {
  it('is asked for by page, by id and by a word', async () => {
    server.answer(`GET /${name}`, page);
    server.answer(`GET /${name}/:id`, { id: 'i' });
    await queryClient.fetchQuery({ ...resource.list({ page: 2, q: 'x' }), queryKey: ['one'] } as never);
    await queryClient.fetchQuery({ ...resource.record('i'), queryKey: ['two'] } as never);
    await resource.load('j');
    await resource.search('word');
    expect(server.asked().map(({ method, path, query }) => [method, path, query])).toEqual([
      ['GET', `/${name}`, { page: '2', q: 'x' }],
      ['GET', `/${name}/i`, {}],
      ['GET', `/${name}/j`, {}],
      ['GET', `/${name}`, { q: 'word', pageSize: '12' }],
    ]);
    expect(resource.list({ a: 1 }).queryKey).toEqual([name, 'list', { a: 1 }]);
    expect(resource.record('i').queryKey).toEqual([name, 'record', 'i']);
    expect(resource.name).toBe(name);
  });

  it('a new one is remembered, and the lists are old', async () => {
    queryClient.setQueryData(LIST(name), page);
    server.answer(`POST /${name}`, { id: 'new', name: 'New' });
    await run(resource.useCreate, { name: 'New' });
    expect(server.asked()[0]?.body).toEqual({ name: 'New' });
    expect(queryClient.getQueryData([name, 'record', 'new'])).toEqual({ id: 'new', name: 'New' });
    expect(isOld(LIST(name))).toBe(true);
  });

  it('a deleted one comes back by Undo', async () => {
    queryClient.setQueryData(LIST(name), page);
    server.answer(`DELETE /${name}/:id`, null);
    server.answer(`POST /${name}/:id/restore`, { id: 'i' });
    await run(resource.useRemove, { id: 'i', label: 'Ana' });
    await screen.findByText('Deleted Ana');
    expect(isOld(LIST(name))).toBe(true);
    queryClient.setQueryData(LIST(name), page);
    await undo();
    await waitFor(() => expect(isOld(LIST(name))).toBe(true));
    expect(server.calls()).toEqual([`DELETE /${name}/i`, `POST /${name}/i/restore`]);
  });
});

describe('several at once', () => {
  const show = () => render(<div />, { wrapper });
  it('are deleted, and those that were come back by Undo', async () => {
    show();
    queryClient.setQueryData(LIST('tasks'), page);
    server.answer('DELETE /tasks/:id', ({ params }: { params: { id: string } }) =>
      params.id === 'b' ? refuse(403, 'forbidden') : null,
    );
    server.answer('POST /tasks/:id/restore', {});
    await act(() => tasks.removeMany(['a', 'b', 'c']));
    await screen.findByText('1 of 3 could not be deleted. You are not allowed to do that.');
    await screen.findByText('Deleted 2 records');
    expect(isOld(LIST('tasks'))).toBe(true);
    await undo();
    await waitFor(() => expect(server.asked('POST /tasks/:id/restore')).toHaveLength(2));
    expect(server.asked('POST /tasks/:id/restore').map(({ params }) => params['id'])).toEqual(['a', 'c']);
  });
  it('of which none could be deleted leave nothing to undo, and say the true reason', async () => {
    show();
    server.answer('DELETE /tasks/:id', hangUp());
    await act(() => tasks.removeMany(['a']));
    await screen.findByText(
      '1 of 1 could not be deleted. The server cannot be reached. Check your connection.',
    );
    expect(screen.queryByText(/^Deleted/)).toBeNull();
  });
  it('one alone is one record', async () => {
    show();
    server.answer('DELETE /tasks/:id', null);
    await act(() => tasks.removeMany(['a']));
    await screen.findByText('Deleted 1 record');
  });
  it('are changed alike', async () => {
    show();
    queryClient.setQueryData(LIST('tasks'), page);
    server.answer('PATCH /tasks/:id', {});
    await act(() => tasks.updateMany(['a', 'b'], { title: 'T' }));
    await screen.findByText('Changed 2 records');
    expect(server.asked('PATCH /tasks/:id').map(({ body }) => body)).toEqual([
      { title: 'T' },
      { title: 'T' },
    ]);
    expect(isOld(LIST('tasks'))).toBe(true);
  });
  it('of which some could not be changed say how many and why', async () => {
    show();
    server.once('PATCH /tasks/:id', refuse(404, 'not_found'));
    server.answer('PATCH /tasks/:id', {});
    await act(() => tasks.updateMany(['a', 'b'], { title: 'T' }));
    await screen.findByText(/^1 of 2 could not be changed\. This record no longer exists/);
    expect(screen.queryByText(/^Changed/)).toBeNull();
  });
});

const team = { id: 't', name: 'T', office: 'O', market: null, manager: { id: 'm', name: 'M' } };
const schedule = {
  ...{ id: 's', dashboardId: 'd', frequency: 'daily', weekday: null, dayOfMonth: null, hour: 8, minute: 0 },
  ...{ timezone: 'UTC', enabled: true, recipients: [{ id: 'u', name: 'U' }] },
};
const { recipients: _people, id: _id, dashboardId: _board, ...times } = schedule;

describe('Undo', () => {
  it.each<[string, () => Change, unknown, string, string, unknown, string]>([
    [
      'a dashboard',
      useRemoveDashboard,
      { id: 'i', name: 'N' },
      'DELETE /dashboards/i',
      'POST /dashboards/i/restore',
      {},
      'dashboards',
    ],
    [
      'a widget',
      useRemoveWidget,
      { id: 'w', title: 'W', dashboardId: 'd' },
      'DELETE /widgets/w',
      'POST /widgets/w/restore',
      {},
      'dashboards',
    ],
    [
      'a team',
      useDeleteTeam,
      team,
      'DELETE /teams/t',
      'POST /teams',
      { name: 'T', office: 'O', market: null, managerId: 'm' },
      'teams',
    ],
    [
      'a schedule',
      useRemoveSchedule,
      schedule,
      'DELETE /schedules/s',
      'POST /dashboards/d/schedules',
      { ...times, userIds: ['u'] },
      'schedules',
    ],
  ])(
    'brings %s back as it was, and says when it cannot',
    async (_what, hook, input, ask, back, body, root) => {
      server.answer(ask, {});
      server.once(back, refuse(403, 'forbidden'));
      server.answer(back, {});
      await run(hook, input);
      await undo();
      await screen.findByText('You are not allowed to do that.');
      await run(hook, input);
      queryClient.setQueryData([root, 'list'], {});
      const [button] = (await screen.findAllByRole('button', { name: 'Undo' })).slice(-1);
      await userEvent.click(button as HTMLElement);
      await waitFor(() => expect(isOld([root, 'list'])).toBe(true));
      expect(server.asked(back).map((asked) => asked.body)).toEqual([body, body]);
    },
  );

  it('puts somebody back on their team', async () => {
    server.answer('PATCH /agents/i', { name: 'Ana', team: null });
    await run(useMoveToTeam, {
      agent: { id: 'i', name: 'Ana', team: { id: 'old', name: 'Old' } },
      teamId: null,
    });
    await screen.findByText('Moved Ana out of the team');
    await undo();
    await waitFor(() => expect(server.asked('PATCH /agents/i')).toHaveLength(2));
    expect(server.asked('PATCH /agents/i').map(({ body }) => body)).toEqual([
      { teamId: null },
      { teamId: 'old' },
    ]);
  });
});

describe('pickers', () => {
  it('leaders are managers and admins who are active', async () => {
    server.answer('GET /agents', page);
    await leaders.search('x');
    expect(server.asked()[0]?.query).toEqual({
      q: 'x',
      role: 'manager,admin',
      status: 'active',
      pageSize: '12',
    });
  });
  it('teams are searched in what is known, whatever the case', async () => {
    server.answer('GET /teams', [
      { id: 'a', name: 'North' },
      { id: 'b', name: 'South' },
    ]);
    expect(await teamSource.search('NOR')).toEqual({ items: [{ id: 'a', name: 'North' }], total: 1 });
    expect(await teamSource.load('b')).toEqual({ id: 'b', name: 'South' });
    expect(await teamSource.load('gone')).toEqual({ id: 'gone', name: 'A team that is no more' });
    expect(server.asked()).toHaveLength(1);
  });
});
