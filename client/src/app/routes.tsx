import type { RouteObject } from 'react-router-dom';
import { ErrorPage, NotFoundPage } from './ErrorPages';
import { features } from './registry';
import { RequireSession } from './RequireSession';

/** Today's behaviour of the router's next major version, so that moving there changes nothing. */
export const future = {
  v7_relativeSplatPath: true,
  v7_fetcherPersist: true,
  v7_normalizeFormMethod: true,
  v7_partialHydration: true,
  v7_skipActionErrorRevalidation: true,
};

/** All pages. Those of features load when they are visited. */
export const routes: RouteObject[] = [
  {
    errorElement: <ErrorPage />,
    HydrateFallback: () => null,
    children: [
      ...features.flatMap((feature) => feature.publicRoutes ?? []),
      {
        element: <RequireSession />,
        children: [
          {
            errorElement: <ErrorPage />,
            children: [
              ...features.flatMap((feature) => feature.routes),
              { path: '*', element: <NotFoundPage /> },
            ],
          },
        ],
      },
    ],
  },
];
