import { BRAND, button, heading, layout, paragraph, section, small } from './layout';

export const contactInvite = {
  name: 'Contact invite',
  subject:
    '{{#if inviterName}}{{{inviterName}}} would like to stay in touch{{else}}Let us stay in touch{{/if}}',
  html_content: layout({
    preheader: 'Check your details, and choose what you want to hear about.',
    body: section(
      heading('Hello{{#if recipientName}} {{recipientName}}{{/if}}') +
        paragraph(
          `{{#if inviterName}}<strong>{{inviterName}}</strong> of ${BRAND}{{else}}${BRAND}{{/if}} would like to keep you posted about properties and deals that fit what you are looking for.`,
        ) +
        '{{#if message}}' +
        paragraph('<em>“{{message}}”</em>') +
        '{{/if}}' +
        button('{{inviteUrl}}', 'Check my details') +
        '{{#if expiresIn}}' +
        small('The link is valid for {{expiresIn}}.') +
        '{{/if}}',
    ),
    footer: small(
      'You receive this mail because {{insert inviterName "default=one of our brokers"}} has your address. Choose “nothing” on that page and we will not write again.',
    ),
  }),
  test_data: {
    recipientName: 'Dana',
    inviterName: 'Morgan Reyes',
    organizationName: 'BesaHubs',
    message: 'It was good to meet you at the Oakland tour.',
    inviteUrl: 'https://crm.example.com/contact-invite/abc',
    expiresIn: '30 days',
  },
};
