import type { Role } from '@besahubs/contracts/common';

/**
 * What somebody sees on a dashboard that is shared with them: figures are computed from the rows each reader may see,
 * so that sharing never shows more than they could look up themselves.
 */
export const sees: Record<Role, string> = {
  admin: 'See all figures of the firm.',
  manager: 'See the deals, tasks, contacts and campaigns of their own teams, and all properties.',
  agent:
    'See only their own deals, tasks, contacts and campaigns and those shared with them, and all properties.',
};

export const everyone: Record<Role, string> = {
  admin: 'All admins',
  manager: 'All managers',
  agent: 'All agents',
};
