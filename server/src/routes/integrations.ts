import { integrations } from '@besahubs/contracts/integrations';
import { integrationsOf } from '../services/integrations';
import { route } from './route';

export const integrationRoutes = [
  route(
    'get',
    '/integrations',
    {
      summary: 'Feature flags, providers and local stand-ins, as the environment sets them',
      permission: 'integrations.read',
      response: integrations,
    },
    () => integrationsOf(),
  ),
];
