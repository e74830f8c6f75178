import AddBusinessOutlined from '@mui/icons-material/AddBusinessOutlined';
import BusinessRounded from '@mui/icons-material/BusinessRounded';
import { lazy } from 'react';
import type { Feature } from '../../feature';
import { paths } from '../../paths';

export const companiesFeature: Feature = {
  nav: [{ label: 'Companies', path: paths.companies, icon: BusinessRounded, key: 'o' }],
  create: [{ label: 'Company', form: 'companies', icon: AddBusinessOutlined, permission: 'companies.write' }],
  forms: { companies: lazy(() => import('./CompanyForm')) },
  routes: [
    { path: paths.companies, lazy: () => import('./CompanyListPage') },
    { path: paths.company(':id'), lazy: () => import('./CompanyPage') },
  ],
};
