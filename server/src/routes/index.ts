import { authRoutes } from './auth';
import { companyRoutes } from './companies';
import { healthRoutes } from './health';
import { openapiRoutes } from './openapi';
import type { Route } from './route';

/** All routes of the API, as data: app.ts mounts them, openapi.ts writes them out, the structural tests walk them. */
export const allRoutes = (): Route[] => [...healthRoutes, ...openapiRoutes, ...authRoutes, ...companyRoutes];
