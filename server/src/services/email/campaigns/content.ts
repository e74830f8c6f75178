import { env } from '../../../config/env';
import { invalidField } from '../../../lib/errors';
import { ProviderError } from '../../../lib/providerError';
import type { Campaign } from '../../../models/Campaign';
import { Property } from '../../../models/Property';
import { User } from '../../../models/User';
import { templateContent, templateIdFor } from '../templates';
import type { TemplateContent } from '../templates';
import { unsubscribePage } from '../unsubscribe';

/** The template a campaign is sent with; 400 naming `templateId` when there is none, or not at the provider. */
export async function campaignTemplate(
  campaign: Pick<Campaign, 'templateId'>,
): Promise<{ id: string; content: TemplateContent }> {
  const id = campaign.templateId ?? (await templateIdFor('property_promo'));
  if (!id) throw invalidField('templateId', 'Choose a template.');
  const content = await templateContent(id).catch((error: unknown) => {
    if (error instanceof ProviderError && error.status === 404) return null;
    throw error;
  });
  // SendGrid accepts a wrong template id with 2xx and sends nothing: so it is looked up first.
  if (!content)
    throw invalidField('templateId', 'This template does not exist at SendGrid, or has no active version.');
  return { id, content };
}

const dollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});
const whole = new Intl.NumberFormat('en-US');
const words = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1).replaceAll('_', ' ');

function propertyData(property: Property): Record<string, unknown> {
  const size = property.rentableSF ?? property.buildingSF;
  const address = [property.street, property.city, property.state].filter(Boolean).join(', ');
  return {
    name: property.name,
    headline: property.name,
    ...(address && { address }),
    ...(property.askingPrice !== null && { price: dollars.format(property.askingPrice) }),
    ...(size !== null && { size: `${whole.format(size)} SF` }),
    type: words(property.type),
    ...(property.capRate !== null && { capRate: `${property.capRate}%` }),
    ...(property.description && { description: property.description }),
    url: `${env().APP_BASE_URL}/properties/${property.id}`,
  };
}

/** What all recipients of a campaign share in the template. */
export async function sharedData(campaign: Campaign): Promise<Record<string, unknown>> {
  const property = campaign.propertyId ? await Property.findByPk(campaign.propertyId) : null;
  const owner = campaign.ownerId ? await User.findByPk(campaign.ownerId) : null;
  return {
    organizationName: campaign.fromName ?? env().SENDGRID_FROM_NAME,
    ...(campaign.subject && { subject: campaign.subject }),
    ...(campaign.previewText && { preheader: campaign.previewText }),
    ...(property && { property: propertyData(property) }),
    ...(owner && {
      agent: {
        name: `${owner.firstName} ${owner.lastName}`,
        email: owner.email,
        ...(owner.title && { title: owner.title }),
        ...(owner.phone && { phone: owner.phone }),
      },
    }),
  };
}

export interface Addressee {
  firstName: string | null;
  lastName: string | null;
  company: string | null;
}

/** What is one recipient's own. */
export const personalData = (person: Addressee, token: string): Record<string, unknown> => ({
  ...(person.firstName && { recipientName: person.firstName, firstName: person.firstName }),
  ...(person.lastName && { lastName: person.lastName }),
  ...(person.company && { company: person.company }),
  unsubscribeUrl: unsubscribePage(token),
});
