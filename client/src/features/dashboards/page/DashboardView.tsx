import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useState } from 'react';
import type { ReactNode } from 'react';
import type { Dashboard } from '@besahubs/contracts/dashboards';
import type { DatasetInfo } from '@besahubs/contracts/reports';
import { datasetList } from '../../../api/dashboards';
import { useMe } from '../../../api/session';
import { useHotkeys } from '../../../hooks/hotkeys';
import { useIsPhone } from '../../../hooks/ui';
import { useZone } from '../../../hooks/zone';
import { FiltersBar } from '../filters/FiltersBar';
import { toggled } from '../filters/urlFilters';
import { ViewGrid } from '../grid/ViewGrid';
import { useLayout } from '../grid/useLayout';
import { usePrint } from '../output/usePrint';
import { PreviewBanner } from '../share/PreviewBanner';
import { PickMenu } from '../tile/PickMenu';
import type { Picked } from '../tile/PickMenu';
import { Tile } from '../tile/Tile';
import { pickPlace } from '../tile/pickPlace';
import { testsOf } from '../tile/picks';
import { DashboardContext } from './context';
import type { DashboardContextValue } from './context';
import { Dialogs } from './Dialogs';
import type { Open } from './Dialogs';
import { EditBar } from './EditBar';
import { EmptyDashboard } from './EmptyDashboard';
import { Header } from './Header';
import { useActions } from './useActions';
import { useAnswers } from './useAnswers';
import { useDashboardUrl } from './useDashboardUrl';
import { useFullScreen } from './useFullScreen';

const EditGrid = lazy(() => import('../grid/EditGrid'));
const NO_DATASETS: readonly DatasetInfo[] = [];
/** Over the shell, below dialogs. */
const FULL_SCREEN = { position: 'fixed', inset: 0, zIndex: 1150, height: '100dvh' } as const;

/** One dashboard: read by everybody it is shared with, arranged by its owner. */
export function DashboardView({ dashboard }: { dashboard: Dashboard }) {
  usePrint();
  const url = useDashboardUrl(dashboard.defaults);
  const phone = useIsPhone();
  const zone = useZone();
  const admin = useMe().role === 'admin';
  const viewAs = admin ? url.viewAs : null;
  const canEdit = dashboard.abilities.update && viewAs === null;
  const editing = url.editing && canEdit && !phone;
  const answers = useAnswers(dashboard, url.chosen, viewAs);
  const layout = useLayout(dashboard, editing);
  const fullScreen = useFullScreen();
  const { data: datasets = NO_DATASETS } = useQuery(datasetList);
  const [open, setOpen] = useState<Open | null>(null);
  const [picked, setPicked] = useState<Picked | null>(null);
  const actions = useActions({ dashboard, open: setOpen, fullScreen });

  const edit = () => {
    layout.start();
    url.setEditing(true);
  };
  const done = () => {
    layout.finish();
    url.setEditing(false);
  };
  const add = () => setOpen({ kind: 'widget', widget: null });
  useHotkeys([
    { keys: 'r', label: 'Refresh the figures', group: 'Dashboard', run: answers.refresh },
    ...(canEdit ? [{ keys: 'a', label: 'Add a widget', group: 'Dashboard', run: add }] : []),
    ...(canEdit && !phone
      ? [{ keys: 'e', label: 'Arrange the dashboard', group: 'Dashboard', run: editing ? done : edit }]
      : []),
  ]);

  const seeRows: DashboardContextValue['seeRows'] = ({ title }, query, pick) =>
    setOpen({ kind: 'rows', title, query, pick: pick ?? { key: {}, label: title } });
  const context: DashboardContextValue = {
    dashboard,
    canEdit,
    ownEyes: viewAs === null,
    datasets,
    chosen: url.chosen,
    toggleFilters: (tests) => url.setChosen(toggled(url.chosen, tests)),
    clearFilters: url.clear,
    editWidget: (widget) => setOpen({ kind: 'widget', widget }),
    seeRows,
    pick: (widget, figures, pick) => {
      // A figure that stands for no group can only be looked into: a menu of one entry asks nothing.
      const only = viewAs === null && testsOf(figures.result, pick, zone).length === 0;
      if (only) seeRows(widget, figures.query, pick);
      else setPicked({ widget, figures, pick, at: pickPlace(pick) });
    },
    moveWidget: (widget) => setOpen({ kind: 'move', widget }),
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
  const low = (id: string) => {
    const widget = widgets.get(id);
    if (widget?.type !== 'kpi') return false;
    const { sparkline, ownDates } = widget.options;
    return sparkline === false || !(widget.query.dateRange ?? (ownDates ? null : url.chosen.range));
  };
  const reading = <ViewGrid layout={layout.layout} narrow={phone} low={low} tile={tile} />;
  return (
    <DashboardContext.Provider value={context}>
      <Box
        className="print-full dashboard-page"
        sx={{
          height: '100%',
          overflowY: 'auto',
          bgcolor: 'background.default',
          ...(fullScreen.on && FULL_SCREEN),
        }}
      >
        <Header
          answers={answers}
          actions={actions}
          editing={editing}
          onEdit={edit}
          onAdd={add}
          onShare={() => setOpen({ kind: 'share' })}
        />
        <Box data-dashboard sx={{ px: { xs: 2, sm: 3 }, pb: 4, color: 'text.primary' }}>
          {viewAs && <PreviewBanner userId={viewAs} onExit={() => url.setViewAs(null)} />}
          {editing && <EditBar layout={layout} onAdd={add} onDone={done} />}
          {dashboard.widgets.length > 0 && <FiltersBar onChange={url.setChosen} onReset={url.toDefaults} />}
          {dashboard.widgets.length === 0 && <EmptyDashboard onAdd={add} />}
          {!editing && reading}
          {editing && (
            <Suspense fallback={reading}>
              <EditGrid
                layout={layout.layout}
                widgets={dashboard.widgets}
                onChange={layout.change}
                tile={tile}
              />
            </Suspense>
          )}
        </Box>
      </Box>
      <PickMenu picked={picked} onClose={() => setPicked(null)} />
      <Dialogs
        open={open}
        layout={layout.layout}
        onLayout={layout.change}
        onPreview={admin ? url.setViewAs : null}
        updatedAt={answers.updatedAt}
        onClose={() => setOpen(null)}
      />
    </DashboardContext.Provider>
  );
}
