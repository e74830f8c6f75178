import type { CommissionSplit, Deal } from '@besahubs/contracts/deals';
import type { SplitDraft } from '../../../api/deals';

/** All of a commission, in basis points. */
export const WHOLE_BPS = 10_000;

/** A line while it is edited; `key` keeps its place on the screen. */
export interface DraftLine extends SplitDraft {
  key: string;
}
let serial = 0;
const nextKey = (): string => `line-${(serial += 1)}`;

export const draftOf = ({ party, user, partyName, bps, status }: CommissionSplit): DraftLine => ({
  key: nextKey(),
  party,
  userId: user?.id ?? null,
  partyName,
  bps,
  status,
});

/** A first line for the deal's broker, with everything. */
export const emptyLine = (owner: Deal['owner'], bps = WHOLE_BPS): DraftLine => ({
  key: nextKey(),
  party: 'internal',
  userId: owner?.id ?? null,
  partyName: null,
  bps,
  status: 'projected',
});

export const totalBps = (lines: readonly Pick<DraftLine, 'bps'>[]): number =>
  lines.reduce((sum, line) => sum + line.bps, 0);

/** Dollars of a line; null while the commission is unknown. To the cent, the server rounds all lines together. */
export const shareOf = (gross: number | null, bps: number): number | null =>
  gross === null ? null : Math.round((gross * bps) / 100) / 100;
