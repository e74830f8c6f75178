import {
  commissionBases,
  dealKinds,
  dealStageKeys,
  dealStages,
  dealStatuses,
  lostReasons,
  representations,
} from '@besahubs/contracts/deals';
import { propertyTypeKeys } from '@besahubs/contracts/properties';
import { Deal } from '../../../models/Deal';
import { dealPolicy } from '../../../policies/deals';
import {
  choices,
  column,
  companyOf,
  computed,
  idField,
  joined,
  person,
  propertyJoin,
  propertyOf,
  teamOf,
} from '../dataset';
import type { Dataset, Field } from '../dataset';
import { contactOf } from '../names';

const money = { format: 'currency' } as const;
const percent = { format: 'percent' } as const;

const fields: Record<string, Field> = {
  id: idField('Deal'),
  name: column('name', 'Name', 'text'),
  stage: column('stage', 'Stage', 'enum', {
    values: dealStageKeys.map((value) => ({ value, label: dealStages[value].label })),
  }),
  status: column('status', 'Status', 'enum', { values: choices(dealStatuses) }),
  kind: column('kind', 'Kind', 'enum', { values: choices(dealKinds) }),
  representation: column('representation', 'Representation', 'enum', { values: choices(representations) }),
  owner: person('ownerId', 'Owner'),
  team: teamOf(),
  value: column('value', 'Value', 'number', money),
  grossCommission: column('grossCommission', 'Gross commission', 'number', money),
  weightedCommission: column('weightedCommission', 'Weighted commission', 'number', money),
  probability: column('probability', 'Probability', 'number', percent),
  rentableSF: column('rentableSF', 'Rentable SF', 'number', { format: 'area' }),
  rentPerSF: column('rentPerSF', 'Rent per SF', 'number', money),
  termMonths: column('termMonths', 'Term (months)', 'number'),
  capRate: column('capRate', 'Cap rate', 'number', percent),
  commissionBasis: column('commissionBasis', 'Commission basis', 'enum', {
    values: choices(commissionBases),
  }),
  source: column('source', 'Source', 'text'),
  lostReason: column('lostReason', 'Lost reason', 'enum', { values: choices(lostReasons) }),
  competitor: column('competitor', 'Competitor', 'text'),
  tags: column('tags', 'Tags', 'tags'),
  createdAt: column('createdAt', 'Created', 'instant'),
  updatedAt: column('updatedAt', 'Updated', 'instant'),
  stageEnteredAt: column('stageEnteredAt', 'Stage entered', 'instant'),
  expectedCloseDate: column('expectedCloseDate', 'Expected close', 'date'),
  actualCloseDate: column('actualCloseDate', 'Actual close', 'date'),
  agreementExpiry: column('agreementExpiry', 'Agreement expiry', 'date'),
  /** Days from creation to closing, between calendar dates in UTC: the same for every reader. */
  cycleDays: computed(
    () => `(d."actualCloseDate" - (d."createdAt" AT TIME ZONE 'UTC')::date)`,
    ['actualCloseDate', 'createdAt'],
    'Sales cycle (days)',
    'number',
    { format: 'days' },
  ),
  property: propertyOf(),
  'property.type': joined('property', 'type', 'Property type', 'enum', { values: choices(propertyTypeKeys) }),
  'property.market': joined('property', 'market', 'Market', 'text'),
  'property.submarket': joined('property', 'submarket', 'Submarket', 'text'),
  'property.city': joined('property', 'city', 'City', 'text'),
  clientCompany: companyOf('clientCompanyId', 'Client company'),
  clientContact: contactOf('clientContactId', 'Client contact'),
};

export const deals: Dataset = {
  key: 'deals',
  label: 'Deals',
  noun: 'deals',
  model: Deal,
  scope: (actor) => dealPolicy.scope(actor),
  scopeTables: ['DealMember'],
  dateField: 'createdAt',
  fields: new Map(Object.entries(fields)),
  joins: { property: propertyJoin },
  row: { name: column('name', 'Name', 'text'), opens: [{ resource: 'deals', id: idField('') }] },
  held: [
    'stage',
    'status',
    'kind',
    'owner',
    'team',
    'value',
    'grossCommission',
    'weightedCommission',
    'createdAt',
    'expectedCloseDate',
    'actualCloseDate',
  ],
  listResource: 'deals',
  shown: ['stage', 'owner', 'value', 'grossCommission', 'expectedCloseDate'],
};
