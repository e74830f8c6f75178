import { stagePatienceDays } from '@besahubs/contracts/dealAgeing';
import type { Deal } from '@besahubs/contracts/deals';

const DAY_MS = 86_400_000;
const patience: Partial<Record<string, number>> = stagePatienceDays;

/** Whole days since the deal entered its stage; `now` in epoch milliseconds. */
export const daysInStage = (deal: Pick<Deal, 'stageEnteredAt'>, now: number): number =>
  Math.max(0, Math.floor((now - new Date(deal.stageEnteredAt).getTime()) / DAY_MS));

/** Has an active deal stood still for longer than its stage has patience? Closed and held ones do not rot. */
export function isRotting(deal: Pick<Deal, 'stage' | 'status' | 'stageEnteredAt'>, now: number): boolean {
  const limit = patience[deal.stage];
  return deal.status === 'active' && limit !== undefined && daysInStage(deal, now) > limit;
}
