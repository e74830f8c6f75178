import { screen } from '@testing-library/react';
import { useQuery } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { deals } from '../api/deals';
import { toast } from '../components/toast';
import { ResourceList } from '../components/list/ResourceList';
import { useIsPhone } from '../hooks/ui';
import { renderApp, renderScreen } from './screen';
import { hangUp, refuse, startServer } from './server';
import { setScreen } from './setup';

const server = startServer();

function Probe({ id }: { id: string }) {
  const { data, error } = useQuery(deals.record(id));
  const phone = useIsPhone();
  return (
    <main>
      {data && <h1>{data.name}</h1>}
      {error && <p role="alert">{error.message}</p>}
      {phone && <p>phone</p>}
    </main>
  );
}

it('a screen talks to the scripted server, as who is signed in', async () => {
  server.answer('GET /deals/:id', ({ params }: { params: Record<string, string> }) => ({
    id: params['id'],
    name: `Deal ${params['id']}`,
  }));
  renderScreen(<Probe id="7" />, { as: 'manager' });
  expect(await screen.findByRole('heading', { name: 'Deal 7' })).toBeTruthy();
  expect(server.asked('GET /deals/:id')[0]?.headers.authorization).toBe('Bearer token of Mona Manager');
});

it('a refusal, a torn connection and a phone are seen', async () => {
  setScreen({ width: 400 });
  server.once('GET /deals/:id', hangUp());
  server.once('GET /deals/:id', refuse(403, 'forbidden', { message: 'Not yours' }));
  renderScreen(<Probe id="8" />);
  expect((await screen.findByRole('alert')).textContent).toBe('Not yours');
  expect(screen.getByText('phone')).toBeTruthy();
  expect(server.calls()).toEqual(['GET /deals/8', 'GET /deals/8']);
});

it('answers can come late and out of order', async () => {
  const first = server.hold('GET /deals/:id', { id: 'a', name: 'First' });
  const second = server.hold('GET /deals/:id', { id: 'b', name: 'Second' });
  renderScreen(
    <>
      <Probe id="a" />
      <Probe id="b" />
    </>,
  );
  await Promise.all([first.asked, second.asked]);
  second.release();
  await screen.findByRole('heading', { name: 'Second' });
  expect(screen.queryByRole('heading', { name: 'First' })).toBeNull();
  first.release();
  await screen.findByRole('heading', { name: 'First' });
});

it('a grid draws its rows, and a toast is read', async () => {
  server.answer('GET /deals', { items: [{ id: '1', name: 'Tower' }], total: 1, page: 1, pageSize: 50 });
  const none: readonly [] = [];
  const { user } = renderScreen(
    <ResourceList
      resource={deals}
      title="Deals"
      columns={[{ key: 'name', label: 'Name', render: (row) => row.name }]}
      filters={none}
      defaultSort="name"
      card={(row) => ({ title: row.name })}
      href={(id) => `/deals/${id}`}
      empty={{ noun: 'deals', why: '' }}
      primaryAction={<button onClick={() => toast.success('Said')}>Say</button>}
    />,
  );
  await screen.findByRole('gridcell', { name: 'Tower' });
  await user.click(screen.getByRole('button', { name: 'Say' }));
  await screen.findByText('Said');
});

it('the whole app stands at an address', async () => {
  server.answer('GET /notifications/unread', { unread: 3 });
  renderApp({ path: '/nowhere', as: 'admin' });
  await screen.findByText('There is nothing here');
  await screen.findByRole('button', { name: 'Notifications, 3 unread' });
});
