import { describe, expect, it } from 'vitest';
import { dealStageKeys, dealStages } from '@besahubs/contracts/deals';
import type { DealStage } from '@besahubs/contracts/deals';
import { missingFor, stageColumns } from './dealStages';
import type { DealFacts } from './dealStages';

const facts = (values: Partial<DealFacts>): DealFacts =>
  ({
    ...Object.fromEntries(
      [
        ...['clientContactId', 'clientCompanyId', 'propertyId', 'counterpartyCompanyId', 'grossCommission'],
        ...['value', 'rentableSF', 'rentPerSF', 'termMonths', 'escalationPct', 'freeMonths'],
        ...['commissionBasis', 'commissionRate', 'agreementType', 'agreementDate', 'agreementExpiry'],
        ...[
          'loiDate',
          'contractDate',
          'dueDiligenceExpiry',
          'expectedCloseDate',
          'actualCloseDate',
          'lostReason',
        ],
      ].map((field) => [field, null]),
    ),
    kind: 'sale',
    representation: 'seller',
    ...values,
  }) as DealFacts;

describe('what the gates miss', () => {
  const lease = { kind: 'lease', representation: 'landlord' } as const;
  const cases: [DealStage, Partial<DealFacts>, string[]][] = [
    ['prospect', {}, ['clientContactId', 'clientCompanyId', 'propertyId']],
    ['prospect', { propertyId: 'p' }, []],
    ['prospect', { clientContactId: 'c' }, []],
    ['pursuit', {}, ['commissionBasis', 'commissionRate', 'value']],
    ['pursuit', { commissionBasis: 'percent', commissionRate: 5 }, ['value']],
    [
      'pursuit',
      { ...lease, commissionBasis: 'percent', commissionRate: 5, rentableSF: 1 },
      ['rentPerSF', 'termMonths'],
    ],
    ['pursuit', { grossCommission: 10 }, []],
    ['engaged', { agreementType: 'Exclusive' }, ['agreementDate', 'agreementExpiry']],
    ['marketing', {}, ['value']],
    ['marketing', lease, ['rentableSF', 'rentPerSF']],
    ['marketing', { kind: 'lease', representation: 'tenant' }, ['rentableSF']],
    ['loi', {}, ['value', 'loiDate']],
    ['loi', { ...lease, loiDate: '2026-01-01' }, ['rentableSF', 'rentPerSF', 'termMonths']],
    ['loi', { ...lease, loiDate: '2026-01-01', value: 5 }, []],
    ['negotiation', {}, ['counterpartyCompanyId']],
    ['contract', {}, ['contractDate', 'dueDiligenceExpiry', 'expectedCloseDate']],
    ['contract', lease, ['contractDate', 'expectedCloseDate']],
    ['won', {}, ['actualCloseDate', 'value', 'splits']],
    ['lost', {}, ['lostReason']],
    ['lost', { lostReason: 'competitor' }, []],
  ];
  it.each(cases)('%s with %j: %j', (stage, values, missing) => {
    expect(Object.keys(missingFor(facts({ ...values, stage }), 0))).toEqual(missing);
  });

  it('lets a deal be won once its splits are whole', () => {
    const won = facts({ stage: 'won', actualCloseDate: '2026-01-01', value: 1 });
    expect(Object.keys(missingFor(won, 9999))).toEqual(['splits']);
    expect(missingFor(won, 10_000)).toEqual({});
  });
});

describe('what follows from the stage', () => {
  const now = new Date('2026-11-20T03:00:00Z');
  const columns = (before: Partial<DealFacts> | null, stage: DealStage, wishes = {}) =>
    stageColumns(before && facts(before), stage, wishes, now, '2026-11-19');

  it.each(dealStageKeys)('%s has its default probability', (stage) => {
    expect(columns(null, stage).probability).toBe(dealStages[stage].probability);
  });

  it('a probability given with the move wins, except of closed deals', () => {
    expect(columns(null, 'loi', { probability: 61 }).probability).toBe(61);
    expect(columns({ stage: 'loi' }, 'loi', { probability: 61 }).probability).toBe(61);
    expect(columns({ stage: 'loi' }, 'loi', { probability: null }).probability).toBe(55);
    expect(columns({ stage: 'loi' }, 'loi')).not.toHaveProperty('probability');
    expect(columns(null, 'won', { probability: 61 }).probability).toBe(100);
    expect(columns(null, 'lost', { probability: 61 }).probability).toBe(0);
  });

  it('hold survives a move, and ends with the deal', () => {
    expect(columns({ stage: 'loi', status: 'on_hold' }, 'negotiation').status).toBe('on_hold');
    expect(columns({ stage: 'loi', status: 'on_hold' }, 'loi', { onHold: false }).status).toBe('active');
    expect(columns({ stage: 'loi', status: 'active' }, 'loi', { onHold: true }).status).toBe('on_hold');
    expect(columns({ stage: 'loi', status: 'on_hold' }, 'lost').status).toBe('lost');
    expect(() => columns({ stage: 'won', status: 'won' }, 'won', { onHold: true })).toThrow('on hold');
  });

  it('a lost deal closes today, by the calendar of whoever closes it; a reopened one has no close', () => {
    expect(columns({ stage: 'loi' }, 'lost').actualCloseDate).toBe('2026-11-19');
    expect(columns({ stage: 'loi' }, 'lost', { actualCloseDate: '2026-11-01' }).actualCloseDate).toBe(
      '2026-11-01',
    );
    expect(columns({ stage: 'lost', status: 'lost' }, 'loi')).toMatchObject({
      status: 'active',
      actualCloseDate: null,
      lostReason: null,
    });
    expect(columns({ stage: 'loi' }, 'negotiation')).not.toHaveProperty('actualCloseDate');
  });

  it('is entered now, unless it is the same', () => {
    expect(columns({ stage: 'loi' }, 'negotiation').stageEnteredAt).toBe(now);
    expect(columns({ stage: 'loi' }, 'loi')).not.toHaveProperty('stageEnteredAt');
  });
});
