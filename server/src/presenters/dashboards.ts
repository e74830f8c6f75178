import type {
  DashboardLine,
  Dashboard as DashboardView,
  Widget as WidgetView,
} from '@besahubs/contracts/dashboards';
import type { DatasetKey } from '@besahubs/contracts/reports';
import type { Dashboard } from '../models/Dashboard';
import type { Widget } from '../models/Widget';
import type { Actor } from '../policies/actor';
import { dashboardPolicy } from '../policies/dashboards';
import { iso, personRef } from './refs';

export const presentWidget = (widget: Widget): WidgetView => ({
  id: widget.id,
  dashboardId: widget.dashboardId,
  version: widget.version,
  createdAt: iso(widget.createdAt),
  updatedAt: iso(widget.updatedAt),
  type: widget.type,
  title: widget.title,
  dataset: widget.dataset as DatasetKey,
  query: widget.query as WidgetView['query'],
  options: widget.options as WidgetView['options'],
});

export function presentDashboardLine(actor: Actor, dashboard: Dashboard): DashboardLine {
  const own = dashboardPolicy.update(actor, dashboard);
  const widgets = new Set(dashboard.widgets?.map((widget) => widget.id));
  return {
    id: dashboard.id,
    version: dashboard.version,
    createdAt: iso(dashboard.createdAt),
    updatedAt: iso(dashboard.updatedAt),
    owner: personRef(dashboard.user),
    name: dashboard.name,
    isShared: dashboard.isShared,
    sharedWith: own ? dashboard.sharedWith : { userIds: [], roles: [] },
    defaults: dashboard.defaults,
    layout: dashboard.layout.filter((position) => widgets.has(position.widgetId)),
    widgetCount: widgets.size,
    abilities: {
      update: own,
      delete: dashboardPolicy.delete(actor, dashboard),
      share: own,
      schedule: dashboardPolicy.schedule(actor, dashboard),
    },
  };
}

export const presentDashboard = (actor: Actor, dashboard: Dashboard): DashboardView => ({
  ...presentDashboardLine(actor, dashboard),
  widgets: (dashboard.widgets ?? []).map(presentWidget),
});
