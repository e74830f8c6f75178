import { Campaign } from '../../models/Campaign';
import { Contact } from '../../models/Contact';
import { Deal } from '../../models/Deal';
import { campaignPolicy } from '../../policies/campaigns';
import { contactPolicy } from '../../policies/contacts';
import { dealPolicy } from '../../policies/deals';
import { column, namesWithin } from './dataset';
import type { Field } from './dataset';

/** Links whose names only those see who see the record. */
export const dealOf = (name = 'dealId', label = 'Deal'): Field =>
  column(name, label, 'ref', {
    labels: namesWithin(Deal, 'deals', (actor) => dealPolicy.scope(actor), ['DealMember']),
  });
export const contactOf = (name = 'contactId', label = 'Contact'): Field =>
  column(name, label, 'ref', {
    labels: namesWithin(Contact, 'contacts', (actor) => contactPolicy.scope(actor), ['ContactShare']),
  });
export const campaignOf = (name = 'campaignId', label = 'Campaign'): Field =>
  column(name, label, 'ref', {
    labels: namesWithin(Campaign, 'campaigns', (actor) => campaignPolicy.scope(actor)),
  });
