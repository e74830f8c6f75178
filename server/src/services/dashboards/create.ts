import type { z } from 'zod';
import { widgetInput } from '@besahubs/contracts/dashboards';
import type { TemplateKey, dashboardInput } from '@besahubs/contracts/dashboards';
import { Dashboard } from '../../models/Dashboard';
import { inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { recordChange } from '../crm/resource';
import { dashboardResource, findDashboard, unknownWidget } from './dashboards';
import { NOT_SHARED, sharingOf, tellNewViewers } from './sharing';
import { templates } from './templates';
import { addWidget } from './widgets';

type Input = z.output<typeof dashboardInput>;

/**
 * A dashboard of the caller's own, with the widgets of a template when one is named: all of it, or nothing. Without one
 * it has no widgets yet, so that its layout can only be empty. Errors: `invalid` (with paths).
 */
export function createDashboard(ctx: Ctx, input: Input): Promise<Dashboard> {
  return inTransaction(ctx, async (tx) => {
    const { name, template, defaults = {} } = input;
    const sharing = await sharingOf(tx, input, NOT_SHARED);
    if (input.layout?.length) throw unknownWidget(0);
    const dashboard = await Dashboard.create(
      { userId: tx.actor.id, name, defaults, ...sharing },
      { transaction: tx.transaction },
    );
    await recordChange(tx, dashboardResource, 'create', dashboard, {
      name: [null, name],
      ...(template && { template: [null, template] }),
    });
    if (template) await addTemplate(tx, dashboard, template);
    await tellNewViewers(tx, dashboard, NOT_SHARED);
    return findDashboard(tx, dashboard.id);
  });
}

/** Its widgets pass the same checks as any widget. */
async function addTemplate(tx: TxCtx, dashboard: Dashboard, key: TemplateKey): Promise<void> {
  for (const widget of templates[key].widgets) await addWidget(tx, dashboard, widgetInput.parse(widget));
}
