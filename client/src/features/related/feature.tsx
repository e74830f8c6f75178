import CallOutlined from '@mui/icons-material/CallOutlined';
import { lazy } from 'react';
import type { Feature, RecordTab } from '../../feature';

const TimelineTab = lazy(() => import('./TimelineTab'));
const DealsTab = lazy(() => import('./DealsTab'));
const TasksTab = lazy(() => import('./TasksTab'));
const ContactsTab = lazy(() => import('./ContactsTab'));

const on = (resources: readonly string[], tab: Omit<RecordTab, 'resource'>): RecordTab[] =>
  resources.map((resource) => ({ ...tab, resource }));

/** What every record page shows about other resources: its timeline, deals, tasks and people. */
export const relatedFeature: Feature = {
  routes: [],
  create: [{ label: 'Activity', form: 'activities', icon: CallOutlined, permission: 'activities.write' }],
  forms: { activities: lazy(() => import('./ActivityForm')) },
  recordTabs: [
    ...on(['contacts', 'companies', 'properties', 'deals'], {
      key: 'timeline',
      label: 'Timeline',
      order: 10,
      component: TimelineTab,
    }),
    ...on(['companies', 'agents'], { key: 'contacts', label: 'Contacts', order: 15, component: ContactsTab }),
    ...on(['contacts', 'companies', 'properties', 'agents'], {
      key: 'deals',
      label: 'Deals',
      order: 20,
      component: DealsTab,
    }),
    ...on(['contacts', 'companies', 'properties', 'deals', 'agents'], {
      key: 'tasks',
      label: 'Tasks',
      order: 30,
      component: TasksTab,
    }),
  ],
};
