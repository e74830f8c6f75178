import type { DatasetInfo, DatasetKey } from '@besahubs/contracts/reports';
import type { Role } from '@besahubs/contracts/common';
import { aggsOf, fieldOf, isGroupable, opsOf } from './dataset';
import type { Dataset, Field } from './dataset';
import { activities } from './datasets/activities';
import { agents } from './datasets/agents';
import { campaigns } from './datasets/campaigns';
import { contacts } from './datasets/contacts';
import { deals } from './datasets/deals';
import { emailEvents } from './datasets/emailEvents';
import { leases } from './datasets/leases';
import { properties } from './datasets/properties';
import { stageEvents } from './datasets/stageEvents';
import { tasks } from './datasets/tasks';

/** Every dataset there is. A new one is its file and a line here. */
export const datasets: Readonly<Record<DatasetKey, Dataset>> = Object.freeze({
  deals,
  tasks,
  properties,
  contacts,
  campaigns,
  agents,
  stageEvents,
  leases,
  activities,
  emailEvents,
});

/** The datasets with what a caller of this role may use of them, for the builder. */
export const describeDatasets = (role: Role): DatasetInfo[] =>
  Object.values(datasets).map((dataset) => ({
    key: dataset.key,
    label: dataset.label,
    noun: dataset.noun,
    dateField: dataset.dateField,
    fields: [...dataset.fields.keys()].flatMap((key) => {
      const field = fieldOf(dataset, key, role);
      return field ? [describe(key, field)] : [];
    }),
  }));

const describe = (key: string, field: Field): DatasetInfo['fields'][number] => ({
  key,
  label: field.label,
  type: field.type,
  format: field.format,
  ops: opsOf(field),
  aggs: aggsOf(field),
  groupable: isGroupable(field),
  ...(field.values && { values: [...field.values] }),
  ...(field.labels && { resource: field.labels.resource }),
  ...(field.behind && { behind: field.behind.dataset.key }),
});
