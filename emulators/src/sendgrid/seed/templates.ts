import { plainTextOf } from '../mail/plainText';
import type { Template } from '../types';
import { contactInvite } from './contactInvite';
import { invite } from './invite';
import { passwordReset } from './passwordReset';
import { propertyPromo } from './propertyPromo';

/** The ids of the templates that every fresh emulator has. */
export const SENDGRID_TEMPLATE_IDS = {
  invite: 'd-00000000000000000000000000000001',
  passwordReset: 'd-00000000000000000000000000000002',
  propertyPromo: 'd-00000000000000000000000000000003',
  contactInvite: 'd-00000000000000000000000000000004',
} as const;

const SEEDED_AT = '2026-01-01 00:00:00';

interface Seed {
  name: string;
  subject: string;
  html_content: string;
  test_data: Record<string, unknown>;
}

/** In plain text nothing may be escaped: three braces around every value (but not around block tags). */
const unescaped = (text: string): string =>
  text.replaceAll(/(?<!\{)\{\{((?!else)[a-zA-Z][^}]*)\}\}/g, (_tag, value: string) => `{{{${value}}}}`);

function toTemplate(id: string, { name, subject, html_content, test_data }: Seed): Template {
  const version = {
    id: `00000000-0000-4000-8000-${id.slice(-12)}`,
    template_id: id,
    active: 1 as const,
    name: 'Seeded',
    subject,
    html_content,
    plain_content: unescaped(plainTextOf(html_content)),
    generate_plain_content: true,
    editor: 'code' as const,
    test_data: JSON.stringify(test_data),
    updated_at: SEEDED_AT,
  };
  return { id, name, generation: 'dynamic', updated_at: SEEDED_AT, versions: [version] };
}

export function seedTemplates(): Template[] {
  return [
    toTemplate(SENDGRID_TEMPLATE_IDS.invite, invite),
    toTemplate(SENDGRID_TEMPLATE_IDS.passwordReset, passwordReset),
    toTemplate(SENDGRID_TEMPLATE_IDS.propertyPromo, propertyPromo),
    toTemplate(SENDGRID_TEMPLATE_IDS.contactInvite, contactInvite),
  ];
}
