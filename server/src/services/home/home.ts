import { Op, QueryTypes } from 'sequelize';
import type { Model, ModelStatic, WhereOptions } from 'sequelize';
import { stagePatienceDays } from '@besahubs/contracts/dealAgeing';
import type { Home, HomeView } from '@besahubs/contracts/home';
import { dateIn, dayStart } from '../../lib/time';
import { database } from '../../models';
import { CalendarAccount } from '../../models/CalendarAccount';
import { Contact } from '../../models/Contact';
import { Deal } from '../../models/Deal';
import { Task } from '../../models/Task';
import type { Actor } from '../../policies/actor';
import { contactPolicy } from '../../policies/contacts';
import { dealPolicy } from '../../policies/deals';
import { scopeSql } from '../../policies/policy';
import { taskPolicy } from '../../policies/tasks';
import type { Ctx } from '../context';

const select = <T extends object>(sql: string, bind: unknown[]): Promise<T[]> =>
  database().query<T>(sql, { bind, type: QueryTypes.SELECT });

const OPEN_TASKS = `"assigneeId" = $1 AND "deletedAt" IS NULL AND status IN ('open','in_progress')`;

const ownDeals = (actor: Actor): WhereOptions => ({ ownerId: actor.id });
const ownTasks = (actor: Actor): WhereOptions => ({ assigneeId: actor.id });

/**
 * The caller's morning: tasks assigned to them and their own calendars; deals, contacts' mail and figures of their own, or
 * with `all` of everything in their row scope. Who answers for others sees all unless they ask for theirs.
 */
export async function homeOf(ctx: Ctx, asked?: HomeView, now = new Date()): Promise<Home> {
  const { actor } = ctx;
  const view = asked ?? (actor.role === 'agent' ? 'mine' : 'all');
  const today = dayStart(actor.timezone, now);
  const tomorrow = dayStart(actor.timezone, now, 1);
  const deals = rowsOf(Deal, actor, dealPolicy, view === 'mine' ? ownDeals(actor) : {}, DEAL_COLUMNS);
  const viewTasks = rowsOf(Task, actor, taskPolicy, view === 'mine' ? ownTasks(actor) : {}, TASK_COLUMNS);
  const [counts, tasksOverdue, nextTasks, meetings, rottingDeals, engagement, pipeline] = await Promise.all([
    taskCounts(actor.id, today, tomorrow),
    overdueIn(viewTasks, today),
    tasksToDo(actor.id, tomorrow, now),
    meetingsBetween(actor.id, today, tomorrow),
    rotting(deals, now),
    recentEngagement(actor, view, now),
    pipelineOf(deals, `${dateIn(actor.timezone, now).slice(0, 4)}-01-01`),
  ]);
  return { view, tasks: counts, tasksOverdue, nextTasks, meetings, rottingDeals, engagement, pipeline };
}

const DEAL_COLUMNS = [
  'id',
  'name',
  'ownerId',
  'stage',
  'status',
  'stageEnteredAt',
  'grossCommission',
  'weightedCommission',
  'expectedCloseDate',
  'actualCloseDate',
];
const TASK_COLUMNS = ['dueAt', 'status'];

/** SQL of the rows in scope that also fit `narrowed`. */
const rowsOf = <M extends Model>(
  model: ModelStatic<M>,
  actor: Actor,
  policy: { scope(actor: Actor): WhereOptions },
  narrowed: WhereOptions,
  columns: string[],
): string => scopeSql(model, { [Op.and]: [policy.scope(actor), narrowed] }, columns);

async function overdueIn(tasks: string, today: Date): Promise<number> {
  const [row] = await select<{ overdue: number }>(
    `SELECT count(*) AS overdue FROM (${tasks}) t WHERE status IN ('open','in_progress') AND "dueAt" < $1`,
    [today],
  );
  return row?.overdue ?? 0;
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
       LEFT JOIN "Contact" c ON c.id = t."contactId" AND c."deletedAt" IS NULL
       LEFT JOIN "Deal" d ON d.id = t."dealId" AND d."deletedAt" IS NULL
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
       FROM "CalendarEvent" e LEFT JOIN "Contact" c ON c.id = e."contactId" AND c."deletedAt" IS NULL
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

async function rotting(deals: string, now: Date): Promise<Home['rottingDeals']> {
  type Row = Omit<Home['rottingDeals'][number], 'owner'> & {
    ownerId: string | null;
    ownerName: string | null;
  };
  const rows = await select<Row>(
    `SELECT d.id, d.name, d.stage, d."weightedCommission", d."expectedCloseDate"::text AS "expectedCloseDate",
            floor(extract(epoch FROM $2::timestamptz - d."stageEnteredAt") / 86400)::int AS "daysInStage",
            d."ownerId", u."firstName" || ' ' || u."lastName" AS "ownerName"
       FROM (${deals}) d JOIN jsonb_each_text($1::jsonb) AS patience(stage, days) ON patience.stage = d.stage
       LEFT JOIN "User" u ON u.id = d."ownerId"
      WHERE d.status = 'active' AND d."stageEnteredAt" < $2::timestamptz - make_interval(days => patience.days::int)
      ORDER BY d."stageEnteredAt" LIMIT 10`,
    [JSON.stringify(stagePatienceDays), now],
  );
  return rows.map(({ ownerId, ownerName, ...deal }) => ({ ...deal, owner: label(ownerId, ownerName) }));
}

async function recentEngagement(actor: Actor, view: HomeView, now: Date): Promise<Home['engagement']> {
  const visible = rowsOf(Contact, actor, contactPolicy, view === 'mine' ? { ownerId: actor.id } : {}, ['id']);
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

async function pipelineOf(deals: string, yearStart: string): Promise<Home['pipeline']> {
  const [row] = await select<Home['pipeline']>(
    `SELECT count(*) FILTER (WHERE status IN ('active','on_hold')) AS "openDeals",
            coalesce(sum("grossCommission") FILTER (WHERE status IN ('active','on_hold')), 0) AS "grossCommission",
            coalesce(sum("weightedCommission") FILTER (WHERE status IN ('active','on_hold')), 0) AS "weightedCommission",
            coalesce(sum("grossCommission") FILTER (WHERE status = 'won' AND "actualCloseDate" >= $1), 0) AS "closedThisYear"
       FROM (${deals}) d`,
    [yearStart],
  );
  return row ?? { openDeals: 0, grossCommission: 0, weightedCommission: 0, closedThisYear: 0 };
}
