import { BRAND, button, heading, layout, paragraph, section, small } from './layout';

const FONT = "font-family:'Segoe UI',system-ui,-apple-system,Roboto,Helvetica,Arial,sans-serif";

/** One figure of the property: shown only when the data has it. */
const figure = (field: string, label: string) => `{{#if property.${field}}}
<td class="stack tile" valign="top" style="padding:12px 14px;background:#f3f5f9;border-radius:10px">
<div class="muted" style="${FONT};font-size:12px;line-height:16px;white-space:nowrap;color:#66728a">${label}</div>
<div class="ink" style="${FONT};font-size:16px;line-height:24px;font-weight:650;white-space:nowrap;color:#14213d">{{property.${field}}}</div>
</td><td class="stack" width="8" style="font-size:0;line-height:8px">&nbsp;</td>{{/if}}`;

const figures = `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 24px"><tr>
${figure('price', 'Price')}${figure('size', 'Size')}${figure('type', 'Type')}${figure('capRate', 'Cap rate')}
</tr></table>`;

const picture = `{{#if property.imageUrl}}<tr><td style="padding:0"><a href="{{property.url}}"><img src="{{property.imageUrl}}" width="600" alt="{{property.name}}" style="display:block;width:100%;max-width:600px;height:auto;border:0"></a></td></tr>{{/if}}`;

const highlights = `{{#if property.highlights}}<ul class="body" style="margin:0 0 20px;padding:0 0 0 20px;${FONT};font-size:16px;line-height:26px;color:#3d4a63">{{#each property.highlights}}<li>{{this}}</li>{{/each}}</ul>{{/if}}`;

const agent = `{{#if agent}}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-top:1px solid #e2e7f0"><tr><td style="padding-top:20px">
<div class="ink" style="${FONT};font-size:15px;line-height:22px;font-weight:650;color:#14213d">{{agent.name}}</div>
<div class="muted" style="${FONT};font-size:14px;line-height:21px;color:#66728a">{{#if agent.title}}{{agent.title}}<br>{{/if}}{{#if agent.phone}}<a href="tel:{{agent.phone}}" class="link" style="color:#1f4bd8;text-decoration:none">{{agent.phone}}</a><br>{{/if}}{{#if agent.email}}<a href="mailto:{{agent.email}}" class="link" style="color:#1f4bd8;text-decoration:none">{{agent.email}}</a>{{/if}}</div>
</td></tr></table>{{/if}}`;

export const propertyPromo = {
  name: 'Property promo',
  subject: '{{{insert subject property.headline property.name "default=A property worth a look"}}}',
  html_content: layout({
    preheader: '{{insert preheader property.address "default=New on the market"}}',
    body:
      picture +
      section(
        small('{{#if property.address}}{{property.address}}{{/if}}') +
          heading('{{insert property.headline property.name "default=New on the market"}}') +
          paragraph(
            'Hello{{#if recipientName}} {{recipientName}}{{/if}}, {{insert intro "default=this property just came to us, and we thought of you."}}',
          ) +
          figures +
          '{{#if property.description}}' +
          paragraph('{{property.description}}') +
          '{{/if}}' +
          highlights +
          '{{#if property.url}}' +
          button('{{property.url}}', 'See the property') +
          '{{/if}}' +
          agent,
      ),
    footer:
      small(`You receive property news from ${BRAND}.`) +
      small(
        '<a clicktracking="off" href="{{{insert unsubscribeUrl unsubscribe}}}" class="muted" style="color:#66728a">Unsubscribe</a>',
      ),
  }),
  test_data: {
    recipientName: 'Dana',
    organizationName: 'BesaHubs',
    property: {
      name: '1200 Harbor Street',
      headline: '42,000 SF of dock-high industrial by the port',
      address: '1200 Harbor Street, Oakland, CA',
      price: '$11,400,000',
      size: '42,000 SF',
      type: 'Industrial',
      capRate: '6.1%',
      description: 'Two tenants in place, four dock-high doors, and room to add a third unit.',
      highlights: ['32 ft clear height', 'Rail served', '4 dock-high doors'],
      url: 'https://crm.example.com/p/1200-harbor',
    },
    agent: {
      name: 'Morgan Reyes',
      title: 'Senior Vice President',
      phone: '+1 510 555 0134',
      email: 'morgan@example.com',
    },
  },
};
