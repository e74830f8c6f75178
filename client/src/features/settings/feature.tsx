import SettingsOutlined from '@mui/icons-material/SettingsOutlined';
import { Navigate } from 'react-router-dom';
import type { Feature } from '../../feature';
import { paths } from '../../paths';

export const settingsFeature: Feature = {
  nav: [{ label: 'Settings', path: paths.settings, icon: SettingsOutlined, key: 's' }],
  routes: [
    {
      path: paths.settings,
      lazy: () => import('./SettingsLayout'),
      children: [
        { index: true, element: <Navigate to={paths.profile} replace /> },
        { path: paths.profile, lazy: () => import('./ProfilePage') },
      ],
    },
  ],
};
