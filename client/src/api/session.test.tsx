import { screen, waitFor } from '@testing-library/react';
import { useQuery } from '@tanstack/react-query';
import { beforeEach, expect, it } from 'vitest';
import type { Task } from '@besahubs/contracts/tasks';
import { person, sessionOf } from '../testing/people';
import { renderScreen } from '../testing/screen';
import { hangUp, refuse, startServer, stream } from '../testing/server';
import type { Ask, Held } from '../testing/server';
import { api, getAccessToken, refreshSession } from './client';
import { dashboardAnswers, retryWidget } from './dashboardAnswers';
import { queryClient } from './queryClient';
import { adopt, restoreSession, signIn, signOut, updateMe, useSession } from './session';
import { tasks } from './tasks';

const server = startServer();
const ana = person('agent');
const mona = person('manager');
const page = (items: unknown[]) => ({ items, total: items.length, page: 1, pageSize: 50 });
const secret = { id: 's', title: 'Secret of Ana', version: 1 } as Task;

function Who() {
  const session = useSession();
  return <p role="status">{session.status === 'signedIn' ? session.user.name : session.status}</p>;
}
const isShown = (text: string) =>
  waitFor(() => expect(screen.getAllByRole('status').map((each) => each.textContent)).toContain(text));
/** As in the app: what is behind the login goes with the session. */
const Tasks = () => (useSession().status === 'signedIn' ? <TaskList /> : null);
function TaskList() {
  const { data } = useQuery(tasks.list({}));
  const rename = tasks.useUpdate();
  const remove = tasks.useRemove();
  return (
    <main>
      {data?.items.map(({ id, title }) => (
        <p key={id}>{title}</p>
      ))}
      <button onClick={() => rename.mutate({ id: 's', patch: { title: 'Renamed secret' } })}>Rename</button>
      <button onClick={() => remove.mutate({ id: 's', label: 'the secret' })}>Remove</button>
    </main>
  );
}
/** Everything that is remembered, as text. */
const memory = () =>
  JSON.stringify(
    queryClient
      .getQueryCache()
      .getAll()
      .map(({ state }) => state.data),
  );
/** The answer, and all that follows from it, has come. */
const arrived = async (held: Held, answer?: unknown) => {
  held.release(answer);
  await held.givenUp;
  server.answer('GET /turn', null);
  await fetch('/api/turn');
  await new Promise((resolve) => setTimeout(resolve));
};
async function becomeMona() {
  server.answer('POST /auth/logout', null);
  server.answer('POST /auth/login', sessionOf(mona));
  await signOut();
  await signIn('mona@firm.test', 'a long password');
}

beforeEach(() => {
  server.answer('GET /tasks', ({ headers }: Ask) =>
    page(headers.authorization?.includes('Ana') ? [secret] : [{ id: 'm', title: 'Task of Mona' }]),
  );
});

it('on page load the refresh cookie becomes a session, or does not', async () => {
  renderScreen(<Who />, { as: null });
  server.once('POST /auth/refresh', sessionOf(ana, 'fresh'));
  await restoreSession();
  await isShown('Ana Agent');
  expect(getAccessToken()).toBe('fresh');
  server.once('POST /auth/refresh', refuse(401, 'unauthenticated'));
  await restoreSession();
  await isShown('anonymous');
});

it('a server out of reach is told apart from nobody being signed in', async () => {
  renderScreen(<Who />, { as: null });
  server.once('POST /auth/refresh', hangUp());
  await restoreSession();
  await isShown('unreachable');
});

it('a login sends what was typed, without a token of before, and a changed profile is shown', async () => {
  renderScreen(<Who />);
  server.answer('POST /auth/login', sessionOf(mona));
  await signIn('mona@firm.test', 'a long password');
  expect(server.asked('POST /auth/login')[0]).toMatchObject({
    body: { email: 'mona@firm.test', password: 'a long password' },
  });
  expect(server.asked('POST /auth/login')[0]?.headers.authorization).toBeUndefined();
  await isShown('Mona Manager');
  updateMe({ ...mona, name: 'Mona Moved' });
  await isShown('Mona Moved');
});

it('a refused login changes nothing', async () => {
  renderScreen(<Who />);
  server.answer('POST /auth/login', refuse(401, 'unauthenticated'));
  await expect(signIn('a@b.test', 'wrong')).rejects.toMatchObject({ code: 'unauthenticated' });
  await isShown('Ana Agent');
});

it('whoever signs in next sees nothing of who was here before', async () => {
  renderScreen(
    <>
      <Who />
      <Tasks />
    </>,
  );
  await screen.findByText('Secret of Ana');
  await becomeMona();
  expect(memory()).not.toContain('Secret');
  await isShown('Mona Manager');
  expect(getAccessToken()).toBe('token of Mona Manager');
});

it('signing out works without the server too', async () => {
  renderScreen(<Who />);
  queryClient.setQueryData(['tasks', 'list', {}], page([secret]));
  server.answer('POST /auth/logout', hangUp());
  await signOut();
  await isShown('anonymous');
  expect(memory()).not.toContain('Secret');
  expect(getAccessToken()).toBeNull();
});

it('a list that was asked for before arrives at nobody', async () => {
  const late = server.hold('GET /tasks', page([secret]));
  const { unmount } = renderScreen(<Tasks />);
  await late.asked;
  unmount();
  await becomeMona();
  await arrived(late);
  expect(memory()).not.toContain('Secret');
});

it.each([
  ['accepted', { ...secret, title: 'Renamed secret' }],
  ['refused', refuse(409, 'conflict')],
  ['torn off', hangUp()],
])('a change that is %s after its author has left leaves no trace', async (_name, answer) => {
  const { user } = renderScreen(<Tasks />);
  await screen.findByText('Secret of Ana');
  const late = server.hold('PATCH /tasks/:id');
  await user.click(screen.getByRole('button', { name: 'Rename' }));
  await late.asked;
  await becomeMona();
  await arrived(late, answer);
  expect(memory()).not.toMatch(/secret/i);
  expect(screen.queryByText('Someone else changed this in the meantime.')).toBeNull();
});

it('nothing is undone in the name of another', async () => {
  const { user } = renderScreen(<Tasks />);
  await screen.findByText('Secret of Ana');
  const late = server.hold('DELETE /tasks/:id');
  await user.click(screen.getByRole('button', { name: 'Remove' }));
  await late.asked;
  await becomeMona();
  await arrived(late);
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

it('what may be undone is offered to its author only', async () => {
  const { user } = renderScreen(<Tasks />);
  await screen.findByText('Secret of Ana');
  server.answer('DELETE /tasks/:id', null);
  await user.click(screen.getByRole('button', { name: 'Remove' }));
  await screen.findByRole('button', { name: 'Undo' });
  await becomeMona();
  // By itself it would stay for eight seconds.
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull(), { timeout: 4_000 });
});

it('who takes over without a sign-out between (an accepted invitation) sees nothing of before either', () => {
  adopt(sessionOf(ana));
  queryClient.setQueryData(['tasks', 'list', {}], page([secret]));
  adopt(sessionOf(mona));
  expect(memory()).not.toContain('Secret');
});

it('a write of before, refused for its old token, is not repeated in the name of another', async () => {
  adopt(sessionOf(ana));
  const late = server.hold('POST /tasks', refuse(401, 'unauthenticated'));
  void api.post('/tasks', { title: 'by Ana' }).catch(() => undefined);
  await late.asked;
  await becomeMona();
  await arrived(late);
  expect(server.asked('POST /tasks')).toHaveLength(1);
  expect(server.asked('POST /auth/refresh')).toHaveLength(0);
});

it('a renewal that was asked for before gives its token to nobody', async () => {
  adopt(sessionOf(ana));
  const late = server.hold('POST /auth/refresh', sessionOf(ana, 'late token of Ana'));
  void refreshSession();
  await late.asked;
  await becomeMona();
  await arrived(late);
  expect(getAccessToken()).toBe('token of Mona Manager');
});

it('a slow start of the page does not undo a login that was quicker', async () => {
  renderScreen(<Who />, { as: null });
  const late = server.hold('POST /auth/refresh', refuse(401, 'unauthenticated'));
  void restoreSession();
  await late.asked;
  adopt(sessionOf(mona));
  await arrived(late);
  await isShown('Mona Manager');
});

it('a single answer of a dashboard that was asked for before is not kept', async () => {
  adopt(sessionOf(ana));
  const run = { dashboardId: 'd', widgets: [{ id: 'w', version: 1 }], filters: {}, viewAs: null };
  const line = { widgetId: 'w', error: { code: 'internal', message: 'Secret of Ana' } };
  const late = server.hold(
    'POST /dashboards/:id/query',
    stream([`${JSON.stringify(line)}\n{"done":true}\n`]),
  );
  void retryWidget(run as Parameters<typeof retryWidget>[0], 'w').catch(() => undefined);
  await late.asked;
  await becomeMona();
  await arrived(late);
  expect(
    queryClient.getQueryData(dashboardAnswers(run as Parameters<typeof retryWidget>[0]).queryKey),
  ).toBeUndefined();
});

it('a renewal that fails signs out, clears everything and says so', async () => {
  let expired: unknown;
  function Expired() {
    const session = useSession();
    if (session.status === 'anonymous') expired = session.expired;
    return null;
  }
  const { user } = renderScreen(
    <>
      <Who />
      <Expired />
      <Tasks />
    </>,
  );
  await screen.findByText('Secret of Ana');
  server.answer('GET /tasks', refuse(401, 'unauthenticated'));
  server.answer('PATCH /tasks/:id', refuse(401, 'unauthenticated'));
  server.answer('POST /auth/refresh', refuse(401, 'unauthenticated'));
  await user.click(screen.getByRole('button', { name: 'Rename' }));
  await isShown('anonymous');
  await new Promise((resolve) => setTimeout(resolve));
  expect(expired).toBe(true);
  expect(memory()).not.toMatch(/secret/i);
});

it('what happens in another tab happens here', async () => {
  const other = new BroadcastChannel('besahubs-session');
  const heard: unknown[] = [];
  other.onmessage = ({ data }: MessageEvent) => heard.push(data);
  renderScreen(<Who />);
  await waitFor(() => expect(heard).toEqual(['signed-in']));
  queryClient.setQueryData(['tasks', 'list', {}], page([secret]));
  other.postMessage('signed-out');
  await isShown('anonymous');
  expect(memory()).not.toContain('Secret');
  expect(getAccessToken()).toBeNull();

  server.once('POST /auth/refresh', sessionOf(mona));
  other.postMessage('signed-in');
  await isShown('Mona Manager');
  server.answer('POST /auth/logout', null);
  await signOut();
  await waitFor(() => expect(heard).toEqual(['signed-in', 'signed-out']));
  other.close();
});
