import { cleanup, render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import type { RouteObject } from 'react-router-dom';
import type { Me } from '@besahubs/contracts/auth';
import type { Role } from '@besahubs/contracts/common';
import { queryClient } from '../api/queryClient';
import { adopt, useSession } from '../api/session';
import { FormHost } from '../app/shell/FormHost';
import { Providers } from '../app/Providers';
import { future, routes } from '../app/routes';
import { ZoneContext } from '../hooks/zone';
import { person, sessionOf } from './people';
import { whenTestEnds } from './server';

/** The app's own defaults; only the pause before a repeated request is none, so that a test need not wait for it. */
const defaults = queryClient.getDefaultOptions();
queryClient.setDefaultOptions({ ...defaults, queries: { ...defaults.queries, retryDelay: 0 } });

whenTestEnds(async () => {
  cleanup();
  await queryClient.cancelQueries();
  queryClient.clear();
});

interface Where {
  /** Address with its query: `/deals?view=list`. */
  path?: string;
  /** Who is signed in; null leaves the session as it stands. An agent when nothing is said. */
  as?: Role | Me | null;
}

function show(pages: RouteObject[], { path = '/', as = 'agent' }: Where) {
  if (as) adopt(sessionOf(typeof as === 'string' ? person(as) : as));
  const router = createMemoryRouter(pages, { initialEntries: [path], future });
  const drawn = render(
    <Providers>
      <RouterProvider router={router} future={{ v7_startTransition: true }} />
    </Providers>,
  );
  const at = () => router.state.location.pathname + router.state.location.search;
  return { ...drawn, user: userEvent.setup(), router, at };
}

/** Forms and time zone of who is signed in, as the shell gives them. */
function Inside({ children }: { children: ReactNode }) {
  const session = useSession();
  if (session.status !== 'signedIn') return children;
  return (
    <ZoneContext.Provider value={session.user.timezone}>
      <FormHost>{children}</FormHost>
    </ZoneContext.Provider>
  );
}

/**
 * Draws one screen, form or component as the app would: real query client, router, theme, toasts, forms of all features.
 * `at()` is the address, `router.navigate(-1)` the back button, `user` the person.
 * @param pattern the route that the screen stands at, when it reads `:id` of it
 */
export function renderScreen(
  element: ReactNode,
  { pattern = '*', ...where }: Where & { pattern?: string } = {},
) {
  const pages = [{ path: pattern, element: <Inside>{element}</Inside> }];
  return show(pattern === '*' ? pages : [...pages, { path: '*', element: null }], where);
}

/** Draws the whole app at an address: login, guards, shell and all pages. */
export const renderApp = (where: Where = {}) => show(routes, where);

/** For `renderHook`: the providers without a page. */
export const surroundings = Providers;
