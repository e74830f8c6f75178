import { OWNERS, oneOf, skewed, TAGS } from './people';

const FIRST =
  'James Mary Robert Linda John Elena David Susan Wei Priya Omar Fatima Luis Carmen Noah Emma Liam Olivia Ethan Ava Lucas Mia Henry Sofia Jack Grace Owen Chloe Caleb Ruth'.split(
    ' ',
  );
const LAST_HEAD =
  'Ash Black Brook Carl Dal East Fair Green Hart Holl Kings Lang Mar Nor Oak Park Pem Red Rock Sand Shel Stan Stock Thorn Wake Wal West White Win Wood'.split(
    ' ',
  );
const LAST_TAIL =
  'bridge brook burn by croft dale field ford gate ham ington land ley man mere more ridge son stone ton wick worth'.split(
    ' ',
  );
const CITIES = [
  'Chicago',
  'Dallas',
  'Houston',
  'Austin',
  'Denver',
  'Phoenix',
  'Atlanta',
  'Nashville',
  'Tampa',
  'Charlotte',
  'Seattle',
  'Portland',
  'Columbus',
  'Boston',
  'Miami',
  'San Diego',
];
const STATES = ['IL', 'TX', 'CO', 'AZ', 'GA', 'TN', 'FL', 'NC', 'WA', 'OR', 'OH', 'MA', 'CA'];
const ROLES = [
  'tenant',
  'investor',
  'owner',
  'landlord',
  'buyer',
  'seller',
  'broker',
  'lender',
  'attorney',
  'developer',
];
const TITLES = [
  'Managing Director',
  'VP Real Estate',
  'Facilities Manager',
  'CFO',
  'Owner',
  'Broker',
  'Asset Manager',
  'Principal',
];
const USES = [
  'Tower',
  'Plaza',
  'Center',
  'Commons',
  'Logistics Park',
  'Exchange',
  'Medical Pavilion',
  'Yards',
];
const SOURCES = ['referral', 'cold call', 'website', 'sign call', 'conference', 'past client'];
const SENTENCE =
  'Met at the ICSC event and spoke about the expiration of their lease; wants a tour of two buildings near the airport before the end of the quarter. ';

/** Records are older or newer over three years, in the order they were entered, as in life. SQL, of row i of n. */
const created = (n: number): string =>
  `now() - interval '1095 days' * (1 - i::float8 / ${n}) - interval '3 days' * random()`;
const someTags = `CASE WHEN random() < 0.45 THEN '[]'::jsonb WHEN random() < 0.7 THEN jsonb_build_array(${oneOf(TAGS, 2)}) ELSE jsonb_build_array(${oneOf(TAGS.slice(0, 6))}, ${oneOf(TAGS.slice(6))}) END`;
const notes = `CASE WHEN random() < 0.5 THEN repeat('${SENTENCE}', 1 + floor(4 * random())::int) END`;
const someName = `${oneOf(LAST_HEAD)} || ${oneOf(LAST_TAIL)}`;

const companies = (n: number): string => `
INSERT INTO "Company" (name, "normalizedName", domain, types, city, state, employees, "ownerId", "teamId", "createdAt", "updatedAt")
SELECT g.name || ' ' || i, lower(g.name) || ' ' || i, lower(g.name) || i || '.test', '["tenant"]', g.city, g.state, g.employees, o.id, o."teamId", g.at, g.at
  FROM (SELECT i, ${someName} || ' ' || ${oneOf(['Partners', 'Holdings', 'Group', 'Capital', 'Industries'])} AS name, ${oneOf(CITIES)} AS city,
               ${oneOf(STATES)} AS state, (5 + 2000 * power(random(), 4))::int AS employees, ${skewed(OWNERS)} AS owner_n, ${created(n)} AS at
          FROM generate_series(1, ${n}) i) g
  JOIN bench_owner o ON o.n = g.owner_n ORDER BY i;
CREATE TEMP TABLE bench_company AS SELECT row_number() OVER (ORDER BY "createdAt", id) - 1 AS n, id FROM "Company";
CREATE UNIQUE INDEX ON bench_company (n);`;

const properties = (n: number): string => `
INSERT INTO "Property" (name, type, status, street, city, state, market, submarket, "buildingSF", "askingPrice", "yearBuilt", description, "ownerId", "teamId", "createdAt", "updatedAt")
SELECT g.name || ' ' || i, g.type, g.status, i || ' Main St', g.city, g.state, g.city, g.city || ' ' || g.side, g.sf, g.sf * 180, 1950 + (i % 74), g.notes, o.id, o."teamId", g.at, g.at
  FROM (SELECT i, ${someName} || ' ' || ${oneOf(USES)} AS name, ${oneOf(['office', 'industrial', 'retail', 'multifamily', 'land'])} AS type,
               ${oneOf(['off_market', 'for_lease', 'for_sale'])} AS status, ${oneOf(CITIES)} AS city, ${oneOf(STATES)} AS state,
               ${oneOf(['North', 'South', 'West', 'CBD'])} AS side, (5000 + 400000 * power(random(), 3))::int AS sf, ${notes} AS notes,
               ${skewed(OWNERS)} AS owner_n, ${created(n)} AS at
          FROM generate_series(1, ${n}) i) g
  JOIN bench_owner o ON o.n = g.owner_n ORDER BY i;
CREATE TEMP TABLE bench_property AS SELECT row_number() OVER (ORDER BY "createdAt", id) - 1 AS n, id, name FROM "Property";
CREATE UNIQUE INDEX ON bench_property (n);`;

const contacts = (n: number, companyCount: number): string => `
INSERT INTO "Contact" ("firstName", "lastName", title, "companyId", email, phones, street, city, state, zip, roles, tags, "decisionMaker", source,
  "emailOptOut", bounced, confidential, "lastTouchAt", "nextTouchAt", "cadenceDays", description, "ownerId", "teamId", "createdById", "createdAt", "updatedAt")
SELECT g.first, g.last, g.title, c.id, lower(g.first || '.' || g.last) || i || '@mail.test',
       jsonb_build_array(jsonb_build_object('type', 'mobile', 'number', '(312) 555-' || lpad((i % 10000)::text, 4, '0'), 'extension', null, 'primary', true, 'e164', '+1312555' || lpad((i % 10000)::text, 4, '0'))),
       i || ' Oak Ave', g.city, g.state, lpad((i % 99999)::text, 5, '0'), jsonb_build_array(g.role), g.tags, i % 4 = 0, g.source,
       i % 25 = 0, i % 60 = 0, i % 40 = 0, CASE WHEN i % 3 > 0 THEN g.touched END, g.touched + interval '90 days', 90, g.notes, o.id, o."teamId", o.id, g.at, g.at + (now() - g.at) * g.age
  FROM (SELECT i, ${oneOf(FIRST)} AS first, ${someName} AS last, ${oneOf(TITLES)} AS title, ${oneOf(CITIES, 1.3)} AS city, ${oneOf(STATES)} AS state,
               ${oneOf(ROLES, 1.5)} AS role, ${someTags} AS tags, ${oneOf(SOURCES)} AS source, now() - interval '400 days' * random() AS touched,
               ${notes} AS notes, ${skewed(companyCount)} AS company_n, ${skewed(OWNERS)} AS owner_n, ${created(n)} AS at, random() AS age
          FROM generate_series(1, ${n}) i) g
  JOIN bench_owner o ON o.n = g.owner_n
  JOIN bench_company c ON c.n = g.company_n ORDER BY i;
CREATE TEMP TABLE bench_contact AS SELECT row_number() OVER (ORDER BY "createdAt", id) - 1 AS n, id, "companyId" FROM "Contact";
CREATE UNIQUE INDEX ON bench_contact (n);
-- One contact in fifty is shared with somebody on another team.
INSERT INTO "ContactShare" ("contactId", "userId", status)
SELECT c.id, o.id, 'granted' FROM bench_contact c JOIN bench_owner o ON o.n = c.n % ${OWNERS} WHERE c.n % 50 = 0;`;

/** Stages as a pipeline has them, with the probability of each. */
const STAGES = [
  'prospect',
  'prospect',
  'prospect',
  'pursuit',
  'pursuit',
  'engaged',
  'engaged',
  'marketing',
  'loi',
  'negotiation',
  'contract',
  'won',
  'won',
  'won',
  'won',
  'lost',
  'lost',
  'lost',
];
const probability = `CASE g.stage WHEN 'prospect' THEN 5 WHEN 'pursuit' THEN 15 WHEN 'engaged' THEN 30 WHEN 'marketing' THEN 40 WHEN 'loi' THEN 55 WHEN 'negotiation' THEN 70 WHEN 'contract' THEN 85 WHEN 'won' THEN 100 ELSE 0 END`;
const closed = `g.stage IN ('won', 'lost')`;

/** The newest deals that have a history: enough of it, and not twice as many rows as deals. */
const WITH_HISTORY = 1_000_000;

const deals = (n: number, propertyCount: number, contactCount: number): string => `
INSERT INTO "Deal" (name, kind, representation, stage, status, "stageEnteredAt", probability, "propertyId", "clientContactId", "clientCompanyId",
  "expectedCloseDate", "actualCloseDate", value, "rentableSF", "rentPerSF", "termMonths", "commissionBasis", "commissionRate", "grossCommission", source, "lostReason",
  tags, description, "ownerId", "teamId", "createdById", "createdAt", "updatedAt")
SELECT p.name || ' — Suite ' || (100 + i % 900), g.kind, CASE WHEN g.kind = 'sale' THEN 'seller' ELSE 'tenant' END, g.stage,
       CASE WHEN ${closed} THEN g.stage WHEN i % 20 = 0 THEN 'on_hold' ELSE 'active' END, g.at + (now() - g.at) * g.age, ${probability}, p.id, c.id, c."companyId",
       (g.at + interval '200 days' * g.age)::date, CASE WHEN ${closed} THEN (g.at + (now() - g.at) * g.age)::date END,
       g.value, g.sf, 32.5, 60, 'percent', 4, round(g.value * 0.04, 2), g.source, CASE WHEN g.stage = 'lost' THEN 'competitor' END,
       g.tags, g.notes, o.id, o."teamId", o.id, g.at, g.at + (now() - g.at) * g.age
  FROM (SELECT i, ${oneOf(['lease', 'sale'], 1.3)} AS kind, ${oneOf(STAGES)} AS stage, round((20000 + 9000000 * power(random(), 4))::numeric, 2) AS value,
               (800 + 60000 * power(random(), 3))::int AS sf, ${oneOf(SOURCES)} AS source, ${someTags} AS tags, ${notes} AS notes,
               ${skewed(propertyCount)} AS property_n, ${skewed(contactCount, 1)} AS contact_n, ${skewed(OWNERS)} AS owner_n, ${created(n)} AS at, random() AS age
          FROM generate_series(1, ${n}) i) g
  JOIN bench_owner o ON o.n = g.owner_n
  JOIN bench_property p ON p.n = g.property_n
  JOIN bench_contact c ON c.n = g.contact_n ORDER BY i;
CREATE TEMP TABLE bench_deal AS SELECT row_number() OVER (ORDER BY "createdAt", id) - 1 AS n, id FROM "Deal";
CREATE UNIQUE INDEX ON bench_deal (n);
INSERT INTO "DealMember" ("dealId", "userId")
SELECT d.id, o.id FROM bench_deal d JOIN bench_owner o ON o.n = d.n % ${OWNERS} WHERE d.n % 12 = 0;
INSERT INTO "DealStageEvent" ("dealId", "fromStage", "toStage", "occurredAt", value, "grossCommission", probability)
WITH d AS (SELECT id, stage, "stageEnteredAt", "createdAt", value, "grossCommission", probability FROM "Deal" ORDER BY "createdAt" DESC LIMIT ${WITH_HISTORY})
SELECT id, NULL, 'prospect', "createdAt", value, "grossCommission", 5 FROM d
UNION ALL SELECT id, 'prospect', stage, "stageEnteredAt", value, "grossCommission", probability FROM d WHERE stage <> 'prospect';`;

/** Everything that people own, a tenth as many companies and properties as contacts and deals. */
export function records(counts: { contacts: number; deals: number }): string {
  const companyCount = Math.ceil(counts.contacts / 10);
  const propertyCount = Math.ceil(counts.deals / 10);
  return [
    companies(companyCount),
    properties(propertyCount),
    contacts(counts.contacts, companyCount),
    deals(counts.deals, propertyCount, counts.contacts),
  ].join('\n');
}
