import { activities, campaigns, emailEvents, leases, stageEvents } from './events';
import type { FieldSpec, Fields } from './fields';
import { agents, contacts, deals, properties, tasks } from './records';

/** What the fields of each dataset mean, written down a second time. */
export const catalog = {
  deals,
  tasks,
  properties,
  contacts,
  campaigns,
  agents,
  leases,
  stageEvents,
  activities,
  emailEvents,
} as const satisfies Record<string, Fields>;
export type CatalogKey = keyof typeof catalog;

const DATES: Partial<Record<CatalogKey, string>> = {
  tasks: 'dueAt',
  leases: 'expirationDate',
  stageEvents: 'occurredAt',
  activities: 'occurredAt',
  emailEvents: 'eventTimestamp',
};
/** What a date range means when it does not say. */
export const dateFieldOf = (dataset: CatalogKey): string => DATES[dataset] ?? 'createdAt';

export function fieldSpec(dataset: CatalogKey, key: string): FieldSpec {
  const field = catalog[dataset][key];
  if (!field) throw new Error(`no field ${dataset}.${key}`);
  return field;
}
