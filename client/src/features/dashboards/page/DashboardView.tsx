import Box from '@mui/material/Box';
import { Suspense, lazy, useState } from 'react';
import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Dashboard, Widget } from '@besahubs/contracts/dashboards';
import { datasetList } from '../../../api/dashboards';
import { useHotkeys } from '../../../hooks/hotkeys';
import { useDocumentTitle, useIsPhone } from '../../../hooks/ui';
import { ViewGrid } from '../grid/ViewGrid';
import { useLayout } from '../grid/useLayout';
import { toggled } from '../filters/urlFilters';
import { PickMenu } from '../tile/PickMenu';
import type { Picked } from '../tile/PickMenu';
import { Tile } from '../tile/Tile';
import { pickPlace } from '../tile/pickPlace';
import { DashboardContext } from './context';
import type { DashboardContextValue } from './context';
import { EditBar } from './EditBar';
import { EmptyDashboard } from './EmptyDashboard';
import { Header } from './Header';
import { useAnswers } from './useAnswers';
import { useDashboardUrl } from './useDashboardUrl';

const EditGrid = lazy(() => import('../grid/EditGrid'));
const NO_DATASETS: NonNullable<DashboardContextValue['datasets']> = [];

/** One dashboard: read by everybody it is shared with, arranged by its owner. */
export function DashboardView({ dashboard }: { dashboard: Dashboard }) {
  useDocumentTitle(dashboard.name);
  const url = useDashboardUrl(dashboard.defaults);
  const phone = useIsPhone();
  const canEdit = dashboard.abilities.update && url.viewAs === null;
  const editing = url.editing && canEdit && !phone;
  const answers = useAnswers(dashboard, url.chosen, url.viewAs);
  const layout = useLayout(dashboard, editing);
  const { data: datasets = NO_DATASETS } = useQuery(datasetList);
  const [picked, setPicked] = useState<Picked | null>(null);
  const [, setEdited] = useState<Widget | 'new' | null>(null);

  const edit = () => {
    layout.start();
    url.setEditing(true);
  };
  const done = () => {
    layout.finish();
    url.setEditing(false);
  };
  useHotkeys([
    { keys: 'r', label: 'Refresh the figures', group: 'Dashboard', run: answers.refresh },
    ...(canEdit && !phone
      ? [{ keys: 'e', label: 'Arrange the dashboard', group: 'Dashboard', run: editing ? done : edit }]
      : []),
  ]);

  const context: DashboardContextValue = {
    dashboard,
    canEdit,
    datasets,
    chosen: url.chosen,
    toggleFilters: (tests) => url.setChosen(toggled(url.chosen, tests)),
    clearFilters: url.clear,
    editWidget: setEdited,
    seeRows: () => undefined,
    pick: (widget, result, pick) => setPicked({ widget, result, pick, at: pickPlace(pick) }),
    moveWidget: () => undefined,
    retry: ({ id }) => answers.retry(id),
  };
  const widgets = new Map(dashboard.widgets.map((widget) => [widget.id, widget]));
  const tile = (id: string, handle?: ReactNode) => {
    const widget = widgets.get(id);
    if (!widget) return null;
    const answer = answers.answers[id];
    return (
      <Tile
        widget={widget}
        answer={answer}
        stale={answer !== undefined && answer.run !== answers.run}
        failure={answers.failure}
        handle={handle}
      />
    );
  };
  return (
    <DashboardContext.Provider value={context}>
      <Box className="print-full" sx={{ height: '100%', overflowY: 'auto', bgcolor: 'background.default' }}>
        <Header
          dashboard={dashboard}
          answers={answers}
          editing={editing}
          onEdit={edit}
          onAdd={() => setEdited('new')}
        />
        <Box sx={{ px: { xs: 2, sm: 3 }, pb: 4 }}>
          {editing && <EditBar layout={layout} onAdd={() => setEdited('new')} onDone={done} />}
          {dashboard.widgets.length === 0 ? (
            <EmptyDashboard onAdd={() => setEdited('new')} />
          ) : editing ? (
            <Suspense fallback={<ViewGrid layout={layout.layout} narrow={false} tile={tile} />}>
              <EditGrid
                layout={layout.layout}
                widgets={dashboard.widgets}
                onChange={layout.change}
                tile={tile}
              />
            </Suspense>
          ) : (
            <ViewGrid layout={layout.layout} narrow={phone} tile={tile} />
          )}
        </Box>
      </Box>
      <PickMenu picked={picked} onClose={() => setPicked(null)} />
    </DashboardContext.Provider>
  );
}
