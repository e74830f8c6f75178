import PeopleAltOutlined from '@mui/icons-material/PeopleAltOutlined';
import PersonAddAltRounded from '@mui/icons-material/PersonAddAltRounded';
import { lazy } from 'react';
import type { Feature } from '../../feature';
import { paths } from '../../paths';

export const contactsFeature: Feature = {
  nav: [{ label: 'Contacts', path: paths.contacts, icon: PeopleAltOutlined, key: 'c', phone: true }],
  create: [{ label: 'Contact', form: 'contacts', icon: PersonAddAltRounded, permission: 'contacts.write' }],
  forms: { contacts: lazy(() => import('./ContactForm')) },
  routes: [
    { path: paths.contacts, lazy: () => import('./ContactListPage') },
    { path: paths.contact(':id'), lazy: () => import('./ContactPage') },
  ],
};
