import type { CampaignPreview } from '@besahubs/contracts/campaigns';
import { env } from '../../../config/env';
import { AppError, invalidField } from '../../../lib/errors';
import { CampaignRecipient } from '../../../models/CampaignRecipient';
import { Contact } from '../../../models/Contact';
import type { EmailLog } from '../../../models/EmailLog';
import { User } from '../../../models/User';
import { campaignPolicy } from '../../../policies/campaigns';
import { authorize } from '../../context';
import type { Ctx } from '../../context';
import { campaignResource } from '../../crm/campaigns';
import { contactResource } from '../../crm/contacts';
import { among, allOf, findVisible } from '../../crm/resource';
import type { Rows } from '../../crm/resource';
import { missingVariables, render } from '../handlebars';
import { sendTransactional } from '../send';
import { campaignTemplate, personalData, sharedData } from './content';

const someone = { firstName: 'Dana', lastName: 'Sample', company: 'Sample Holdings' };

async function addressee(ctx: Ctx, contactId: string | undefined): Promise<Contact | null> {
  return contactId ? findVisible(ctx, contactResource, contactId) : null;
}

async function dataFor(ctx: Ctx, campaignId: string, contactId: string | undefined) {
  const campaign = await findVisible(ctx, campaignResource, campaignId);
  const contact = await addressee(ctx, contactId);
  const person = contact
    ? { firstName: contact.firstName, lastName: contact.lastName, company: contact.company?.name ?? null }
    : someone;
  const data = { ...(await sharedData(campaign)), ...personalData(person, 'preview-only') };
  return { campaign, contact, data };
}

/** The mail as one contact (or a made-up one) would get it, and what the template asks for in vain. */
export async function previewCampaign(
  ctx: Ctx,
  id: string,
  contactId: string | undefined,
): Promise<CampaignPreview> {
  const { campaign, contact, data } = await dataFor(ctx, id, contactId);
  const { content } = await campaignTemplate(campaign);
  try {
    return {
      subject: render(content.subject, data).replace(/[\r\n]+/g, ' '),
      html: render(content.html, data),
      missing: missingVariables(content.subject + content.html, data),
      contact: contact && { id: contact.id, name: contact.name ?? '' },
    };
  } catch (cause) {
    throw invalidField(
      'templateId',
      `The template cannot be read: ${(cause as Error).message.split('\n')[0]}`,
    );
  }
}

/** Sends the campaign as one contact would get it, to oneself or to an address; counted nowhere. */
export async function testCampaign(
  ctx: Ctx,
  id: string,
  options: { to?: string | undefined; contactId?: string | undefined },
): Promise<EmailLog> {
  const { campaign, data } = await dataFor(ctx, id, options.contactId);
  authorize(ctx.actor, campaignPolicy.update.bind(campaignPolicy), campaign);
  const { id: templateId } = await campaignTemplate(campaign);
  const me = await User.findByPk(ctx.actor.id);
  if (!me) throw new AppError('unauthenticated');
  return sendTransactional(ctx, {
    to: options.to ?? me.email,
    templateId,
    kind: 'test',
    dynamicData: { ...data, unsubscribeUrl: `${env().APP_BASE_URL}/campaigns/${id}` },
  });
}

/** Who was chosen at launch, and how far each has come. */
export async function campaignRecipients(
  ctx: Ctx,
  id: string,
  query: { page: number; pageSize: number; status?: string[] | undefined },
): Promise<Rows<CampaignRecipient>> {
  await findVisible(ctx, campaignResource, id);
  const where = allOf([{ campaignId: id }, among('status', query.status)]);
  const [rows, total] = await Promise.all([
    CampaignRecipient.findAll({
      where,
      include: [{ model: Contact, as: 'contact', attributes: ['id', 'name'] }],
      order: [
        ['email', 'ASC'],
        ['id', 'ASC'],
      ],
      limit: query.pageSize,
      offset: (query.page - 1) * query.pageSize,
    }),
    CampaignRecipient.count({ where }),
  ]);
  return { rows, total };
}
