import BadgeOutlined from '@mui/icons-material/BadgeOutlined';
import PersonAddAltRounded from '@mui/icons-material/PersonAddAltRounded';
import { lazy } from 'react';
import type { Feature } from '../../feature';
import { paths } from '../../paths';

export const agentsFeature: Feature = {
  nav: [{ label: 'Agents', path: paths.agents, icon: BadgeOutlined, key: 'a' }],
  create: [{ label: 'Agent', form: 'agents', icon: PersonAddAltRounded, permission: 'agents.write' }],
  forms: { agents: lazy(() => import('./AgentForm')) },
  routes: [
    { path: paths.agents, lazy: () => import('./AgentListPage') },
    { path: paths.agent(':id'), lazy: () => import('./AgentPage') },
  ],
};
