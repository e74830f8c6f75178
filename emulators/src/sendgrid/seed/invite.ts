import { BRAND, button, heading, layout, paragraph, section, small } from './layout';

export const invite = {
  name: 'User invite',
  subject: `{{#if inviterName}}{{{inviterName}}} invited you to {{else}}You are invited to {{/if}}${BRAND}`,
  html_content: layout({
    preheader: `Accept your invitation to ${BRAND} and set your password.`,
    body: section(
      heading('{{#if recipientName}}Welcome, {{recipientName}}{{else}}Welcome{{/if}}') +
        paragraph(
          `{{#if inviterName}}<strong>{{inviterName}}</strong> has invited you{{else}}You have been invited{{/if}} to join <strong>${BRAND}</strong>{{#if role}} as {{role}}{{/if}}, where the team keeps its properties, deals and clients in one place.`,
        ) +
        '{{#if message}}' +
        paragraph('<em>“{{message}}”</em>') +
        '{{/if}}' +
        button('{{inviteUrl}}', 'Accept the invitation') +
        small(
          'The button does not work? Copy this address into your browser:<br><a href="{{inviteUrl}}" class="link" style="color:#1f4bd8;word-break:break-all">{{inviteUrl}}</a>',
        ) +
        '{{#if expiresIn}}' +
        small('This invitation is valid for {{expiresIn}}.') +
        '{{/if}}',
    ),
    footer: small(
      'You received this mail because someone entered your address in an invitation. If you do not know them, ignore it: no account is made until you accept.',
    ),
  }),
  test_data: {
    recipientName: 'Dana',
    inviterName: 'Morgan Reyes',
    organizationName: 'BesaHubs',
    role: 'Agent',
    message: 'Looking forward to working with you on the harbor portfolio.',
    inviteUrl: 'https://crm.example.com/invite/abc',
    expiresIn: '7 days',
  },
};
