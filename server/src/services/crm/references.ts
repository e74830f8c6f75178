import { Op } from 'sequelize';
import type { Model, ModelStatic, WhereOptions } from 'sequelize';
import { AppError } from '../../lib/errors';
import type { Actor } from '../../policies/actor';
import type { Ctx } from '../context';

/** Foreign keys a caller may set, and the rows they may point at. */
export type References = Record<string, { model: ModelStatic<Model>; scope: (actor: Actor) => WhereOptions }>;

/** 400 naming the field when a link points at nothing the actor may see. */
export async function checkReferences(
  ctx: Ctx,
  references: References | undefined,
  values: object,
): Promise<void> {
  const fields: Record<string, string> = {};
  for (const [field, { model, scope }] of Object.entries(references ?? {})) {
    const id = (values as Record<string, unknown>)[field];
    if (id === undefined || id === null) continue;
    const found = await model.count({
      where: { [Op.and]: [scope(ctx.actor), { id }] },
      transaction: ctx.transaction ?? null,
    });
    if (!found) fields[field] = 'There is no such record.';
  }
  if (Object.keys(fields).length) throw new AppError('invalid', { fields });
}
