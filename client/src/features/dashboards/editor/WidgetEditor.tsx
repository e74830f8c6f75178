import Dialog from '@mui/material/Dialog';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Widget } from '@besahubs/contracts/dashboards';
import { dashboardTemplates, datasetList } from '../../../api/dashboards';
import { EmptyState } from '../../../components/EmptyState';
import { LoadError } from '../../../components/list/ListEmpty';
import { ListSkeleton } from '../../../components/list/ListSkeleton';
import { useIsPhone } from '../../../hooks/ui';
import { Editor } from './Editor';

interface WidgetEditorProps {
  dashboardId: string;
  /** Null makes a new one. */
  widget: Widget | null;
  open: boolean;
  onClose: () => void;
}

/** Builds a widget with its answer beside it. A dialog of nearly the whole window; of all of it on phones. */
export function WidgetEditor({ dashboardId, widget, open, onClose }: WidgetEditorProps) {
  const phone = useIsPhone();
  const datasets = useQuery({ ...datasetList, enabled: open });
  const templates = useQuery({ ...dashboardTemplates, enabled: open && widget !== null });
  const templateTitles = useMemo(
    () => new Set(templates.data?.flatMap(({ widgets }) => widgets.map(({ title }) => title))),
    [templates.data],
  );
  if (!open) return null;
  if (datasets.data?.length)
    return (
      <Editor
        key={widget?.id ?? 'new'}
        dashboardId={dashboardId}
        widget={widget}
        datasets={datasets.data}
        templateTitles={templateTitles}
        onClose={onClose}
      />
    );
  return (
    <Dialog open onClose={onClose} fullScreen={phone} fullWidth maxWidth="md" aria-label="Widget">
      {datasets.isError ? (
        <LoadError error={datasets.error} onRetry={() => void datasets.refetch()} />
      ) : datasets.isPending ? (
        <ListSkeleton />
      ) : (
        <EmptyState title="Nothing to report on" text="Your role may use no data in reports." />
      )}
    </Dialog>
  );
}
