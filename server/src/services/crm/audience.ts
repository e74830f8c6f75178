import { ownedAudience } from '../../policies/policy';
import type { TxCtx } from '../context';
import type { RecordModel, Resource } from './resource';

/** Whether managers may know of the record, and the rooms that may hear of it, as it is now. */
export async function audienceOf<M extends RecordModel, Q>(
  tx: TxCtx,
  { policy, secret, linked }: Resource<M, Q>,
  record: M,
): Promise<{ isSecret: boolean; rooms: string[] }> {
  const isSecret = (await secret?.(record, tx)) ?? false;
  const everybody = isSecret
    ? ownedAudience({ ownerId: record.ownerId ?? null, teamId: null })
    : policy.audience(record);
  return { isSecret, rooms: [...everybody, ...((await linked?.(tx, record)) ?? [])] };
}
