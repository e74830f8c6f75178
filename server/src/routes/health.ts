import { AppError } from '../lib/errors';
import { pendingMigrations } from '../services/system';
import { route } from './route';

export const healthRoutes = [
  route('get', '/health', { summary: 'The process is up', permission: 'public' }, () => ({ status: 'ok' })),
  route(
    'get',
    '/ready',
    { summary: 'The database answers and is migrated', permission: 'public' },
    async () => {
      const pending = await pendingMigrations().catch((cause: unknown) => {
        throw new AppError('unavailable', { message: 'The database does not answer.', cause });
      });
      if (pending.length)
        throw new AppError('unavailable', { message: `Migrations pending: ${pending.join(', ')}` });
      return { status: 'ready' };
    },
  ),
];
