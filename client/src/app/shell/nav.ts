import type { Flags } from '@besahubs/contracts/auth';
import { useCan, useMe } from '../../api/session';
import type { CreateItem, NavItem } from '../../feature';
import { createItems, navItems } from '../registry';

/** The destinations this user has: by role and by feature flag. */
export function useNav(): NavItem[] {
  const { role, flags } = useMe();
  const on = (flag: keyof Flags | undefined) => flag === undefined || flags[flag];
  return navItems.filter((item) => on(item.flag) && (!item.roles || item.roles.includes(role)));
}

/** What this user may create. */
export function useCreateItems(): CreateItem[] {
  const can = useCan();
  return createItems.filter((item) => can(item.permission));
}
