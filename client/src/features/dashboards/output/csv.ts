import type { Widget } from '@besahubs/contracts/dashboards';
import { toast } from '../../../components/toast';
import { exportWidget } from '../../../api/dashboards';
import { useDashboard } from '../page/context';
import { appliedQuery } from '../filters/apply';
import { fileName, saveFile } from './picture';

/** Downloads what a widget shows, the dashboard's filters included, as CSV. */
export function useExportCsv(): (widget: Widget) => void {
  const { chosen, datasets } = useDashboard();
  return (widget) => {
    exportWidget(widget.title, appliedQuery(widget, chosen, datasets)).then(
      (file) => saveFile(file, `${fileName(widget.title)}.csv`),
      (error: unknown) => toast.error(error),
    );
  };
}
