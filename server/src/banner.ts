import { env } from './config/env';

/** How one gets in when nobody can sign in yet. */
export interface WaysIn {
  firstAdmin?: { email: string; link: string | null };
  nobody?: boolean;
}
const explainWaysIn = ({ firstAdmin, nobody }: WaysIn): string[] => [
  ...(firstAdmin?.link
    ? [
        '',
        `  First admin    ${firstAdmin.email}: choose a password within a week at`,
        `                 ${firstAdmin.link}`,
      ]
    : []),
  ...(nobody
    ? ['', '  Nobody can sign in yet: start with ADMIN_EMAIL=you@your-firm.com for the first link.']
    : []),
];

/** What G16 asks to be printed at start. */
export function banner(waysIn: WaysIn = {}): string {
  const { APP_BASE_URL: app, API_BASE_URL: api, EMULATORS_URL: emulators, SEED, NODE_ENV } = env();
  const demo = SEED === 'demo' && NODE_ENV !== 'production';
  return [
    '',
    '  BesaHubs is ready',
    '',
    `  App            ${app}`,
    `  Calendar       ${app}/calendar`,
    `  Dashboards     ${app}/dashboards`,
    `  Integrations   ${app}/settings/integrations`,
    `  API            ${api}/api/docs`,
    `  Webhook        ${api}/api/integrations/sendgrid/webhook`,
    ...(emulators ? [`  Mail inbox     ${emulators}/sendgrid/inbox`, `  Providers      ${emulators}`] : []),
    ...(demo ? ['', '  Sign in        admin@besahubs.test   Besahubs-demo-1   (also manager@, agent@)'] : []),
    ...explainWaysIn(waysIn),
    '',
    '  Check that it works:',
    '    1. Send a test e-mail from a contact, open it in the inbox → the event shows on the contact',
    '    2. Connect a calendar in Integrations, create an event → it is at the provider',
    '    3. Add a widget to a dashboard → it shows your data',
    '',
  ].join('\n');
}
