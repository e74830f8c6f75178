import { home } from '@besahubs/contracts/home';
import { homeOf } from '../services/home/home';
import { route } from './route';

export const homeRoutes = [
  route('get', '/home', { summary: 'What I do now', permission: 'profile.own', response: home }, ({ ctx }) =>
    homeOf(ctx),
  ),
];
