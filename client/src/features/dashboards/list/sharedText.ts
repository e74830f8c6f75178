import type { DashboardLine } from '@besahubs/contracts/dashboards';
import { plural } from '../../../components/format';

const ROLES = { admin: 'admins', manager: 'managers', agent: 'agents' } as const;

/** “All agents and managers, 2 people”, or that it is private. Only the owner knows. */
export function sharedText({ isShared, sharedWith }: Pick<DashboardLine, 'isShared' | 'sharedWith'>): string {
  const { roles, userIds } = sharedWith;
  if (!isShared || (!roles.length && !userIds.length)) return 'Only you';
  const groups = roles.length ? `All ${roles.map((role) => ROLES[role]).join(' and ')}` : '';
  const people = userIds.length ? plural(userIds.length, 'person', 'people') : '';
  return [groups, people].filter(Boolean).join(', ');
}
