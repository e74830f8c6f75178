import { home, homeQuery } from '@besahubs/contracts/home';
import { homeOf } from '../services/home/home';
import { route } from './route';

export const homeRoutes = [
  route(
    'get',
    '/home',
    { summary: 'What I do now', permission: 'profile.own', query: homeQuery, response: home },
    ({ ctx, query }) => homeOf(ctx, query.view),
  ),
];
