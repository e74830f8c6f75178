import { col, fn, literal, Op } from 'sequelize';
import { dealStageKeys } from '@besahubs/contracts/deals';
import type { BoardQuery, DealStage } from '@besahubs/contracts/deals';
import { Deal } from '../../models/Deal';
import { dealPolicy } from '../../policies/deals';
import { scopeSql } from '../../policies/policy';
import type { Ctx } from '../context';
import { dealResource } from './dealResource';
import { allOf, among, ownedBy, searchFilter } from './resource';

export interface BoardColumn {
  stage: DealStage;
  count: number;
  value: number;
  grossCommission: number;
  weightedCommission: number;
  /** Rows with their labels, not instances: nothing can be saved through them. */
  deals: Deal[];
}

type Sums = Omit<BoardColumn, 'deals'>;

/**
 * The pipeline: all nine stages in order, each with how many deals it holds and what they sum to in dollars, over all
 * that match, and its first cards, the latest arrival on top. Two queries, however many deals there are.
 */
export async function readBoard(ctx: Ctx, query: BoardQuery): Promise<BoardColumn[]> {
  const where = allOf([
    dealPolicy.scope(ctx.actor),
    searchFilter(query.q),
    among('kind', query.kind),
    ownedBy('ownerId', query.ownerId, ctx.actor),
  ]);
  const transaction = ctx.transaction ?? null;
  const total = (column: string) => fn('coalesce', fn('sum', col(column)), 0);
  const [sums, cards] = await Promise.all([
    Deal.findAll({
      attributes: [
        'stage',
        [fn('count', col('id')), 'count'],
        [total('value'), 'value'],
        [total('grossCommission'), 'grossCommission'],
        [total('weightedCommission'), 'weightedCommission'],
      ],
      where,
      group: ['stage'],
      raw: true,
      transaction,
    }),
    Deal.findAll({
      where: {
        id: {
          [Op.in]: firstOfEachStage(scopeSql(Deal, where, ['id', 'stage', 'stageEnteredAt']), query.limit),
        },
      },
      include: dealResource.include ?? [],
      order: [
        ['stageEnteredAt', 'DESC'],
        ['id', 'ASC'],
      ],
      // Plain rows: a board has hundreds of cards, and model instances take three times as long to build and read.
      raw: true,
      nest: true,
      transaction,
    }),
  ]);
  const byStage = new Map((sums as unknown as Sums[]).map((row) => [row.stage, row]));
  return dealStageKeys.map((stage) => ({
    ...(byStage.get(stage) ?? { stage, count: 0, value: 0, grossCommission: 0, weightedCommission: 0 }),
    deals: cards.filter((deal) => deal.stage === stage),
  }));
}

/** Ids of the first cards of every column, one index walk per stage. `matching` is SQL, its values escaped. */
const firstOfEachStage = (matching: string, limit: number) =>
  literal(`(
    SELECT card.id FROM unnest(ARRAY[${dealStageKeys.map((stage) => `'${stage}'`).join(',')}]) AS column_of(stage)
    CROSS JOIN LATERAL (
      SELECT matching.id FROM (${matching}) AS matching WHERE matching.stage = column_of.stage
      ORDER BY matching."stageEnteredAt" DESC, matching.id LIMIT ${Math.trunc(limit)}
    ) AS card)`);
