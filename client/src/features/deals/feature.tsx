import HandshakeOutlined from '@mui/icons-material/HandshakeOutlined';
import { lazy } from 'react';
import type { Feature } from '../../feature';
import { paths } from '../../paths';

export const dealsFeature: Feature = {
  nav: [{ label: 'Deals', path: paths.deals, icon: HandshakeOutlined, key: 'd' }],
  create: [{ label: 'Deal', form: 'deals', icon: HandshakeOutlined, permission: 'deals.write' }],
  forms: { deals: lazy(() => import('./DealForm')) },
  routes: [
    { path: paths.deals, lazy: () => import('./DealListPage') },
    { path: paths.deal(':id'), lazy: () => import('./DealPage') },
  ],
};
