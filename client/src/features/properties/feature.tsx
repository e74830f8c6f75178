import AddHomeWorkOutlined from '@mui/icons-material/AddHomeWorkOutlined';
import ApartmentRounded from '@mui/icons-material/ApartmentRounded';
import { lazy } from 'react';
import type { Feature } from '../../feature';
import { paths } from '../../paths';

export const propertiesFeature: Feature = {
  nav: [{ label: 'Properties', path: paths.properties, icon: ApartmentRounded, key: 'p' }],
  create: [
    { label: 'Property', form: 'properties', icon: AddHomeWorkOutlined, permission: 'properties.write' },
  ],
  forms: { properties: lazy(() => import('./PropertyForm')) },
  routes: [
    { path: paths.properties, lazy: () => import('./PropertyListPage') },
    { path: paths.property(':id'), lazy: () => import('./PropertyPage') },
  ],
};
