import { createContext, useContext } from 'react';
import type { Dashboard, Widget } from '@besahubs/contracts/dashboards';
import type { DatasetInfo, ReportQuery } from '@besahubs/contracts/reports';
import type { FilterTest } from '@besahubs/contracts/reportFilters';
import type { Figures } from '../../../api/dashboardAnswers';
import type { VizPick } from '../viz/pick';
import type { Chosen } from '../filters/urlFilters';

/** What tiles know of the page they stand on, and what they ask of it. */
export interface DashboardContextValue {
  dashboard: Dashboard;
  /** The owner, looking with their own eyes. */
  canEdit: boolean;
  /** False while an admin previews: rows and files would be the admin's own, not those of the person previewed. */
  ownEyes: boolean;
  datasets: readonly DatasetInfo[];
  chosen: Chosen;
  toggleFilters: (tests: readonly FilterTest[]) => void;
  clearFilters: () => void;
  editWidget: (widget: Widget) => void;
  /** Opens the rows behind a figure of an answer; without a pick, behind the whole widget. */
  seeRows: (widget: Widget, query: ReportQuery, pick: VizPick | null) => void;
  /** A figure was clicked: offers what can be done with it. */
  pick: (widget: Widget, figures: Figures, pick: VizPick) => void;
  /** Opens the dialog that moves and resizes by numbers. */
  moveWidget: (widget: Widget) => void;
  retry: (widget: Widget) => void;
}

export const DashboardContext = createContext<DashboardContextValue | null>(null);

export function useDashboard(): DashboardContextValue {
  const value = useContext(DashboardContext);
  if (!value) throw new Error('Tiles stand on a dashboard');
  return value;
}
