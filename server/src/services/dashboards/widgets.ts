import type { z } from 'zod';
import { GRID_COLUMNS, widgetSizes } from '@besahubs/contracts/dashboards';
import type { WidgetPosition, WidgetType, widgetInput, widgetPatch } from '@besahubs/contracts/dashboards';
import { reportQuery } from '@besahubs/contracts/reports';
import type { DatasetKey, ReportQuery } from '@besahubs/contracts/reports';
import { AppError } from '../../lib/errors';
import type { Dashboard } from '../../models/Dashboard';
import { Widget } from '../../models/Widget';
import { dashboardPolicy } from '../../policies/dashboards';
import { announce, audit } from '../changes';
import { inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { diffOf } from '../crm/diff';
import { under } from '../reports/problems';
import { checkQuery } from '../reports/queryEngine';
import { findDashboard, lockOwnDashboard } from './dashboards';

type Input = z.output<typeof widgetInput>;
type Patch = z.output<typeof widgetPatch>;

/** More than anyone reads, fewer than what would hurt. */
const MOST_WIDGETS = 50;

export const listWidgets = async (ctx: Ctx, dashboardId: string): Promise<Widget[]> =>
  (await findDashboard(ctx, dashboardId)).widgets ?? [];

/** Adds a widget for the dashboard's owner; see `addWidget`. 404 and 403 as for the dashboard. */
export function createWidget(ctx: Ctx, dashboardId: string, input: Input): Promise<Widget> {
  return inTransaction(ctx, async (tx) => addWidget(tx, await lockOwnDashboard(tx, dashboardId), input));
}

/**
 * Adds a widget to a locked dashboard, at its place, or below what is there. The query must hold for its dataset; problems
 * begin with `query.`.
 */
export async function addWidget(tx: TxCtx, dashboard: Dashboard, input: Input): Promise<Widget> {
  checkWidgetQuery(tx, { ...input.query, dataset: input.dataset });
  const others = await Widget.count({ where: { dashboardId: dashboard.id }, transaction: tx.transaction });
  if (others >= MOST_WIDGETS)
    throw new AppError('invalid', { message: `A dashboard holds ${MOST_WIDGETS} widgets at most.` });
  const { position, options, ...values } = input;
  const widget = await Widget.create(
    { ...values, dashboardId: dashboard.id, options: options ?? {} },
    { transaction: tx.transaction },
  );
  const place = position ?? nextPlace(dashboard.layout, input.type);
  await dashboard.update(
    { layout: [...dashboard.layout, { widgetId: widget.id, ...place }] },
    { transaction: tx.transaction },
  );
  await recordWidget(tx, 'create', dashboard, widget, {
    title: [null, widget.title],
    type: [null, widget.type],
  });
  return widget;
}

/** Beside the last widget when there is room and it is as high, so that rows stay even; else below everything. */
function nextPlace(layout: WidgetPosition[], type: WidgetType): Omit<WidgetPosition, 'widgetId'> {
  const { w, h } = widgetSizes[type];
  const last = layout.toSorted((a, b) => a.y - b.y || a.x - b.x).at(-1);
  if (last?.h === h && last.x + last.w + w <= GRID_COLUMNS) return { x: last.x + last.w, y: last.y, w, h };
  return { x: 0, y: Math.max(0, ...layout.map((each) => each.y + each.h)), w, h };
}

const checkWidgetQuery = (ctx: Ctx, query: ReportQuery): void => under('query', () => checkQuery(ctx, query));

/** A widget, and its dashboard locked for its owner; 404 when the caller may not see the dashboard. */
async function lockWidget(
  tx: TxCtx,
  id: string,
  deleted = false,
): Promise<{ widget: Widget; dashboard: Dashboard }> {
  const widget = await Widget.findByPk(id, { paranoid: !deleted, transaction: tx.transaction });
  if (!widget) throw new AppError('not_found');
  return { widget, dashboard: await lockOwnDashboard(tx, widget.dashboardId) };
}

export function updateWidget(ctx: Ctx, id: string, patch: Patch): Promise<Widget> {
  return inTransaction(ctx, async (tx) => {
    const { widget, dashboard } = await lockWidget(tx, id);
    const { version, ...values } = patch;
    if (version !== undefined && version !== widget.version) throw new AppError('conflict');
    if (values.query ?? values.dataset) checkWidgetQuery(tx, mergedQuery(widget, values));
    widget.set(values);
    const diff = diffOf(widget);
    if (Object.keys(diff).length) {
      await widget.save({ transaction: tx.transaction });
      await recordWidget(tx, 'update', dashboard, widget, diff);
    }
    return widget;
  });
}

/** A kept query was valid when it was kept; against another dataset it is read anew. */
function mergedQuery(widget: Widget, { query, dataset = widget.dataset as DatasetKey }: Patch): ReportQuery {
  return query ? { ...query, dataset } : queryOf({ query: widget.query, dataset });
}

/** What a widget asks; `invalid` when the contract no longer knows it. */
export const queryOf = ({ query, dataset }: Pick<Widget, 'query' | 'dataset'>): ReportQuery => {
  const parsed = reportQuery.safeParse({ ...query, dataset });
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]);
  throw new AppError('invalid', {
    message: 'This widget asks for something that is no longer there.',
    fields: Object.fromEntries(fields) as Record<string, string>,
  });
};

export function deleteWidget(ctx: Ctx, id: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const { widget, dashboard } = await lockWidget(tx, id);
    await widget.destroy({ transaction: tx.transaction });
    await recordWidget(tx, 'delete', dashboard, widget, null);
  });
}

/** Undo of a deletion: the widget is back in its place. */
export function restoreWidget(ctx: Ctx, id: string): Promise<Widget> {
  return inTransaction(ctx, async (tx) => {
    const { widget, dashboard } = await lockWidget(tx, id, true);
    await widget.restore({ transaction: tx.transaction });
    await recordWidget(tx, 'restore', dashboard, widget, null);
    return widget;
  });
}

async function recordWidget(
  tx: TxCtx,
  verb: string,
  dashboard: Dashboard,
  widget: Widget,
  changes: Record<string, [unknown, unknown]> | null,
): Promise<void> {
  await audit(tx, { action: `widget.${verb}`, resource: 'widgets', resourceId: widget.id, changes });
  announce(tx, { resource: 'dashboards', id: dashboard.id, rooms: dashboardPolicy.audience(dashboard) });
}
