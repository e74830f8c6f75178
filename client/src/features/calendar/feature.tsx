import CalendarMonthOutlined from '@mui/icons-material/CalendarMonthOutlined';
import EventOutlined from '@mui/icons-material/EventOutlined';
import { lazy } from 'react';
import type { Feature } from '../../feature';
import { paths } from '../../paths';

export const calendarFeature: Feature = {
  nav: [
    {
      label: 'Calendar',
      path: paths.calendar,
      icon: CalendarMonthOutlined,
      key: 'l',
      flag: 'calendar',
      phone: true,
    },
  ],
  routes: [{ path: paths.calendar, lazy: () => import('./CalendarPage') }],
  create: [{ label: 'Event', form: 'calendar-events', icon: EventOutlined, permission: 'calendar.own' }],
  forms: { 'calendar-events': lazy(() => import('./EventForm')) },
};
