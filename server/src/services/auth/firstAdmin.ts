import { User } from '../../models/User';
import { audit } from '../changes';
import { inTransaction } from '../context';
import type { Ctx } from '../context';
import { invitationLink } from './invitations';

/**
 * The way into an empty installation. While nobody can sign in, the owner of `email` becomes an invited admin, and the
 * link to choose a password is returned; it is shown to whoever starts the server and stored nowhere. Null once
 * somebody can sign in, so that a variable left behind opens nothing.
 */
export function inviteFirstAdmin(ctx: Ctx, email: string): Promise<string | null> {
  return inTransaction(ctx, async (tx) => {
    const { transaction } = tx;
    if (await somebodyCanSignIn(tx)) return null;
    const [user] = await User.findOrCreate({
      where: { email },
      defaults: { email, firstName: 'First', lastName: 'Admin', role: 'admin', status: 'invited' },
      transaction,
    });
    await user.update({ role: 'admin', status: 'invited' }, { transaction });
    await audit(tx, { action: 'auth.invite', resource: 'agents', resourceId: user.id });
    return invitationLink(tx, user);
  });
}

/** Whether anybody is an active user. */
export const somebodyCanSignIn = async (ctx: Ctx): Promise<boolean> =>
  (await User.count({ where: { status: 'active' }, transaction: ctx.transaction ?? null })) > 0;
