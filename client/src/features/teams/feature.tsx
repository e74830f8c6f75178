import { lazy } from 'react';
import type { Feature } from '../../feature';
import { paths } from '../../paths';

export const teamsFeature: Feature = {
  routes: [],
  forms: { teams: lazy(() => import('./TeamForm')) },
  settings: [{ label: 'Teams', path: paths.teams, lazy: () => import('./TeamsPage'), roles: ['admin'] }],
};
