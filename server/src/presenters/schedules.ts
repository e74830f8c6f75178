import type { Schedule } from '@besahubs/contracts/schedules';
import type { DashboardSchedule } from '../models/DashboardSchedule';
import { iso, isoOrNull, personRef, pick } from './refs';

const facts = [
  'id',
  'version',
  'dashboardId',
  'frequency',
  'weekday',
  'dayOfMonth',
  'hour',
  'minute',
  'timezone',
  'enabled',
] as const;

export const presentSchedule = (schedule: DashboardSchedule): Schedule => ({
  ...pick(schedule, facts),
  createdAt: iso(schedule.createdAt),
  recipients: (schedule.recipients ?? []).flatMap((recipient) => {
    const person = personRef(recipient.user);
    if (!person) return [];
    return [{ ...person, lastSentAt: isoOrNull(recipient.lastSentAt), problem: recipient.problem }];
  }),
  nextRunAt: isoOrNull(schedule.nextRunAt),
  lastRunAt: isoOrNull(schedule.lastRunAt),
});
