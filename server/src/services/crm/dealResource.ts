import { literal, Op } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import { dealStageKeys } from '@besahubs/contracts/deals';
import type { DealQuery } from '@besahubs/contracts/deals';
import { Company } from '../../models/Company';
import { Contact } from '../../models/Contact';
import { Deal } from '../../models/Deal';
import { DealMember } from '../../models/DealMember';
import { Property } from '../../models/Property';
import { Space } from '../../models/Space';
import { contactPolicy } from '../../policies/contacts';
import { dealPolicy } from '../../policies/deals';
import { everything, rooms } from '../../policies/policy';
import type { Ctx } from '../context';
import { equal } from './filters';
import { among, between, listRecords, ownedBy, personLabel } from './resource';
import type { Resource } from './resource';

const label = (model: typeof Company | typeof Property | typeof Contact, as: string) => ({
  model,
  as,
  attributes: ['id', 'name'],
});

/** Stages sort along the pipeline, not along the alphabet. */
const STAGE_ORDER = literal(
  `array_position(ARRAY[${dealStageKeys.map((stage) => `'${stage}'`).join(',')}], "Deal"."stage")`,
);

const openFilter = (open: boolean | undefined): WhereOptions | undefined =>
  open === undefined ? undefined : { status: { [Op.in]: open ? ['active', 'on_hold'] : ['won', 'lost'] } };

export const dealResource: Resource<Deal, DealQuery> = {
  model: Deal,
  policy: dealPolicy,
  noun: 'deal',
  include: [
    personLabel('owner'),
    label(Property, 'property'),
    label(Contact, 'clientContact'),
    label(Company, 'clientCompany'),
    label(Company, 'counterpartyCompany'),
  ],
  sortBy: { stage: [STAGE_ORDER] },
  filters: (query, actor) => [
    among('stage', query.stage),
    among('status', query.status),
    among('kind', query.kind),
    among('representation', query.representation),
    ownedBy('ownerId', query.ownerId, actor),
    equal('propertyId', query.propertyId),
    equal('clientContactId', query.clientContactId),
    equal('clientCompanyId', query.clientCompanyId),
    between('value', query.valueMin, query.valueMax),
    between('expectedCloseDate', query.expectedCloseFrom, query.expectedCloseTo),
    openFilter(query.open),
  ],
  references: {
    propertyId: { model: Property, scope: () => everything },
    spaceId: { model: Space, scope: () => everything },
    clientContactId: { model: Contact, scope: (actor) => contactPolicy.scope(actor) },
    clientCompanyId: { model: Company, scope: () => everything },
    counterpartyCompanyId: { model: Company, scope: () => everything },
  },
  // Members have the deal on their board too.
  async linked({ transaction }, { id: dealId }) {
    const members = await DealMember.findAll({ where: { dealId }, attributes: ['userId'], transaction });
    return members.map(({ userId }) => rooms.user(userId));
  },
};

export const listDeals = (ctx: Ctx, query: DealQuery) => listRecords(ctx, dealResource, query);
