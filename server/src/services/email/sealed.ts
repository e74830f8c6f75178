import { env } from '../../config/env';
import { open, seal } from '../../lib/crypto';
import type { EmailLog } from '../../models/EmailLog';

const context = (logId: string) => `${logId}|dynamicData`;

/** Values that may not lie in EmailLog in clear (links with one-time tokens), encrypted and bound to that row. */
export const sealData = (logId: string, data: Record<string, string>): string =>
  seal(env().TOKEN_ENCRYPTION_KEY, JSON.stringify(data), context(logId));

/** All values of a recorded mail, the sealed ones opened: for the moment of sending only. */
export function fullData(log: Pick<EmailLog, 'id' | 'dynamicData' | 'sealedData'>): Record<string, unknown> {
  if (!log.sealedData) return log.dynamicData;
  const secret = JSON.parse(open(env().TOKEN_ENCRYPTION_KEY, log.sealedData, context(log.id))) as object;
  return { ...log.dynamicData, ...secret };
}
