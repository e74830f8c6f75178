import { searchQuery, searchResult } from '@besahubs/contracts/search';
import { search } from '../services/search/search';
import { route } from './route';

export const searchRoutes = [
  route(
    'get',
    '/search',
    {
      summary: 'Find anything I may see',
      permission: 'search.read',
      query: searchQuery,
      response: searchResult,
    },
    ({ ctx, query }) => search(ctx, query.q, query.limit),
  ),
];
