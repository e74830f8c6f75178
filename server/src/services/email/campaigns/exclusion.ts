/**
 * Why a contact gets no marketing mail, in this order: the first that holds. SQL over `c` (the contact, or nothing when
 * it is gone) and `twins` (what all living contacts with the same address have said, since people belong to addresses).
 * Between the first two and the others comes the suppression list, with the reason it was entered for.
 */
export const UNREACHABLE = {
  deleted: `c.id IS NULL OR c."deletedAt" IS NOT NULL`,
  no_email: `coalesce(trim(c.email), '') = ''`,
} as const;
export const UNWELCOME = {
  unsubscribe: `c."emailOptOut" OR twins."emailOptOut"`,
  denied: `c."consentStatus" = 'denied' OR twins.denied`,
  bounce: `c.bounced OR twins.bounced`,
} as const;

const cases = (rules: Record<string, string>): string =>
  Object.entries(rules)
    .map(([reason, holds]) => `WHEN ${holds} THEN '${reason}'`)
    .join(' ');

/** The reason as an expression; null: the mail goes out. Needs `exclusionJoins`. */
export const EXCLUSION = `CASE ${cases(UNREACHABLE)} WHEN listed.reason IS NOT NULL THEN listed.reason ${cases(UNWELCOME)} END`;

/** What `EXCLUSION` looks at, beside `c`. `address` is an expression, in lower case. */
export const exclusionJoins = (address: string): string => `
  LEFT JOIN LATERAL (SELECT reason FROM "Suppression" WHERE email = ${address} ORDER BY "createdAt" LIMIT 1) listed ON true
  LEFT JOIN LATERAL (
    SELECT bool_or("emailOptOut") AS "emailOptOut", bool_or("consentStatus" = 'denied') AS denied, bool_or(bounced) AS bounced
      FROM "Contact" WHERE lower(email) = ${address} AND "deletedAt" IS NULL) twins ON true`;
