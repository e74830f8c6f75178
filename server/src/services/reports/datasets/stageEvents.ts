import { dealKinds, dealStageKeys, dealStages, dealStatuses } from '@besahubs/contracts/deals';
import { propertyTypeKeys } from '@besahubs/contracts/properties';
import { Op } from 'sequelize';
import { Deal } from '../../../models/Deal';
import { DealStageEvent } from '../../../models/DealStageEvent';
import { Property } from '../../../models/Property';
import { dealPolicy } from '../../../policies/deals';
import { everything, idsWithin, scopeSql } from '../../../policies/policy';
import { choices, column, computed, idField, joined, person, propertyOf, teamOf } from '../dataset';
import type { Dataset, Field, Join } from '../dataset';
import { dealOf } from '../names';

const money = { format: 'currency' } as const;
const stages = dealStageKeys.map((value) => ({ value, label: dealStages[value].label }));
const STAGES = `ARRAY[${dealStageKeys.map((stage) => `'${stage}'`).join(',')}]`;
const DEAL_COLUMNS = ['id', 'name', 'kind', 'status', 'ownerId', 'teamId', 'propertyId'];

/** The deal as it stands today, with its property. */
const deal: Join = {
  sql: () => `LEFT JOIN (
    SELECT o.*, p.type AS "propertyType", p.market
      FROM (${scopeSql(Deal, everything, DEAL_COLUMNS)}) o
      LEFT JOIN (${scopeSql(Property, everything, ['id', 'type', 'market'])}) p ON p.id = o."propertyId"
  ) deal ON deal.id = d."dealId"`,
  tables: ['Deal', 'Property'],
  columns: ['dealId'],
};

const fields: Record<string, Field> = {
  id: idField('Stage change'),
  deal: dealOf(),
  fromStage: column('fromStage', 'From stage', 'enum', { values: stages }),
  toStage: column('toStage', 'To stage', 'enum', { values: stages }),
  /** Losing is no step forward, and leaving a closed stage no step back. */
  direction: computed(
    () => `(CASE WHEN d."fromStage" IS NULL THEN 'first' WHEN d."toStage" = 'lost' THEN 'lost'
      WHEN d."fromStage" IN ('won', 'lost') THEN 'reopened'
      WHEN array_position(${STAGES}, d."toStage") > array_position(${STAGES}, d."fromStage") THEN 'forward' ELSE 'backward' END)`,
    ['fromStage', 'toStage'],
    'Direction',
    'enum',
    { values: choices(['first', 'forward', 'backward', 'lost', 'reopened']) },
  ),
  occurredAt: column('occurredAt', 'Moved', 'instant'),
  by: person('byId', 'Moved by'),
  /** How long the deal had been in the stage that it left: group by `fromStage`. */
  daysInStage: computed(
    () => `(d."secondsInStage" / 86400.0)`,
    ['secondsInStage'],
    'Days in the stage it left',
    'number',
    { format: 'days' },
  ),
  value: column('value', 'Value then', 'number', money),
  grossCommission: column('grossCommission', 'Gross commission then', 'number', money),
  probability: column('probability', 'Probability then', 'number', { format: 'percent' }),
  expectedCloseDate: column('expectedCloseDate', 'Expected close then', 'date'),
  owner: person('ownerId', 'Owner', 'deal'),
  team: teamOf('teamId', 'deal'),
  kind: joined('deal', 'kind', 'Kind', 'enum', { values: choices(dealKinds) }),
  status: joined('deal', 'status', 'Status now', 'enum', { values: choices(dealStatuses) }),
  property: propertyOf('propertyId', 'deal'),
  'property.type': joined('deal', 'propertyType', 'Property type', 'enum', {
    values: choices(propertyTypeKeys),
  }),
  'property.market': joined('deal', 'market', 'Market', 'text'),
};

/**
 * Every move of a deal from the first day, within the scope of its deal. Conversion of a stage: moves out of it
 * (`fromStage`) that went `forward`, of all moves out of it.
 */
export const stageEvents: Dataset = {
  key: 'stageEvents',
  label: 'Stage changes',
  noun: 'stage changes',
  model: DealStageEvent,
  scope: (actor) => ({ dealId: { [Op.in]: idsWithin(Deal, dealPolicy.scope(actor)) } }),
  scopeTables: ['Deal', 'DealMember'],
  dateField: 'occurredAt',
  fields: new Map(Object.entries(fields)),
  joins: { deal },
  row: {
    name: joined('deal', 'name', 'Deal', 'text'),
    opens: [{ resource: 'deals', id: column('dealId', 'Deal', 'ref') }],
  },
  listResource: null,
  shown: ['fromStage', 'toStage', 'occurredAt', 'daysInStage', 'value', 'by'],
};
