import { Op } from 'sequelize';
import { env } from '../../config/env';
import { AppError } from '../../lib/errors';
import { EmailLog } from '../../models/EmailLog';
import { User } from '../../models/User';
import { audit } from '../changes';
import { inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { sendTransactional } from '../email/send';
import { findToken, issueToken, spendToken } from './oneTimeTokens';
import { setPassword } from './profile';

const VALID_MINUTES = 60;
/** How often one person is written to, whatever addresses the requests come from. */
const MOST_MAILS = 3;
const MAILS_WITHIN_MS = 15 * 60_000;

/** Whether the user has got so many of these mails lately that another one would help nobody but a pest. */
async function wasAskedTooOften(tx: TxCtx, userId: string): Promise<boolean> {
  const { transaction } = tx;
  const createdAt = { [Op.gt]: new Date(Date.now() - MAILS_WITHIN_MS) };
  const sent = await EmailLog.count({
    where: { userId, template: 'password_reset', createdAt },
    transaction,
  });
  return sent >= MOST_MAILS;
}

/**
 * Mails the link to choose a new password. Answers the same for addresses nobody has, and takes no longer for those
 * somebody has: the mail itself is a job. Asked for too often, the last link that was sent stays good.
 */
export async function requestPasswordReset(ctx: Ctx, email: string): Promise<void> {
  const user = await User.findOne({ where: { email } });
  if (user?.status !== 'active') {
    await audit(ctx, { action: 'auth.reset_unknown', resource: 'agents' });
    return;
  }
  await inTransaction(ctx, async (tx) => {
    // Requests at once count one after the other.
    await User.findByPk(user.id, { lock: true, transaction: tx.transaction });
    if (await wasAskedTooOften(tx, user.id)) return;
    const token = await issueToken(tx, 'password_reset', { userId: user.id }, VALID_MINUTES * 60_000);
    await sendTransactional(tx, {
      to: user.email,
      template: 'password_reset',
      userId: user.id,
      dynamicData: {
        recipientName: user.firstName,
        expiresIn: `${VALID_MINUTES} minutes`,
        ...(ctx.ip && { requestIp: ctx.ip }),
      },
      secretData: { resetUrl: `${env().APP_BASE_URL}/reset-password?token=${token}` },
    });
    await audit(tx, {
      action: 'auth.reset_requested',
      resource: 'agents',
      resourceId: user.id,
      teamId: user.teamId,
    });
  });
}

/** Sets the new password and ends every session. The link works once; a user disabled meanwhile stays out. */
export async function resetPassword(ctx: Ctx, token: string, password: string): Promise<void> {
  await findToken(ctx, 'password_reset', token);
  await inTransaction(ctx, async (tx) => {
    const row = await spendToken(tx, 'password_reset', token);
    const user = row.userId ? await User.findByPk(row.userId, { transaction: tx.transaction }) : null;
    if (user?.status !== 'active') throw new AppError('not_found');
    await setPassword(tx, user, password);
  });
}
