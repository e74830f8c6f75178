import { act, renderHook } from '@testing-library/react';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { MUTATIONS } from '../testing/mutationCalls';
import { QUERIES, page, rec } from '../testing/queryCalls';
import type { Asked } from '../testing/queryCalls';
import { startServer, whenTestEnds } from '../testing/server';
import * as activities from './activities';
import * as agents from './agents';
import * as audit from './audit';
import * as auth from './auth';
import * as calendar from './calendar';
import * as campaigns from './campaigns';
import * as dashboards from './dashboards';
import * as deals from './deals';
import * as email from './email';
import * as home from './home';
import * as integrations from './integrations';
import * as lists from './lists';
import * as notifications from './notifications';
import * as properties from './properties';
import { queryClient } from './queryClient';
import * as reports from './reports';
import * as schedules from './schedules';
import * as search from './search';
import * as sendgrid from './sendgrid';
import * as teams from './teams';

/** What each query and mutation of the resource files asks, and which of the remembered answers it makes old. */
const server = startServer();
const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
);
vi.mock('notistack', async (actual) => ({
  ...(await actual<object>()),
  enqueueSnackbar: () => 'toast',
  closeSnackbar: () => undefined,
}));
whenTestEnds(() => queryClient.clear());

type Options = Parameters<typeof queryClient.fetchQuery>[0];
const fetching = (options: unknown): Promise<unknown> =>
  'initialPageParam' in (options as object)
    ? queryClient.fetchInfiniteQuery(options as Parameters<typeof queryClient.fetchInfiniteQuery>[0])
    : queryClient.fetchQuery(options as Options);
const onlyAsk = () => {
  const [first, ...rest] = server.asked();
  expect(rest.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  return first;
};
function expectAsked({ ask, query = {}, body }: Asked) {
  const asked = onlyAsk();
  expect(`${asked?.method} ${asked?.path}`).toBe(ask);
  expect(asked?.query).toEqual(query);
  expect(asked?.body).toEqual(body);
}

describe.each(Object.entries(QUERIES))('the query %s', (_name, row) => {
  it('asks the right thing under a key that changes of its resource make old', async () => {
    server.answer(row.ask, row.answer ?? rec);
    await fetching(row.options);
    expectAsked(row);
    expect((row.options as { queryKey: string[] }).queryKey[0]).toBe(row.root);
  });
});

const abandonable = Object.entries(QUERIES).filter(([, { stays }]) => !stays);
it.each(abandonable)('%s is given up when nobody looks any more', async (_name, row) => {
  const slow = server.hold(row.ask, row.answer ?? rec);
  const fetched = fetching(row.options).catch(() => undefined);
  await slow.asked;
  await queryClient.cancelQueries();
  await slow.givenUp;
  await fetched;
});

const PROBES = [
  ...['activities', 'agents', 'calendar-accounts', 'calendar-events', 'campaigns', 'companies', 'contacts'],
  ...['dashboards', 'deals', 'lists', 'notifications', 'properties', 'schedules', 'tasks', 'teams'],
].flatMap((root): (readonly [string, string])[] => [
  [root, 'list'],
  [root, 'record'],
]);
const MAIL = ['email', 'activity', 'contacts', 'i'] as const;
/** `deals` when its lists and its records are old, `deals.list` when only its lists. */
function madeOld(): string[] {
  const old = [...PROBES, MAIL].filter((key) => queryClient.getQueryState(key)?.isInvalidated);
  const both = (root: string) => old.filter(([each]) => each === root).length === 2;
  const names = old.map(([root, kind]) => (both(root) ? root : `${root}.${kind}`));
  return [...new Set(names)].sort();
}

it.each(Object.entries(MUTATIONS))(
  '%s asks the right thing and makes the right answers old',
  async (_name, row) => {
    for (const key of [...PROBES, MAIL]) queryClient.setQueryData(key, key[1] === 'list' ? page : rec);
    server.answer(row.ask, row.answer ?? rec);
    let pending: Promise<unknown> | undefined;
    const { result } = renderHook(
      () => {
        const made = row.run();
        if (!('mutateAsync' in made)) pending ??= made;
        return made;
      },
      { wrapper },
    );
    await act(async () => {
      const made = result.current;
      await ('mutateAsync' in made ? made.mutateAsync(row.input as never) : pending);
    });
    await vi.waitFor(() => expect(madeOld()).toEqual(row.old));
    expectAsked(row);
  },
);

/** Calls nothing, or is tested where its effect is seen. */
const ELSEWHERE = new Set([
  ...[
    'agents.leaders',
    'teams.teamSource',
    'calendar.connectCalendar',
    'calendar.timesOf',
    'email.useLiveEmail',
  ],
  ...['dashboards.datasetsReading', 'dashboards.refetchReports'],
]);
const files = { activities, agents, audit, auth, calendar, campaigns, dashboards, deals, email, home };
const rest = { integrations, lists, notifications, properties, reports, schedules, search, sendgrid, teams };

it('every export of the resource files has its row', () => {
  const known = new Set([...Object.keys(QUERIES), ...Object.keys(MUTATIONS)]);
  const missing = Object.entries({ ...files, ...rest }).flatMap(([file, exports]) =>
    Object.entries(exports as Record<string, object>)
      .filter(([, value]) => !('useCreate' in value))
      .map(([name]) => `${file}.${name}`)
      .filter((name) => !known.has(name) && !ELSEWHERE.has(name)),
  );
  expect(missing).toEqual([]);
});
