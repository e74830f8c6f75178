import { dealStages } from '@besahubs/contracts/deals';
import type { Deal, DealBoard } from '@besahubs/contracts/deals';
import type { PendingMove } from '../useStageMove';

export type BoardColumn = DealBoard['columns'][number];

/** A deal as it will stand in another stage: with that stage's usual probability, and at rest until it is confirmed. */
function arrive({ deal, stage }: PendingMove): Deal {
  const { probability } = dealStages[stage];
  const weighted = deal.grossCommission === null ? null : (deal.grossCommission * probability) / 100;
  const abilities = { ...deal.abilities, update: false };
  return { ...deal, stage, probability, weightedCommission: weighted, abilities };
}

function add(column: BoardColumn, deal: Deal, sign: 1 | -1): BoardColumn {
  return {
    ...column,
    count: column.count + sign,
    value: column.value + sign * (deal.value ?? 0),
    grossCommission: column.grossCommission + sign * (deal.grossCommission ?? 0),
    weightedCommission: column.weightedCommission + sign * (deal.weightedCommission ?? 0),
  };
}

/** The board with moves that the server has not confirmed yet; those it has already carried out change nothing. */
export function withMoves(
  columns: readonly BoardColumn[],
  moves: ReadonlyMap<string, PendingMove>,
): readonly BoardColumn[] {
  return [...moves.values()].reduce<readonly BoardColumn[]>((board, move) => {
    const source = board.find((column) => column.deals.some((deal) => deal.id === move.deal.id));
    const before = source?.deals.find((deal) => deal.id === move.deal.id);
    if (!before || source?.stage === move.stage) return board;
    const after = arrive({ ...move, deal: before });
    return board.map((column) => {
      if (column === source)
        return { ...add(column, before, -1), deals: column.deals.filter((deal) => deal !== before) };
      if (column.stage === move.stage) return { ...add(column, after, 1), deals: [after, ...column.deals] };
      return column;
    });
  }, columns);
}

/** Adds further pages to a column; a deal that moved between two requests stands in it once. */
export function withMore(column: BoardColumn, more: readonly Deal[]): BoardColumn {
  const known = new Set(column.deals.map((deal) => deal.id));
  return { ...column, deals: [...column.deals, ...more.filter((deal) => !known.has(deal.id))] };
}

/** Sums over the columns of open stages: what the pipeline holds. */
export function pipelineOf(columns: readonly BoardColumn[]) {
  const open = columns.filter(({ stage }) => stage !== 'won' && stage !== 'lost');
  const sum = (pick: (column: BoardColumn) => number) => open.reduce((total, each) => total + pick(each), 0);
  return {
    count: sum((column) => column.count),
    gross: sum((column) => column.grossCommission),
    weighted: sum((column) => column.weightedCommission),
  };
}
