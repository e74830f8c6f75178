import type { SeedCompany } from './companies';
import type { SeedProperty } from './properties';
import { cents, roundTo } from './random';
import type { World } from './world';

interface RentRoll {
  spaces: Record<string, unknown>[];
  leases: Record<string, unknown>[];
}

const MAX_SUITES = 9;

/** The suites of a building and who is in them; expirations spread over the years to come, some of them soon. */
export function rentRollOf(world: World, property: SeedProperty, companies: SeedCompany[]): RentRoll {
  const { random } = world;
  const roll: RentRoll = { spaces: [], leases: [] };
  if (
    !property.buildingSF ||
    ['hospitality', 'self_storage', 'multifamily', 'land'].includes(property.kind.type)
  )
    return roll;
  const tenants = companies.filter((company) => company.type === 'tenant');
  const suites = Math.max(
    1,
    Math.min(MAX_SUITES, Math.round(property.buildingSF / random.between(8000, 26_000))),
  );
  for (let index = 0; index < suites; index += 1) {
    const spaceId = random.uuid();
    const sf = roundTo((property.buildingSF / suites) * random.between(0.7, 1.25), 10);
    const leased = random.chance(0.8);
    const soon = leased && random.chance(0.15);
    roll.spaces.push({
      id: spaceId,
      propertyId: property.id,
      suite: String(100 * (1 + Math.floor(index / 3)) + (index % 3) * 10),
      floor: String(1 + Math.floor(index / 3)),
      rentableSF: sf,
      askingRate: property.rent,
      leaseStructure: property.kind.structure,
      availableDate: leased ? null : world.date(random.int(-60, 90)),
      tiPerSF: random.pick([5, 10, 20, 35]),
      deliveryCondition: random.pick(['As-is', 'White box', 'Shell', 'Second generation']),
      status: leased ? (soon ? 'coming_available' : 'leased') : 'available',
    });
    if (leased) roll.leases.push(leaseOf(world, property, random.pick(tenants), spaceId, sf, soon));
  }
  return roll;
}

function leaseOf(
  world: World,
  property: SeedProperty,
  tenant: SeedCompany,
  spaceId: string,
  sf: number,
  soon: boolean,
) {
  const { random } = world;
  const years = random.pick([3, 5, 5, 7, 10]);
  const daysLeft = soon ? random.int(20, 270) : random.int(271, years * 365);
  return {
    id: random.uuid(),
    propertyId: property.id,
    spaceId,
    tenantCompanyId: tenant.id,
    tenantName: tenant.name,
    rentableSF: sf,
    commencementDate: world.date(daysLeft - years * 365),
    expirationDate: world.date(daysLeft),
    baseRent: cents(property.rent * random.between(0.82, 1.02)),
    escalationPct: random.pick([2.5, 3, 3, 3.5]),
    freeMonths: random.pick([0, 0, 2, 3, 6]),
    tiPerSF: random.pick([0, 10, 20, 40]),
    options: random.chance(0.5) ? 'One 5-year renewal at fair market value' : null,
    noticeDate: world.date(daysLeft - random.pick([180, 270, 365])),
    type: random.weighted([
      [60, 'new'],
      [30, 'renewal'],
      [7, 'sublease'],
      [3, 'assignment'],
    ] as const),
  };
}
