import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type { Dashboard } from '@besahubs/contracts/dashboards';
import { dashboardAnswers, retryWidget, signatureOf } from '../../../api/dashboardAnswers';
import type { Run } from '../../../api/dashboardAnswers';
import { refetchReports } from '../../../api/dashboards';
import { toast } from '../../../components/toast';
import { toFilters } from '../filters/urlFilters';
import type { Chosen } from '../filters/urlFilters';
import { useLive } from './useLive';

/** The answers of all widgets, kept up to date while one looks. */
export function useAnswers(dashboard: Dashboard, chosen: Chosen, viewAs: string | null) {
  const now: Run = {
    dashboardId: dashboard.id,
    widgets: dashboard.widgets.map(({ id, version }) => ({ id, version })),
    filters: toFilters(chosen),
    viewAs,
  };
  // The same question is the same object, so that the query begins anew only for another one.
  const kept = useRef(now);
  if (signatureOf(kept.current) !== signatureOf(now) || kept.current.viewAs !== viewAs) kept.current = now;
  const run = kept.current;
  const options = useMemo(() => dashboardAnswers(run), [run]);
  const {
    data = {},
    dataUpdatedAt,
    error,
    isFetching,
    refetch,
  } = useQuery({
    ...options,
    enabled: dashboard.widgets.length > 0,
  });
  const datasets = new Set(dashboard.widgets.map(({ dataset }) => dataset));
  const refresh = () => {
    void refetch();
    refetchReports(datasets);
  };
  const live = useLive(datasets, refresh);
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
