import { QueryTypes } from 'sequelize';
import type { Transaction, WhereOptions } from 'sequelize';
import type { Audience, AudienceFilter } from '@besahubs/contracts/campaigns';
import { invalidField } from '../../../lib/errors';
import { database } from '../../../models';
import type { Campaign } from '../../../models/Campaign';
import { Contact } from '../../../models/Contact';
import { List } from '../../../models/List';
import type { Actor } from '../../../policies/actor';
import { AGENT_SEND_LIMIT } from '../../../policies/campaigns';
import { contactPolicy } from '../../../policies/contacts';
import { scopeSql, sqlUuid } from '../../../policies/policy';
import { loadActor } from '../../auth/actors';
import type { Ctx } from '../../context';
import { campaignResource } from '../../crm/campaigns';
import { filterWhere, membersWhere } from '../../crm/lists';
import { allOf, findVisible } from '../../crm/resource';
import { EXCLUSION, exclusionJoins } from './exclusion';

export type AudienceSource = Pick<Campaign, 'id' | 'ownerId' | 'listId' | 'filters'>;

async function sourceWhere(source: AudienceSource, transaction: Transaction | null): Promise<WhereOptions> {
  if (source.listId) {
    const list = await List.findByPk(source.listId, { transaction });
    if (!list) throw invalidField('listId', 'This list does not exist any more.');
    return membersWhere(list);
  }
  if (source.filters) return filterWhere(source.filters as AudienceFilter);
  throw invalidField('listId', 'Choose a list, or filters, to send to.');
}

/** A campaign goes to whom its owner may see, whoever presses the button. */
async function ownerOf(source: AudienceSource): Promise<Actor> {
  const owner = source.ownerId ? await loadActor(source.ownerId) : null;
  if (!owner) throw invalidField('ownerId', 'The owner of this campaign is not an active user.');
  return owner;
}

/** Everybody named, each with why they get no mail (`reason` null: they do). One row a contact. */
async function classified(source: AudienceSource, transaction: Transaction | null): Promise<string> {
  const owner = await ownerOf(source);
  const where = allOf([contactPolicy.scope(owner), await sourceWhere(source, transaction)]);
  const columns = ['id', 'email', 'emailOptOut', 'consentStatus', 'bounced', 'createdAt', 'deletedAt'];
  return `WITH c AS (
      SELECT id, lower(trim(email)) AS email, "emailOptOut", "consentStatus", bounced, "deletedAt",
             row_number() OVER (PARTITION BY lower(trim(email)) ORDER BY "createdAt", id) AS nth
        FROM (${scopeSql(Contact, where, columns)}) chosen)
    SELECT c.id AS "contactId", c.email, coalesce(${EXCLUSION}, CASE WHEN c.nth > 1 THEN 'duplicate' END) AS reason
      FROM c ${exclusionJoins('c.email')}`;
}

/** How many would get the campaign, and how many not, by reason. */
export async function audienceOf(
  source: AudienceSource,
  transaction: Transaction | null = null,
): Promise<Audience> {
  const owner = await ownerOf(source);
  const rows = await database().query<{
    reason: Audience['excluded'][number]['reason'] | null;
    count: number;
  }>(
    `SELECT reason, count(*) AS count FROM (${await classified(source, transaction)}) a GROUP BY 1 ORDER BY 2 DESC, 1`,
    { type: QueryTypes.SELECT, transaction },
  );
  const recipients = rows.find(({ reason }) => reason === null)?.count ?? 0;
  return {
    total: rows.reduce((sum, row) => sum + row.count, 0),
    recipients,
    excluded: rows.flatMap(({ reason, count }) => (reason ? [{ reason, count }] : [])),
    needsApproval: owner.role === 'agent' && recipients > AGENT_SEND_LIMIT,
  };
}

/** As it would be now; nobody while neither a list nor filters are chosen. */
export async function campaignAudience(ctx: Ctx, id: string): Promise<Audience> {
  const campaign = await findVisible(ctx, campaignResource, id);
  const chosen = campaign.listId !== null || campaign.filters !== null;
  return chosen ? audienceOf(campaign) : { total: 0, recipients: 0, excluded: [], needsApproval: false };
}

/** Takes the audience down as CampaignRecipient rows; one address once. What is there already stays as it is. */
export async function snapshot(source: AudienceSource, transaction: Transaction): Promise<void> {
  await database().query(
    // Ids are written into the text: bound values would be looked for inside the filters' words too.
    `INSERT INTO "CampaignRecipient" (id, "campaignId", "contactId", email, status, reason)
     SELECT gen_random_uuid(), ${sqlUuid(source.id)}::uuid, "contactId", email, CASE WHEN reason IS NULL THEN 'pending' ELSE 'suppressed' END, reason
       FROM (${await classified(source, transaction)}) a
      WHERE coalesce(email, '') <> '' AND reason IS DISTINCT FROM 'duplicate'
     ON CONFLICT ("campaignId", email) DO NOTHING`,
    { transaction },
  );
}
