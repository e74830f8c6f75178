import { Op, QueryTypes, literal } from 'sequelize';
import type { EmailActivityQuery, EmailLogQuery, EmailTotals } from '@besahubs/contracts/email';
import { database } from '../../models';
import { Campaign } from '../../models/Campaign';
import { Contact } from '../../models/Contact';
import { EmailEvent } from '../../models/EmailEvent';
import { EmailLog } from '../../models/EmailLog';
import { emailLogScope } from '../../policies/email';
import type { Ctx } from '../context';
import { campaignResource } from '../crm/campaigns';
import { contactResource } from '../crm/contacts';
import { MAIL_COUNTS } from './counts';
import { allOf, among, containing, findVisible, personLabel } from '../crm/resource';
import type { Rows } from '../crm/resource';

interface Day {
  date: string;
  opens: number;
  clicks: number;
  bounces: number;
}
export interface Activity {
  events: Rows<EmailEvent>;
  totals: EmailTotals;
  series: Day[];
}
type Of = { contactId: string } | { campaignId: string };

/** Mail events of one contact. 404 when the contact is out of scope. */
export async function contactActivity(ctx: Ctx, id: string, query: EmailActivityQuery): Promise<Activity> {
  await findVisible(ctx, contactResource, id);
  return activityOf(ctx, { contactId: id }, query);
}

/** Mail events of one campaign. 404 when the campaign is out of scope. */
export async function campaignActivity(ctx: Ctx, id: string, query: EmailActivityQuery): Promise<Activity> {
  await findVisible(ctx, campaignResource, id);
  return activityOf(ctx, { campaignId: id }, query);
}

async function activityOf(ctx: Ctx, of: Of, query: EmailActivityQuery): Promise<Activity> {
  const [events, totals, series] = await Promise.all([
    eventsOf(of, query),
    totalsOf(of),
    seriesOf(of, query.days, ctx.actor.timezone),
  ]);
  return { events, totals, series };
}

const STEPS = ['processed', 'deferred', 'delivered', 'bounce', 'dropped', 'open', 'click', 'spamreport'];
/** SendGrid dates by the second: within one, the order in which things can only happen. */
const latestStep = literal(
  `array_position(ARRAY['${STEPS.join("','")}'], "EmailEvent"."rawEventType") DESC NULLS FIRST`,
);

/** Newest first; repeats of an event and what could not be read are left out. */
async function eventsOf(of: Of, query: EmailActivityQuery): Promise<Rows<EmailEvent>> {
  const where = allOf([
    of,
    { duplicateOf: null, rawEventType: { [Op.ne]: 'quarantined' } },
    among('eventType', query.type),
  ]);
  const [rows, total] = await Promise.all([
    EmailEvent.findAll({
      where,
      include: [
        { model: Contact, as: 'contact', attributes: ['id', 'name'] },
        { model: Campaign, as: 'campaign', attributes: ['id', 'name'] },
        { model: EmailLog, as: 'emailLog', attributes: ['id', 'subject'] },
      ],
      order: [['eventTimestamp', 'DESC'], latestStep, ['id', 'DESC']],
      limit: query.pageSize,
      offset: (query.page - 1) * query.pageSize,
    }),
    EmailEvent.count({ where }),
  ]);
  return { rows, total };
}

const columnOf = (of: Of): [string, string] =>
  'contactId' in of ? ['contactId', of.contactId] : ['campaignId', of.campaignId];

type Counts = Omit<EmailTotals, 'openRate' | 'clickRate' | 'bounceRate'>;

const rate = (part: number, whole: number): number | null =>
  whole > 0 ? Math.round((part / whole) * 10_000) / 100 : null;

async function totalsOf(of: Of): Promise<EmailTotals> {
  const [column, id] = columnOf(of);
  const [counts] = await database().query<Counts>(
    `SELECT ${MAIL_COUNTS} FROM "EmailLog" WHERE "${column}" = $1 AND kind <> 'test'`,
    { bind: [id], type: QueryTypes.SELECT },
  );
  const known = counts as Counts;
  return {
    ...known,
    openRate: rate(known.opened, known.delivered),
    clickRate: rate(known.clicked, known.delivered),
    bounceRate: rate(known.bounced, known.sent),
  };
}

/** The last `days` days in the caller's zone, empty days included. */
function seriesOf(of: Of, days: number, zone: string): Promise<Day[]> {
  const [column, id] = columnOf(of);
  return database().query<Day>(
    `WITH days AS (
       SELECT generate_series((now() AT TIME ZONE $2)::date - $3::int + 1, (now() AT TIME ZONE $2)::date, interval '1 day')::date AS date)
     SELECT to_char(days.date, 'YYYY-MM-DD') AS date,
            count(e.id) FILTER (WHERE e."eventType" = 'open' AND NOT e."isMachine") AS opens,
            count(e.id) FILTER (WHERE e."eventType" = 'click' AND NOT e."isSuspectedBot") AS clicks,
            count(e.id) FILTER (WHERE e."eventType" = 'bounce') AS bounces
       FROM days LEFT JOIN "EmailEvent" e
         ON e."${column}" = $1 AND e."duplicateOf" IS NULL AND e."eventType" IN ('open','click','bounce')
        AND e."eventTimestamp" >= days.date::timestamp AT TIME ZONE $2
        AND e."eventTimestamp" < (days.date + 1)::timestamp AT TIME ZONE $2
      GROUP BY days.date ORDER BY days.date`,
    { bind: [id, zone, days], type: QueryTypes.SELECT },
  );
}

/** Mails within the caller's scope. `q` looks at address and subject. */
export async function listEmailLogs(ctx: Ctx, query: EmailLogQuery): Promise<Rows<EmailLog>> {
  const like = query.q ? { [Op.iLike]: containing(query.q) } : undefined;
  const where = allOf([
    emailLogScope(ctx.actor),
    like ? { [Op.or]: [{ toEmail: like }, { subject: like }] } : undefined,
    among('status', query.status),
    among('kind', query.kind),
    query.contactId ? { contactId: query.contactId } : undefined,
    query.campaignId ? { campaignId: query.campaignId } : undefined,
  ]);
  const [rows, total] = await Promise.all([
    EmailLog.findAll({
      where,
      attributes: { exclude: ['dynamicData', 'sealedData'] },
      include: [
        { model: Contact, as: 'contact', attributes: ['id', 'name'] },
        { model: Campaign, as: 'campaign', attributes: ['id', 'name'] },
        personLabel('sender'),
      ],
      order: [
        ...query.sort.map(({ field, desc }): [string, string] => [field, desc ? 'DESC' : 'ASC']),
        ['id', 'DESC'],
      ],
      limit: query.pageSize,
      offset: (query.page - 1) * query.pageSize,
    }),
    EmailLog.count({ where }),
  ]);
  return { rows, total };
}
