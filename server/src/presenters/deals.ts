import type {
  CommissionSplit as SplitView,
  Deal as DealView,
  DealBoard,
  DealMember as MemberView,
  StageEvent,
} from '@besahubs/contracts/deals';
import type { CommissionSplit } from '../models/CommissionSplit';
import type { Deal } from '../models/Deal';
import type { DealMember } from '../models/DealMember';
import type { DealStageEvent } from '../models/DealStageEvent';
import type { Actor } from '../policies/actor';
import { dealPolicy } from '../policies/deals';
import { iso, metaOf, personRef, pick, refOf } from './refs';

const facts = [
  'name',
  'kind',
  'representation',
  'stage',
  'status',
  'tags',
  'propertyId',
  'spaceId',
  'clientContactId',
  'clientCompanyId',
  'counterpartyCompanyId',
  'probability',
  'expectedCloseDate',
  'actualCloseDate',
  'value',
  'rentableSF',
  'rentPerSF',
  'termMonths',
  'escalationPct',
  'freeMonths',
  'tiPerSF',
  'capRate',
  'noi',
  'commissionBasis',
  'commissionRate',
  'grossCommission',
  'weightedCommission',
  'source',
  'lostNote',
  'competitor',
  'agreementType',
  'agreementDate',
  'agreementExpiry',
  'loiDate',
  'contractDate',
  'dueDiligenceExpiry',
  'depositHardDate',
  'commencementDate',
  'description',
] as const;

/** Added to the picked facts rather than spread into a third object: a page has thousands of them. */
export const presentDeal = (actor: Actor, deal: Deal): DealView =>
  Object.assign(pick(deal, facts), metaOf(deal), {
    lostReason: deal.lostReason as DealView['lostReason'],
    stageEnteredAt: iso(deal.stageEnteredAt),
    property: refOf(deal.property),
    clientContact: refOf(deal.clientContact),
    clientCompany: refOf(deal.clientCompany),
    counterparty: refOf(deal.counterpartyCompany),
    abilities: {
      update: dealPolicy.update(actor, deal),
      delete: dealPolicy.delete(actor, deal),
      reopen: dealPolicy.reopen(actor, deal),
      assign: dealPolicy.assign(actor, deal),
      editSplits: dealPolicy.editSplits(actor, deal),
    },
  });

interface Column extends Omit<DealBoard['columns'][number], 'deals'> {
  deals: Deal[];
}
export const presentBoard = (actor: Actor, columns: Column[]): DealBoard => ({
  columns: columns.map((column) => ({
    ...column,
    deals: column.deals.map((deal) => presentDeal(actor, deal)),
  })),
});

export const presentStageEvent = (event: DealStageEvent): StageEvent => ({
  ...pick(event, [
    'id',
    'toStage',
    'secondsInStage',
    'value',
    'grossCommission',
    'probability',
    'expectedCloseDate',
  ]),
  fromStage: event.fromStage as StageEvent['fromStage'],
  occurredAt: iso(event.occurredAt),
  by: personRef(event.by),
});

export const presentSplit = (split: CommissionSplit): SplitView => ({
  ...pick(split, ['id', 'party', 'partyName', 'bps', 'amount', 'status', 'position']),
  user: personRef(split.user),
});

export const presentMember = (member: DealMember): MemberView => ({
  user: personRef(member.user) ?? { id: member.userId, name: '' },
  role: member.role,
});
