import { useQuery } from '@tanstack/react-query';
import { dashboardList } from '../../../api/dashboards';

export type View = 'mine' | 'shared';
const isView = (text: string | null): text is View => text === 'mine' || text === 'shared';

/**
 * Which list is open, and how many dashboards each has. What the address says holds; where it says nothing one's own come
 * first, unless there are none and others have shared theirs: nobody should have to look for what was put before them.
 * Null while that is not known yet.
 */
export function useView(said: string | null): {
  view: View | null;
  counts: Record<View, number | undefined>;
} {
  const mine = useQuery(dashboardList('mine'));
  const shared = useQuery(dashboardList('shared'));
  const counts = { mine: mine.data?.total, shared: shared.data?.total };
  if (isView(said)) return { view: said, counts };
  if (mine.isError || shared.isError || counts.mine) return { view: 'mine', counts };
  if (counts.mine === undefined || counts.shared === undefined) return { view: null, counts };
  return { view: counts.shared ? 'shared' : 'mine', counts };
}
