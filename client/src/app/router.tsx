import { createBrowserRouter } from 'react-router-dom';
import { ErrorPage, NotFoundPage } from './ErrorPages';
import { features } from './registry';
import { RequireSession } from './RequireSession';

/** All pages. Those of features load when they are visited. */
export const router = createBrowserRouter([
  {
    errorElement: <ErrorPage />,
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
]);
