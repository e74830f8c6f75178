import { Comp } from '../models/Comp';
import { Lease } from '../models/Lease';
import { Property } from '../models/Property';
import { Relationship } from '../models/Relationship';
import { Space } from '../models/Space';
import { kinds } from './buildings';
import type { Kind } from './buildings';
import type { SeedCompany } from './companies';
import { companyRoots } from './names';
import { industrialSubmarkets, markets, streetTypes, streets } from './places';
import type { Market, Submarket } from './places';
import { cents, roundTo } from './random';
import { rentRollOf } from './rentRoll';
import type { World } from './world';

export interface SeedProperty {
  id: string;
  name: string;
  kind: Kind;
  market: Market;
  submarket: Submarket;
  buildingSF: number | null;
  rent: number;
  price: number;
  noi: number | null;
  cap: number | null;
  ownerId: string;
  teamId: string | null;
}

const PROPERTIES = 260;
const COMPS = 160;
const statusMix = [
  [34, 'off_market'],
  [20, 'for_sale'],
  [24, 'for_lease'],
  [6, 'for_sale_or_lease'],
  [6, 'under_contract'],
  [6, 'leased'],
  [4, 'sold'],
] as const;

export async function seedProperties(world: World, companies: SeedCompany[]): Promise<SeedProperty[]> {
  const made = Array.from({ length: PROPERTIES }, () => invent(world));
  await world.insert(
    Property,
    made.map((property) => rowOf(world, property)),
  );
  const leasing = world.of('leases');
  const rolls = made.map((property) => rentRollOf(leasing, property, companies));
  await world.insert(
    Space,
    rolls.flatMap((roll) => roll.spaces),
  );
  await world.insert(
    Lease,
    rolls.flatMap((roll) => roll.leases),
  );
  const owning = world.of('owners');
  await world.insert(
    Relationship,
    made.flatMap((property) => ownersOf(owning, property, companies)),
  );
  const comps = world.of('comps');
  await world.insert(
    Comp,
    Array.from({ length: COMPS }, () => compOf(comps, made)),
  );
  return made;
}

function invent(world: World): SeedProperty {
  const { random } = world;
  const kind = random.weighted(kinds.map((each) => [each.weight, each] as const));
  const owner = random.pick(world.agents().filter((user) => user.markets.length > 0));
  const home = markets.filter((market) => owner.markets.includes(market.name));
  const market = random.pick(home);
  const industrial = kind.type === 'industrial';
  const fitting = market.submarkets.filter(
    (place) => industrial === industrialSubmarkets.includes(place.name),
  );
  const submarket = random.pick(fitting.length ? fitting : market.submarkets);
  const buildingSF = kind.type === 'land' ? null : roundTo(random.logNormal(...kind.size), 50);
  const rent = cents(roundTo(random.between(...kind.rent) * market.level, 0.25));
  const cap = kind.type === 'land' ? null : Math.round(random.between(...kind.cap) * 100) / 100;
  // What is left of the rent after what the landlord pays himself.
  const margin = kind.structure === 'nnn' ? 0.95 : 0.56;
  const noi =
    buildingSF && cap ? roundTo(buildingSF * rent * margin * random.between(0.78, 0.96), 500) : null;
  const price =
    noi && cap
      ? roundTo((noi / cap) * 100, 25_000)
      : roundTo(random.logNormal(450_000, 2_100_000, 9_000_000), 25_000);
  return {
    id: random.uuid(),
    name: `${random.pick(companyRoots)} ${random.pick(kind.names)}`,
    kind,
    market,
    submarket,
    buildingSF,
    rent,
    price,
    noi,
    cap: noi ? Math.round((noi / price) * 10_000) / 100 : null,
    ownerId: owner.id,
    teamId: owner.teamId,
  };
}

function rowOf(world: World, property: SeedProperty): Record<string, unknown> {
  const { random } = world;
  const { kind, market, submarket, buildingSF } = property;
  const status = random.weighted(statusMix);
  const selling = ['for_sale', 'for_sale_or_lease', 'under_contract', 'sold'].includes(status);
  const built = kind.built[0] ? random.int(...kind.built) : null;
  const createdAt = world.past(-random.int(15, 720));
  const parking = buildingSF ? Math.round((buildingSF / 1000) * random.between(0.8, 4.5)) : null;
  return {
    id: property.id,
    name: property.name,
    type: kind.type,
    status,
    subtype: kind.subtypes.length ? random.pick(kind.subtypes) : null,
    tags: random.chance(0.2)
      ? [random.pick(['Value-add', 'Core', 'Opportunity zone', 'Sale-leaseback', 'Redevelopment'])]
      : [],
    street: `${String(random.int(100, 9900))} ${random.pick(streets)} ${random.pick(streetTypes)}`,
    city: submarket.city,
    state: market.state,
    zip: submarket.zip,
    county: submarket.county,
    market: market.name,
    submarket: submarket.name,
    latitude: submarket.latitude + random.between(-0.02, 0.02),
    longitude: submarket.longitude + random.between(-0.02, 0.02),
    apn: `${String(random.int(0, 99)).padStart(2, '0')}-${String(random.int(0, 9999)).padStart(4, '0')}-${String(random.int(0, 999)).padStart(3, '0')}`,
    zoning: random.pick(['C-2', 'IM', 'MU-3', 'LI', 'PD-631', 'GO(A)']),
    ...(buildingSF && {
      buildingSF,
      rentableSF: Math.round(buildingSF * 0.97),
      floors: random.int(...kind.floors),
      yearBuilt: built,
      yearRenovated: built && built < 2005 && random.chance(0.5) ? random.int(2006, 2024) : null,
      buildingClass: random.weighted([
        [25, 'A'],
        [50, 'B'],
        [25, 'C'],
      ] as const),
      tenancy: random.weighted([
        [30, 'single'],
        [60, 'multi'],
        [10, 'owner_user'],
      ] as const),
      occupancyPct: Math.round(random.between(...kind.occupancy)),
      parkingSpaces: parking,
      parkingRatio: parking ? Math.round((parking / buildingSF) * 10_000) / 10 : null,
      askingRentLow: property.rent,
      askingRentHigh: random.chance(0.4)
        ? cents(property.rent + roundTo(random.between(0.5, 3), 0.25))
        : null,
      rentBasis: 'sf_year',
      leaseStructure: kind.structure,
      noi: property.noi,
      capRate: property.cap,
    }),
    lotAcres:
      Math.round(
        (buildingSF ? buildingSF / 43_560 / random.between(0.25, 0.6) : random.logNormal(1, 6, 60)) * 100,
      ) / 100,
    units: kind.type === 'multifamily' && buildingSF ? Math.round(buildingSF / 880) : null,
    askingPrice: selling ? property.price : null,
    ...(kind.type === 'industrial' && buildingSF && warehouseOf(world, buildingSF)),
    ...(random.chance(0.55) && {
      lender: `${random.pick(companyRoots)} Bank`,
      loanBalance: roundTo(property.price * random.between(0.35, 0.68), 10_000),
      loanMaturity: world.date(random.int(-20, 1500)),
      loanToValuePct: Math.round(random.between(35, 68)),
    }),
    lastSaleDate: world.date(-random.int(300, 5500)),
    lastSalePrice: roundTo(property.price * random.between(0.45, 0.9), 25_000),
    ownerId: property.ownerId,
    teamId: property.teamId,
    createdById: property.ownerId,
    createdAt,
    updatedAt: createdAt,
  };
}

const warehouseOf = ({ random }: World, sf: number) => ({
  clearHeightFt: random.pick(sf > 150_000 ? [32, 36, 40] : [22, 24, 28, 30]),
  dockDoors: Math.max(2, Math.round((sf / 10_000) * random.between(0.7, 1.3))),
  driveIns: random.int(1, 4),
  power: random.pick(['800A 480V 3-phase', '1,200A 480V 3-phase', '2,000A 480V 3-phase']),
  sprinkler: random.pick(['ESFR', 'Wet', '.33/3,000']),
  columnSpacing: random.pick(["50' x 52'", "54' x 50'", "40' x 40'"]),
  truckCourtFt: random.pick([120, 130, 185]),
  rail: random.chance(0.12),
  officePct: random.int(3, 18),
});

function ownersOf({ random }: World, property: SeedProperty, companies: SeedCompany[]) {
  const owner = random.pick(
    companies.filter((company) => company.type === 'owner' || company.type === 'investor'),
  );
  return [
    {
      id: random.uuid(),
      subjectType: 'company',
      subjectId: owner.id,
      objectType: 'property',
      objectId: property.id,
      role: 'owner',
      isPrimary: true,
      createdById: property.ownerId,
    },
  ];
}

function compOf(world: World, properties: SeedProperty[]) {
  const { random } = world;
  const near = random.pick(properties.filter((property) => property.buildingSF));
  const sale = random.chance(0.5);
  const sf = roundTo((near.buildingSF ?? 10_000) * random.between(0.5, 1.6), 50);
  const owner = random.pick(world.agents());
  return {
    id: random.uuid(),
    kind: sale ? 'sale' : 'lease',
    propertyId: random.chance(0.3) ? near.id : null,
    propertyName: `${random.pick(companyRoots)} ${random.pick(near.kind.names)}`,
    type: near.kind.type,
    market: near.market.name,
    submarket: near.submarket.name,
    date: world.date(-random.int(10, 1000)),
    rentableSF: sf,
    source: random.pick(['Own deal', 'County records', 'Broker call']),
    ...(sale
      ? {
          price: roundTo((near.price / (near.buildingSF ?? 1)) * sf * random.between(0.85, 1.12), 25_000),
          capRate: near.cap,
        }
      : {
          rentPerSF: cents(near.rent * random.between(0.88, 1.1)),
          termMonths: random.pick([36, 60, 84, 120]),
        }),
    ownerId: owner.id,
    teamId: owner.teamId,
    createdById: owner.id,
  };
}
