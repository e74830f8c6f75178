import { activityRoutes } from './activities';
import { agentRoutes } from './agents';
import { auditRoutes } from './audit';
import { authRoutes } from './auth';
import { calendarRoutes } from './calendar';
import { campaignRoutes } from './campaigns';
import { companyRoutes } from './companies';
import { contactRoutes } from './contacts';
import { dealRoutes } from './deals';
import { emailRoutes } from './email';
import { healthRoutes } from './health';
import { homeRoutes } from './home';
import { integrationRoutes } from './integrations';
import { invitationRoutes } from './invitations';
import { listRoutes } from './lists';
import { notificationRoutes } from './notifications';
import { openapiRoutes } from './openapi';
import { propertyRoutes } from './properties';
import { publicMailRoutes } from './publicMail';
import { dashboardRoutes } from './dashboards';
import { exportRoutes } from './exports';
import { reportRoutes } from './reports';
import { scheduleRoutes } from './schedules';
import { searchRoutes } from './search';
import { sendgridRoutes } from './sendgrid';
import { taskRoutes } from './tasks';
import type { Route } from './route';

/** All routes of the API, as data: app.ts mounts them, openapi.ts writes them out, the structural tests walk them. */
export const allRoutes = (): Route[] => [
  ...healthRoutes,
  ...openapiRoutes,
  ...authRoutes,
  ...invitationRoutes,
  ...agentRoutes,
  ...companyRoutes,
  ...contactRoutes,
  ...propertyRoutes,
  ...dealRoutes,
  ...activityRoutes,
  ...taskRoutes,
  ...campaignRoutes,
  ...listRoutes,
  ...emailRoutes,
  ...sendgridRoutes,
  ...integrationRoutes,
  ...publicMailRoutes,
  ...calendarRoutes,
  ...notificationRoutes,
  ...auditRoutes,
  ...searchRoutes,
  ...dashboardRoutes,
  ...reportRoutes,
  ...exportRoutes,
  ...scheduleRoutes,
  ...homeRoutes,
];
