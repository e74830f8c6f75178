import { render } from './handlebars';
import type { TemplateKey } from './templates';

interface Builtin {
  subject: string;
  title: string;
  paragraphs: string[];
  action?: { url: string; label: string };
  footer: string;
}

/** The mails as we write them when the account has no template for them. Variables are those the templates use. */
const builtins: Record<Exclude<TemplateKey, 'dashboard'>, Builtin> = {
  invite: {
    subject:
      '{{#if inviterName}}{{inviterName}} invited you to {{organizationName}}{{else}}You are invited to {{organizationName}}{{/if}}',
    title: 'Welcome{{#if recipientName}}, {{recipientName}}{{/if}}',
    paragraphs: [
      '{{#if inviterName}}{{inviterName}} has invited you{{else}}You have been invited{{/if}} to work in {{organizationName}}{{#if role}} as {{role}}{{/if}}.',
      'The invitation is valid for {{expiresIn}}.',
    ],
    action: { url: '{{{inviteUrl}}}', label: 'Accept the invitation' },
    footer: 'You do not know the sender? Then ignore this mail: no account is made until you accept.',
  },
  password_reset: {
    subject: 'Reset your {{organizationName}} password',
    title: 'Choose a new password',
    paragraphs: [
      'Hello{{#if recipientName}} {{recipientName}}{{/if}}, someone asked to reset the password of your {{organizationName}} account. If that was you, choose a new one here.',
      'The link works once, for {{expiresIn}}.',
    ],
    action: { url: '{{{resetUrl}}}', label: 'Reset password' },
    footer: 'You did not ask for this? Then nothing needs to be done: your password stays as it is.',
  },
  contact_invite: {
    subject: '{{inviterName}} would like to stay in touch',
    title: 'Hello{{#if recipientName}} {{recipientName}}{{/if}}',
    paragraphs: [
      '{{inviterName}} of {{organizationName}} would like to keep you posted about properties and deals that fit what you are looking for.',
      '{{#if message}}“{{message}}”{{/if}}',
      'Please check your details and choose what we may send you. The link is valid for {{expiresIn}}.',
    ],
    action: { url: '{{{inviteUrl}}}', label: 'Check my details' },
    footer:
      'You receive this mail because {{inviterName}} has your address. Choose “nothing” on that page and we will not write again.',
  },
  property_promo: {
    subject: '{{insert subject property.name "default=A property worth a look"}}',
    title: '{{insert property.headline property.name "default=A property worth a look"}}',
    paragraphs: [
      'Hello{{#if recipientName}} {{recipientName}}{{/if}}, {{insert intro "default=this came to us, and we thought of you."}}',
      '{{#if property.address}}{{property.address}}{{/if}}{{#if property.size}} · {{property.size}}{{/if}}{{#if property.price}} · {{property.price}}{{/if}}',
      '{{#if property.description}}{{property.description}}{{/if}}',
    ],
    action: { url: '{{{property.url}}}', label: 'See the property' },
    footer:
      'You receive property news from {{organizationName}}. <a href="{{{unsubscribeUrl}}}">Unsubscribe</a>',
  },
  test: {
    subject: '{{organizationName}}: test e-mail',
    title: 'It works',
    paragraphs: [
      'This test e-mail was sent by {{organizationName}}. Open it and follow the link: both events come back through the webhook.',
    ],
    action: { url: '{{{appUrl}}}', label: 'Back to the integrations' },
    footer: 'Sent at the request of {{recipientName}}.',
  },
};

export interface Composed {
  subject: string;
  html: string;
  text: string;
}

const frame = (
  title: string,
  paragraphs: string[],
  button: string,
  footer: string,
): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"></head>
<body style="margin:0;padding:32px 12px;background:#f3f5f9;font-family:system-ui,Segoe UI,Roboto,Helvetica,Arial,sans-serif">
<table role="presentation" align="center" width="600" cellpadding="0" cellspacing="0" style="width:100%;max-width:600px;background:#fff;border:1px solid #e2e7f0;border-radius:12px"><tr><td style="padding:36px 40px">
<h1 style="margin:0 0 12px;font-size:22px;line-height:30px;color:#14213d">${title}</h1>
${paragraphs.map((text) => `<p style="margin:0 0 16px;font-size:16px;line-height:25px;color:#3d4a63">${text}</p>`).join('\n')}
${button}
<p style="margin:24px 0 0;font-size:13px;line-height:20px;color:#66728a">${footer}</p>
</td></tr></table></body></html>`;

/** A mail that was written where its figures come from; its HTML and text are there when it is sent. */
const written = (data: Partial<Composed>): Composed => ({
  subject: data.subject ?? '',
  html: data.html ?? '',
  text: data.text ?? '',
});

/** One of our own mails, rendered: HTML with values escaped, and the same as text. */
export function compose(key: TemplateKey, data: object): Composed {
  if (key === 'dashboard') return written(data);
  const { subject, title, paragraphs, action, footer } = builtins[key];
  const html = (source: string) => render(source, data);
  const text = (source: string) => render(source, data, true).replace(/<[^>]+>/g, '');
  const shown = paragraphs.map(html).filter((paragraph) => paragraph.trim());
  const url = action ? text(action.url) : '';
  const button =
    action && url
      ? `<a href="${render('{{url}}', { url })}" style="display:inline-block;padding:12px 24px;border-radius:8px;background:#0c6b66;color:#fff;font-size:16px;font-weight:600;text-decoration:none">${html(action.label)}</a>`
      : '';
  const lines = [
    text(title),
    ...paragraphs.map(text),
    action && url ? `${text(action.label)}: ${url}` : '',
    text(footer),
  ];
  return {
    subject: text(subject).replace(/[\r\n]+/g, ' '),
    html: frame(html(title), shown, button, html(footer)),
    text: lines.filter((line) => line.trim()).join('\n\n'),
  };
}
