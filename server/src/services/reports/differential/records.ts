import { roles } from '@besahubs/contracts/common';
import { contactRoles } from '@besahubs/contracts/contacts';
import {
  commissionBases,
  dealKinds,
  dealStageKeys,
  dealStatuses,
  lostReasons,
  representations,
} from '@besahubs/contracts/deals';
import { propertyStatuses, propertyTypeKeys, tenancies } from '@besahubs/contracts/properties';
import { taskPriorities, taskStatuses, taskTypes } from '@besahubs/contracts/tasks';
import { column, each, link, oneOf, person, propertyFields, propertyOf, team, through } from './fields';
import type { Asking, FieldSpec, Fields } from './fields';
import { dateOf } from './time';
import { decimal, fraction } from './values';
import type { Row } from './world';

/** What the records’ fields mean. */

export const deals: Fields = {
  ...each('ref', 'id'),
  ...each('text', 'name', 'source', 'competitor'),
  stage: oneOf('stage', dealStageKeys),
  status: oneOf('status', dealStatuses),
  kind: oneOf('kind', dealKinds),
  representation: oneOf('representation', representations),
  commissionBasis: oneOf('commissionBasis', commissionBases),
  lostReason: oneOf('lostReason', lostReasons),
  owner: person('ownerId'),
  team,
  ...each(
    'number',
    'value',
    'grossCommission',
    'weightedCommission',
    'probability',
    'rentableSF',
    'rentPerSF',
  ),
  ...each('number', 'termMonths', 'capRate'),
  ...each('tags', 'tags'),
  ...each('instant', 'createdAt', 'updatedAt', 'stageEnteredAt'),
  ...each('date', 'expectedCloseDate', 'actualCloseDate', 'agreementExpiry'),
  cycleDays: {
    type: 'number',
    get: (row) => {
      if (row['actualCloseDate'] === null) return null;
      const created = (row['createdAt'] as string).slice(0, 10);
      return fraction(Date.parse(row['actualCloseDate'] as string) - Date.parse(created), 86_400_000);
    },
  },
  property: link('propertyId', 'properties'),
  ...propertyFields(),
  'property.submarket': through(propertyOf, 'submarket', 'text'),
  'property.city': through(propertyOf, 'city', 'text'),
  clientCompany: link('clientCompanyId', 'companies'),
  clientContact: link('clientContactId', 'contacts'),
};

export const tasks: Fields = {
  ...each('ref', 'id'),
  ...each('text', 'title', 'outcome'),
  type: oneOf('type', taskTypes),
  priority: oneOf('priority', taskPriorities),
  status: oneOf('status', taskStatuses),
  assignee: person('assigneeId'),
  owner: person('ownerId'),
  team,
  ...each('instant', 'dueAt', 'completedAt', 'createdAt'),
  overdue: {
    type: 'boolean',
    get: (row, { now }) =>
      ['open', 'in_progress'].includes(row['status'] as string) &&
      row['dueAt'] !== null &&
      Date.parse(row['dueAt'] as string) < now,
  },
  hoursToComplete: {
    type: 'number',
    get: (row) =>
      row['completedAt'] === null
        ? null
        : fraction(
            Date.parse(row['completedAt'] as string) - Date.parse(row['createdAt'] as string),
            3_600_000,
          ),
  },
  company: link('companyId', 'companies'),
  property: link('propertyId', 'properties'),
  contact: link('contactId', 'contacts'),
  deal: link('dealId', 'deals'),
};

export const properties: Fields = {
  ...each('ref', 'id'),
  ...each('text', 'name', 'subtype', 'market', 'submarket', 'city', 'state', 'county'),
  type: oneOf('type', propertyTypeKeys),
  status: oneOf('status', propertyStatuses),
  buildingClass: oneOf('buildingClass', ['A', 'B', 'C']),
  tenancy: oneOf('tenancy', tenancies),
  owner: person('ownerId'),
  team,
  ...each(
    'number',
    'buildingSF',
    'rentableSF',
    'lotAcres',
    'units',
    'yearBuilt',
    'occupancyPct',
    'askingPrice',
    'noi',
  ),
  ...each('number', 'capRate', 'askingRentLow', 'askingRentHigh', 'loanBalance', 'lastSalePrice'),
  ...each('date', 'loanMaturity', 'lastSaleDate'),
  ...each('tags', 'tags'),
  ...each('instant', 'createdAt', 'updatedAt'),
};

export const contacts: Fields = {
  ...each('ref', 'id'),
  ...each('text', 'name', 'title', 'city', 'state', 'source', 'email'),
  company: link('companyId', 'companies'),
  owner: person('ownerId'),
  team,
  roles: column('roles', 'tags', { values: contactRoles }),
  ...each('tags', 'tags'),
  hasEmail: { type: 'boolean', get: (row) => row['email'] !== null },
  ...each('boolean', 'decisionMaker', 'doNotCall', 'emailOptOut', 'bounced'),
  consentStatus: oneOf('consentStatus', ['unknown', 'granted', 'denied']),
  ...each('number', 'cadenceDays'),
  ...each('instant', 'lastTouchAt', 'nextTouchAt', 'createdAt', 'updatedAt'),
  ...each('date', 'birthday'),
};

/** Over the agent’s deals that the asker may see. */
const production = (passes: (deal: Row, asking: Asking) => boolean, of?: string): FieldSpec => ({
  type: 'number',
  get: (row, asking) =>
    asking.seen.deals
      .filter((deal) => deal['ownerId'] === row.id && passes(deal, asking))
      .reduce((sum, deal) => sum + (of ? decimal((deal[of] ?? '0') as string) : fraction(1, 1)), 0n),
});
const is =
  (...statuses: string[]) =>
  (deal: Row) =>
    statuses.includes(deal['status'] as string);
export const agents: Fields = {
  ...each('ref', 'id'),
  agent: person('id'),
  role: oneOf('role', roles),
  status: oneOf('status', ['active', 'invited', 'disabled']),
  team,
  ...each('number', 'annualGoal', 'splitPct'),
  ...each('text', 'licenseState'),
  ...each('date', 'licenseExpiry'),
  openDeals: production(is('active', 'on_hold')),
  wonDeals: production(is('won')),
  lostDeals: production(is('lost')),
  pipelineValue: production(is('active', 'on_hold'), 'value'),
  weightedCommission: production(is('active', 'on_hold'), 'weightedCommission'),
  closedCommission: production(is('won'), 'grossCommission'),
  closedCommissionYtd: production(
    (deal, { now, zone }) =>
      is('won')(deal) &&
      deal['actualCloseDate'] !== null &&
      (deal['actualCloseDate'] as string) >= `${dateOf(now, zone).slice(0, 4)}-01-01`,
    'grossCommission',
  ),
  ...each('instant', 'lastLoginAt', 'createdAt'),
};
