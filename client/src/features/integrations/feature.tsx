import type { Feature } from '../../feature';
import { paths } from '../../paths';

export const integrationsFeature: Feature = {
  routes: [],
  settings: [{ label: 'Integrations', path: paths.integrations, lazy: () => import('./IntegrationsPage') }],
};
