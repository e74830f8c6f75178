import { env } from '../../config/env';
import { logger } from '../../lib/logger';
import { sendgridProvider } from './provider';

/** The mails the app sends by itself. */
export type TemplateKey =
  'invite' | 'password_reset' | 'property_promo' | 'contact_invite' | 'dashboard' | 'test';

interface TemplateVersion {
  active: 0 | 1;
  subject: string;
  html_content: string;
  plain_content: string;
}
interface ProviderTemplate {
  id: string;
  name: string;
  versions: TemplateVersion[];
}
export interface TemplateContent {
  name: string;
  subject: string;
  html: string;
}

/** Names by which a template is found in the account when no id is configured. */
const NAMES: Partial<Record<TemplateKey, string>> = {
  invite: 'user invite',
  password_reset: 'password reset',
  property_promo: 'property promo',
  contact_invite: 'contact invite',
};
const CACHE_MS = 5 * 60_000;

let listing: { baseUrl: string; until: number; templates: Promise<ProviderTemplate[]> } | undefined;

/** The account's dynamic templates, newest listing at most five minutes old; none when they cannot be read. */
export function listTemplates(): Promise<ProviderTemplate[]> {
  const baseUrl = env().SENDGRID_BASE_URL;
  if (listing?.baseUrl === baseUrl && listing.until > Date.now()) return listing.templates;
  const templates = sendgridProvider()
    .call<{ result?: ProviderTemplate[]; templates?: ProviderTemplate[] }>(
      'GET',
      '/v3/templates',
      undefined,
      {
        generations: 'dynamic',
        page_size: '200',
      },
    )
    .then((answer) => answer.result ?? answer.templates ?? [])
    .catch((error: unknown) => {
      logger.warn({ err: error as Error }, 'SendGrid templates could not be listed');
      listing = undefined;
      return [];
    });
  listing = { baseUrl, until: Date.now() + CACHE_MS, templates };
  return templates;
}

const configured = (key: TemplateKey): string | undefined =>
  ({
    invite: env().SENDGRID_TEMPLATE_INVITE,
    password_reset: env().SENDGRID_TEMPLATE_PASSWORD_RESET,
    property_promo: env().SENDGRID_TEMPLATE_PROPERTY_PROMO,
    contact_invite: env().SENDGRID_TEMPLATE_CONTACT_INVITE,
    dashboard: undefined,
    test: undefined,
  })[key];

/** The provider's template for one of our mails: configured, else the one of that name; null: we write it ourselves. */
export async function templateIdFor(key: TemplateKey): Promise<string | null> {
  const id = configured(key);
  if (id) return id;
  const name = NAMES[key];
  if (!name) return null;
  const found = (await listTemplates()).find((template) => template.name.trim().toLowerCase() === name);
  return found?.id ?? null;
}

/** The active version of a template. Throws ProviderError('rejected') with status 404 when there is no such template. */
export async function templateContent(id: string): Promise<TemplateContent | null> {
  const template = await sendgridProvider().call<ProviderTemplate>(
    'GET',
    `/v3/templates/${encodeURIComponent(id)}`,
  );
  const version = template.versions.find(({ active }) => active === 1);
  return version ? { name: template.name, subject: version.subject, html: version.html_content } : null;
}
