import ContactsOutlined from '@mui/icons-material/ContactsOutlined';
import { lazy } from 'react';
import type { Feature } from '../../feature';
import { paths } from '../../paths';

export const listsFeature: Feature = {
  create: [{ label: 'List', form: 'lists', icon: ContactsOutlined, permission: 'campaigns.write' }],
  forms: { lists: lazy(() => import('./ListForm')) },
  routes: [
    { path: paths.lists, lazy: () => import('./ListListPage') },
    { path: paths.list(':id'), lazy: () => import('./ListPage') },
  ],
};
