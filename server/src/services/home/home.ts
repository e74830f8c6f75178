import { QueryTypes } from 'sequelize';
import { stagePatienceDays } from '@besahubs/contracts/dealAgeing';
import type { Home } from '@besahubs/contracts/home';
import { dateIn, dayStart } from '../../lib/time';
import { database } from '../../models';
import { CalendarAccount } from '../../models/CalendarAccount';
import { Contact } from '../../models/Contact';
import { contactPolicy } from '../../policies/contacts';
import { scopeSql } from '../../policies/policy';
import type { Ctx } from '../context';

const select = <T extends object>(sql: string, bind: unknown[]): Promise<T[]> =>
  database().query<T>(sql, { bind, type: QueryTypes.SELECT });

const OPEN_TASKS = `"assigneeId" = $1 AND "deletedAt" IS NULL AND status IN ('open','in_progress')`;

/** The caller's own morning: tasks assigned to them, deals they own, their calendars, their contacts' mail. */
export async function homeOf(ctx: Ctx, now = new Date()): Promise<Home> {
  const { actor } = ctx;
  const today = dayStart(actor.timezone, now);
  const tomorrow = dayStart(actor.timezone, now, 1);
  const [counts, nextTasks, meetings, rottingDeals, engagement, pipeline] = await Promise.all([
    taskCounts(actor.id, today, tomorrow),
    tasksToDo(actor.id, tomorrow, now),
    meetingsBetween(actor.id, today, tomorrow),
    rotting(actor.id, now),
    recentEngagement(ctx, now),
    pipelineOf(actor.id, `${dateIn(actor.timezone, now).slice(0, 4)}-01-01`),
  ]);
  return { tasks: counts, nextTasks, meetings, rottingDeals, engagement, pipeline };
}

async function taskCounts(userId: string, today: Date, tomorrow: Date): Promise<Home['tasks']> {
  const [row] = await select<Home['tasks']>(
    `SELECT count(*) FILTER (WHERE "dueAt" < $2) AS overdue,
            count(*) FILTER (WHERE "dueAt" >= $2 AND "dueAt" < $3) AS today,
            count(*) FILTER (WHERE "dueAt" >= $3) AS upcoming
       FROM "Task" WHERE ${OPEN_TASKS}`,
    [userId, today, tomorrow],
  );
  return row ?? { overdue: 0, today: 0, upcoming: 0 };
}

type Labelled<T> = T & Record<`${string}Name`, string | null>;
const label = (id: string | null, name: string | null | undefined) => (id && name ? { id, name } : null);

async function tasksToDo(userId: string, tomorrow: Date, now: Date): Promise<Home['nextTasks']> {
  const rows = await select<
    Labelled<{
      id: string;
      version: number;
      title: string;
      type: string;
      dueAt: Date;
      contactId: string | null;
      dealId: string | null;
    }>
  >(
    `SELECT t.id, t.version, t.title, t.type, t."dueAt", t."contactId", t."dealId", c.name AS "contactName", d.name AS "dealName"
       FROM (SELECT * FROM "Task" WHERE ${OPEN_TASKS} AND "dueAt" < $2 ORDER BY "dueAt" LIMIT 10) t
       LEFT JOIN "Contact" c ON c.id = t."contactId" LEFT JOIN "Deal" d ON d.id = t."dealId"
      ORDER BY t."dueAt"`,
    [userId, tomorrow],
  );
  return rows.map(({ contactId, dealId, contactName, dealName, dueAt, id, version, title, type }) => ({
    id,
    version,
    title,
    type,
    dueAt: dueAt.toISOString(),
    overdue: dueAt < now,
    contact: label(contactId, contactName),
    deal: label(dealId, dealName),
  }));
}

async function meetingsBetween(userId: string, from: Date, to: Date): Promise<Home['meetings']> {
  const accounts = await CalendarAccount.findAll({ where: { userId }, attributes: ['id'] });
  const rows = await select<
    Labelled<{
      id: string;
      title: string | null;
      start: Date;
      end: Date;
      isAllDay: boolean;
      location: string | null;
      contactId: string | null;
    }>
  >(
    `SELECT e.id, e.title, e.start, e."end", e."isAllDay", e.location, e."contactId", c.name AS "contactName"
       FROM "CalendarEvent" e LEFT JOIN "Contact" c ON c.id = e."contactId"
      WHERE e."calendarAccountId" = ANY($1::uuid[]) AND e.status <> 'cancelled' AND e.start < $3 AND e."end" > $2
      ORDER BY e.start LIMIT 20`,
    [accounts.map(({ id }) => id), from, to],
  );
  return rows.map(({ id, title, start, end, isAllDay, location, contactId, contactName }) => ({
    id,
    title,
    isAllDay,
    location,
    start: start.toISOString(),
    end: end.toISOString(),
    contact: label(contactId, contactName),
  }));
}

async function rotting(userId: string, now: Date): Promise<Home['rottingDeals']> {
  const rows = await select<Home['rottingDeals'][number]>(
    `SELECT d.id, d.name, d.stage, d."weightedCommission", d."expectedCloseDate"::text AS "expectedCloseDate",
            floor(extract(epoch FROM $3::timestamptz - d."stageEnteredAt") / 86400)::int AS "daysInStage"
       FROM "Deal" d JOIN jsonb_each_text($2::jsonb) AS patience(stage, days) ON patience.stage = d.stage
      WHERE d."ownerId" = $1 AND d."deletedAt" IS NULL AND d.status = 'active'
        AND d."stageEnteredAt" < $3::timestamptz - make_interval(days => patience.days::int)
      ORDER BY d."stageEnteredAt" LIMIT 10`,
    [userId, JSON.stringify(stagePatienceDays), now],
  );
  return rows;
}

async function recentEngagement(ctx: Ctx, now: Date): Promise<Home['engagement']> {
  const visible = scopeSql(Contact, { ...contactPolicy.scope(ctx.actor), ownerId: ctx.actor.id });
  const rows = await select<{
    contactId: string;
    name: string;
    type: 'open' | 'click';
    at: Date;
    count: number;
  }>(
    `SELECT e."contactId", c.name, (array_agg(e."eventType" ORDER BY e."eventTimestamp" DESC))[1] AS type,
            max(e."eventTimestamp") AS at, count(*)::int AS count
       FROM "EmailEvent" e JOIN "Contact" c ON c.id = e."contactId"
      WHERE e."eventType" IN ('open','click') AND NOT e."isMachine" AND NOT e."isSuspectedBot" AND e."duplicateOf" IS NULL
        AND e."eventTimestamp" >= $1 AND e."contactId" IN (${visible})
      GROUP BY e."contactId", c.name ORDER BY at DESC LIMIT 10`,
    [new Date(now.getTime() - 7 * 86_400_000)],
  );
  return rows.map(({ contactId, name, type, at, count }) => ({
    contact: { id: contactId, name },
    type,
    at: at.toISOString(),
    count,
  }));
}

async function pipelineOf(userId: string, yearStart: string): Promise<Home['pipeline']> {
  const [row] = await select<Home['pipeline']>(
    `SELECT count(*) FILTER (WHERE status IN ('active','on_hold')) AS "openDeals",
            coalesce(sum("grossCommission") FILTER (WHERE status = 'active'), 0) AS "grossCommission",
            coalesce(sum("weightedCommission") FILTER (WHERE status = 'active'), 0) AS "weightedCommission",
            coalesce(sum("grossCommission") FILTER (WHERE status = 'won' AND "actualCloseDate" >= $2), 0) AS "closedThisYear"
       FROM "Deal" WHERE "ownerId" = $1 AND "deletedAt" IS NULL`,
    [userId, yearStart],
  );
  return row ?? { openDeals: 0, grossCommission: 0, weightedCommission: 0, closedThisYear: 0 };
}
