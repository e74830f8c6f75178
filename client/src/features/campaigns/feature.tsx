import CampaignOutlined from '@mui/icons-material/CampaignOutlined';
import { lazy } from 'react';
import type { Feature } from '../../feature';
import { paths } from '../../paths';

export const campaignsFeature: Feature = {
  nav: [{ label: 'Campaigns', path: paths.campaigns, icon: CampaignOutlined, key: 'm', flag: 'sendgrid' }],
  create: [{ label: 'Campaign', form: 'campaigns', icon: CampaignOutlined, permission: 'campaigns.write' }],
  forms: { campaigns: lazy(() => import('./CampaignForm')) },
  routes: [
    { path: paths.campaigns, lazy: () => import('./CampaignListPage') },
    { path: paths.campaign(':id'), lazy: () => import('./CampaignPage') },
  ],
};
