import { useQuery } from '@tanstack/react-query';
import type { Dashboard } from '@besahubs/contracts/dashboards';
import { dashboardAnswers, retryWidget, signatureOf } from '../../../api/dashboardAnswers';
import type { Run } from '../../../api/dashboardAnswers';
import { toast } from '../../../components/toast';
import { toFilters } from '../filters/urlFilters';
import type { Chosen } from '../filters/urlFilters';
import { useLive } from './useLive';

/** The answers of all widgets, kept up to date while one looks. */
export function useAnswers(dashboard: Dashboard, chosen: Chosen, viewAs: string | null) {
  const run: Run = {
    dashboardId: dashboard.id,
    widgets: dashboard.widgets.map(({ id, version }) => ({ id, version })),
    filters: toFilters(chosen),
    viewAs,
  };
  const {
    data = {},
    dataUpdatedAt,
    error,
    isFetching,
    refetch,
  } = useQuery({
    ...dashboardAnswers(run),
    enabled: dashboard.widgets.length > 0,
  });
  const refresh = () => void refetch();
  const live = useLive(new Set(dashboard.widgets.map(({ dataset }) => dataset)), refresh);
  return {
    answers: data,
    run: signatureOf(run),
    /** Why the call as a whole failed; widgets without an answer say so. */
    failure: isFetching ? null : error,
    isFetching,
    updatedAt: dataUpdatedAt || null,
    refresh,
    retry: (widgetId: string) => {
      retryWidget(run, widgetId).catch((problem: unknown) => toast.error(problem));
    },
    live,
  };
}
export type LiveAnswers = ReturnType<typeof useAnswers>;
