import type { z } from 'zod';
import type { dealInput, dealPatch } from '@besahubs/contracts/deals';
import { invalidField } from '../../lib/errors';
import { dateIn } from '../../lib/time';
import { Deal } from '../../models/Deal';
import { DealStageEvent } from '../../models/DealStageEvent';
import { Space } from '../../models/Space';
import { dealPolicy } from '../../policies/deals';
import { authorize, inTransaction, isSystem } from '../context';
import type { Ctx, TxCtx } from '../context';
import { dealResource } from './dealResource';
import { shareOut, splitTotal } from './dealSplits';
import { checkGate, checkOrder, checkStillClosed, isClosed, stageColumns } from './dealStages';
import type { DealFacts, DerivedFacts } from './dealStages';
import { dealFigures } from './dealTerms';
import type { DealTerms } from './dealTerms';
import { createRecord, findVisible, personLabel, updateRecord } from './resource';

type Input = z.output<typeof dealInput>;
type Patch = z.output<typeof dealPatch>;

const TERMS: readonly (keyof DealTerms)[] = [
  'kind',
  'value',
  'rentableSF',
  'rentPerSF',
  'termMonths',
  'escalationPct',
  'freeMonths',
  'commissionBasis',
  'commissionRate',
];

/** Facts that could contradict each other; looked at when one of them changes. */
const ORDERED = [
  'agreementDate',
  'agreementExpiry',
  'contractDate',
  'dueDiligenceExpiry',
  'termMonths',
  'freeMonths',
] as const;

/** A deal in which nothing is known yet: what a new one starts from. */
const blank = (): DealFacts =>
  Object.fromEntries(
    Object.keys(Deal.getAttributes()).map((column) => [column, null]),
  ) as unknown as DealFacts;

interface Plan {
  /** What to write besides what was asked for. */
  derived: DerivedFacts;
  /** The deal as it would then stand. */
  after: DealFacts;
}

/** What a change of a deal brings with it. Amounts follow only a change of terms: imported ones stay as they came. */
function plan(tx: TxCtx, before: DealFacts | null, { onHold, probability, ...patch }: Patch): Plan {
  const now = new Date();
  const known = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const wanted: DealFacts = { ...(before ?? blank()), ...known };
  const retermed = !before || TERMS.some((field) => wanted[field] !== before[field]);
  const stage = wanted.stage;
  const derived = {
    ...(retermed && dealFigures(wanted)),
    ...stageColumns(
      before,
      stage,
      { onHold, probability, actualCloseDate: patch.actualCloseDate },
      now,
      dateIn(tx.actor.timezone, now),
    ),
  };
  const after = { ...wanted, ...derived };
  if (ORDERED.some((field) => after[field] !== before?.[field])) checkOrder(after);
  return { derived, after };
}

async function checkSpace(tx: TxCtx, { spaceId, propertyId }: DealFacts): Promise<void> {
  if (!spaceId) return;
  const found =
    propertyId && (await Space.count({ where: { id: spaceId, propertyId }, transaction: tx.transaction }));
  if (!found) throw invalidField('spaceId', 'The property has no such space.');
}

/** The move, and how the deal stood after it: ageing, conversion and the pipeline as of any date are read from these. */
async function recordMove(
  tx: TxCtx,
  dealId: string,
  before: DealFacts | null,
  after: DealFacts,
): Promise<void> {
  const { stage, stageEnteredAt, value, grossCommission, probability, expectedCloseDate } = after;
  const stayed = before ? stageEnteredAt.getTime() - before.stageEnteredAt.getTime() : null;
  await DealStageEvent.create(
    {
      dealId,
      fromStage: before?.stage ?? null,
      toStage: stage,
      occurredAt: stageEnteredAt,
      byId: isSystem(tx.actor) ? null : tx.actor.id,
      value,
      grossCommission,
      probability,
      expectedCloseDate,
      secondsInStage: stayed === null ? null : Math.max(0, Math.round(stayed / 1000)),
    },
    { transaction: tx.transaction },
  );
}

/** A new deal in the stage that is given; 400 naming what the gate of that stage misses. */
export function createDeal(ctx: Ctx, input: Input): Promise<Deal> {
  return inTransaction(ctx, async (tx) => {
    const { derived, after } = plan(tx, null, input);
    checkGate(after, 0);
    await checkSpace(tx, after);
    const { onHold: _onHold, ...columns } = input;
    const deal = await createRecord(tx, dealResource, { ...columns, ...derived });
    await recordMove(tx, deal.id, null, after);
    return deal;
  });
}

/**
 * Changes a deal. A move to another stage passes the gate of that stage and writes its event in the same transaction; a
 * changed commission is shared out anew. Closed deals are for those who may reopen (403 by the policy).
 */
export function updateDeal(ctx: Ctx, id: string, patch: Patch): Promise<Deal> {
  const { onHold: _onHold, ...columns } = patch;
  return updateRecord(ctx, dealResource, id, columns, async (tx, deal) => {
    if (patch.ownerId !== undefined && patch.ownerId !== deal.ownerId)
      authorize(tx.actor, dealPolicy.assign.bind(dealPolicy), deal);
    const before: DealFacts = { ...deal.get({ plain: true }) };
    const { derived, after } = plan(tx, before, patch);
    const moves = after.stage !== before.stage;
    const splitBps = isClosed(after.stage) ? await splitTotal(tx, id) : 0;
    if (moves) checkGate(after, splitBps);
    else if (isClosed(after.stage)) checkStillClosed(before, after, splitBps);
    if (after.spaceId !== before.spaceId || after.propertyId !== before.propertyId)
      await checkSpace(tx, after);
    if (moves) await recordMove(tx, id, before, after);
    if (after.grossCommission !== before.grossCommission) await shareOut(tx, id, after.grossCommission);
    return derived;
  });
}

/** Every move of a deal, the first first. */
export async function listStageEvents(ctx: Ctx, dealId: string): Promise<DealStageEvent[]> {
  await findVisible(ctx, dealResource, dealId);
  return DealStageEvent.findAll({
    where: { dealId },
    include: [personLabel('by')],
    order: [
      ['occurredAt', 'ASC'],
      ['createdAt', 'ASC'],
    ],
    transaction: ctx.transaction ?? null,
  });
}
