import type { Activity as ActivityView } from '@besahubs/contracts/activities';
import type { Activity } from '../models/Activity';
import type { Actor } from '../policies/actor';
import { activityPolicy } from '../policies/activities';
import { iso, metaOf, pick, refOf } from './refs';

const facts = [
  'subject',
  'body',
  'durationMinutes',
  'outcome',
  'pinned',
  'private',
  'contactId',
  'companyId',
  'propertyId',
  'dealId',
] as const;

export const presentActivity = (actor: Actor, activity: Activity): ActivityView => ({
  ...metaOf(activity),
  ...pick(activity, facts),
  type: activity.type as ActivityView['type'],
  direction: activity.direction as ActivityView['direction'],
  occurredAt: iso(activity.occurredAt),
  contact: refOf(activity.contact),
  company: refOf(activity.company),
  property: refOf(activity.property),
  deal: refOf(activity.deal),
  abilities: {
    update: activityPolicy.update(actor, activity),
    delete: activityPolicy.delete(actor, activity),
  },
});
