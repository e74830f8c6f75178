import { describe, expect, it } from 'vitest';
import type { Deal, DealStage } from '@besahubs/contracts/deals';
import { pipelineOf, withMore, withMoves } from './moves';
import type { BoardColumn } from './moves';

const deal = (id: string, stage: DealStage): Deal =>
  ({ id, stage, value: 1000, grossCommission: 100, weightedCommission: 5, probability: 5 }) as Deal;
const column = (stage: DealStage, deals: Deal[]): BoardColumn => ({
  stage,
  count: deals.length,
  value: 1000 * deals.length,
  grossCommission: 100 * deals.length,
  weightedCommission: 5 * deals.length,
  deals,
});
const a = deal('a', 'prospect');
const board = [column('prospect', [a, deal('b', 'prospect')]), column('loi', []), column('won', [])];
const move = (stage: DealStage) => new Map([['a', { deal: a, stage }]]);

describe('a move that is not confirmed yet', () => {
  it('takes the card and its money along, weighted anew', () => {
    const [prospect, loi] = withMoves(board, move('loi'));
    expect(prospect).toMatchObject({ count: 1, grossCommission: 100, weightedCommission: 5 });
    expect(loi).toMatchObject({ count: 1, grossCommission: 100, weightedCommission: 55 });
    expect(loi?.deals[0]).toMatchObject({ id: 'a', stage: 'loi', probability: 55 });
  });

  it('changes nothing once the server shows it', () => {
    const confirmed = [column('prospect', []), column('loi', [deal('a', 'loi')])];
    expect(withMoves(confirmed, move('loi'))).toEqual(confirmed);
  });

  it('leaves a board alone that does not show the deal', () => {
    const without = [column('prospect', []), column('loi', [])];
    expect(withMoves(without, move('loi'))).toEqual(without);
  });
});

it('a column shows a deal once, however pages overlap', () => {
  const more = withMore(column('prospect', [a]), [a, deal('c', 'prospect')]);
  expect(more.deals.map(({ id }) => id)).toEqual(['a', 'c']);
});

it('the pipeline is what is open', () => {
  const all = [...board, column('won', [deal('w', 'won')])];
  expect(pipelineOf(all)).toEqual({ count: 2, gross: 200, weighted: 10 });
});
