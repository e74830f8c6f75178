import { BRAND, button, heading, layout, paragraph, section, small } from './layout';

export const passwordReset = {
  name: 'Password reset',
  subject: `Reset your ${BRAND} password`,
  html_content: layout({
    preheader: 'Use this link to choose a new password.',
    body: section(
      heading('Choose a new password') +
        paragraph(
          `Hello{{#if recipientName}} {{recipientName}}{{/if}}, someone asked to reset the password of your ${BRAND} account. If that was you, choose a new one here:`,
        ) +
        button('{{resetUrl}}', 'Reset password') +
        small(
          'The button does not work? Copy this address into your browser:<br><a href="{{resetUrl}}" class="link" style="color:#1f4bd8;word-break:break-all">{{resetUrl}}</a>',
        ) +
        '{{#if expiresIn}}' +
        small('The link works once, for {{expiresIn}}.') +
        '{{/if}}{{#if requestIp}}' +
        small('Requested from {{requestIp}}.') +
        '{{/if}}',
    ),
    footer: small('You did not ask for this? Then nothing needs to be done: your password stays as it is.'),
  }),
  test_data: {
    recipientName: 'Dana',
    organizationName: 'BesaHubs',
    resetUrl: 'https://crm.example.com/reset/abc',
    expiresIn: '60 minutes',
    requestIp: '203.0.113.10',
  },
};
