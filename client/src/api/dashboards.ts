import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import type { Page } from '@besahubs/contracts/common';
import type {
  Dashboard,
  DashboardInput,
  DashboardLine,
  DashboardPatch,
  DashboardTemplate,
  Widget,
  WidgetInput,
  WidgetPatch,
} from '@besahubs/contracts/dashboards';
import { datasetKeys } from '@besahubs/contracts/reports';
import type { DatasetInfo, DatasetKey, ReportQueryInput, ReportResult } from '@besahubs/contracts/reports';
import { toast } from '../components/toast';
import { api, open, request } from './client';
import { queryClient, remember } from './queryClient';

const ROOT = 'dashboards';
const keys = {
  lists: [ROOT, 'list'] as const,
  record: (id: string) => [ROOT, 'record', id] as const,
};
const refresh = () => queryClient.invalidateQueries({ queryKey: [ROOT] });

/** One's own, or those that others share, by name; the rows before stay while one types. */
export const dashboardList = (view: 'mine' | 'shared', q = '') =>
  queryOptions({
    queryKey: [...keys.lists, view, q],
    queryFn: ({ signal }) => api.get<Page<DashboardLine>>('/dashboards', { view, q, pageSize: 200 }, signal),
    placeholderData: (rows, before) => (before?.queryKey[2] === view ? rows : undefined),
  });

export const dashboardRecord = (id: string) =>
  queryOptions({
    queryKey: keys.record(id),
    queryFn: ({ signal }) => api.get<Dashboard>(`/dashboards/${id}`, undefined, signal),
  });

/** Datasets and their fields, as this user may use them. */
export const datasetList = queryOptions({
  queryKey: ['report-datasets'],
  queryFn: ({ signal }) => api.get<DatasetInfo[]>('/reports/datasets', undefined, signal),
  staleTime: Infinity,
});

/** One report query; equal ones share a request, and the last answer stays while the next one loads. */
export const report = (query: ReportQueryInput) =>
  queryOptions({
    queryKey: ['reports', query.dataset, query],
    queryFn: ({ signal }) => request<ReportResult>('POST', '/widgets/query', { body: query, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });

/** What a change of a resource can move: the datasets that read it. `email` stands for events of mails. */
const READERS: Record<string, readonly DatasetKey[]> = {
  deals: ['deals', 'agents', 'tasks', 'stageEvents', 'activities', 'leases'],
  tasks: ['tasks'],
  properties: ['properties', 'deals', 'tasks', 'campaigns', 'leases', 'stageEvents', 'activities'],
  companies: ['deals', 'tasks', 'contacts', 'leases', 'activities'],
  contacts: ['contacts', 'tasks', 'deals', 'activities', 'emailEvents'],
  campaigns: ['campaigns', 'emailEvents'],
  activities: ['activities', 'contacts'],
  email: ['campaigns', 'emailEvents', 'contacts'],
  agents: datasetKeys,
  teams: datasetKeys,
};
export const datasetsReading = (resource: string): readonly DatasetKey[] => READERS[resource] ?? [];
/** Single reports on screen (rows behind a figure, small lines in a card) of these datasets. */
export const refetchReports = (datasets: ReadonlySet<string>): void =>
  void queryClient.invalidateQueries({
    predicate: ({ queryKey }) => queryKey[0] === 'reports' && datasets.has(String(queryKey[1])),
  });

const NOBODY: DashboardLine['sharedWith'] = { userIds: [], roles: [] };
const failed = (error: unknown) => void toast.error(error);

/** What a new dashboard can start from. */
export const dashboardTemplates = queryOptions({
  queryKey: ['dashboard-templates'],
  queryFn: ({ signal }) => api.get<DashboardTemplate[]>('/dashboards/templates', undefined, signal),
  staleTime: Infinity,
});

export const useCreateDashboard = () =>
  useMutation({
    mutationFn: (input: DashboardInput) => api.post<Dashboard>('/dashboards', input),
    onSuccess: (made) => {
      queryClient.setQueryData(keys.record(made.id), made);
      void refresh();
    },
    onError: failed,
  });

export const useDuplicateDashboard = () =>
  useMutation({
    mutationFn: (id: string) => api.post<Dashboard>(`/dashboards/${id}/duplicate`),
    onSuccess: () => void refresh(),
    onError: failed,
  });

type Shown = Pick<DashboardLine, 'name' | 'layout' | 'defaults' | 'sharedWith' | 'isShared'>;
/** What a patch changes in what is shown. */
function shownOf({ name, layout, defaults, sharedWith }: DashboardPatch): Partial<Shown> {
  const named = sharedWith && !Array.isArray(sharedWith) ? { ...NOBODY, ...sharedWith } : undefined;
  return {
    ...(name && { name }),
    ...(layout && { layout }),
    ...(defaults && { defaults }),
    ...(named && { sharedWith: named, isShared: named.userIds.length + named.roles.length > 0 }),
  };
}

/** Applies a change to the dashboard itself and to every list it is in; null takes it out of the lists. Answers how to undo it. */
async function showAtOnce(id: string, change: Partial<Shown> | null): Promise<() => void> {
  const putBack = await remember([ROOT]);
  queryClient.setQueriesData<Page<DashboardLine>>({ queryKey: keys.lists }, (page) => {
    if (!page) return page;
    const items = page.items.flatMap((line) =>
      line.id !== id ? [line] : change ? [{ ...line, ...change }] : [],
    );
    return { ...page, items, total: page.total - (page.items.length - items.length) };
  });
  if (change) {
    queryClient.setQueryData<Dashboard>(keys.record(id), (known) => known && { ...known, ...change });
  }
  return putBack;
}

const takeBack = (error: unknown, _input: unknown, putBack: (() => void) | undefined): void => {
  putBack?.();
  failed(error);
};

/** Shows at once what was changed; taken back, with a message, when the server refuses. */
export const useUpdateDashboard = (id: string) =>
  useMutation({
    scope: { id: `${ROOT} ${id}` },
    mutationFn: (patch: DashboardPatch) => api.put<Dashboard>(`/dashboards/${id}`, patch),
    onMutate: (patch) => showAtOnce(id, shownOf(patch)),
    onSuccess: (saved) => {
      queryClient.setQueryData(keys.record(id), saved);
    },
    onError: takeBack,
    onSettled: () => void refresh(),
  });

/** Deletes at once and offers to take it back. */
export const useRemoveDashboard = () =>
  useMutation({
    mutationFn: ({ id }: Pick<DashboardLine, 'id' | 'name'>) => api.delete<null>(`/dashboards/${id}`),
    onMutate: ({ id }) => showAtOnce(id, null),
    onSuccess: (_none, { id, name }) => {
      toast.undo(`Deleted ${name}`, () => {
        api.post(`/dashboards/${id}/restore`).then(refresh, failed);
      });
    },
    onError: takeBack,
    onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.lists }),
  });

export const addWidget = (dashboardId: string, input: WidgetInput): Promise<Widget> =>
  api.post<Widget>(`/dashboards/${dashboardId}/widgets`, input).finally(refresh);

export const changeWidget = (id: string, patch: WidgetPatch): Promise<Widget> =>
  api.put<Widget>(`/widgets/${id}`, patch).finally(refresh);

/** The answer of a query as a CSV file; throws RequestError. */
export async function exportWidget(title: string, query: ReportQueryInput): Promise<Blob> {
  const response = await open('POST', '/widgets/export', { body: { title, query }, accept: 'text/csv' });
  return response.blob();
}

export const useDuplicateWidget = () =>
  useMutation({
    mutationFn: ({ dashboardId, type, title, dataset, query, options }: Widget) =>
      addWidget(dashboardId, { type, title: `${title} (copy)`.slice(0, 160), dataset, query, options }),
    onError: failed,
  });

export const useRemoveWidget = () =>
  useMutation({
    mutationFn: ({ id }: Widget) => api.delete<null>(`/widgets/${id}`),
    onMutate: async ({ id, dashboardId }) => {
      const putBack = await remember(keys.record(dashboardId));
      queryClient.setQueryData<Dashboard>(
        keys.record(dashboardId),
        (known) => known && { ...known, widgets: known.widgets.filter((widget) => widget.id !== id) },
      );
      return putBack;
    },
    onSuccess: (_none, { id, title }) => {
      toast.undo(`Deleted ${title}`, () => {
        api.post(`/widgets/${id}/restore`).then(refresh, failed);
      });
    },
    onError: takeBack,
    onSettled: () => void refresh(),
  });
