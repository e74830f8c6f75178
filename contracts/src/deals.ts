import { z } from 'zod';
import {
  abilities,
  booleanParam,
  csv,
  dateOnly,
  instant,
  listParams,
  longText,
  money,
  numberParam,
  ownerFilter,
  patchOf,
  percent,
  positiveMoney,
  recordMeta,
  ref,
  segmentParam,
  squareFeet,
  tags,
  text,
  uuid,
} from './common';

/** The nine stages, in order, with the default probability in percent points. On hold is a status, not a stage. */
export const dealStages = {
  prospect: { label: 'Prospect', probability: 5 },
  pursuit: { label: 'Pursuit / Pitch', probability: 15 },
  engaged: { label: 'Engaged', probability: 30 },
  marketing: { label: 'Marketing / Touring', probability: 40 },
  loi: { label: 'LOI / Offer', probability: 55 },
  negotiation: { label: 'PSA / Lease negotiation', probability: 70 },
  contract: { label: 'Under contract / DD', probability: 85 },
  won: { label: 'Closed Won', probability: 100 },
  lost: { label: 'Closed Lost', probability: 0 },
} as const;
export type DealStage = keyof typeof dealStages;
export const dealStageKeys = Object.keys(dealStages) as [DealStage, ...DealStage[]];

export const dealKinds = ['sale', 'lease'] as const;
export const representations = ['tenant', 'landlord', 'buyer', 'seller', 'dual'] as const;
export const dealStatuses = ['active', 'on_hold', 'won', 'lost'] as const;
export const lostReasons = [
  'price_terms',
  'competitor',
  'financing',
  'due_diligence',
  'client_stayed',
  'cancelled',
  'unresponsive',
  'listing_expired',
] as const;
export const commissionBases = ['percent', 'flat', 'per_sf'] as const;

const facts = {
  propertyId: uuid.nullable(),
  spaceId: uuid.nullable(),
  clientContactId: uuid.nullable(),
  clientCompanyId: uuid.nullable(),
  counterpartyCompanyId: uuid.nullable(),
  probability: percent.max(100).nullable(),
  expectedCloseDate: dateOnly.nullable(),
  actualCloseDate: dateOnly.nullable(),
  /** Sale price, or the total rent of a lease over its term: computed as soon as size, rent and term are known. */
  value: positiveMoney.nullable(),
  rentableSF: squareFeet.nullable(),
  /** $/SF/yr */
  rentPerSF: positiveMoney.nullable(),
  termMonths: z.number().int().min(0).max(1200).nullable(),
  escalationPct: percent.nullable(),
  freeMonths: z.number().min(0).max(120).multipleOf(0.1).nullable(),
  tiPerSF: positiveMoney.nullable(),
  capRate: percent.nullable(),
  noi: money.nullable(),
  commissionBasis: z.enum(commissionBases).nullable(),
  /** Percent points, dollars, or dollars per SF, as `commissionBasis` says. */
  commissionRate: z.number().min(0).max(999_999_999).nullable(),
  source: text(80).nullable(),
  lostReason: z.enum(lostReasons).nullable(),
  lostNote: longText(2000).nullable(),
  competitor: text(120).nullable(),
  agreementType: text(80).nullable(),
  agreementDate: dateOnly.nullable(),
  agreementExpiry: dateOnly.nullable(),
  loiDate: dateOnly.nullable(),
  contractDate: dateOnly.nullable(),
  dueDiligenceExpiry: dateOnly.nullable(),
  depositHardDate: dateOnly.nullable(),
  commencementDate: dateOnly.nullable(),
  description: longText().nullable(),
};

export const dealInput = z.strictObject({
  name: text(200),
  kind: z.enum(dealKinds),
  representation: z.enum(representations),
  stage: z.enum(dealStageKeys).default('prospect'),
  ownerId: uuid.optional(),
  onHold: z.boolean().optional(),
  tags: tags.optional(),
  ...z.object(facts).partial().shape,
});
export type DealInput = z.input<typeof dealInput>;
export const dealPatch = patchOf(dealInput);
export type DealPatch = z.input<typeof dealPatch>;

export const dealSortable = [
  'name',
  'stage',
  'value',
  'grossCommission',
  'weightedCommission',
  'expectedCloseDate',
  'actualCloseDate',
  'stageEnteredAt',
  'createdAt',
  'updatedAt',
  'probability',
] as const;
export const dealQuery = z.strictObject({
  ...listParams(dealSortable),
  ...segmentParam,
  stage: csv(z.enum(dealStageKeys)).optional(),
  status: csv(z.enum(dealStatuses)).optional(),
  kind: csv(z.enum(dealKinds)).optional(),
  representation: csv(z.enum(representations)).optional(),
  ownerId: ownerFilter.optional(),
  propertyId: uuid.optional(),
  clientContactId: uuid.optional(),
  clientCompanyId: uuid.optional(),
  valueMin: numberParam.optional(),
  valueMax: numberParam.optional(),
  expectedCloseFrom: dateOnly.optional(),
  expectedCloseTo: dateOnly.optional(),
  open: booleanParam.optional(),
});
export type DealQuery = z.output<typeof dealQuery>;

export const deal = z.object({
  ...recordMeta,
  name: z.string(),
  kind: z.enum(dealKinds),
  representation: z.enum(representations),
  stage: z.enum(dealStageKeys),
  status: z.enum(dealStatuses),
  stageEnteredAt: instant,
  tags: z.array(z.string()),
  ...facts,
  probability: z.number(),
  /** Dollars; null while the terms do not say yet. */
  grossCommission: z.number().nullable(),
  weightedCommission: z.number().nullable(),
  property: ref.nullable(),
  clientContact: ref.nullable(),
  clientCompany: ref.nullable(),
  counterparty: ref.nullable(),
  abilities: abilities.extend({
    /** May bring a closed deal back, or correct it. */
    reopen: z.boolean(),
    /** May give it to somebody else and choose who works it. */
    assign: z.boolean(),
    editSplits: z.boolean(),
  }),
});
export type Deal = z.infer<typeof deal>;

export const boardQuery = z.strictObject({
  kind: csv(z.enum(dealKinds)).optional(),
  ownerId: ownerFilter.optional(),
  q: z.string().trim().max(200).optional(),
  /** Cards per column at most; sums and counts always cover all. */
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type BoardQuery = z.output<typeof boardQuery>;
export const dealBoard = z.object({
  columns: z.array(
    z.object({
      stage: z.enum(dealStageKeys),
      count: z.number(),
      value: z.number(),
      grossCommission: z.number(),
      weightedCommission: z.number(),
      deals: z.array(deal),
    }),
  ),
});
export type DealBoard = z.infer<typeof dealBoard>;

export const stageEvent = z.object({
  id: uuid,
  fromStage: z.enum(dealStageKeys).nullable(),
  toStage: z.enum(dealStageKeys),
  occurredAt: instant,
  by: ref.nullable(),
  /** How long the deal had been in `fromStage`. */
  secondsInStage: z.number().nullable(),
  /** As they stood when the deal entered `toStage`. */
  value: z.number().nullable(),
  grossCommission: z.number().nullable(),
  probability: z.number().nullable(),
  expectedCloseDate: dateOnly.nullable(),
});
export type StageEvent = z.infer<typeof stageEvent>;

export const splitParties = ['internal', 'outside_broker', 'house', 'referral'] as const;
export const splitStatuses = ['projected', 'invoiced', 'paid'] as const;
export const splitLine = z.strictObject({
  party: z.enum(splitParties),
  /** Who, of an internal line. */
  userId: uuid.nullable().optional(),
  /** Who, of an outside or referral line. */
  partyName: text(160).nullable().optional(),
  /** Basis points of the gross commission; the lines of a deal total 10,000. */
  bps: z.number().int().min(0).max(10_000),
  status: z.enum(splitStatuses).default('projected'),
});
export const splitsInput = z.strictObject({ lines: z.array(splitLine).max(30) });
export type SplitsInput = z.output<typeof splitsInput>;
export const commissionSplit = z.object({
  id: uuid,
  party: z.enum(splitParties),
  user: ref.nullable(),
  partyName: z.string().nullable(),
  bps: z.number(),
  amount: z.number().nullable(),
  status: z.enum(splitStatuses),
  position: z.number(),
});
export type CommissionSplit = z.infer<typeof commissionSplit>;

/** A broker who works the deal besides its owner. */
export const dealMember = z.object({ user: ref, role: z.string() });
export type DealMember = z.infer<typeof dealMember>;
export const membersInput = z.strictObject({
  members: z.array(z.strictObject({ userId: uuid, role: text(60).default('co_broker') })).max(30),
});
export type MembersInput = z.output<typeof membersInput>;
