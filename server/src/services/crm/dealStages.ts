import type { InferAttributes } from 'sequelize';
import { dealStages } from '@besahubs/contracts/deals';
import type { DealStage } from '@besahubs/contracts/deals';
import { AppError, invalidField } from '../../lib/errors';
import type { Deal } from '../../models/Deal';
import { missingForFee, missingForValue } from './dealTerms';
import { WHOLE_BPS } from './splitAmounts';

/** The columns of a deal, as they stand or as they would. */
export type DealFacts = Omit<InferAttributes<Deal>, 'stage'> & { stage: DealStage };
/** What follows from stage and terms. */
export type DerivedFacts = Partial<
  Pick<
    DealFacts,
    | 'status'
    | 'probability'
    | 'stageEnteredAt'
    | 'actualCloseDate'
    | 'lostReason'
    | 'lostNote'
    | 'value'
    | 'grossCommission'
  >
>;

type Fields = Record<string, string>;
/** The facts that are missing on entry, each with what to tell who enters. */
type Gate = (facts: DealFacts, splitBps: number) => Fields;

const TELL: Partial<Record<keyof DealFacts, string>> = {
  value: 'Enter the price.',
  rentableSF: 'Enter the size.',
  rentPerSF: 'Enter the rent.',
  termMonths: 'Enter the term.',
  commissionBasis: 'Say how the fee is computed.',
  commissionRate: 'Enter the fee.',
  agreementType: 'Enter the type of the agreement.',
  agreementDate: 'Enter when the agreement takes effect.',
  agreementExpiry: 'Enter when the agreement expires.',
  loiDate: 'Enter the date of the LOI or offer.',
  counterpartyCompanyId: 'Choose the counterparty.',
  contractDate: 'Enter the date of the contract.',
  dueDiligenceExpiry: 'Enter when due diligence ends.',
  expectedCloseDate: 'Enter when it is expected to close.',
  actualCloseDate: 'Enter when it closed.',
  lostReason: 'Say why it was lost.',
};

const tell = (fields: readonly (keyof DealFacts)[]): Fields =>
  Object.fromEntries(fields.map((field) => [field, TELL[field] ?? 'This is needed.']));

const absent = (facts: DealFacts, fields: readonly (keyof DealFacts)[]): Fields =>
  tell(fields.filter((field) => facts[field] === null || facts[field] === undefined));

/** One of these is enough; all are named, so that a form can offer each. */
function someoneOrSomething(facts: DealFacts): Fields {
  const options = ['clientContactId', 'clientCompanyId', 'propertyId'] as const;
  if (options.some((field) => facts[field])) return {};
  return Object.fromEntries(options.map((field) => [field, 'Choose a client or a property; one is enough.']));
}

/** Asking terms of what is offered; of a requirement, its size or its budget. */
function askingTerms(facts: DealFacts): Fields {
  if (facts.kind === 'sale') return absent(facts, ['value']);
  return absent(facts, facts.representation === 'tenant' ? ['rentableSF'] : ['rentableSF', 'rentPerSF']);
}

const wholeSplits = (splitBps: number): Fields =>
  splitBps === WHOLE_BPS
    ? {}
    : { splits: 'The commission splits must total 100% first; a manager enters them.' };

/**
 * What each stage asks for on entry. A gate looks at the stage that is entered alone: stages may be skipped, since a
 * deal that comes in late has no history to make up.
 */
const GATES: Record<DealStage, Gate> = {
  prospect: someoneOrSomething,
  pursuit: (facts) => (facts.grossCommission === null ? tell(missingForFee(facts)) : {}),
  engaged: (facts) => absent(facts, ['agreementType', 'agreementDate', 'agreementExpiry']),
  marketing: askingTerms,
  loi: (facts) => ({ ...tell(missingForValue(facts)), ...absent(facts, ['loiDate']) }),
  negotiation: (facts) => absent(facts, ['counterpartyCompanyId']),
  // A lease goes out for signature: there is no due diligence to end.
  contract: (facts) =>
    absent(
      facts,
      facts.kind === 'sale'
        ? ['contractDate', 'dueDiligenceExpiry', 'expectedCloseDate']
        : ['contractDate', 'expectedCloseDate'],
    ),
  won: (facts, splitBps) => ({
    ...absent(facts, ['actualCloseDate']),
    ...tell(missingForValue(facts)),
    ...wholeSplits(splitBps),
  }),
  lost: (facts) => absent(facts, ['lostReason']),
};

/** What keeps a deal with these facts out of its stage: field → what to do about it. `splits` is the commission split. */
export const missingFor = (facts: DealFacts, splitBps: number): Fields => GATES[facts.stage](facts, splitBps);

export const isClosed = (stage: DealStage): stage is 'won' | 'lost' => stage === 'won' || stage === 'lost';

/** 400 naming each missing field, if the gate of the stage does not let these facts in. */
export function checkGate(facts: DealFacts, splitBps: number): void {
  const fields = missingFor(facts, splitBps);
  if (!Object.keys(fields).length) return;
  throw new AppError('invalid', {
    message: `${dealStages[facts.stage].label} needs more facts first.`,
    fields,
  });
}

/** A closed deal keeps what let it close. What an import left out from the start does not get in the way. */
export function checkStillClosed(before: DealFacts, after: DealFacts, splitBps: number): void {
  const already = missingFor(before, splitBps);
  const fields = Object.entries(missingFor(after, splitBps)).filter(([field]) => !(field in already));
  if (fields.length) throw new AppError('invalid', { fields: Object.fromEntries(fields) });
}

interface StageWishes {
  onHold?: boolean | undefined;
  /** null: back to the default of the stage. */
  probability?: number | null | undefined;
  actualCloseDate?: string | null | undefined;
}

/**
 * The columns that follow from the stage: status, probability, when it was entered, and what closing or reopening sets.
 * `today` is the actor's calendar date.
 *
 * - Status is the stage of a closed deal; otherwise active, or on hold, which survives a move.
 * - Entering a stage takes its default probability unless one is given with it; closed deals are at 100 and 0.
 * - A lost deal closes today unless a date is given; a won one has to be told (its gate asks). Reopening clears both
 *   the date and the reason.
 */
export function stageColumns(
  before: DealFacts | null,
  stage: DealStage,
  wishes: StageWishes,
  now: Date,
  today: string,
): DerivedFacts {
  const entering = before?.stage !== stage;
  const closed = isClosed(stage);
  if (closed && wishes.onHold) throw invalidField('onHold', 'A closed deal cannot be on hold.');
  const held = wishes.onHold ?? before?.status === 'on_hold';
  return {
    status: closed ? stage : held ? 'on_hold' : 'active',
    ...probabilityColumn(stage, entering, wishes.probability),
    ...(entering && { stageEnteredAt: now }),
    ...(entering && closingColumns(before, stage, wishes.actualCloseDate, today)),
  };
}

function probabilityColumn(
  stage: DealStage,
  entering: boolean,
  wish: number | null | undefined,
): DerivedFacts {
  const usual = dealStages[stage].probability;
  if (isClosed(stage)) return { probability: usual };
  if (wish !== undefined && wish !== null) return { probability: wish };
  return entering || wish === null ? { probability: usual } : {};
}

function closingColumns(
  before: DealFacts | null,
  stage: DealStage,
  date: string | null | undefined,
  today: string,
): DerivedFacts {
  if (stage === 'lost') return { actualCloseDate: date ?? today };
  if (!before || !isClosed(before.stage)) return {};
  return { lostReason: null, lostNote: null, ...(stage !== 'won' && { actualCloseDate: date ?? null }) };
}

interface Dates {
  agreementDate: string | null;
  agreementExpiry: string | null;
  contractDate: string | null;
  dueDiligenceExpiry: string | null;
  termMonths: number | null;
  freeMonths: number | null;
}

/** Facts that contradict each other. Dates are `YYYY-MM-DD`, which compare as text. */
export function checkOrder(facts: Dates): void {
  const fields: Fields = {};
  const { agreementDate, agreementExpiry, contractDate, dueDiligenceExpiry, termMonths, freeMonths } = facts;
  if (agreementDate && agreementExpiry && agreementExpiry < agreementDate)
    fields['agreementExpiry'] = 'The agreement would expire before it takes effect.';
  if (contractDate && dueDiligenceExpiry && dueDiligenceExpiry < contractDate)
    fields['dueDiligenceExpiry'] = 'Due diligence would end before the contract.';
  if (termMonths !== null && freeMonths !== null && freeMonths > termMonths)
    fields['freeMonths'] = 'More months are free than the lease has.';
  if (Object.keys(fields).length) throw new AppError('invalid', { fields });
}
