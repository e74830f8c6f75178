import SpaceDashboardOutlined from '@mui/icons-material/SpaceDashboardOutlined';
import type { Feature } from '../../feature';
import { paths } from '../../paths';

export const dashboardsFeature: Feature = {
  nav: [
    {
      label: 'Dashboards',
      path: paths.dashboards,
      icon: SpaceDashboardOutlined,
      key: 'b',
      flag: 'dashboards',
    },
  ],
  routes: [
    { path: paths.dashboards, lazy: () => import('./DashboardListPage') },
    { path: paths.dashboard(':id'), lazy: () => import('./DashboardPage') },
  ],
};
