import type { ReportQuery } from '@besahubs/contracts/reports';
import { toast } from '../../../components/toast';
import { exportWidget } from '../../../api/dashboards';
import { fileName, saveFile } from './picture';

/** Downloads what a widget shows, the dashboard's filters included, as CSV. */
export function exportCsv(title: string, query: ReportQuery): void {
  exportWidget(title, query).then(
    (file) => saveFile(file, `${fileName(title)}.csv`),
    (error: unknown) => toast.error(error),
  );
}
