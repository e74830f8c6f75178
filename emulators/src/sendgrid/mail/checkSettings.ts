import { isObject, type Fields, type Issues } from './issues';

type Kind = 'boolean' | 'string';

/** path → what it must be, and SendGrid's sentence when it is not. */
const TYPED: [path: string, kind: Kind, message: string][] = [
  [
    'mail_settings.sandbox_mode.enable',
    'boolean',
    'The sandbox mode enable param should be a boolean value.',
  ],
  [
    'mail_settings.bypass_list_management.enable',
    'boolean',
    'The bypass list management enable param should be a boolean value.',
  ],
  [
    'mail_settings.bypass_spam_management.enable',
    'boolean',
    'The bypass spam management enable param should be a boolean value.',
  ],
  [
    'mail_settings.bypass_bounce_management.enable',
    'boolean',
    'The bypass bounce management enable param should be a boolean value.',
  ],
  [
    'mail_settings.bypass_unsubscribe_management.enable',
    'boolean',
    'The bypass unsubscribe management enable param should be a boolean value.',
  ],
  ['mail_settings.footer.enable', 'boolean', 'The footer enable param should be a boolean value.'],
  ['mail_settings.footer.html', 'string', 'The text/html version of your footer should be a string.'],
  ['mail_settings.footer.text', 'string', 'The text/plain version of your footer should be a string.'],
  [
    'tracking_settings.click_tracking.enable',
    'boolean',
    'The click tracking enable param should be a boolean value.',
  ],
  [
    'tracking_settings.click_tracking.enable_text',
    'boolean',
    'The click tracking enable text must be a boolean value.',
  ],
  [
    'tracking_settings.open_tracking.enable',
    'boolean',
    'The open tracking enable param should be a boolean value.',
  ],
  [
    'tracking_settings.open_tracking.substitution_tag',
    'string',
    'The open tracking substitution tag must be a string.',
  ],
  [
    'tracking_settings.subscription_tracking.enable',
    'boolean',
    'The subscription tracking enable param should be a boolean value.',
  ],
  [
    'tracking_settings.subscription_tracking.html',
    'string',
    'The subscription tracking unsubscribe content for text/html messages must be a string.',
  ],
  [
    'tracking_settings.subscription_tracking.text',
    'string',
    'The subscription tracking unsubscribe content for text/plain messages must be a string.',
  ],
  [
    'tracking_settings.subscription_tracking.substitution_tag',
    'string',
    'The subscription tracking substitution tag must be a string value.',
  ],
  [
    'tracking_settings.ganalytics.enable',
    'boolean',
    'The Google Analytics enable param must be a boolean value.',
  ],
  ['ip_pool_name', 'string', 'The name of your IP pool must be a string.'],
];

function valueAt(mail: Fields, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), mail);
}

function checkBypasses(issues: Issues, mail: Fields): void {
  const enabled = (name: string) => valueAt(mail, `mail_settings.${name}.enable`) === true;
  const others = ['bypass_spam_management', 'bypass_bounce_management', 'bypass_unsubscribe_management'];
  if (enabled('bypass_list_management') && others.some(enabled)) {
    issues.add(
      'mail_settings.bypass_list_management',
      'The bypass_list_management setting cannot be combined with any other bypass options.',
    );
  }
}

/** mail_settings and tracking_settings: the types of what is there. */
export function checkSettings(issues: Issues, mail: Fields): void {
  for (const [path, kind, message] of TYPED) {
    const value = valueAt(mail, path);
    if (value !== undefined && value !== null && typeof value !== kind) issues.add(path, message);
  }
  checkBypasses(issues, mail);
}
