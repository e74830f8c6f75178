import { hashToken, randomToken } from '../../lib/crypto';
import { AppError } from '../../lib/errors';
import { OneTimeToken } from '../../models/OneTimeToken';
import { isSystem } from '../context';
import type { Ctx, TxCtx } from '../context';

type Kind = OneTimeToken['kind'];
type Subject = { userId: string } | { contactId: string };

/**
 * A new token for one person; earlier ones of the same kind stop working. The token itself goes into a mail and nowhere
 * else: the row has its hash. `lifeMs` from now.
 */
export async function issueToken(tx: TxCtx, kind: Kind, subject: Subject, lifeMs: number): Promise<string> {
  const { transaction } = tx;
  await OneTimeToken.destroy({ where: { kind, ...subject, usedAt: null }, transaction });
  const token = randomToken();
  await OneTimeToken.create(
    {
      kind,
      ...subject,
      tokenHash: hashToken(token),
      expiresAt: new Date(Date.now() + lifeMs),
      createdById: isSystem(tx.actor) ? null : tx.actor.id,
    },
    { transaction },
  );
  return token;
}

const gone = () =>
  new AppError('not_found', { message: 'This link is not valid any more. Ask for a new one.' });

/** The row behind a token; 404 when it is unknown, used or too old, without telling which. */
export async function findToken(ctx: Ctx, kind: Kind, token: string, lock = false): Promise<OneTimeToken> {
  const row = await OneTimeToken.findOne({
    where: { kind, tokenHash: hashToken(token) },
    transaction: ctx.transaction ?? null,
    ...(lock && { lock: true }),
  });
  if (!row || row.usedAt || row.expiresAt < new Date()) throw gone();
  return row;
}

/** Spends a token; two who come at the same time: one gets 404. */
export async function spendToken(tx: TxCtx, kind: Kind, token: string): Promise<OneTimeToken> {
  const row = await findToken(tx, kind, token, true);
  return row.update({ usedAt: new Date() }, { transaction: tx.transaction });
}
