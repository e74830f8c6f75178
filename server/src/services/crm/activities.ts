import { Op } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import type { z } from 'zod';
import type { ActivityQuery, activityInput, activityPatch } from '@besahubs/contracts/activities';
import { invalidField } from '../../lib/errors';
import { Activity } from '../../models/Activity';
import { Company } from '../../models/Company';
import { Contact } from '../../models/Contact';
import { Deal } from '../../models/Deal';
import { Property } from '../../models/Property';
import { activityPolicy } from '../../policies/activities';
import { contactPolicy } from '../../policies/contacts';
import { dealPolicy } from '../../policies/deals';
import { everything, idsWithin } from '../../policies/policy';
import { inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { equal } from './filters';
import {
  allOf,
  among,
  createRecord,
  deleteRecord,
  findVisible,
  personLabel,
  restoreRecord,
  updateRecord,
} from './resource';
import type { Resource, Rows } from './resource';
import { isTouch, touchContact, untouchContact } from './touches';
import type { Logged } from './touches';

const LINKS = ['contactId', 'companyId', 'propertyId', 'dealId'] as const;

export const activityResource: Resource<Activity, ActivityQuery> = {
  model: Activity,
  policy: activityPolicy,
  noun: 'activity',
  include: [
    personLabel('owner'),
    { model: Contact, as: 'contact', attributes: ['id', 'name'] },
    { model: Company, as: 'company', attributes: ['id', 'name'] },
    { model: Property, as: 'property', attributes: ['id', 'name'] },
    { model: Deal, as: 'deal', attributes: ['id', 'name'] },
  ],
  references: {
    contactId: { model: Contact, scope: (actor) => contactPolicy.scope(actor) },
    companyId: { model: Company, scope: () => everything },
    propertyId: { model: Property, scope: () => everything },
    dealId: { model: Deal, scope: (actor) => dealPolicy.scope(actor) },
  },
  /** Managers see what their teams did, but on a confidential contact as little of it as of the contact. */
  secret: async ({ private: isPrivate, contactId: id }, { transaction = null }) =>
    isPrivate ||
    (id !== null &&
      (await Contact.count({ where: { id, confidential: true }, paranoid: false, transaction })) > 0),
};

/** What happened with a company: with itself, and with the people who work there. */
const ofCompany = (companyId: string | undefined): WhereOptions | undefined =>
  companyId === undefined
    ? undefined
    : { [Op.or]: [{ companyId }, { contactId: { [Op.in]: idsWithin(Contact, { companyId }) } }] };

/** The timeline of a record as far as the caller may see it: what is pinned, then newest first. */
export async function listActivities(ctx: Ctx, query: ActivityQuery): Promise<Rows<Activity>> {
  const where = allOf([
    activityPolicy.scope(ctx.actor),
    equal('contactId', query.contactId),
    ofCompany(query.companyId),
    equal('propertyId', query.propertyId),
    equal('dealId', query.dealId),
    among('type', query.type),
  ]);
  const ofOneRecord = LINKS.some((link) => query[link] !== undefined);
  const transaction = ctx.transaction ?? null;
  const [rows, total] = await Promise.all([
    Activity.findAll({
      where,
      include: activityResource.include ?? [],
      order: [
        ...(ofOneRecord ? [['pinned', 'DESC'] as [string, string]] : []),
        ['occurredAt', 'DESC'],
        ['id', 'DESC'],
      ],
      limit: query.pageSize,
      offset: (query.page - 1) * query.pageSize,
      transaction,
    }),
    Activity.count({ where, transaction }),
  ]);
  return { rows, total };
}

type Links = Partial<Record<(typeof LINKS)[number], string | null | undefined>>;

/** On nobody's timeline it would be lost. */
function checkLinked(links: Links): void {
  if (LINKS.some((link) => links[link])) return;
  throw invalidField('contactId', 'Choose a contact, company, property or deal that this is about.');
}

const inTouch = (activity: Logged): boolean => isTouch(activity, new Date());

async function touch(tx: TxCtx, activity: Logged): Promise<void> {
  if (activity.contactId && inTouch(activity))
    await touchContact(tx, activity.contactId, activity.occurredAt);
}

async function untouch(tx: TxCtx, activity: Logged): Promise<void> {
  if (activity.contactId && inTouch(activity))
    await untouchContact(tx, activity.contactId, activity.occurredAt);
}

const isSameTouch = (a: Logged, b: Logged): boolean =>
  a.contactId === b.contactId &&
  a.occurredAt.getTime() === b.occurredAt.getTime() &&
  inTouch(a) === inTouch(b);

/** Logs what happened; being in touch with a contact moves their last and next touch, in the same transaction. */
export function createActivity(ctx: Ctx, input: z.output<typeof activityInput>): Promise<Activity> {
  checkLinked(input);
  return inTransaction(ctx, async (tx) => {
    const activity = await createRecord(tx, activityResource, input);
    await touch(tx, activity);
    return activity;
  });
}

/** Changes an entry of the timeline; what it says about when we were in touch follows. */
export function updateActivity(
  ctx: Ctx,
  id: string,
  patch: z.output<typeof activityPatch>,
): Promise<Activity> {
  return inTransaction(ctx, async (tx) => {
    let before: Logged | undefined;
    const after = await updateRecord(tx, activityResource, id, patch, (_tx, record) => {
      // A copy: the record is about to change.
      const facts = { ...record.get({ plain: true }) };
      before = facts;
      checkLinked({ ...facts, ...patch });
      return {};
    });
    if (before && !isSameTouch(before, after)) {
      await untouch(tx, before);
      await touch(tx, after);
    }
    return after;
  });
}

/** A call logged by mistake and deleted was no touch. */
export const deleteActivity = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const activity = await findVisible(tx, activityResource, id);
    await deleteRecord(tx, activityResource, id);
    await untouch(tx, activity);
  });

export const restoreActivity = (ctx: Ctx, id: string): Promise<Activity> =>
  inTransaction(ctx, async (tx) => {
    const activity = await restoreRecord(tx, activityResource, id);
    await touch(tx, activity);
    return activity;
  });
