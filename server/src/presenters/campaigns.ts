import type {
  Campaign as CampaignView,
  CampaignRecipient as RecipientView,
  ContactList,
} from '@besahubs/contracts/campaigns';
import type { Campaign } from '../models/Campaign';
import type { CampaignRecipient } from '../models/CampaignRecipient';
import type { List } from '../models/List';
import type { Actor } from '../policies/actor';
import { campaignPolicy, listPolicy } from '../policies/campaigns';
import { isoOrNull, metaOf, pick, refOf } from './refs';

const facts = [
  'name',
  'status',
  'subject',
  'previewText',
  'templateId',
  'listId',
  'propertyId',
  'fromName',
  'replyTo',
  'timezone',
  'statusReason',
  'description',
] as const;
const SENDABLE: readonly string[] = ['draft', 'scheduled', 'paused', 'failed'];

export const presentCampaign = (
  actor: Actor,
  campaign: Campaign,
  counters: CampaignView['counters'],
): CampaignView => {
  const update = campaignPolicy.update(actor, campaign);
  return {
    ...metaOf(campaign),
    ...pick(campaign, facts),
    type: campaign.type as CampaignView['type'],
    filters: campaign.filters as CampaignView['filters'],
    scheduledAt: isoOrNull(campaign.scheduledAt),
    sentAt: isoOrNull(campaign.sentAt),
    list: visibleList(actor, campaign.list),
    property: refOf(campaign.property),
    counters,
    abilities: {
      update,
      delete: campaignPolicy.delete(actor, campaign),
      send: update && SENDABLE.includes(campaign.status),
      approve: campaign.status === 'pending_approval' && campaignPolicy.approve(actor, campaign),
    },
  };
};

/** Whoever sees a list may change it. One that the caller does not see has no name and no page for them. */
const visibleList = (actor: Actor, list: List | null | undefined) =>
  list?.id && listPolicy.update(actor, list) ? refOf(list) : null;

export const presentList = (
  actor: Actor,
  { list, memberCount }: { list: List; memberCount: number },
): ContactList => ({
  ...metaOf(list),
  ...pick(list, ['name', 'kind', 'description']),
  filters: list.filters as ContactList['filters'],
  lastEvaluatedAt: isoOrNull(list.lastEvaluatedAt),
  memberCount,
  abilities: { update: listPolicy.update(actor, list), delete: listPolicy.delete(actor, list) },
});

export const presentRecipient = (recipient: CampaignRecipient): RecipientView => ({
  ...pick(recipient, ['id', 'email', 'status', 'reason']),
  contact: refOf(recipient.contact),
});
