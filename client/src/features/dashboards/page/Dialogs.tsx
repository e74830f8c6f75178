import { Suspense, lazy } from 'react';
import type { ReactNode } from 'react';
import type { Widget } from '@besahubs/contracts/dashboards';
import type { ReportQuery } from '@besahubs/contracts/reports';
import { useZone } from '../../../hooks/zone';
import { MoveDialog } from '../grid/MoveDialog';
import type { Layout } from '../grid/layout';
import { asOfText } from '../output/PrintLine';
import type { VizPick } from '../viz/pick';
import { useDashboard } from './context';

const ShareDialog = lazy(() =>
  import('../share/ShareDialog').then((file) => ({ default: file.ShareDialog })),
);
const PreviewDialog = lazy(() =>
  import('../share/PreviewDialog').then((file) => ({ default: file.PreviewDialog })),
);
const PictureDialog = lazy(() =>
  import('../output/PictureDialog').then((file) => ({ default: file.PictureDialog })),
);
const SchedulesDialog = lazy(() =>
  import('../schedule/SchedulesDialog').then((file) => ({ default: file.SchedulesDialog })),
);
const DrillPanel = lazy(() => import('../drill/DrillPanel').then((file) => ({ default: file.DrillPanel })));

const WidgetEditor = lazy(() =>
  import('../editor/WidgetEditor').then((file) => ({ default: file.WidgetEditor })),
);

/** What lies over the dashboard. */
export type Open =
  | { kind: 'share' | 'preview' | 'picture' | 'schedules' }
  | { kind: 'widget'; widget: Widget | null }
  | { kind: 'move'; widget: Widget }
  | { kind: 'rows'; title: string; query: ReportQuery; pick: VizPick };

interface DialogsProps {
  open: Open | null;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  onPreview: ((userId: string) => void) | null;
  /** When the figures were last asked for, in epoch milliseconds. */
  updatedAt: number | null;
  onClose: () => void;
}

/** The dialogs of a dashboard; their code comes when they are first opened. */
export const Dialogs = (props: DialogsProps): ReactNode => (
  <Suspense fallback={null}>{props.open && <Dialog {...props} open={props.open} />}</Suspense>
);

function Dialog(props: DialogsProps & { open: Open }) {
  const { open, layout, onLayout, onPreview, updatedAt, onClose } = props;
  const zone = useZone();
  const { dashboard } = useDashboard();
  const preview =
    onPreview &&
    ((userId: string) => {
      onClose();
      onPreview(userId);
    });
  switch (open.kind) {
    case 'share':
      return <ShareDialog dashboard={dashboard} onClose={onClose} onPreview={preview} />;
    case 'preview':
      return preview && <PreviewDialog onChoose={preview} onClose={onClose} />;
    case 'schedules':
      return <SchedulesDialog dashboard={dashboard} onClose={onClose} />;
    case 'picture':
      return (
        <PictureDialog
          title={dashboard.name}
          asOf={asOfText(updatedAt, zone)}
          node={() => document.querySelector<HTMLElement>('[data-dashboard]')}
          onClose={onClose}
        />
      );
    case 'widget':
      return <WidgetEditor dashboardId={dashboard.id} widget={open.widget} open onClose={onClose} />;
    case 'move':
      return <MoveDialog widget={open.widget} layout={layout} onChange={onLayout} onClose={onClose} />;
    case 'rows':
      return <DrillPanel query={open.query} pick={open.pick} title={open.title} onClose={onClose} />;
  }
}
