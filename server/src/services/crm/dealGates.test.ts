import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealKinds, dealStageKeys, dealStages, representations } from '@besahubs/contracts/deals';
import type { DealStage } from '@besahubs/contracts/deals';
import { AppError } from '../../lib/errors';
import { checkGate, checkOrder, checkStillClosed, isClosed, missingFor, stageColumns } from './dealStages';
import type { DealFacts } from './dealStages';

type Field = keyof DealFacts | 'splits';
type Terms = Pick<DealFacts, 'kind' | 'representation'>;

/** A deal of which everything is known that a gate could ask for. */
const full = (stage: DealStage, terms: Terms): DealFacts =>
  ({
    ...terms,
    stage,
    clientContactId: 'c',
    clientCompanyId: 'd',
    propertyId: 'p',
    counterpartyCompanyId: 'e',
    value: 100,
    rentableSF: 1000,
    rentPerSF: 20,
    termMonths: 60,
    escalationPct: null,
    freeMonths: null,
    commissionBasis: 'percent',
    commissionRate: 5,
    grossCommission: 5,
    agreementType: 'Exclusive',
    agreementDate: '2026-01-01',
    agreementExpiry: '2026-12-31',
    loiDate: '2026-02-01',
    contractDate: '2026-03-01',
    dueDiligenceExpiry: '2026-04-01',
    expectedCloseDate: '2026-05-01',
    actualCloseDate: '2026-05-02',
    lostReason: 'competitor',
  }) as DealFacts;

const SIZE: Field[] = ['rentableSF', 'rentPerSF', 'termMonths'];
/** What must be there to enter, said once more and apart from the code: by kind, and of what is offered or looked for. */
const NEEDS: Record<DealStage, (terms: Terms) => Field[]> = {
  prospect: () => [],
  pursuit: () => [],
  engaged: () => ['agreementType', 'agreementDate', 'agreementExpiry'],
  marketing: ({ kind, representation }) => {
    if (kind === 'sale') return ['value'];
    return representation === 'tenant' ? ['rentableSF'] : ['rentableSF', 'rentPerSF'];
  },
  loi: ({ kind }) => (kind === 'sale' ? ['value', 'loiDate'] : ['loiDate']),
  negotiation: () => ['counterpartyCompanyId'],
  contract: ({ kind }) =>
    kind === 'sale'
      ? ['contractDate', 'dueDiligenceExpiry', 'expectedCloseDate']
      : ['contractDate', 'expectedCloseDate'],
  won: ({ kind }) =>
    kind === 'sale' ? ['actualCloseDate', 'value', 'splits'] : ['actualCloseDate', 'splits'],
  lost: () => ['lostReason'],
};

const terms = dealKinds.flatMap((kind) =>
  representations.map((representation) => ({ kind, representation })),
);
const cases = dealStageKeys.flatMap((stage) => terms.map((each) => [stage, each] as const));
const names = (facts: DealFacts, bps = 10_000) => Object.keys(missingFor(facts, bps));
const fields = Object.keys(full('prospect', { kind: 'sale', representation: 'seller' })).filter(
  (field) => !['stage', 'kind', 'representation'].includes(field),
) as (keyof DealFacts)[];
const without = (facts: DealFacts, ...left: (keyof DealFacts)[]): DealFacts => ({
  ...facts,
  ...Object.fromEntries(left.map((field) => [field, null])),
});

describe('the gate of each stage', () => {
  it.each(cases)('%s of %j lets in who has everything', (stage, each) => {
    expect(missingFor(full(stage, each), 10_000)).toEqual({});
    expect(() => {
      checkGate(full(stage, each), 10_000);
    }).not.toThrow();
  });

  it.each(cases)('%s of %j names the one field that is missing, and asks for no other', (stage, each) => {
    const needs = NEEDS[stage](each);
    for (const field of fields) {
      const missing = names(without(full(stage, each), field));
      expect([field, missing]).toEqual([field, needs.includes(field) ? [field] : []]);
    }
    for (const bps of [0, 9999, 10_001])
      expect(names(full(stage, each), bps)).toEqual(needs.includes('splits') ? ['splits'] : []);
  });

  it.each(cases)('%s of %j says of each missing field what to do, and refuses by name', (stage, each) => {
    const empty = without(full(stage, each), ...fields);
    const told = missingFor(empty, 0);
    for (const words of Object.values(told)) expect(words).toMatch(/^[A-Z].*\.$/);
    for (const words of Object.values(told)) expect(words).not.toBe('This is needed.');
    expect(Object.keys(told)).toEqual(expect.arrayContaining(NEEDS[stage](each)));
    let refusal: unknown;
    try {
      checkGate(empty, 0);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({
      code: 'invalid',
      message: `${dealStages[stage].label} needs more facts first.`,
      fields: told,
    });
  });

  it('asks for some client or property, and for one of them alone', () => {
    const options = ['clientContactId', 'clientCompanyId', 'propertyId'] as const;
    const facts = full('prospect', { kind: 'sale', representation: 'seller' });
    expect(names(without(facts, ...options))).toEqual(options);
    for (const kept of options)
      expect(names(without(facts, ...options.filter((option) => option !== kept)))).toEqual([]);
  });

  it('asks for an estimated fee by what keeps it from being known', () => {
    const facts = { ...full('pursuit', { kind: 'lease', representation: 'tenant' }), grossCommission: null };
    expect(names(without(facts, 'value', ...(SIZE as (keyof DealFacts)[])))).toEqual(SIZE);
    expect(names(without(facts, 'commissionBasis', 'commissionRate'))).toEqual([
      'commissionBasis',
      'commissionRate',
    ]);
    const perSF = { ...facts, commissionBasis: 'per_sf' as const };
    expect(names(without(perSF, 'rentableSF', 'rentPerSF', 'value'))).toEqual(['rentableSF']);
    const flat = { ...facts, commissionBasis: 'flat' as const };
    expect(names(without(flat, 'rentableSF', 'value', 'commissionRate'))).toEqual(['commissionRate']);
  });

  it.each(['loi', 'won'] as const)(
    '%s of a lease takes a typed total for its terms, or its terms',
    (stage) => {
      const facts = full(stage, { kind: 'lease', representation: 'landlord' });
      for (const field of SIZE as (keyof DealFacts)[]) {
        expect(names(without(facts, field))).toEqual([]);
        expect(names(without(facts, field, 'value'))).toEqual([field]);
      }
    },
  );
});

describe('a closed deal', () => {
  const closed = (['won', 'lost'] as const).flatMap((stage) => terms.map((each) => [stage, each] as const));
  it.each(closed)(
    '%s of %j keeps what let it close, and is not asked for what it never had',
    (stage, each) => {
      const before = full(stage, each);
      for (const field of NEEDS[stage](each)) {
        if (field === 'splits') continue;
        const lacking = without(before, field);
        expect(() => {
          checkStillClosed(before, lacking, 10_000);
        }).toThrow(AppError);
        expect(() => {
          checkStillClosed(lacking, lacking, 10_000);
        }).not.toThrow();
      }
      expect(() => {
        checkStillClosed(before, before, 0);
      }).not.toThrow();
    },
  );
});

describe('for any move', () => {
  const stage = fc.constantFrom(...dealStageKeys);
  const status = (from: DealStage) =>
    isClosed(from) ? fc.constant(from) : fc.constantFrom<DealFacts['status']>('active', 'on_hold');
  const before = stage.chain((from) =>
    status(from).map((was) => ({ ...full(from, { kind: 'sale', representation: 'seller' }), status: was })),
  );
  const wishes = fc.record(
    {
      onHold: fc.boolean(),
      probability: fc.option(fc.integer({ min: 0, max: 100 })),
      actualCloseDate: fc.option(fc.constant('2026-09-09')),
    },
    { requiredKeys: [] },
  );
  const now = new Date('2026-11-20T03:00:00Z');
  const today = '2026-11-19';

  it('status, probability and dates follow from where it goes and what was asked for', () => {
    fc.assert(
      fc.property(fc.option(before), stage, wishes, (from, to, wish) => {
        if (isClosed(to) && wish.onHold) {
          expect(() => stageColumns(from, to, wish, now, today)).toThrow('on hold');
          return;
        }
        const columns = stageColumns(from, to, wish, now, today);
        const enters = from?.stage !== to;
        const held = wish.onHold ?? from?.status === 'on_hold';
        expect(columns.status).toBe(isClosed(to) ? to : held ? 'on_hold' : 'active');
        const asked = isClosed(to) ? null : (wish.probability ?? null);
        const usual = dealStages[to].probability;
        if (asked !== null) expect(columns.probability).toBe(asked);
        else if (enters || isClosed(to) || wish.probability === null) expect(columns.probability).toBe(usual);
        else expect(columns).not.toHaveProperty('probability');
        expect(columns.stageEnteredAt).toBe(enters ? now : undefined);
        const reopens = enters && from !== null && isClosed(from.stage);
        const cleared = reopens && to !== 'lost';
        expect(columns.lostReason).toBe(cleared ? null : undefined);
        expect(columns.lostNote).toBe(cleared ? null : undefined);
        if (enters && to === 'lost') expect(columns.actualCloseDate).toBe(wish.actualCloseDate ?? today);
        else if (cleared && to !== 'won') expect(columns.actualCloseDate).toBe(wish.actualCloseDate ?? null);
        else expect(columns).not.toHaveProperty('actualCloseDate');
      }),
      // Each of the 81 moves comes up many times.
      { numRuns: 3000 },
    );
  });
});

describe('dates and months that contradict each other', () => {
  const none = {
    agreementDate: null,
    agreementExpiry: null,
    contractDate: null,
    dueDiligenceExpiry: null,
    termMonths: null,
    freeMonths: null,
  };
  it.each([
    ['agreementExpiry', 'agreementDate', '2026-05-01', '2026-04-30'],
    ['dueDiligenceExpiry', 'contractDate', '2026-05-01', '2026-04-30'],
    ['freeMonths', 'termMonths', 6, 6.1],
  ] as const)('%s is held against %s; equal and unknown are fine', (late, early, first, last) => {
    const check = (values: object) => () => {
      checkOrder({ ...none, ...values });
    };
    expect(check({ [early]: first, [late]: last })).toThrow(
      expect.objectContaining({ fields: { [late]: expect.any(String) as string } }),
    );
    expect(check({ [early]: first, [late]: first })).not.toThrow();
    expect(check({ [early]: first })).not.toThrow();
    expect(check({ [late]: last })).not.toThrow();
  });
});
