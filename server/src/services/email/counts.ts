/** How many mails (rows of EmailLog) came how far, as select items. A click by a person implies an open, whatever the picture blocker says. */
export const MAIL_COUNTS = `
  count(*) FILTER (WHERE "acceptedAt" IS NOT NULL) AS sent,
  count(*) FILTER (WHERE "deliveredAt" IS NOT NULL AND "bouncedAt" IS NULL) AS delivered,
  count(*) FILTER (WHERE "firstOpenAt" IS NOT NULL OR "firstClickAt" IS NOT NULL) AS opened,
  count(*) FILTER (WHERE "firstMachineOpenAt" IS NOT NULL AND "firstOpenAt" IS NULL AND "firstClickAt" IS NULL) AS "machineOpened",
  count(*) FILTER (WHERE "firstClickAt" IS NOT NULL) AS clicked,
  count(*) FILTER (WHERE "bouncedAt" IS NOT NULL) AS bounced,
  count(*) FILTER (WHERE "droppedAt" IS NOT NULL) AS dropped,
  count(*) FILTER (WHERE "unsubscribedAt" IS NOT NULL) AS unsubscribed,
  count(*) FILTER (WHERE "spamAt" IS NOT NULL) AS "spamReported",
  coalesce(sum("openCount"), 0) AS "totalOpens",
  coalesce(sum("clickCount"), 0) AS "totalClicks"`;
