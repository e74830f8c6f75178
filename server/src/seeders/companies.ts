import { Company } from '../models/Company';
import { normalizeCompanyName } from '../services/crm/companies';
import { companyRoots, companySuffixes } from './names';
import { markets, streetTypes, streets } from './places';
import type { Market } from './places';
import type { World } from './world';

export interface SeedCompany {
  id: string;
  name: string;
  type: string;
  domain: string;
  market: Market;
  ownerId: string | null;
  teamId: string | null;
}

const COMPANIES = 320;
const mix = [
  [30, 'tenant'],
  [20, 'owner'],
  [16, 'investor'],
  [8, 'developer'],
  [7, 'lender'],
  [7, 'brokerage'],
  [6, 'law_title'],
  [6, 'vendor'],
] as const;

export async function seedCompanies(world: World): Promise<SeedCompany[]> {
  const { random } = world;
  const taken = new Set<string>();
  const made: SeedCompany[] = [];
  const rows = [];
  while (rows.length < COMPANIES) {
    const type = random.weighted(mix);
    const name = `${random.pick(companyRoots)} ${random.pick(companySuffixes[type] ?? ['Group'])}`;
    if (taken.has(name)) continue;
    taken.add(name);
    const owner = random.pick(world.agents());
    const market = random.pick(markets);
    const place = random.pick(market.submarkets);
    const domain = `${name.toLowerCase().replace(/[^a-z]+/g, '')}.example`;
    const company: SeedCompany = {
      id: random.uuid(),
      name,
      type,
      domain,
      market,
      ownerId: owner.id,
      teamId: owner.teamId,
    };
    made.push(company);
    const createdAt = world.past(-random.int(20, 800));
    rows.push({
      id: company.id,
      name,
      normalizedName: normalizeCompanyName(name),
      domain,
      types: random.chance(0.15) && type === 'owner' ? [type, 'investor'] : [type],
      tags: random.chance(0.2)
        ? [random.pick(['Key account', 'Repeat client', 'National', 'Family office'])]
        : [],
      employees:
        type === 'tenant'
          ? Math.round(random.logNormal(15, 90, 1200))
          : Math.round(random.logNormal(4, 22, 180)),
      portfolioSF: ['owner', 'investor'].includes(type)
        ? Math.round(random.logNormal(80_000, 650_000, 6_000_000))
        : null,
      website: `https://www.${domain}`,
      phone: `(${market.areaCode}) 555-01${String(random.int(10, 99))}`,
      street: `${String(random.int(100, 9900))} ${random.pick(streets)} ${random.pick(streetTypes)}`,
      city: place.city,
      state: market.state,
      zip: place.zip,
      ownerId: owner.id,
      teamId: owner.teamId,
      createdById: owner.id,
      createdAt,
      updatedAt: createdAt,
    });
  }
  await world.insert(Company, rows);
  return made;
}
