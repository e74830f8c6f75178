/** Teams, and the people who own everything else: an admin, a manager and some agents each. */
const TEAMS = 6;
const AGENTS_PER_TEAM = 8;

/** $1: the hash of everybody's password. */
export const people = `
INSERT INTO "Team" (name, office, market)
SELECT 'Team ' || i, 'Office ' || i, 'Market ' || i FROM generate_series(1, ${TEAMS}) i;

INSERT INTO "User" (email, "firstName", "lastName", role, "passwordHash") VALUES ('admin@bench.test', 'Ada', 'Admin', 'admin', :hash);

INSERT INTO "User" (email, "firstName", "lastName", role, "teamId", "passwordHash")
SELECT 'manager' || right(name, 1) || '@bench.test', 'Max', 'Manager ' || right(name, 1), 'manager', id, :hash FROM "Team";
UPDATE "Team" t SET "managerId" = u.id FROM "User" u WHERE u."teamId" = t.id AND u.role = 'manager';

INSERT INTO "User" (email, "firstName", "lastName", role, "teamId", "passwordHash")
SELECT 'agent' || right(t.name, 1) || '-' || i || '@bench.test', 'Ann', 'Agent ' || right(t.name, 1) || '-' || i, 'agent', t.id, :hash
  FROM "Team" t, generate_series(1, ${AGENTS_PER_TEAM}) i;

-- Numbered so that rows can be given to them: some have three times as many as others.
CREATE TEMP TABLE bench_owner AS
SELECT row_number() OVER (ORDER BY email) - 1 AS n, id, "teamId" FROM "User" WHERE role = 'agent';
CREATE UNIQUE INDEX ON bench_owner (n);
`;

/** A random number below `count`, small ones likelier. SQL. */
export const skewed = (count: number | string, skew = 1.4): string =>
  `floor((${count}) * power(random(), ${skew}))::int`;

/** One of some texts. SQL. */
export const oneOf = (texts: readonly string[], skew = 1): string =>
  `(ARRAY[${texts.map((text) => `'${text}'`).join(',')}])[1 + ${skewed(texts.length, skew)}]`;

export const TAGS = [
  'vip',
  '1031',
  'investor',
  'tenant-rep',
  'newsletter',
  'conference',
  'referral',
  'cold',
  'expiring',
  'family-office',
  'reit',
  'medical',
];
export const OWNERS = TEAMS * AGENTS_PER_TEAM;
