import { AppError } from '../../lib/errors';
import { CalendarAccount } from '../../models/CalendarAccount';
import { calendarAccountScope } from '../../policies/calendar';
import type { Ctx } from '../context';
import { allOf, personLabel } from '../crm/resource';

/** One's own accounts; an admin may ask for everybody's. */
export const listAccounts = (ctx: Ctx, all: boolean): Promise<CalendarAccount[]> =>
  CalendarAccount.findAll({
    where: allOf([calendarAccountScope(ctx.actor), all ? undefined : { userId: ctx.actor.id }]),
    include: [personLabel('user')],
    order: [['createdAt', 'ASC']],
  });

/** An account within the caller's scope (CAL6); 404 otherwise. */
export async function findAccount(ctx: Ctx, id: string): Promise<CalendarAccount> {
  const account = await CalendarAccount.findOne({
    where: allOf([calendarAccountScope(ctx.actor), { id }]),
    include: [personLabel('user')],
    transaction: ctx.transaction ?? null,
  });
  if (!account) throw new AppError('not_found');
  return account;
}
