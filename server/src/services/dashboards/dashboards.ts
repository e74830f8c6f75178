import { Op } from 'sequelize';
import type { z } from 'zod';
import type { DashboardQuery, WidgetPosition, dashboardPatch } from '@besahubs/contracts/dashboards';
import { AppError } from '../../lib/errors';
import { Dashboard } from '../../models/Dashboard';
import { Widget } from '../../models/Widget';
import { dashboardPolicy } from '../../policies/dashboards';
import { authorize, inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { findVisible, listRecords, personLabel, recordChange, updateRecord } from '../crm/resource';
import type { Resource } from '../crm/resource';
import { NOT_SHARED, sharingOf, tellNewViewers } from './sharing';

type Patch = z.output<typeof dashboardPatch>;

export const dashboardResource: Resource<Dashboard, DashboardQuery> = {
  model: Dashboard,
  policy: dashboardPolicy,
  noun: 'dashboard',
  searchable: false,
  include: [personLabel('user')],
  children: [{ model: Widget, as: 'widgets', separate: true, order: [['createdAt', 'ASC']] }],
  filters: (query, actor) => [
    query.view === 'mine' ? { userId: actor.id } : undefined,
    query.view === 'shared' ? { userId: { [Op.ne]: actor.id } } : undefined,
    query.q ? { name: { [Op.iLike]: `%${query.q.replace(/[\\%_]/g, '\\$&')}%` } } : undefined,
  ],
};

/** The caller's own dashboards and those shared with them. */
export const listDashboards = (ctx: Ctx, query: DashboardQuery) => listRecords(ctx, dashboardResource, query);

export const findDashboard = (ctx: Ctx, id: string): Promise<Dashboard> =>
  findVisible(ctx, dashboardResource, id);

/** The row, locked, for its owner to change; 404 outside the caller's scope, 403 for those who may only look. */
export async function lockOwnDashboard(tx: TxCtx, id: string): Promise<Dashboard> {
  const dashboard = await findVisible(tx, dashboardResource, id, { lock: true });
  authorize(tx.actor, dashboardPolicy.update.bind(dashboardPolicy), dashboard);
  return dashboard;
}

/**
 * Name, sharing, layout and default filters, each if given. Whoever loses sight of it hears of the change too, whoever
 * gains it gets a notification.
 */
export function updateDashboard(ctx: Ctx, id: string, patch: Patch): Promise<Dashboard> {
  return inTransaction(ctx, async (tx) => {
    let before = NOT_SHARED;
    const dashboard = await updateRecord(tx, dashboardResource, id, patch, async (_tx, row) => {
      before = { isShared: row.isShared, sharedWith: row.sharedWith };
      return {
        ...(await sharingOf(tx, patch, before)),
        ...(patch.layout && { layout: await checkedLayout(tx, id, patch.layout) }),
      };
    });
    await tellNewViewers(tx, dashboard, before);
    return dashboard;
  });
}

export const unknownWidget = (index: number): AppError =>
  new AppError('invalid', { fields: { [`layout.${index}.widgetId`]: 'This dashboard has no such widget.' } });

/** Deleted widgets keep their place: their deletion may be undone. */
async function checkedLayout(tx: TxCtx, id: string, layout: WidgetPosition[]): Promise<WidgetPosition[]> {
  const widgets = await Widget.findAll({
    where: { dashboardId: id },
    attributes: ['id', 'deletedAt'],
    paranoid: false,
    transaction: tx.transaction,
  });
  const known = new Set(widgets.map((widget) => widget.id));
  layout.forEach((position, index) => {
    if (!known.has(position.widgetId)) throw unknownWidget(index);
    if (layout.findIndex((other) => other.widgetId === position.widgetId) !== index)
      throw new AppError('invalid', { fields: { [`layout.${index}.widgetId`]: 'Given twice.' } });
  });
  return layout;
}

/** A copy of one's own, widgets and layout included, shared with nobody. Whoever can look at a dashboard can copy it. */
export function duplicateDashboard(ctx: Ctx, id: string, name?: string): Promise<Dashboard> {
  return inTransaction(ctx, async (tx) => {
    const source = await findDashboard(tx, id);
    const copy = await Dashboard.create(
      {
        userId: tx.actor.id,
        name: name ?? `${source.name} (copy)`.slice(0, 120),
        defaults: source.defaults,
      },
      { transaction: tx.transaction },
    );
    const ids = new Map<string, string>();
    for (const { id: from, type, dataset, query, title, options } of source.widgets ?? []) {
      const widget = await Widget.create(
        { dashboardId: copy.id, type, dataset, query, title, options },
        { transaction: tx.transaction },
      );
      ids.set(from, widget.id);
    }
    const layout = source.layout.flatMap((position) => {
      const widgetId = ids.get(position.widgetId);
      return widgetId ? [{ ...position, widgetId }] : [];
    });
    await copy.update({ layout }, { transaction: tx.transaction });
    await recordChange(tx, dashboardResource, 'create', copy, {
      name: [null, copy.name],
      copyOf: [null, id],
    });
    return findDashboard(tx, copy.id);
  });
}

/** Its widgets as one reads them: what is seen first is answered, and stands in a mail, first. */
export function inReadingOrder({ widgets = [], layout }: Dashboard): Widget[] {
  const places = new Map(layout.map(({ widgetId, x, y }) => [widgetId, y * 100 + x]));
  const place = ({ id }: Widget): number => places.get(id) ?? Infinity;
  return widgets.toSorted((a, b) => place(a) - place(b) || 0);
}
