import { auditRoutes } from './audit';
import { authRoutes } from './auth';
import { companyRoutes } from './companies';
import { contactRoutes } from './contacts';
import { healthRoutes } from './health';
import { homeRoutes } from './home';
import { notificationRoutes } from './notifications';
import { openapiRoutes } from './openapi';
import { propertyRoutes } from './properties';
import { searchRoutes } from './search';
import { taskRoutes } from './tasks';
import type { Route } from './route';

/** All routes of the API, as data: app.ts mounts them, openapi.ts writes them out, the structural tests walk them. */
export const allRoutes = (): Route[] => [
  ...healthRoutes,
  ...openapiRoutes,
  ...authRoutes,
  ...companyRoutes,
  ...contactRoutes,
  ...propertyRoutes,
  ...taskRoutes,
  ...notificationRoutes,
  ...auditRoutes,
  ...searchRoutes,
  ...homeRoutes,
];
