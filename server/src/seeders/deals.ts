import { dealStageKeys, dealStages, lostReasons } from '@besahubs/contracts/deals';
import type { DealStage } from '@besahubs/contracts/deals';
import { CommissionSplit } from '../models/CommissionSplit';
import { Deal } from '../models/Deal';
import { DealMember } from '../models/DealMember';
import { DealStageEvent } from '../models/DealStageEvent';
import { Requirement } from '../models/Requirement';
import type { SeedContact } from './contacts';
import type { SeedProperty } from './properties';
import { cents, roundTo } from './random';
import { termsOf } from './terms';
import type { World } from './world';

export interface SeedDeal {
  id: string;
  name: string;
  stage: DealStage;
  ownerId: string;
  teamId: string | null;
  contact: SeedContact;
  property: SeedProperty;
  createdAt: Date;
}

/** Deals in each stage, in the order of the stages: 600 in all. */
const PER_STAGE = [110, 90, 75, 70, 55, 45, 40, 75, 40];
const REQUIREMENTS = 120;

export async function seedDeals(
  world: World,
  contacts: SeedContact[],
  properties: SeedProperty[],
): Promise<SeedDeal[]> {
  const made: SeedDeal[] = [];
  const deals: Record<string, unknown>[] = [];
  const events: Record<string, unknown>[] = [];
  const splits: Record<string, unknown>[] = [];
  const [moves, shares, needs] = [world.of('stages'), world.of('splits'), world.of('requirements')];
  for (const [index, stage] of dealStageKeys.entries()) {
    for (let count = 0; count < (PER_STAGE[index] ?? 0); count += 1) {
      const deal = invent(world, stage, contacts, properties);
      const row = rowOf(world, deal);
      made.push(deal);
      deals.push(row);
      events.push(...historyOf(moves, deal, row));
      if (index >= 5) splits.push(...splitsOf(shares, deal, row));
    }
  }
  await world.insert(Deal, deals);
  await world.insert(DealStageEvent, events);
  await world.insert(CommissionSplit, splits);
  await world.insert(DealMember, membersOf(world.of('members'), made), { ignoreDuplicates: true });
  await world.insert(
    Requirement,
    Array.from({ length: REQUIREMENTS }, () => requirementOf(needs, contacts)),
  );
  return made;
}

function invent(
  world: World,
  stage: DealStage,
  contacts: SeedContact[],
  properties: SeedProperty[],
): SeedDeal {
  const { random } = world;
  // The agent of the demo has more than a fair share: what the README shows should not be empty.
  const demoAgent = world.users.find((user) => user.email.startsWith('agent@'));
  const owner = random.chance(0.12) && demoAgent ? demoAgent : random.pick(world.agents());
  const near = properties.filter(
    (property) => property.ownerId === owner.id || owner.markets.includes(property.market.name),
  );
  const mine = contacts.filter((contact) => contact.ownerId === owner.id);
  const property = random.pick(near.length ? near : properties);
  const closed = stage === 'won' || stage === 'lost';
  return {
    id: random.uuid(),
    name: '',
    stage,
    ownerId: owner.id,
    teamId: owner.teamId,
    contact: random.pick(mine.length ? mine : contacts),
    property,
    createdAt: world.past(-(closed ? random.int(60, 540) : random.int(4, 300))),
  };
}

function rowOf(world: World, deal: SeedDeal): Record<string, unknown> {
  const { random } = world;
  const { stage, property, contact } = deal;
  const terms = termsOf(random, property);
  const closed = stage === 'won' || stage === 'lost';
  const age = world.daysAgo(deal.createdAt);
  const inStage = closed
    ? random.int(1, Math.max(2, Math.floor(age * 0.6)))
    : Math.min(age - 1, Math.round(random.logNormal(3, 18, 70)));
  const stageEnteredAt = world.past(-inStage);
  const overridden = !closed && random.chance(0.1);
  const onHold = !closed && random.chance(0.05);
  deal.name = terms.kind === 'sale' ? `${property.name} sale` : `${contact.company.name} at ${property.name}`;
  const rank = dealStageKeys.indexOf(stage);
  const before = (from: number, days: number) =>
    rank >= from && stage !== 'lost' ? world.date(-inStage - days) : null;
  return {
    id: deal.id,
    name: deal.name,
    ...terms,
    stage,
    status: closed ? stage : onHold ? 'on_hold' : 'active',
    stageEnteredAt,
    probability: overridden
      ? Math.max(5, Math.min(95, dealStages[stage].probability + random.pick([-10, -5, 5, 10])))
      : dealStages[stage].probability,
    propertyId: property.id,
    clientContactId: contact.id,
    clientCompanyId: contact.company.id,
    expectedCloseDate: closed
      ? world.date(-inStage + random.int(-20, 20))
      : world.date(random.chance(0.12) ? -random.int(1, 30) : random.int(8, 260 - rank * 25)),
    actualCloseDate: closed ? world.date(-inStage) : null,
    source: random.pick(['Referral', 'Repeat client', 'Cold call', 'Website', 'Sign call', 'Conference']),
    lostReason: stage === 'lost' ? random.pick(lostReasons) : null,
    competitor:
      stage === 'lost' && random.chance(0.4)
        ? random.pick(['Regional competitor', 'National firm', 'In-house team'])
        : null,
    agreementType: before(2, 0)
      ? random.pick(['Exclusive right to sell', 'Exclusive listing', 'Tenant representation'])
      : null,
    agreementDate: before(2, 60),
    agreementExpiry: before(2, 60) ? world.date(random.int(15, 240)) : null,
    loiDate: before(4, 30),
    contractDate: before(6, 5),
    dueDiligenceExpiry: before(6, 5) ? world.date(random.int(-10, 45)) : null,
    commencementDate: terms.kind === 'lease' ? world.date(random.int(30, 320)) : null,
    tags: random.chance(0.15) ? [random.pick(['Off-market', 'Urgent', 'Portfolio', 'Co-broke'])] : [],
    ownerId: deal.ownerId,
    teamId: deal.teamId,
    createdById: deal.ownerId,
    updatedById: deal.ownerId,
    createdAt: deal.createdAt,
    updatedAt: stageEnteredAt,
  };
}

/** Every move a deal made on its way, in even steps with some noise; the last one is when it entered where it is. */
function historyOf(world: World, deal: SeedDeal, row: Record<string, unknown>): Record<string, unknown>[] {
  const { random } = world;
  const rank = dealStageKeys.indexOf(deal.stage);
  const path =
    deal.stage === 'lost'
      ? dealStageKeys.slice(0, random.int(1, 7))
      : dealStageKeys.slice(0, rank + (deal.stage === 'won' ? 0 : 1));
  const stages: DealStage[] =
    deal.stage === 'won' || deal.stage === 'lost' ? [...path, deal.stage] : [...path];
  const start = deal.createdAt.getTime();
  const end = (row['stageEnteredAt'] as Date).getTime();
  let previous = start;
  return stages.map((stage, index) => {
    const last = index === stages.length - 1;
    const even = start + ((end - start) * index) / Math.max(1, stages.length - 1);
    const at =
      index === 0
        ? start
        : last
          ? end
          : Math.max(previous, even + random.between(-0.3, 0.3) * ((end - start) / stages.length));
    const event = {
      id: random.uuid(),
      dealId: deal.id,
      fromStage: index ? stages[index - 1] : null,
      toStage: stage,
      occurredAt: new Date(at),
      byId: deal.ownerId,
      value: row['value'],
      grossCommission: row['grossCommission'],
      probability: dealStages[stage].probability,
      expectedCloseDate: row['expectedCloseDate'],
      secondsInStage: index ? Math.round((at - previous) / 1000) : null,
    };
    previous = at;
    return event;
  });
}

function splitsOf(world: World, deal: SeedDeal, row: Record<string, unknown>): Record<string, unknown>[] {
  const { random } = world;
  const gross = Number(row['grossCommission'] ?? 0);
  const partner = random.chance(0.3)
    ? random.pick(world.agents().filter((user) => user.teamId === deal.teamId && user.id !== deal.ownerId))
    : null;
  const agentBps = partner ? 4000 : 6000;
  const lines = [
    { party: 'internal', userId: deal.ownerId, bps: agentBps },
    ...(partner ? [{ party: 'internal', userId: partner.id, bps: 2000 }] : []),
    { party: 'house', partyName: 'House', bps: 4000 },
  ];
  let left = Math.round(gross * 100);
  return lines.map((line, position) => {
    const amount = position === lines.length - 1 ? left : Math.floor((gross * 100 * line.bps) / 10_000);
    left -= amount;
    return {
      id: random.uuid(),
      dealId: deal.id,
      ...line,
      amount: cents(amount / 100),
      position,
      status: deal.stage === 'won' ? random.pick(['invoiced', 'paid', 'paid'] as const) : 'projected',
    };
  });
}

function membersOf(world: World, deals: SeedDeal[]) {
  const { random } = world;
  return random.some(deals, 90).map((deal) => ({
    id: random.uuid(),
    dealId: deal.id,
    role: 'co_broker',
    userId: random.pick(world.agents().filter((user) => user.id !== deal.ownerId)).id,
  }));
}

function requirementOf(world: World, contacts: SeedContact[]): Record<string, unknown> {
  const { random } = world;
  const contact = random.pick(contacts.filter((each) => ['tenant', 'investor'].includes(each.company.type)));
  const buying = contact.company.type === 'investor';
  const size = roundTo(random.logNormal(4000, 22_000, 140_000), 500);
  const type = random.pick(['industrial', 'office', 'retail'] as const);
  return {
    id: random.uuid(),
    name: `${contact.company.name}: ${buying ? 'acquisition' : 'space'} need`,
    kind: buying ? 'purchase' : 'lease',
    contactId: contact.id,
    companyId: contact.company.id,
    types: [type],
    markets: [contact.company.market.name],
    submarkets: random.some(
      contact.company.market.submarkets.map((submarket) => submarket.name),
      2,
    ),
    minSF: roundTo(size * 0.85, 500),
    maxSF: roundTo(size * 1.25, 500),
    maxPrice: buying ? roundTo(size * random.between(90, 280), 50_000) : null,
    maxRentPerSF: buying ? null : random.pick([10, 14, 22, 30]),
    minCapRate: buying ? random.pick([6, 6.5, 7]) : null,
    minClearHeightFt: type === 'industrial' ? random.pick([24, 28, 32]) : null,
    is1031: buying && random.chance(0.3),
    exchangeCloseDate: buying ? world.date(random.int(10, 170)) : null,
    neededBy: world.date(random.int(30, 400)),
    ownerId: contact.ownerId,
    teamId: contact.teamId,
    createdById: contact.ownerId,
  };
}
